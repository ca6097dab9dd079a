"""How many published profiles a vacancy would find: from card fields only, by the rules of counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates import public as candidates
from portal.candidates.public import Count
from portal.employers import public as employers
from portal.employers.public import VacancyForMatching
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, fragment, get
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer
from portal.reference import professions, provinces, regions, skills


@dataclass(frozen=True, slots=True)
class ProfileCount:
    """``in_area``: those that also show the region of the place; ``with_families``: and the families of skills.

    ``in_group`` is None where the company may not see cards.
    """

    id: UUID
    title: str
    group: str | None
    region: str | None
    in_group: Count | None = None
    in_area: Count | None = None
    with_families: Count | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the count is of: the vacancy as saved, or as it stands in the form that is being written."""

    code: str | None
    skills: Sequence[str]
    province: str | None


async def _asked(request: PortalRequest, vacancy: VacancyForMatching, company_id: UUID) -> _Asked:
    query = request.query_params
    code, province = vacancy.profession_code or None, vacancy.province or None
    known = {one.key: one.code for one in professions.entries()}
    if query.get("profession") in known:
        code = known[query["profession"]]
    if query.get("site"):
        province = (await employers.site_provinces(company_id)).get(str(query["site"]), province)
    typed = [one for one in query.getall("essential", []) if one in skills.register()]
    return _Asked(code, typed or vacancy.essential_skills, province)


@get("/vacancies/{vacancy_id:uuid}/profile-count", access=may(P.VACANCY_READ))
async def profile_count(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    """The fragment that the vacancy's pages fetch, again at every answer; opened by itself it is a page.

    Demands are no part of it: whoever varied them would read what people can do (anonymisation.md §4).
    """
    vacancy = await employers.vacancy(vacancy_id)
    if vacancy is None or vacancy.company_id != viewer.organisation_id:
        raise NotThere
    asked = await _asked(request, vacancy, vacancy.company_id)
    group = professions.macro_group(asked.code) if asked.code else None
    region = provinces.by_code(asked.province).region if asked.province else None
    families = sorted({skills.family_of(skill).code for skill in asked.skills})
    group_code = group.value if group else None
    words = (group.label if group else None, regions.name(region) if region else None)
    model = ProfileCount(vacancy.id, vacancy.title, *words)
    # a count of the cards tells of the cards: it is for whoever may see them
    if await candidates.may_see_cards(vacancy.company_id):
        model = replace(
            model,
            in_group=await candidates.count_cards(group=group_code, families=[]),
            in_area=await candidates.count_cards(group=group_code, families=[], area=region)
            if region
            else None,
            with_families=await candidates.count_cards(group=group_code, families=families, area=region)
            if families
            else None,
        )
    return fragment(request, "overview/profile_count.html", model, block="count")


ROUTES = [profile_count]
