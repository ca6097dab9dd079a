"""Who of a service keeps the work with a company, and who reads it."""

from uuid import UUID

from portal.employers.companies.queries import company_accounts
from portal.employers.companies.queries.seen import seen_company
from portal.foundation import clock
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer


async def follower_of(company_id: UUID, service_id: UUID) -> UUID | None:
    """The account that follows the company for the service today."""
    rows = await company_accounts.of_company(company_id, service_id)
    return next((row.holder_id for row in rows if row.in_force(clock.today())), None)


async def keeper(company_id: UUID, viewer: Viewer) -> UUID:
    """The service for which the viewer follows the company today. Raises NotThere for anybody else."""
    if viewer.organisation_id is None or not await company_accounts.is_followed_by(
        company_id, viewer, clock.today()
    ):
        raise NotThere
    return viewer.organisation_id


async def reader(company_id: UUID, viewer: Viewer) -> UUID:
    """The service whose work with the company the viewer reads: whoever follows it, and the service's coordinator.

    Raises NotThere.
    """
    if viewer.organisation_id is not None and viewer.is_any(Role.COORDINATOR):
        await seen_company(company_id, viewer)
        return viewer.organisation_id
    return await keeper(company_id, viewer)


async def keeps(company_id: UUID, viewer: Viewer) -> bool:
    """Whether the viewer follows the company today."""
    try:
        await keeper(company_id, viewer)
    except NotThere:
        return False
    return True


async def may_read(company_id: UUID, viewer: Viewer) -> bool:
    try:
        await reader(company_id, viewer)
    except NotThere:
        return False
    return True
