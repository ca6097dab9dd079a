"""One person beside one vacancy, two or three beside each other, and the counsellor's own judgement."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    FromPath,
    PortalRequest,
    Response,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.matching.actions import overriding
from portal.matching.forms import OverrideForm
from portal.matching.pages.pair import Comparison, PairPage, Side, comparison, pair_page
from portal.matching.pages.ranked import BAND_KINDS, number_it, pair_href
from portal.matching.queries import overrides
from portal.matching.ranking import pair, weights_today
from portal.matching.routes.ranked import open_vacancy, read_of
from portal.matching.suitability import BAND_LABELS, proposals
from portal.matching.suitability.score import Terms
from portal.matching.vocabulary import Verdict

MINE = may(P.MATCHING_USE)
TEMPLATE = "matching/pair.html"
MOST = 3


async def _pair(viewer: Viewer, vacancy_id: UUID, person_id: UUID) -> PairPage:
    """Opens the levels of the person's file, with its row in the log. Raises NotThere for whom she does not follow."""
    if not await candidates.follows(person_id, viewer):
        raise NotThere
    vacancy = await open_vacancy(vacancy_id)
    file = await candidates.open_file(person_id, candidates.Part.LEVELS, "/matching", by=viewer)
    there, own, terms = await pair(person_id, vacancy)
    judged = await overrides.of_pair(person_id, vacancy_id)
    return pair_page(
        person_id=person_id,
        person=file.name,
        vacancy_id=vacancy_id,
        title=vacancy.title,
        company=f"{vacancy.company_name}, {vacancy.place_name}",
        terms=terms,
        found=proposals(there, own, weights_today()),
        grade=await candidates.grade_of(person_id),
        judged=judged,
        names=await accounts.names([one.made_by for one in judged]),
    )


@get("/matching/vacancies/{vacancy_id:uuid}/people/{person_id:uuid}", access=MINE)
async def show(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    vacancy_id: FromPath[UUID],
    person_id: FromPath[UUID],
) -> Response[Any]:
    model = await _pair(viewer, vacancy_id, person_id)
    return page(request, TEMPLATE, model, form=OverrideForm.blank())


@post("/matching/vacancies/{vacancy_id:uuid}/people/{person_id:uuid}/judgement", access=MINE)
async def judge(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    vacancy_id: FromPath[UUID],
    person_id: FromPath[UUID],
) -> Response[Any]:
    form = OverrideForm.bind(await read_form(request))
    if form.ok:
        try:
            await overriding.override(
                id=form["once"],
                person_id=person_id,
                vacancy_id=vacancy_id,
                verdict=Verdict(form["verdict"]),
                reason=form["reason"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, pair_href(vacancy_id, person_id), flash="Il tuo giudizio è registrato.")
    return invalid(request, TEMPLATE, await _pair(viewer, vacancy_id, person_id), form)


@post("/matching/vacancies/{vacancy_id:uuid}/people/{person_id:uuid}/judgement/withdrawal", access=MINE)
async def take_back(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    vacancy_id: FromPath[UUID],
    person_id: FromPath[UUID],
) -> Response[Any]:
    await overriding.take_back(person_id, vacancy_id, by=viewer)
    return see_other(request, pair_href(vacancy_id, person_id), flash="Torna a valere il modello.")


def _asked(request: PortalRequest, name: str) -> list[UUID]:
    """The first three ids of the address, each once. Raises NotThere for what is no id."""
    try:
        found = [UUID(value) for key, value in request.query_params.multi_items() if key == name]
    except ValueError:
        raise NotThere from None
    return list(dict.fromkeys(found))[:MOST]


def _side(title: str, note: str, href: str, terms: Terms) -> Side:
    band = BAND_LABELS[terms.band]
    return Side(title, note, href, number_it(terms.score), band, BAND_KINDS[terms.band], terms)


@get("/matching/vacancies/{vacancy_id:uuid}/comparison", access=MINE)
async def compare_people(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    """Two or three of her people for one vacancy."""
    vacancy, asked = await open_vacancy(vacancy_id), _asked(request, "person")
    for person_id in asked:
        if not await candidates.follows(person_id, viewer):
            raise NotThere
    names = await candidates.names(asked)
    sides = []
    for person_id in asked:
        await read_of(viewer, "person", person_id, 1)
        _, _, terms = await pair(person_id, vacancy)
        sides.append(_side(names.get(person_id, "Persona"), "", pair_href(vacancy_id, person_id), terms))
    return _compared(request, comparison(vacancy.title, f"/matching/vacancies/{vacancy_id}", sides))


@get("/matching/people/{person_id:uuid}/comparison", access=MINE)
async def compare_vacancies(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    """Two or three open vacancies for one of her people."""
    if not await candidates.follows(person_id, viewer):
        raise NotThere
    asked = _asked(request, "vacancy")
    await read_of(viewer, "person", person_id, 1)
    found = await employers.vacancies(asked)
    sides = []
    for id in asked:
        vacancy = found.get(id)
        if vacancy is None or not vacancy.is_open:
            raise NotThere
        _, _, terms = await pair(person_id, vacancy)
        note = f"{vacancy.company_name}, {vacancy.place_name}"
        sides.append(_side(vacancy.title, note, pair_href(id, person_id), terms))
    names = await candidates.names([person_id])
    return _compared(
        request, comparison(names.get(person_id, "Persona"), f"/matching?person={person_id}", sides)
    )


def _compared(request: PortalRequest, model: Comparison) -> Response[Any]:
    return page(request, "matching/comparison.html", model)


ROUTES = [show, judge, take_back, compare_people, compare_vacancies]
