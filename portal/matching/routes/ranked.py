"""«Abbinamenti»: from a person to vacancies and from a vacancy to people, ranked and explained."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import audit
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, get, page
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer
from portal.matching.pages.feedback import reason_counts, refusal_lines, words_of
from portal.matching.pages.ranked import PER_PAGE, RankedPage, people_page, vacancies_page
from portal.matching.queries import exposure, feedback, rows
from portal.matching.ranking import people_for, vacancies_for

SHORTLIST = 50
LISTED = 20
MINE = may(P.MATCHING_USE)


async def read_of(viewer: Viewer, what: str, subject_id: UUID, count: int) -> None:
    """Lists tell of levels: who opened which stands in the log."""
    await audit.note(
        "shortlist_read", by=viewer, subject_kind=what, subject_id=subject_id, data={"people": count}
    )


@get("/matching", access=MINE)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """Of one of her people: the open vacancies, ranked. Of nobody yet: her people and the vacancies to choose from."""
    own = await rows.people_ids(await candidates.followed_by(viewer))
    names = await candidates.names(own)
    asked = request.query_params.get("person")
    chosen = next((one for one in names if str(one) == asked), None)
    latest, count = await rows.latest_vacancies(LISTED)
    opened = await employers.vacancies(latest)
    companies = await words_of([one.company_id for one in opened.values()])
    model = {
        "people": sorted(((str(id), name) for id, name in names.items()), key=lambda pair: pair[1]),
        "chosen": str(chosen) if chosen else None,
        "chosen_name": names.get(chosen, "la persona") if chosen else None,
        "everybody": _everybody(request),
        "ranked": await _vacancies_for(request, viewer, chosen) if chosen else None,
        "refusals": refusal_lines(await feedback.of_person(chosen)) if chosen else [],
        "count": count,
        "vacancies": [
            (
                f"/matching/vacancies/{id}",
                opened[id].title,
                f"{opened[id].company_name}, {opened[id].place_name}",
                companies[opened[id].company_id],
            )
            for id in latest
            if id in opened
        ],
    }
    return page(request, "matching/index.html", model)


def _everybody(request: PortalRequest) -> bool:
    return request.query_params.get("excluded") == "1"


async def _vacancies_for(request: PortalRequest, viewer: Viewer, person_id: UUID) -> RankedPage:
    ranking = await vacancies_for(person_id, SHORTLIST, everybody=_everybody(request))
    pages = Pages.of(request, len(ranking.ranked), PER_PAGE)
    shown = [*ranking.ranked[pages.offset : pages.offset + pages.limit], *ranking.nearly, *ranking.aside]
    await read_of(viewer, "person", person_id, 1)
    found = await employers.vacancies([one.ref for one in shown])
    return vacancies_page(
        ranking,
        pages,
        person_id,
        found,
        await feedback.between([person_id], list(found)),
        await words_of([one.company_id for one in found.values()]),
    )


async def open_vacancy(vacancy_id: UUID) -> employers.VacancyForMatching:
    vacancy = await employers.vacancy(vacancy_id)
    if vacancy is None or not vacancy.is_open:
        raise NotThere
    return vacancy


@get("/matching/vacancies/{vacancy_id:uuid}", access=MINE)
async def shortlist(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    vacancy, service_id = await open_vacancy(vacancy_id), viewer.organisation_id
    if service_id is None:
        raise NotThere
    everybody = _everybody(request)
    ranking = await people_for(vacancy, await candidates.followed_by(viewer), everybody=everybody)
    pages = Pages.of(request, len(ranking.ranked), PER_PAGE)
    listed = [*ranking.ranked, *ranking.nearly, *ranking.aside, *ranking.excluded]
    ids = [one.ref for one in listed]
    await read_of(viewer, "vacancy", vacancy_id, len(ids))
    model = {
        "vacancy": vacancy,
        "everybody": everybody,
        "ranked": people_page(
            ranking,
            pages,
            vacancy_id,
            await candidates.names(ids),
            await exposure.unanswered(ids),
            await feedback.between(ids, [vacancy_id]),
        ),
        "company": (await words_of([vacancy.company_id])).get(vacancy.company_id),
        "reasons": reason_counts(await feedback.reasons_of_company(vacancy.company_id, service_id)),
    }
    return page(request, "matching/shortlist.html", model)


ROUTES = [index, shortlist]
