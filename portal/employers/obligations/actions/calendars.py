"""The secret link to the deadlines: made, renewed."""

from uuid import UUID

from portal.employers.events import DeadlineCalendarRenewed
from portal.foundation import clock, db, facts
from portal.foundation.ids import opaque_id
from portal.kernel.viewer import Viewer


async def renew_link(company_id: UUID, *, by: Viewer) -> None:
    """The first link, or a new one: the one before answers no more. ``by`` may read the company's duties."""
    async with db.unit_of_work():
        id = await db.fetchval(
            "INSERT INTO deadline_calendar (id, company, account, generation, renewed_at) VALUES ($1, $2, $3, 1, $4)"
            " ON CONFLICT (company, account) DO UPDATE SET generation = deadline_calendar.generation + 1,"
            " renewed_at = $4 RETURNING id",
            opaque_id(),
            company_id,
            by.account_id,
            clock.now(),
        )
        await facts.record(DeadlineCalendarRenewed(deadline_calendar_id=id, company_id=company_id), by=by)
