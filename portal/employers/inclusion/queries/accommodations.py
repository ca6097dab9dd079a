"""The register of accommodations, opened for the company's own administrators."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.employers.inclusion.rules.accommodations import Steps
from portal.employers.inclusion.sealing import opened
from portal.employers.inclusion.vocabulary import Answer, Ending, Ground, Hearing, RequestWay
from portal.foundation import db
from portal.kernel.refusals import NotThere


@dataclass(frozen=True, slots=True)
class AccommodationRow:
    """``code`` is what mails and the calendar may say: «A-0007»."""

    id: UUID
    code: str
    whom: str
    steps: Steps
    measures: int


@dataclass(frozen=True, slots=True)
class AccommodationDetail:
    id: UUID
    code: str
    whom: str
    words: str | None
    way: RequestWay
    steps: Steps
    hearing: Hearing | None
    ground: Ground | None
    reasons: str | None
    remedies_told: bool
    ending: Ending | None
    asked: tuple[str, ...]
    granted: tuple[str, ...]


def code_of(number: int) -> str:
    return f"A-{number:04d}"


def steps_of(row: Any) -> Steps:
    return Steps(
        row["requested_on"],
        row["answer_due_on"],
        row["heard_on"],
        row["answered_on"],
        Answer(row["answer"]) if row["answer"] else None,
        row["in_place_on"],
        row["review_on"],
        row["ended_on"],
    )


async def count(company_id: UUID) -> int:
    return int(await db.fetchval("SELECT count(*) FROM accommodation WHERE company = $1", company_id))


async def page(company_id: UUID, *, limit: int, offset: int) -> list[AccommodationRow]:
    """Those that wait for an answer first, closed ones last."""
    rows = await db.fetch(
        "SELECT a.*, (SELECT count(*) FROM accommodation_measure m WHERE m.accommodation = a.id AND"
        " (m.granted OR a.answer IS NULL)) AS measures FROM accommodation a WHERE a.company = $1"
        " ORDER BY a.ended_on IS NOT NULL, a.answer IS NOT NULL, a.answer_due_on, a.number LIMIT $2 OFFSET $3",
        company_id,
        limit,
        offset,
    )
    return [
        AccommodationRow(
            row["id"],
            code_of(row["number"]),
            opened(row["whom_sealed"], "whom_sealed", row["id"]) or "",
            steps_of(row),
            row["measures"],
        )
        for row in rows
    ]


async def accommodation(accommodation_id: UUID, company_id: UUID) -> AccommodationDetail:
    """Raises NotThere."""
    row = await db.fetchrow(
        "SELECT a.*, ARRAY(SELECT m.code FROM accommodation_measure m WHERE m.accommodation = a.id AND m.asked"
        " ORDER BY m.code) AS asked, ARRAY(SELECT m.code FROM accommodation_measure m"
        " WHERE m.accommodation = a.id AND m.granted ORDER BY m.code) AS granted"
        " FROM accommodation a WHERE a.id = $1 AND a.company = $2",
        accommodation_id,
        company_id,
    )
    if row is None:
        raise NotThere
    id = row["id"]
    return AccommodationDetail(
        id,
        code_of(row["number"]),
        opened(row["whom_sealed"], "whom_sealed", id) or "",
        opened(row["words_sealed"], "words_sealed", id),
        RequestWay(row["request_way"]),
        steps_of(row),
        Hearing(row["hearing"]) if row["hearing"] else None,
        Ground(row["ground"]) if row["ground"] else None,
        opened(row["reasons_sealed"], "reasons_sealed", id),
        row["remedies_told"],
        Ending(row["ending"]) if row["ending"] else None,
        tuple(row["asked"]),
        tuple(row["granted"]),
    )


@dataclass(frozen=True, slots=True)
class Term:
    """A day the calendar shows: an answer due, or a measure to look at again."""

    id: UUID
    code: str
    what: str
    day: date


async def terms(company_id: UUID, first: date, last: date) -> list[Term]:
    rows = await db.fetch(
        "SELECT id, number, 'answer' AS what, answer_due_on AS day FROM accommodation WHERE company = $1"
        " AND answer IS NULL AND ended_on IS NULL AND answer_due_on BETWEEN $2 AND $3"
        " UNION ALL SELECT id, number, 'review', review_on FROM accommodation WHERE company = $1"
        " AND ended_on IS NULL AND review_on BETWEEN $2 AND $3 ORDER BY day, number",
        company_id,
        first,
        last,
    )
    return [Term(row["id"], code_of(row["number"]), row["what"], row["day"]) for row in rows]
