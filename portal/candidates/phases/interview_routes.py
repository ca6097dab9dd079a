"""Addresses of the interviews: those held, by the one grid, and those to come."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.drafts.actions import drop as drop_draft
from portal.candidates.drafts.vocabulary import DraftForm
from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import OpenFile, file_to_add, open_file
from portal.candidates.phases import actions, queries
from portal.candidates.phases.forms import InterviewForm, OutcomeForm, PlannedForm
from portal.candidates.phases.pages.interviews import interviews_page
from portal.candidates.phases.vocabulary import (
    INTERVIEW_HINTS,
    INTERVIEW_LABELS,
    InterviewKind,
    PlanOutcome,
    Present,
)
from portal.foundation import clock
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

WRITE = may(P.FILE_WRITE)
INTERVIEWS = "/interviews"
INTERVIEW = "candidates/phases/interview.html"
PLANNED = "candidates/phases/planned.html"
HINTS = [(INTERVIEW_LABELS[kind], INTERVIEW_HINTS[kind]) for kind in InterviewKind]


@get("/people/{person_id:uuid}/interviews", access=may(P.PEOPLE_READ))
async def interviews(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.ACTIVITIES, INTERVIEWS, by=viewer)
    return page(request, "candidates/phases/interviews.html", await interviews_page(file, viewer))


async def _to_add(person_id: UUID, viewer: Viewer) -> OpenFile:
    return await file_to_add(person_id, Part.ACTIVITIES, INTERVIEWS, by=viewer)


def _model(file: OpenFile, viewer: Viewer) -> dict[str, Any]:
    return {"file": file, "hints": HINTS, "reserves": viewer.is_any(*actions.RESERVING)}


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@get("/people/{person_id:uuid}/interviews/new", access=WRITE)
async def new_interview(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _to_add(person_id, viewer)
    asked = request.query_params
    form = InterviewForm.blank(
        kind=asked.get("kind"),
        held_on=clock.today(),
        place=asked.get("place"),
        present=[Present.PERSON.value],
        then="close",
        plan=asked.get("plan"),
    )
    return page(request, INTERVIEW, _model(file, viewer), form=form)


@get("/people/{person_id:uuid}/interviews/{interview_id:uuid}", access=WRITE)
async def draft_interview(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    interview_id: FromPath[UUID],
) -> Response[Any]:
    """A draft to go on with: its author's alone."""
    file = await _to_add(person_id, viewer)
    rows = await queries.interviews(file.case_id, cell=file.cell, reader=viewer)
    row = next((one for one in rows if one.id == interview_id and one.draft and one.own), None)
    if row is None:
        raise NotThere
    return page(request, INTERVIEW, _model(file, viewer), form=InterviewForm.of(row))


@post("/people/{person_id:uuid}/interviews", access=WRITE)
async def record_interview(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _to_add(person_id, viewer)
    form = InterviewForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.record_interview(
                id=form["once"],
                person_id=person_id,
                talk=form.talk(),
                held_on=form["held_on"],
                draft=form.draft,
                plan_id=_uuid(form["plan"]),
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await drop_draft(person_id, DraftForm.INTERVIEW, by=viewer)
            flash = "Bozza salvata. La leggi solo tu." if form.draft else "Colloquio registrato."
            return see_other(request, f"{file.url}/interviews", flash=flash)
    return invalid(request, INTERVIEW, _model(file, viewer), form)


@get("/people/{person_id:uuid}/interviews/planned", access=WRITE)
async def plan_form(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _to_add(person_id, viewer)
    return page(request, PLANNED, {"file": file}, form=PlannedForm.blank())


@post("/people/{person_id:uuid}/interviews/planned", access=WRITE)
async def plan_interview(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _to_add(person_id, viewer)
    form = PlannedForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.plan_interview(
                id=form["once"],
                person_id=person_id,
                kind=InterviewKind(form["kind"]),
                on=form["planned_for"],
                place=form["place"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"{file.url}/interviews", flash="Colloquio fissato.")
    return invalid(request, PLANNED, {"file": file}, form)


@post("/people/{person_id:uuid}/interviews/planned/{planned_id:uuid}", access=WRITE)
async def tell_outcome(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    planned_id: FromPath[UUID],
) -> Response[Any]:
    """One press: she did not come, or it was called off."""
    file = await _to_add(person_id, viewer)
    form = OutcomeForm.bind(await read_form(request))
    if not form.ok:
        raise NotThere
    await actions.tell_outcome(planned_id, person_id, PlanOutcome(form["outcome"]), by=viewer)
    return see_other(request, f"{file.url}/interviews", flash="Esito registrato.")


INTERVIEW_ROUTES = [
    interviews,
    new_interview,
    draft_interview,
    record_interview,
    plan_form,
    plan_interview,
    tell_outcome,
]
