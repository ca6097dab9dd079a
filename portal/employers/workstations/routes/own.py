"""The company's own workstations."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries.company import site_choices
from portal.employers.companies.queries.scope import own_company
from portal.employers.vacancies.forms.profession import key_of, known_key, profession_choices
from portal.employers.workstations.actions import making
from portal.employers.workstations.actions import vacancies as with_vacancies
from portal.employers.workstations.actions.making import Content
from portal.employers.workstations.forms.content import ContentForm
from portal.employers.workstations.forms.demands import DemandsForm
from portal.employers.workstations.pages import own as pages
from portal.employers.workstations.queries import detail, lists
from portal.employers.workstations.queries.detail import WorkstationDetail
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.ids import new_id
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
from portal.foundation.web.forms import Form, Once
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

READ, EDIT = may(P.VACANCY_READ), may(P.VACANCY_EDIT)
CONTENT = "employers/workstations/content.html"
DEMANDS = "employers/workstations/demands.html"


class OnceForm(Form):
    once = Once()


@get("/workstations", access=READ)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    company_id = own_company(viewer)
    with_retired = request.query_params.get("all") == "1"
    shown = Pages.of(request, await lists.count(company_id, with_retired=with_retired))
    found = await lists.page(company_id, with_retired=with_retired, limit=shown.limit, offset=shown.offset)
    today = clock.today()
    model = pages.WorkstationList([pages.row(one, today) for one in found], shown, with_retired)
    return page(request, "employers/workstations/index.html", model)


async def _choices(
    company_id: UUID, words: str | None, chosen: str | None
) -> dict[str, list[tuple[str, str]]]:
    return {"site": await site_choices(company_id), "profession": profession_choices(words, chosen)}


@get("/workstations/new", access=EDIT)
async def new(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    words = request.query_params.get("words")
    form = ContentForm.blank(choices=await _choices(own_company(viewer), words, None), words=words)
    return page(request, CONTENT, pages.content_page(None, []), form=form)


async def _bound(request: PortalRequest, viewer: Viewer) -> tuple[ContentForm, bool]:
    """The form as sent, and whether only a search of professions was asked for."""
    sent = await read_form(request)
    chosen = known_key(sent.get("profession"))
    form = ContentForm.bind(sent, choices=await _choices(own_company(viewer), sent.get("words"), chosen))
    searching = sent.get("search") is not None
    if searching:
        form.errors.clear()
    return form, searching


@post("/workstations", access=EDIT)
async def create(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form, searching = await _bound(request, viewer)
    if searching:
        return page(request, CONTENT, pages.content_page(None, form.value("slots")), form=form)
    if form.ok:
        try:
            id = await making.make(form.content({}), id=form["once"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/workstations/{id}/demands", flash="Postazione salvata.")
    return invalid(request, CONTENT, pages.content_page(None, form.value("slots")), form)


@get("/workstations/{workstation_id:uuid}", access=READ)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], workstation_id: FromPath[UUID]
) -> Response[Any]:
    place = await detail.own_workstation(workstation_id, own_company(viewer))
    model = pages.workstation_page(place, await detail.open_vacancies(place.id), viewer, clock.today())
    return page(request, "employers/workstations/show.html", model, form=OnceForm.blank())


@get("/workstations/{workstation_id:uuid}/content", access=EDIT)
async def content(
    request: PortalRequest, viewer: NamedDependency[Viewer], workstation_id: FromPath[UUID]
) -> Response[Any]:
    company_id = own_company(viewer)
    place = await detail.own_workstation(workstation_id, company_id)
    key = key_of(place.profession_code, place.profession_title)
    words = request.query_params.get("words")
    form = ContentForm.blank(
        choices=await _choices(company_id, words, key), words=words, **ContentForm.known(place, key)
    )
    return page(request, CONTENT, pages.content_page(place, list(place.slots)), form=form)


@post("/workstations/{workstation_id:uuid}/content", access=EDIT)
async def save_content(
    request: PortalRequest, viewer: NamedDependency[Viewer], workstation_id: FromPath[UUID]
) -> Response[Any]:
    place = await detail.own_workstation(workstation_id, own_company(viewer))
    form, searching = await _bound(request, viewer)
    if searching:
        return page(request, CONTENT, pages.content_page(place, form.value("slots")), form=form)
    if form.ok:
        try:
            said = form.content(place.demands)
            await making.change(workstation_id, said, version=form.seen_version(), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/workstations/{workstation_id}", flash="Postazione salvata.")
    return invalid(request, CONTENT, pages.content_page(place, form.value("slots")), form)


@get("/workstations/{workstation_id:uuid}/demands", access=EDIT)
async def demands(
    request: PortalRequest, viewer: NamedDependency[Viewer], workstation_id: FromPath[UUID]
) -> Response[Any]:
    place = await detail.own_workstation(workstation_id, own_company(viewer))
    return page(request, DEMANDS, pages.demands_page(place), form=DemandsForm.known(place))


@post("/workstations/{workstation_id:uuid}/demands", access=EDIT)
async def save_demands(
    request: PortalRequest, viewer: NamedDependency[Viewer], workstation_id: FromPath[UUID]
) -> Response[Any]:
    place = await detail.own_workstation(workstation_id, own_company(viewer))
    form = DemandsForm.of(await read_form(request))
    if form.ok:
        try:
            said = replace(_as_written(place), demands=form.demands())
            await making.change(workstation_id, said, version=form.seen_version(), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/workstations/{workstation_id}", flash="Richieste salvate.")
    return invalid(request, DEMANDS, pages.demands_page(place), form)


def _as_written(place: WorkstationDetail) -> Content:
    return Content(
        place.site_id,
        place.name,
        place.profession_code,
        place.profession_title,
        place.tasks,
        place.demands,
        place.weekly_hours_min,
        place.weekly_hours_max,
        place.slots,
        place.offers,
        place.axes,
        place.seats,
    )


async def _move(
    request: PortalRequest, viewer: Viewer, workstation_id: UUID, name: str, words: str
) -> Response[Any]:
    await making.move(workstation_id, name, by=viewer)
    return see_other(request, f"/workstations/{workstation_id}", flash=words)


@post("/workstations/{workstation_id:uuid}/pause", access=EDIT)
async def pause(
    request: PortalRequest, viewer: NamedDependency[Viewer], workstation_id: FromPath[UUID]
) -> Response[Any]:
    return await _move(request, viewer, workstation_id, "pause", "Postazione in pausa.")


@post("/workstations/{workstation_id:uuid}/resumption", access=EDIT)
async def resume(
    request: PortalRequest, viewer: NamedDependency[Viewer], workstation_id: FromPath[UUID]
) -> Response[Any]:
    return await _move(request, viewer, workstation_id, "resume", "Postazione di nuovo attiva.")


@post("/workstations/{workstation_id:uuid}/retirement", access=EDIT)
async def retire(
    request: PortalRequest, viewer: NamedDependency[Viewer], workstation_id: FromPath[UUID]
) -> Response[Any]:
    return await _move(request, viewer, workstation_id, "retire", "La postazione non si usa più.")


@post("/workstations/{workstation_id:uuid}/check", access=EDIT)
async def check(
    request: PortalRequest, viewer: NamedDependency[Viewer], workstation_id: FromPath[UUID]
) -> Response[Any]:
    return await _move(request, viewer, workstation_id, "check", "Postazione confermata.")


@post("/workstations/{workstation_id:uuid}/vacancies", access=EDIT)
async def draft_vacancy(
    request: PortalRequest, viewer: NamedDependency[Viewer], workstation_id: FromPath[UUID]
) -> Response[Any]:
    form = OnceForm.bind(await read_form(request))
    vacancy_id = form["once"] if form.ok else new_id()
    await with_vacancies.draft_for_workstation(workstation_id, id=vacancy_id, by=viewer)
    return see_other(request, f"/vacancies/{vacancy_id}/place", flash="Bozza creata dalla postazione.")


@post("/vacancies/{vacancy_id:uuid}/workstation", access=EDIT)
async def keep(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    id = await with_vacancies.keep_as_workstation(vacancy_id, id=new_id(), by=viewer)
    return see_other(
        request, f"/workstations/{id}", flash="Postazione salvata: resta anche quando l’annuncio finisce."
    )


ROUTES = [
    index,
    new,
    create,
    show,
    content,
    save_content,
    demands,
    save_demands,
    pause,
    resume,
    retire,
    check,
    draft_vacancy,
    keep,
]
