"""On which ground the viewer finds a plan: as its tutor, as a named user of the company, as its counsellor."""

from uuid import UUID

from portal.candidates import public as candidates
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring import queries
from portal.tutoring.queries import Detail


async def find(plan_id: UUID, viewer: Viewer) -> tuple[Detail, str]:
    """The plan and the side («tutor», «company», «counsellor»). Raises NotThere for everybody else."""
    if viewer.is_any(Role.IN_COMPANY_TUTOR):
        try:
            return await queries.detail_for_party(plan_id, viewer, "tutor"), "tutor"
        except NotThere:
            if not viewer.is_any(Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER):
                raise
    if viewer.is_any(Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER):
        return await queries.detail_for_party(plan_id, viewer, "company"), "company"
    if viewer.is_any(Role.JOB_COUNSELLOR):
        detail = await queries.detail_for_service(plan_id, viewer)
        if await candidates.follows(detail.person_id, viewer):
            return detail, "counsellor"
    raise NotThere
