"""How many proposals may be open at a company at one time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.employers.following.parameters import usual_cap
from portal.foundation import clock, db


@dataclass(frozen=True, slots=True)
class Cap:
    """``set_by`` None: the portal's usual number."""

    most: int
    set_by: str | None
    set_at: datetime | None


async def cap_of(company_id: UUID) -> Cap:
    row = await db.fetchrow(
        "SELECT c.most, a.name AS set_by, c.set_at FROM proposal_cap c JOIN account a ON a.id = c.set_by"
        " WHERE c.company = $1",
        company_id,
    )
    return Cap(await usual_cap(clock.today()), None, None) if row is None else Cap(**dict(row))


async def most_open(company_id: UUID) -> int:
    return (await cap_of(company_id)).most


async def most_open_of(company_ids: Collection[UUID]) -> dict[UUID, int]:
    """By company, of all that are asked for; two queries, however many."""
    rows = await db.fetch(
        "SELECT company, most FROM proposal_cap WHERE company = ANY($1)", list(set(company_ids))
    )
    usual = await usual_cap(clock.today())
    return dict.fromkeys(company_ids, usual) | {row["company"]: row["most"] for row in rows}
