"""Somebody of a service looks for a workstation. Nothing of what is asked is kept, nor told to companies."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries.seen import provinces_of
from portal.employers.following.queries.followers import keeps
from portal.employers.workstations.actions import loads
from portal.employers.workstations.forms.load import LoadForm, SearchForm
from portal.employers.workstations.pages import search as pages
from portal.employers.workstations.queries import detail, lists
from portal.employers.workstations.queries.lists import Wanted
from portal.employers.workstations.queries.tutors import tutors_of
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import allowed, may
from portal.foundation.web import (
    FormInput,
    FromPath,
    PortalRequest,
    Response,
    fragment,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.reference import professions

READ = may(P.COMPANIES_READ)
SEEN = "employers/workstations/seen.html"
_WITH = {"yes": True, "no": False}


def _wanted(form: SearchForm) -> Wanted:
    """Of a form with a wrong answer, the right ones count."""
    said = form.values
    words = said.get("q") or ""
    return Wanted(
        words=words,
        profession_codes=tuple(dict.fromkeys(one.code for one in professions.find(words, 12)))
        if words
        else (),
        light=tuple(said.get("light") or ()),
        offers=tuple(said.get("offers") or ()),
        province=said.get("province"),
        free_on=said.get("free_on"),
        with_vacancy=_WITH.get(said.get("vacancy") or ""),
    )


@get("/workstation-search", access=READ)
async def search(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    sent = {
        name: request.query_params.getall(name, [])
        for name in ("q", "light", "offers", "province", "free_on", "vacancy")
    }
    form = SearchForm.bind(FormInput(sent))
    wanted, seen, today = _wanted(form), await provinces_of(viewer), clock.today()
    shown = Pages.of(request, await lists.count_found(wanted, seen))
    rows = await lists.found(wanted, seen, limit=shown.limit, offset=shown.offset)
    tutors = await tutors_of({row.company_id for row in rows}, today)
    filtered = sum(bool(form.value(name)) for name in sent)
    model = pages.SearchPage(
        [pages.found(row, tutors, today) for row in rows], shown, filtered, request.is_fragment
    )
    return fragment(
        request,
        "employers/workstations/search.html",
        model,
        block="risultati",
        form=form,
        status=200 if form.ok else 422,
    )


async def _seen(workstation_id: UUID, viewer: Viewer) -> tuple[detail.WorkstationDetail, pages.SeenPage]:
    place = await detail.seen_workstation(workstation_id, await provinces_of(viewer))
    today = clock.today()
    model = pages.seen_page(
        place,
        await detail.open_vacancies(place.id),
        (await tutors_of([place.company_id], today)).get(place.company_id),
        today,
        may_match=allowed(viewer, P.MATCHING_USE),
        may_note=await keeps(place.company_id, viewer),
    )
    return place, model


@get("/workstation-search/{workstation_id:uuid}", access=READ)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], workstation_id: FromPath[UUID]
) -> Response[Any]:
    place, model = await _seen(workstation_id, viewer)
    return page(request, SEEN, model, form=LoadForm.blank(climate=place.climate, load_note=place.load_note))


@post("/workstation-search/{workstation_id:uuid}/load", access=READ)
async def note_load(
    request: PortalRequest, viewer: NamedDependency[Viewer], workstation_id: FromPath[UUID]
) -> Response[Any]:
    form = LoadForm.bind(await read_form(request))
    _, model = await _seen(workstation_id, viewer)
    if form.ok:
        climate = int(form["climate"]) if form["climate"] else None
        try:
            await loads.note_load(workstation_id, climate=climate, words=form["load_note"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/workstation-search/{workstation_id}", flash="Annotazione salvata.")
    return invalid(request, SEEN, model, form)


ROUTES = [search, show, note_load]
