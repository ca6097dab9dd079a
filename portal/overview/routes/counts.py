"""How many published profiles a vacancy would find: from card fields only, by the rules of counts."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, fragment, get
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer
from portal.reference import professions, skills


@get("/vacancies/{vacancy_id:uuid}/profile-count", access=may(P.VACANCY_READ))
async def profile_count(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    """The fragment that the vacancy's pages fetch; opened by itself it is a page."""
    vacancy = await employers.vacancy(vacancy_id)
    if vacancy is None or vacancy.company_id != viewer.organisation_id:
        raise NotThere
    code = vacancy.profession_code
    group = professions.macro_group(code) if code else None
    families = sorted({skills.family_of(skill).code for skill in vacancy.essential_skills})
    model = {
        "id": vacancy.id,
        "title": vacancy.title,
        "group": group.label if group else None,
        "families": [skills.family(family).name for family in families],
        "in_group": await candidates.count_cards(group=group.value if group else None, families=[]),
        "with_families": await candidates.count_cards(group=group.value if group else None, families=families)
        if families
        else None,
    }
    return fragment(request, "overview/profile_count.html", model, block="count")


ROUTES = [profile_count]
