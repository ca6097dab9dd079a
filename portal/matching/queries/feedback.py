"""Why companies said no, with day and reason, for the counsellors' lists; of a reopened proposal too."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.foundation import clock, db
from portal.matching.queries.answers import COUNTED_BACK
from portal.matching.vocabulary import RefusalReason


@dataclass(frozen=True, slots=True)
class Refusal:
    proposal_id: UUID
    person_id: UUID
    vacancy_id: UUID
    title: str
    company_name: str
    reason: RefusalReason
    at: datetime


_REFUSALS = """
SELECT p.id, p.person, p.vacancy, v.title, o.name AS company, s.reason, s.at
FROM proposal p JOIN proposal_step s ON s.proposal = p.id AND s.move = 'refuse' AND s.reason IS NOT NULL
JOIN vacancy v ON v.id = p.vacancy JOIN organisation o ON o.id = p.company
"""


def _refusal(row: Any) -> Refusal:
    return Refusal(
        row["id"],
        row["person"],
        row["vacancy"],
        row["title"],
        row["company"],
        RefusalReason(row["reason"]),
        row["at"],
    )


async def between(
    person_ids: Collection[UUID], vacancy_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID], Refusal]:
    """The latest of each pair, by person and vacancy."""
    rows = await db.fetch(
        f"{_REFUSALS} WHERE p.person = ANY($1) AND p.vacancy = ANY($2) ORDER BY s.at",
        list(person_ids),
        list(vacancy_ids),
    )
    return {(row["person"], row["vacancy"]): _refusal(row) for row in rows}


async def of_person(person_id: UUID, limit: int = 10) -> list[Refusal]:
    """The latest first, of the last year."""
    rows = await db.fetch(
        f"{_REFUSALS} WHERE p.person = $1 AND s.at >= $2 ORDER BY s.at DESC, s.id LIMIT $3",
        person_id,
        clock.now() - COUNTED_BACK,
        limit,
    )
    return [_refusal(row) for row in rows]


async def reasons_of_company(company_id: UUID, service_id: UUID) -> dict[RefusalReason, int]:
    """How often the company gave each reason to the service in the last year, the commonest first."""
    rows = await db.fetch(
        "SELECT s.reason, count(*) AS n FROM proposal p JOIN proposal_step s ON s.proposal = p.id"
        " WHERE p.company = $1 AND p.service = $2 AND s.move = 'refuse' AND s.reason IS NOT NULL AND s.at >= $3"
        " GROUP BY s.reason ORDER BY n DESC, s.reason",
        company_id,
        service_id,
        clock.now() - COUNTED_BACK,
    )
    return {RefusalReason(row["reason"]): row["n"] for row in rows}
