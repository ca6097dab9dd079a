"""Letters of adherence, as the service and the company read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.employers.following.vocabulary import Commitment, LetterState
from portal.foundation import db


@dataclass(frozen=True, slots=True)
class Letter:
    id: UUID
    company_id: UUID
    company_name: str
    service_id: UUID
    service_name: str
    text_version: str
    commitments: tuple[Commitment, ...]
    state: LetterState
    state_since: datetime
    drafted_by_id: UUID
    drafted_by: str
    drafted_at: datetime
    sent_at: datetime | None
    signatory_name: str | None
    signatory_office: str | None
    signed_on: date | None
    file_key: str | None
    file_name: str | None
    valid_until: date | None
    ended_on: date | None
    end_reason: str | None
    version: int


_SELECT = """
SELECT l.id, l.company AS company_id, o.name AS company_name, l.service AS service_id, s.name AS service_name,
    l.text_version, l.commitments, l.state, l.state_since, l.drafted_by AS drafted_by_id, a.name AS drafted_by,
    l.drafted_at, l.sent_at, l.signatory_name, l.signatory_office, l.signed_on, l.file_key, l.file_name,
    l.valid_until, l.ended_on, l.end_reason, l.version
FROM letter_of_adherence l JOIN organisation o ON o.id = l.company JOIN organisation s ON s.id = l.service
    JOIN account a ON a.id = l.drafted_by
"""


def _letter(row: Mapping[str, Any]) -> Letter:
    values = dict(row)
    values["state"] = LetterState(values["state"])
    values["commitments"] = tuple(Commitment(word) for word in values["commitments"])
    return Letter(**values)


async def letter(letter_id: UUID) -> Letter | None:
    """For whoever has already shown a ground to read it."""
    row = await db.fetchrow(f"{_SELECT} WHERE l.id = $1", letter_id)
    return None if row is None else _letter(row)


async def of_service(company_id: UUID, service_id: UUID) -> list[Letter]:
    """The latest first."""
    rows = await db.fetch(
        f"{_SELECT} WHERE l.company = $1 AND l.service = $2 ORDER BY l.drafted_at DESC",
        company_id,
        service_id,
    )
    return [_letter(row) for row in rows]


async def of_company(company_id: UUID) -> list[Letter]:
    """What was sent to the company; drafts are the service's."""
    rows = await db.fetch(
        f"{_SELECT} WHERE l.company = $1 AND l.state <> 'draft' ORDER BY l.sent_at DESC, l.id", company_id
    )
    return [_letter(row) for row in rows]


async def ending(until: date) -> list[UUID]:
    """Signed ones that end by then and of which nobody was told."""
    rows = await db.fetch(
        "SELECT id FROM letter_of_adherence WHERE state = 'signed' AND valid_until <= $1 AND warned_at IS NULL"
        " ORDER BY valid_until, id",
        until,
    )
    return [row["id"] for row in rows]


async def over(today: date) -> list[UUID]:
    rows = await db.fetch(
        "SELECT id FROM letter_of_adherence WHERE state = 'signed' AND valid_until < $1 ORDER BY valid_until, id",
        today,
    )
    return [row["id"] for row in rows]
