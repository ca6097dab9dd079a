"""On which ground the viewer finds a plan: as its tutor, as a named user of the company, as its counsellor."""

from uuid import UUID

from portal.candidates import public as candidates
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.queries.detail import Detail, detail_for_party, detail_for_service
from portal.tutoring.vocabulary import PartyRole


async def find(plan_id: UUID, viewer: Viewer) -> tuple[Detail, PartyRole]:
    """The plan and the side its page is drawn for. Raises NotThere for everybody else."""
    if viewer.for_company:
        detail = await detail_for_party(plan_id, viewer)
        if PartyRole.TUTOR in detail.roles and viewer.is_any(Role.IN_COMPANY_TUTOR):
            return detail, PartyRole.TUTOR
        if PartyRole.COMPANY in detail.roles and viewer.is_any(
            Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER
        ):
            return detail, PartyRole.COMPANY
    elif viewer.is_any(Role.JOB_COUNSELLOR):
        detail = await detail_for_service(plan_id, viewer)
        if await candidates.follows(detail.person_id, viewer):
            return detail, PartyRole.COUNSELLOR
    raise NotThere


async def own_as_counsellor(plan_id: UUID, viewer: Viewer) -> Detail:
    detail, side = await find(plan_id, viewer)
    if side is not PartyRole.COUNSELLOR:
        raise NotThere
    return detail


async def own_as_tutor(plan_id: UUID, viewer: Viewer) -> Detail:
    detail, side = await find(plan_id, viewer)
    if side is not PartyRole.TUTOR:
        raise NotThere
    return detail
