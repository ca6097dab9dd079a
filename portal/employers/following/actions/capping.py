"""How many proposals may be open at a company at one time is set for it."""

from uuid import UUID

from portal.employers.companies.actions.locking import editable_company
from portal.employers.events import ProposalCapSet
from portal.employers.following.queries.caps import most_open
from portal.employers.following.queries.followers import reader
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.viewer import Viewer


async def set_cap(company_id: UUID, *, most: int, by: Viewer) -> None:
    """By whoever follows the company, or her coordinator. Proposals already open stay. Raises NotThere."""
    await reader(company_id, by)
    async with db.unit_of_work():
        await editable_company(company_id)
        if await most_open(company_id) == most:
            return
        await db.execute(
            "INSERT INTO proposal_cap (id, company, most, set_by, set_at) VALUES ($1, $2, $3, $4, $5)"
            " ON CONFLICT (company) DO UPDATE SET most = $3, set_by = $4, set_at = $5",
            new_id(),
            company_id,
            most,
            by.account_id,
            clock.now(),
        )
        await facts.record(ProposalCapSet(company_id=company_id, most=most), by=by)
