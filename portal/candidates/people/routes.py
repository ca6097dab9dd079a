"""Addresses of the person's data. Every page opens the file first: ground, cell, audit."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.people import actions, queries
from portal.candidates.people.consent_routes import CONSENT_ROUTES
from portal.candidates.people.draft_keeper import forget_draft
from portal.candidates.people.file_access import Part
from portal.candidates.people.forms import (
    MOST_LANGUAGES,
    AvailabilityForm,
    ConditionsForm,
    ContactForm,
    ExperienceForm,
    LanguagesForm,
    SkillsForm,
)
from portal.candidates.people.pages import WeekPage, data_page, profession_titles, skill_groups, the_person
from portal.candidates.people.reading import OpenFile, file_to_write, open_file
from portal.candidates.people.representative_routes import REPRESENTATIVE_ROUTES
from portal.candidates.people.vocabulary import YearsBand
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
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.reference.accommodations import Axis

EDIT = may(P.FILE_WRITE)
TAB = "/data"
CONTACT = "candidates/people/contact.html"
EXPERIENCE = "candidates/people/experience.html"
SKILLS = "candidates/people/skills.html"
AVAILABILITY = "candidates/people/availability.html"
LANGUAGES = "candidates/people/languages.html"
CONDITIONS = "candidates/people/conditions.html"


def _number(text: str | None) -> int | None:
    """The row's version, as the page carried it."""
    return int(text) if text and text.isdigit() else None


async def _file(person_id: UUID, viewer: Viewer, part: Part = Part.SKILLS) -> OpenFile:
    return await file_to_write(person_id, part, TAB, by=viewer)


@get("/people/{person_id:uuid}/data", access=may(P.PEOPLE_READ))
async def data(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.SKILLS, TAB, by=viewer)
    return page(request, "candidates/people/data.html", await data_page(file))


@get("/people/{person_id:uuid}/data/contact", access=EDIT)
async def contact(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer, Part.CONTACT)
    return page(request, CONTACT, {"file": file}, form=ContactForm.of(await the_person(file)))


@post("/people/{person_id:uuid}/data/contact", access=EDIT)
async def change_contact(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer, Part.CONTACT)
    form = ContactForm.bind(await read_form(request))
    form.read_tax_code(sample_data=request.site.sample_data)
    if form.ok:
        try:
            version = _number(form["version"]) or 0
            await actions.change_contact(person_id, form.contact(), version=version, by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await forget_draft(person_id, "contact", by=viewer)
            return see_other(request, f"{file.url}/data", flash="Recapiti salvati.")
    return invalid(request, CONTACT, {"file": file}, form)


@get("/people/{person_id:uuid}/data/experiences/new", access=EDIT)
async def experience(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    model = {"file": await _file(person_id, viewer), "titles": profession_titles()}
    return page(request, EXPERIENCE, model, form=ExperienceForm.blank())


@post("/people/{person_id:uuid}/data/experiences", access=EDIT)
async def add_experience(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    form = ExperienceForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, EXPERIENCE, {"file": file, "titles": profession_titles()}, form)
    await actions.add_experience(
        id=form["once"],
        person_id=person_id,
        profession_code=form["profession"],
        years=YearsBand(form["years"]),
        by=viewer,
    )
    return see_other(request, f"{file.url}/data", flash="Esperienza salvata.")


@post("/people/{person_id:uuid}/data/experiences/{experience_id:uuid}/removal", access=EDIT)
async def remove_experience(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    experience_id: FromPath[UUID],
) -> Response[Any]:
    await actions.remove_experience(experience_id, person_id, by=viewer)
    return see_other(request, f"/people/{person_id}/data", flash="Esperienza tolta.")


@get("/people/{person_id:uuid}/data/skills", access=EDIT)
async def skills(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    form = SkillsForm.blank(skills=list(await queries.skill_codes(person_id)))
    return page(request, SKILLS, {"file": file, "groups": skill_groups()}, form=form)


@post("/people/{person_id:uuid}/data/skills", access=EDIT)
async def set_skills(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    form = SkillsForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, SKILLS, {"file": file, "groups": skill_groups()}, form)
    await actions.set_skills(person_id, form["skills"], by=viewer)
    return see_other(request, f"{file.url}/data", flash="Competenze salvate.")


@get("/people/{person_id:uuid}/data/languages", access=EDIT)
async def languages(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    model = {"file": await _file(person_id, viewer), "places": range(1, MOST_LANGUAGES + 1)}
    return page(request, LANGUAGES, model, form=LanguagesForm.of(await queries.languages(person_id)))


@post("/people/{person_id:uuid}/data/languages", access=EDIT)
async def set_languages(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    form = LanguagesForm.bind(await read_form(request), choices=LanguagesForm.offered())
    if not form.ok:
        return invalid(request, LANGUAGES, {"file": file, "places": range(1, MOST_LANGUAGES + 1)}, form)
    await actions.set_languages(person_id, form.levels(), by=viewer)
    return see_other(request, f"{file.url}/data", flash="Lingue salvate.")


@get("/people/{person_id:uuid}/data/availability", access=EDIT)
async def availability(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    form = AvailabilityForm.of(await queries.availability(person_id))
    return page(request, AVAILABILITY, WeekPage(file), form=form)


@post("/people/{person_id:uuid}/data/availability", access=EDIT)
async def set_availability(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer)
    form = AvailabilityForm.bind(await read_form(request))
    if form.ok:
        try:
            version = _number(form["version"])
            await actions.set_availability(person_id, form.available(), version=version, by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await forget_draft(person_id, "availability", by=viewer)
            return see_other(request, f"{file.url}/data", flash="Disponibilità salvata.")
    return invalid(request, AVAILABILITY, WeekPage(file), form)


@get("/people/{person_id:uuid}/data/conditions", access=EDIT)
async def conditions(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer, Part.DISABILITY_DOCUMENTS)
    return page(request, CONDITIONS, {"file": file}, form=ConditionsForm.of(await the_person(file)))


@post("/people/{person_id:uuid}/data/conditions", access=EDIT)
async def set_conditions(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _file(person_id, viewer, Part.DISABILITY_DOCUMENTS)
    form = ConditionsForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, CONDITIONS, {"file": file}, form)
    await actions.set_conditions(
        person_id,
        accommodations=form["accommodations"],
        axes=[Axis(one) for one in form["axes"]],
        by=viewer,
    )
    return see_other(request, f"{file.url}/data", flash="Condizioni salvate.")


ROUTES = [
    data,
    contact,
    change_contact,
    experience,
    add_experience,
    remove_experience,
    skills,
    set_skills,
    languages,
    set_languages,
    availability,
    set_availability,
    conditions,
    set_conditions,
    *CONSENT_ROUTES,
    *REPRESENTATIVE_ROUTES,
]
