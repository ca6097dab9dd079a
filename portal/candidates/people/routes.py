"""Addresses of the person's own data and consents. Every page opens the file first: ground, cell, audit."""

from typing import Any
from uuid import UUID

from portal.candidates.people import actions, pages, queries
from portal.candidates.people.file_access import Part
from portal.candidates.people.form_page import FormPage, asks
from portal.candidates.people.forms import (
    AvailabilityForm,
    ConditionsForm,
    ContactForm,
    ExperienceForm,
    SkillsForm,
    availability_answers,
    contact_answers,
)
from portal.candidates.people.reading import OpenFile, open_file
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
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

READ, EDIT = may(P.PEOPLE_READ), may(P.PEOPLE_EDIT)
FORM = "candidates/form.html"
CHANGED = "La scheda è aggiornata."


async def _writable(person_id: UUID, part: Part, tab: str, viewer: Viewer) -> OpenFile:
    """A page that changes the part is for who may write it; for others it is not there."""
    opened = await open_file(person_id, part, tab, by=viewer)
    if not opened.may_write:
        raise NotThere
    return opened


@get("/people/{person_id:uuid}/data", access=READ)
async def data(request: PortalRequest, viewer: Viewer, person_id: FromPath[UUID]) -> Response[Any]:
    opened = await open_file(person_id, Part.SKILLS, "/data", by=viewer)
    person = await queries.person(person_id)
    if person is None:
        raise NotThere
    model = pages.data_page(
        opened,
        person,
        await queries.experiences(person_id),
        await queries.skill_codes(person_id),
        await queries.availability(person_id),
    )
    return page(request, "candidates/people/data.html", model)


def _contact_page(opened: OpenFile) -> FormPage:
    return FormPage(
        opened,
        "Contatti",
        "Codice fiscale e nascita restano come sono se li lasci vuoti.",
        f"{opened.url}/data/contact",
        "Salva",
        asks(
            ("text", "first_name"),
            ("text", "last_name"),
            ("text", "comune"),
            ("text", "phone"),
            ("text", "email"),
            ("radios", "preferred_contact"),
            ("text", "tax_code"),
            ("date", "birth"),
            ("hidden", "version"),
        ),
        f"{opened.url}/data",
    )


@get("/people/{person_id:uuid}/data/contact", access=EDIT)
async def contact(request: PortalRequest, viewer: Viewer, person_id: FromPath[UUID]) -> Response[Any]:
    opened = await _writable(person_id, Part.CONTACT, "/data", viewer)
    person = await queries.person(person_id)
    if person is None:
        raise NotThere
    return page(request, FORM, _contact_page(opened), form=ContactForm.blank(**contact_answers(person)))


@post("/people/{person_id:uuid}/data/contact", access=EDIT)
async def save_contact(request: PortalRequest, viewer: Viewer, person_id: FromPath[UUID]) -> Response[Any]:
    opened = await _writable(person_id, Part.CONTACT, "/data", viewer)
    form = ContactForm.bind(await read_form(request))
    form.read_tax_code(sample_data=request.site.sample_data)
    if form.ok:
        seen = form["version"]
        try:
            await actions.change_contact(
                person_id, form.contact(), version=int(seen) if seen and seen.isdigit() else 0, by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"{opened.url}/data", flash=CHANGED)
    return invalid(request, FORM, _contact_page(opened), form)


@get("/people/{person_id:uuid}/data/experiences", access=EDIT)
async def experiences(request: PortalRequest, viewer: Viewer, person_id: FromPath[UUID]) -> Response[Any]:
    opened = await _writable(person_id, Part.SKILLS, "/data", viewer)
    return page(
        request, "candidates/people/experiences.html", await _experiences(opened), form=ExperienceForm.blank()
    )


async def _experiences(opened: OpenFile) -> pages.ExperiencesPage:
    rows = await queries.experiences(opened.person_id)
    return pages.ExperiencesPage(opened, tuple(pages.experience(row) for row in rows))


@post("/people/{person_id:uuid}/data/experiences", access=EDIT)
async def add_experience(request: PortalRequest, viewer: Viewer, person_id: FromPath[UUID]) -> Response[Any]:
    opened = await _writable(person_id, Part.SKILLS, "/data", viewer)
    form = ExperienceForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, "candidates/people/experiences.html", await _experiences(opened), form)
    await actions.add_experience(
        id=form["once"],
        person_id=person_id,
        profession_code=form["profession"],
        years=YearsBand(form["years"]),
        by=viewer,
    )
    return see_other(request, f"{opened.url}/data/experiences", flash="Esperienza aggiunta.")


@post("/people/{person_id:uuid}/data/experiences/{experience_id:uuid}/removal", access=EDIT)
async def remove_experience(
    request: PortalRequest, viewer: Viewer, person_id: FromPath[UUID], experience_id: FromPath[UUID]
) -> Response[Any]:
    await actions.remove_experience(experience_id, person_id, by=viewer)
    return see_other(request, f"/people/{person_id}/data/experiences", flash="Esperienza tolta.")


@get("/people/{person_id:uuid}/data/skills", access=EDIT)
async def skills(request: PortalRequest, viewer: Viewer, person_id: FromPath[UUID]) -> Response[Any]:
    opened = await _writable(person_id, Part.SKILLS, "/data", viewer)
    chosen = frozenset(await queries.skill_codes(person_id))
    model = pages.SkillsPage(opened, pages.skill_groups(), chosen)
    return page(request, "candidates/people/skills.html", model, form=SkillsForm.blank())


@post("/people/{person_id:uuid}/data/skills", access=EDIT)
async def save_skills(request: PortalRequest, viewer: Viewer, person_id: FromPath[UUID]) -> Response[Any]:
    opened = await _writable(person_id, Part.SKILLS, "/data", viewer)
    form = SkillsForm.bind(await read_form(request))
    if not form.ok:
        model = pages.SkillsPage(opened, pages.skill_groups(), frozenset(form.value("skills")))
        return invalid(request, "candidates/people/skills.html", model, form)
    await actions.set_skills(person_id, form["skills"], by=viewer)
    return see_other(request, f"{opened.url}/data", flash=CHANGED)


def _availability_page(opened: OpenFile) -> FormPage:
    return FormPage(
        opened,
        "Disponibilità",
        "Serve per gli abbinamenti. Le aziende non vedono queste risposte.",
        f"{opened.url}/data/availability",
        "Salva",
        asks(
            ("short", "hours_min"),
            ("short", "hours_max"),
            ("folded", "slots"),
            ("short", "max_minutes"),
            ("checks", "travel_modes"),
            ("checks", "contracts"),
            ("select", "wished_1"),
            ("select", "education_code"),
            ("folded", "licences"),
            ("date", "free_from"),
            ("hidden", "version"),
        ),
        f"{opened.url}/data",
    )


@get("/people/{person_id:uuid}/data/availability", access=EDIT)
async def availability(request: PortalRequest, viewer: Viewer, person_id: FromPath[UUID]) -> Response[Any]:
    opened = await _writable(person_id, Part.SKILLS, "/data", viewer)
    row = await queries.availability(person_id)
    form = AvailabilityForm.blank(**(availability_answers(row) if row else {}))
    return page(request, FORM, _availability_page(opened), form=form)


@post("/people/{person_id:uuid}/data/availability", access=EDIT)
async def save_availability(
    request: PortalRequest, viewer: Viewer, person_id: FromPath[UUID]
) -> Response[Any]:
    opened = await _writable(person_id, Part.SKILLS, "/data", viewer)
    form = AvailabilityForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.set_availability(
                person_id, form.available(), version=form.seen_version(), by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"{opened.url}/data", flash=CHANGED)
    return invalid(request, FORM, _availability_page(opened), form)


def _conditions_page(opened: OpenFile) -> FormPage:
    return FormPage(
        opened,
        "Riserve e condizioni che aiutano",
        "Sono dati protetti: non servono per il profilo e non lo cambiano.",
        f"{opened.url}/data/conditions",
        "Salva",
        asks(("checks", "quota"), ("checks", "conditions")),
        f"{opened.url}/data",
    )


@get("/people/{person_id:uuid}/data/conditions", access=EDIT)
async def conditions(request: PortalRequest, viewer: Viewer, person_id: FromPath[UUID]) -> Response[Any]:
    opened = await _writable(person_id, Part.HEALTH, "/data", viewer)
    person = await queries.person(person_id)
    if person is None:
        raise NotThere
    form = ConditionsForm.blank(quota=list(person.quota), conditions=list(person.conditions))
    return page(request, FORM, _conditions_page(opened), form=form)


@post("/people/{person_id:uuid}/data/conditions", access=EDIT)
async def save_conditions(request: PortalRequest, viewer: Viewer, person_id: FromPath[UUID]) -> Response[Any]:
    opened = await _writable(person_id, Part.HEALTH, "/data", viewer)
    form = ConditionsForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, FORM, _conditions_page(opened), form)
    await actions.set_conditions(
        person_id, quota=form.quota_answers(), accommodations=form["conditions"], by=viewer
    )
    return see_other(request, f"{opened.url}/data", flash=CHANGED)


ROUTES = [
    data,
    contact,
    save_contact,
    experiences,
    add_experience,
    remove_experience,
    skills,
    save_skills,
    availability,
    save_availability,
    conditions,
    save_conditions,
]
