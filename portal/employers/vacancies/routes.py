"""Addresses of the vacancies: the list, the sections, publication and what follows it."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries.company import site_choices
from portal.employers.companies.queries.scope import own_company
from portal.employers.vacancies import pages
from portal.employers.vacancies.actions import drafting, moving, requirements
from portal.employers.vacancies.forms import ConditionsForm, DemandsForm, NewVacancyForm, PlaceForm, TasksForm
from portal.employers.vacancies.queries import detail, lists
from portal.employers.vacancies.queries.detail import VacancyDetail
from portal.employers.vacancies.queries.gap import gap_closed
from portal.employers.vacancies.rules import missing
from portal.employers.vacancies.vocabulary import Section
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    Form,
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

READ, EDIT = may(P.VACANCY_READ), may(P.VACANCY_EDIT)
SECTION = "employers/vacancies/section.html"


@get("/vacancies", access=READ)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    company_id = own_company(viewer)
    live_only = request.query_params.get("all") != "1"
    shown = Pages.of(request, await lists.count(company_id, live_only=live_only))
    found = await lists.page(company_id, live_only=live_only, limit=shown.limit, offset=shown.offset)
    model = pages.VacancyList([pages.row(one) for one in found], shown, live_only)
    return page(request, "employers/vacancies/index.html", model)


@get("/vacancies/new", access=EDIT)
async def new(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    return page(request, "employers/vacancies/new.html", form=NewVacancyForm.blank())


@post("/vacancies", access=EDIT)
async def create(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = NewVacancyForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, "employers/vacancies/new.html", None, form)
    vacancy_id = await drafting.draft_vacancy(id=form["once"], title=form["title"], by=viewer)
    return see_other(request, f"/vacancies/{vacancy_id}/place", flash="Bozza creata. Si salva a ogni passo.")


@get("/vacancies/{vacancy_id:uuid}", access=READ)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    found = await detail.own_vacancy(vacancy_id, own_company(viewer))
    return page(
        request, "employers/vacancies/show.html", pages.vacancy_page(found, viewer, await gap_closed(found))
    )


async def _draw(
    request: PortalRequest, found: VacancyDetail, section: Section, form: Form, *, wrong: bool = False
) -> Response[Any]:
    slots = form.value("slots") if section is Section.TASKS else []
    model = pages.section_page(found, section, slots, wrong=wrong)
    return invalid(request, SECTION, model, form) if wrong else page(request, SECTION, model, form=form)


def _after(request: PortalRequest, found: VacancyDetail, section: Section, leave: bool) -> Response[Any]:
    if leave:
        return see_other(request, f"/vacancies/{found.id}", flash="Bozza salvata.")
    model = pages.section_page(found, section, [])
    following = model.next_url
    if following.endswith("/review") and missing(found.content):
        return see_other(request, f"/vacancies/{found.id}", flash="Salvato. Mancano ancora alcune risposte.")
    return see_other(request, following, flash="Salvato.")


@get("/vacancies/{vacancy_id:uuid}/place", access=EDIT)
async def place(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    company_id = own_company(viewer)
    found = await detail.own_vacancy(vacancy_id, company_id)
    form = PlaceForm.blank(choices={"site": await site_choices(company_id)}, **PlaceForm.known(found))
    return await _draw(request, found, Section.PLACE, form)


@post("/vacancies/{vacancy_id:uuid}/place", access=EDIT)
async def save_place(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    company_id = own_company(viewer)
    found = await detail.own_vacancy(vacancy_id, company_id)
    sent = await read_form(request)
    form = PlaceForm.bind(sent, choices={"site": await site_choices(company_id)})
    leaving = sent.get("leave") is not None
    if leaving:
        form.forgive_missing()
    if form.ok:
        try:
            await drafting.save_place(vacancy_id, form.answers(), version=form.seen_version(), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            now = await detail.own_vacancy(vacancy_id, company_id)
            return _after(request, now, Section.PLACE, leaving)
    return await _draw(request, found, Section.PLACE, form, wrong=True)


def _professions(words: str | None, chosen: str | None) -> list[tuple[str, str]]:
    """Those found by the words typed, and the one chosen already."""
    found = list(professions.find(words, 12)) if words else []
    if chosen and chosen not in {one.key for one in found}:
        found.insert(0, professions.by_key(chosen))
    return [(one.key, one.title) for one in found]


def _key_of(found: VacancyDetail) -> str | None:
    if found.profession_code is None:
        return None
    for one in professions.by_code(found.profession_code):
        if one.title == found.profession_title:
            return one.key
    return professions.by_code(found.profession_code)[0].key


@get("/vacancies/{vacancy_id:uuid}/tasks", access=EDIT)
async def tasks(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    found = await detail.own_vacancy(vacancy_id, own_company(viewer))
    key = _key_of(found)
    words = request.query_params.get("words")
    choices = {"profession": _professions(words or (None if key else found.title), key)}
    form = TasksForm.blank(choices=choices, words=words, **TasksForm.known(found, key))
    if request.is_fragment:
        model = pages.section_page(found, Section.TASKS, [])
        return fragment(request, SECTION, model, block="professions", form=form)
    return await _draw(request, found, Section.TASKS, form)


@post("/vacancies/{vacancy_id:uuid}/tasks", access=EDIT)
async def save_tasks(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    company_id = own_company(viewer)
    found = await detail.own_vacancy(vacancy_id, company_id)
    sent = await read_form(request)
    chosen = sent.get("profession")
    known = {one.key for one in professions.entries()}
    form = TasksForm.bind(
        sent, choices={"profession": _professions(sent.get("words"), chosen if chosen in known else None)}
    )
    if sent.get("search") is not None:
        # Without script the search is a button of the same form: everything typed comes back with the list.
        form.errors.clear()
        return await _draw(request, found, Section.TASKS, form)
    leaving = sent.get("leave") is not None
    if leaving:
        form.forgive_missing()
    if form.ok:
        try:
            await drafting.save_tasks(vacancy_id, form.answers(), version=form.seen_version(), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            now = await detail.own_vacancy(vacancy_id, company_id)
            return _after(request, now, Section.TASKS, leaving)
    return await _draw(request, found, Section.TASKS, form, wrong=True)


@get("/vacancies/{vacancy_id:uuid}/demands", access=EDIT)
async def demands(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    found = await detail.own_vacancy(vacancy_id, own_company(viewer))
    return await _draw(request, found, Section.DEMANDS, DemandsForm.known(found))


@post("/vacancies/{vacancy_id:uuid}/demands", access=EDIT)
async def save_demands(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    company_id = own_company(viewer)
    found = await detail.own_vacancy(vacancy_id, company_id)
    sent = await read_form(request)
    leaving, searching = sent.get("leave") is not None, sent.get("search") is not None
    form = DemandsForm.of(sent, found.profession_code, leaving=leaving or searching)
    if searching:
        form.errors.clear()
        return await _draw(request, found, Section.DEMANDS, form)
    if form.ok:
        try:
            await drafting.save_demands(vacancy_id, form.answers(), version=form.seen_version(), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            now = await detail.own_vacancy(vacancy_id, company_id)
            return _after(request, now, Section.DEMANDS, leaving)
    return await _draw(request, found, Section.DEMANDS, form, wrong=True)


@get("/vacancies/{vacancy_id:uuid}/conditions", access=EDIT)
async def conditions(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    found = await detail.own_vacancy(vacancy_id, own_company(viewer))
    form = ConditionsForm.blank(choices=ConditionsForm.offered(), **ConditionsForm.known(found))
    return await _draw(request, found, Section.CONDITIONS, form)


@post("/vacancies/{vacancy_id:uuid}/conditions", access=EDIT)
async def save_conditions(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    company_id = own_company(viewer)
    found = await detail.own_vacancy(vacancy_id, company_id)
    sent = await read_form(request)
    form = ConditionsForm.bind(sent, choices=ConditionsForm.offered())
    leaving = sent.get("leave") is not None
    if leaving:
        form.forgive_missing()
    if form.ok:
        try:
            await requirements.save_requirements(
                vacancy_id, form.answers(), version=form.seen_version(), by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            now = await detail.own_vacancy(vacancy_id, company_id)
            return _after(request, now, Section.CONDITIONS, leaving)
    return await _draw(request, found, Section.CONDITIONS, form, wrong=True)


@get("/vacancies/{vacancy_id:uuid}/review", access=EDIT)
async def review(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    found = await detail.own_vacancy(vacancy_id, own_company(viewer))
    model = pages.vacancy_page(found, viewer, await gap_closed(found))
    return page(request, "employers/vacancies/review.html", model)


@post("/vacancies/{vacancy_id:uuid}/publication", access=EDIT)
async def publish(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    await moving.publish(vacancy_id, by=viewer)
    return see_other(request, f"/vacancies/{vacancy_id}", flash="Annuncio pubblicato.")


@post("/vacancies/{vacancy_id:uuid}/confirmation", access=EDIT)
async def confirm(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    await moving.confirm(vacancy_id, by=viewer)
    return see_other(request, f"/vacancies/{vacancy_id}", flash="Annuncio confermato per altri 60 giorni.")


@post("/vacancies/{vacancy_id:uuid}/withdrawal", access=EDIT)
async def unpublish(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    await moving.unpublish(vacancy_id, by=viewer)
    return see_other(request, f"/vacancies/{vacancy_id}", flash="L’annuncio non è più visibile.")


@post("/vacancies/{vacancy_id:uuid}/suspension", access=EDIT)
async def suspend(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    await moving.suspend(vacancy_id, by=viewer)
    return see_other(request, f"/vacancies/{vacancy_id}", flash="Annuncio sospeso.")


@get("/vacancies/{vacancy_id:uuid}/closing", access=EDIT)
async def closing(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    found = await detail.own_vacancy(vacancy_id, own_company(viewer))
    return page(request, "employers/vacancies/closing.html", pages.closing_page(found, viewer))


@post("/vacancies/{vacancy_id:uuid}/closing", access=EDIT)
async def close(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    await moving.close(vacancy_id, by=viewer)
    return see_other(request, f"/vacancies/{vacancy_id}", flash="Annuncio chiuso.")


@post("/vacancies/{vacancy_id:uuid}/reopening", access=EDIT)
async def reopen(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    await moving.reopen(vacancy_id, by=viewer)
    return see_other(request, f"/vacancies/{vacancy_id}", flash="Annuncio riaperto.")


ROUTES = [
    index,
    new,
    create,
    show,
    place,
    save_place,
    tasks,
    save_tasks,
    demands,
    save_demands,
    conditions,
    save_conditions,
    review,
    publish,
    confirm,
    unpublish,
    suspend,
    closing,
    close,
    reopen,
]
