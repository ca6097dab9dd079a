"""Secret links to the deadlines, and whether whoever made one may still read them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.accounts import public as accounts
from portal.employers.companies.reading import company_read_by
from portal.employers.obligations.calendar_token import is_of, read_token, token_of
from portal.foundation import db
from portal.foundation.access import Permission, allowed
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class CalendarLink:
    token: str
    renewed_at: datetime


async def link_of(company_id: UUID, viewer: Viewer) -> CalendarLink | None:
    """The viewer's own."""
    row = await db.fetchrow(
        "SELECT id, generation, renewed_at FROM deadline_calendar WHERE company = $1 AND account = $2",
        company_id,
        viewer.account_id,
    )
    return CalendarLink(token_of(row["id"], row["generation"]), row["renewed_at"]) if row else None


async def company_of_token(token: str) -> UUID:
    """Raises NotThere for a link that is wrong, renewed since, or of somebody who may not read any more."""
    read = read_token(token)
    row = (
        await db.fetchrow(
            "SELECT id, company, account, generation FROM deadline_calendar WHERE id = $1", read[0]
        )
        if read
        else None
    )
    if read is None or row is None or not is_of(row["id"], row["generation"], read[1]):
        raise NotThere
    company_id: UUID = row["company"]
    person = await accounts.account(row["account"])
    for seat in await accounts.seats(row["account"]):
        viewer = Viewer(
            row["account"],
            person.name if person else "",
            seat.organisation_id,
            seat.organisation_name,
            seat.kinds,
            seat.roles,
        )
        if allowed(viewer, Permission.OBLIGATIONS_READ):
            try:
                return await company_read_by(viewer, company_id)
            except NotThere:
                continue
    raise NotThere
