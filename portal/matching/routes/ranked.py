"""«Abbinamenti»: from a person to vacancies and from a vacancy to people, ranked and explained."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, get, page
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer
from portal.matching.pages.lists import RankedRow, ranked_row
from portal.matching.ranking import rank_people, rank_vacancies

SHORTLIST = 50
MINE = may(P.MATCHING_USE)


@get("/matching", access=MINE)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """Of one of her people: the open vacancies, ranked. Of nobody yet: her people and the vacancies to choose from."""
    people = await candidates.people_for_ranking(viewer=viewer)
    vacancies = await employers.all_open_vacancies()
    names = await candidates.names([one.person_id for one in people])
    asked = request.query_params.get("person")
    chosen = next((one for one in people if str(one.person_id) == asked), None)
    model = {
        "people": sorted(((str(id), name) for id, name in names.items()), key=lambda pair: pair[1]),
        "chosen": str(chosen.person_id) if chosen else None,
        "chosen_name": names.get(chosen.person_id, "la persona") if chosen else None,
        "rows": _vacancies_for(chosen, vacancies) if chosen else [],
        "vacancies": [
            (f"/matching/vacancies/{one.id}", one.title, f"{one.company_name}, {one.place_name}")
            for one in vacancies
        ],
    }
    return page(request, "matching/index.html", model)


def _vacancies_for(
    person: candidates.PersonInputs, vacancies: list[employers.VacancyForMatching]
) -> list[RankedRow]:
    by_id = {vacancy.id: vacancy for vacancy in vacancies}
    rows = []
    for ranked in rank_vacancies(person, vacancies, SHORTLIST):
        vacancy = by_id[ranked.ref]
        rows.append(
            ranked_row(
                vacancy.title,
                f"{vacancy.company_name}, {vacancy.place_name}",
                f"/matching/vacancies/{vacancy.id}",
                f"/proposals/new?person={person.person_id}&vacancy={vacancy.id}",
                ranked.terms,
            )
        )
    return rows


@get("/matching/vacancies/{vacancy_id:uuid}", access=MINE)
async def shortlist(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    vacancy = await employers.vacancy(vacancy_id)
    if vacancy is None or not vacancy.is_open:
        raise NotThere
    people = await candidates.people_for_ranking(viewer=viewer)
    ranked = rank_people(vacancy, people, SHORTLIST)
    names = await candidates.names([one.ref for one in ranked])
    rows = [
        ranked_row(
            names.get(one.ref, "Persona"),
            "",
            f"/people/{one.ref}",
            f"/proposals/new?person={one.ref}&vacancy={vacancy.id}",
            one.terms,
        )
        for one in ranked
    ]
    return page(request, "matching/shortlist.html", {"vacancy": vacancy, "rows": rows})


ROUTES = [index, shortlist]
