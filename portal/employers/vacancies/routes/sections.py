"""Addresses of the sections of a vacancy."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries.company import site_choices
from portal.employers.companies.queries.scope import own_company
from portal.employers.vacancies import pages
from portal.employers.vacancies.actions import drafting, requirements
from portal.employers.vacancies.forms import ConditionsForm, DemandsForm, PlaceForm, TasksForm
from portal.employers.vacancies.forms.profession import key_of, known_key, profession_choices
from portal.employers.vacancies.queries import detail
from portal.employers.vacancies.queries.detail import VacancyDetail
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
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

EDIT = may(P.VACANCY_EDIT)
SECTION = "employers/vacancies/section.html"


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


@get("/vacancies/{vacancy_id:uuid}/tasks", access=EDIT)
async def tasks(
    request: PortalRequest, viewer: NamedDependency[Viewer], vacancy_id: FromPath[UUID]
) -> Response[Any]:
    found = await detail.own_vacancy(vacancy_id, own_company(viewer))
    key = key_of(found.profession_code, found.profession_title)
    words = request.query_params.get("words")
    choices = {"profession": profession_choices(words or (None if key else found.title), key)}
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
    chosen = known_key(sent.get("profession"))
    form = TasksForm.bind(sent, choices={"profession": profession_choices(sent.get("words"), chosen)})
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


ROUTES = [
    place,
    save_place,
    tasks,
    save_tasks,
    demands,
    save_demands,
    conditions,
    save_conditions,
]
