"""The log of contacts with a company, and the next steps that wait."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.employers.companies.queries.company_accounts import IN_FORCE
from portal.employers.following.vocabulary import ContactKind
from portal.foundation import db


@dataclass(frozen=True, slots=True)
class Contact:
    id: UUID
    company_id: UUID
    company_name: str
    service_id: UUID
    held_on: date
    kind: ContactKind
    met: str | None
    summary: str
    minutes: int
    next_step: str | None
    next_on: date | None
    no_step_reason: str | None
    step_done_on: date | None
    written_by_id: UUID
    written_by: str
    written_at: datetime

    @property
    def waits(self) -> bool:
        return self.next_on is not None and self.step_done_on is None


_SELECT = """
SELECT k.id, k.company AS company_id, o.name AS company_name, k.service AS service_id, k.held_on, k.kind, k.met,
    k.summary, k.minutes, k.next_step, k.next_on, k.no_step_reason, k.step_done_on, k.written_by AS written_by_id,
    a.name AS written_by, k.written_at
FROM company_contact k JOIN organisation o ON o.id = k.company JOIN account a ON a.id = k.written_by
"""


def _contact(row: Mapping[str, Any]) -> Contact:
    return Contact(**{**dict(row), "kind": ContactKind(row["kind"])})


async def contact(contact_id: UUID) -> Contact | None:
    """For whoever has already shown a ground to read it."""
    row = await db.fetchrow(f"{_SELECT} WHERE k.id = $1", contact_id)
    return None if row is None else _contact(row)


async def count(company_id: UUID, service_id: UUID) -> int:
    return int(
        await db.fetchval(
            "SELECT count(*) FROM company_contact WHERE company = $1 AND service = $2", company_id, service_id
        )
    )


async def page(company_id: UUID, service_id: UUID, *, limit: int, offset: int) -> list[Contact]:
    """Those of the service, the latest first."""
    rows = await db.fetch(
        f"{_SELECT} WHERE k.company = $1 AND k.service = $2"
        " ORDER BY k.held_on DESC, k.written_at DESC LIMIT $3 OFFSET $4",
        company_id,
        service_id,
        limit,
        offset,
    )
    return [_contact(row) for row in rows]


_WAITING = f"""
WHERE k.next_on IS NOT NULL AND k.step_done_on IS NULL AND k.service = $1 AND EXISTS (
    SELECT FROM company_account a WHERE a.company = k.company AND a.service = k.service AND a.holder = $2
        AND {IN_FORCE.format(day="$3")})
"""


async def waiting(service_id: UUID, account_id: UUID, today: date, *, limit: int) -> list[Contact]:
    """Contacts whose next step waits, of the companies somebody follows today, the earliest first."""
    rows = await db.fetch(
        f"{_SELECT} {_WAITING} ORDER BY k.next_on, k.id LIMIT $4", service_id, account_id, today, limit
    )
    return [_contact(row) for row in rows]


async def late(today: date) -> list[UUID]:
    """Next steps whose day has passed and of which nobody was told."""
    rows = await db.fetch(
        "SELECT id FROM company_contact WHERE next_on < $1 AND step_done_on IS NULL AND late_told_at IS NULL"
        " ORDER BY next_on, id",
        today,
    )
    return [row["id"] for row in rows]
