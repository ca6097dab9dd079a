"""Addresses of the evaluation plan and of the final review (services.md §10)."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.cases.team.queries import services_of
from portal.candidates.cases.team.vocabulary import Position, ServiceState
from portal.candidates.drafts.actions import drop as drop_draft
from portal.candidates.drafts.vocabulary import DraftForm
from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import OpenFile, file_of_holder, file_to_write, open_file
from portal.candidates.phases import actions, checks, queries
from portal.candidates.phases.actions import Reviewed
from portal.candidates.phases.forms import CallForm, CheckForm, aims_told, review_form
from portal.candidates.phases.pages.checks import checks_page
from portal.candidates.phases.pages.dismissal import dismissed
from portal.candidates.phases.vocabulary import QUESTIONS, CheckResult, Consequence, ReviewDecision
from portal.candidates.projects.queries import aims_in_force
from portal.foundation import clock, pdf
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    FromPath,
    PortalRequest,
    Response,
    download,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

TAB = "/evaluation-plan"
PHASES = "/phases"
EDIT = may(P.PEOPLE_EDIT)
CHECK = "candidates/phases/check.html"
REVIEW = "candidates/phases/review.html"
CALL = "candidates/phases/review_call.html"


@get("/people/{person_id:uuid}/evaluation-plan", access=may(P.PEOPLE_READ))
async def plan(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    """«Verifiche»: the questions of each phase with their answers, and the final review."""
    file = await open_file(person_id, Part.ACTIVITIES, TAB, by=viewer)
    if not file.cell.reads_all:
        raise NotThere
    return page(request, "candidates/phases/checks.html", await checks_page(file))


async def _check(person_id: UUID, phase: int, viewer: Viewer) -> dict[str, Any]:
    file = await file_to_write(person_id, Part.ACTIVITIES, TAB, by=viewer)
    if phase not in QUESTIONS:
        raise NotThere
    question, indicator = QUESTIONS[phase]
    return {"file": file, "phase": phase, "question": question, "indicator": indicator}


@get("/people/{person_id:uuid}/evaluation-plan/{phase:int}", access=may(P.FILE_WRITE))
async def check(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID], phase: FromPath[int]
) -> Response[Any]:
    model = await _check(person_id, phase, viewer)
    return page(request, CHECK, model, form=CheckForm.blank(done_on=clock.today(), consequence="none"))


@post("/people/{person_id:uuid}/evaluation-plan/{phase:int}", access=may(P.FILE_WRITE))
async def answer(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID], phase: FromPath[int]
) -> Response[Any]:
    model = await _check(person_id, phase, viewer)
    form = CheckForm.bind(await read_form(request))
    if form.ok:
        try:
            await checks.answer(
                id=form["once"],
                person_id=person_id,
                phase=phase,
                result=CheckResult(form["result"]),
                fact=form["fact"],
                consequence=Consequence(form["consequence"]),
                on=form["done_on"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field if refusal.field != "phase" else None, refusal.sentence)
        else:
            await drop_draft(person_id, DraftForm.CHECK, place=str(phase), by=viewer)
            return see_other(request, f"{model['file'].url}/evaluation-plan", flash="Risposta registrata.")
    return invalid(request, CHECK, model, form)


async def _held(person_id: UUID, viewer: Viewer) -> OpenFile:
    return await file_of_holder(person_id, Part.ACTIVITIES, PHASES, by=viewer)


async def _present(file: OpenFile) -> list[tuple[str, str]]:
    services = [
        (str(one.organisation_id), one.organisation)
        for one in await services_of(file.case_id)
        if one.position is Position.FURTHER and one.state is ServiceState.ACTIVE
    ]
    return [("person", "La persona"), *services]


@get("/people/{person_id:uuid}/phases/review", access=EDIT)
async def review(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _held(person_id, viewer)
    present, aims = await _present(file), await aims_in_force(file.case_id)
    kind = review_form(aims)
    form = kind.blank(
        choices={"present": present},
        reviewed_on=clock.today(),
        present=[value for value, _ in present],
        decision=ReviewDecision.DISMISS,
    )
    return page(request, REVIEW, await _review_model(file, aims), form=form)


async def _review_model(file: OpenFile, aims: list[tuple[str, str]]) -> dict[str, Any]:
    case = await queries.case_row(file.case_id)
    return {
        "file": file,
        "aims": [id for id, _ in aims],
        "call": await queries.review_call(file.case_id, case.state_since),
    }


@post("/people/{person_id:uuid}/phases/review", access=EDIT)
async def write_review(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _held(person_id, viewer)
    aims = await aims_in_force(file.case_id)
    form = review_form(aims).bind(await read_form(request), choices={"present": await _present(file)})
    if form.ok:
        reviewed = Reviewed(
            words=form["words"],
            decision=ReviewDecision(form["decision"]),
            present=tuple(form["present"]),
            absent_reason=form["absent_reason"],
            helped=form["helped"],
            hindered=form["hindered"],
            network=form["network"],
            aims=aims_told(form, aims),
        )
        try:
            await actions.review(
                id=form["once"], person_id=person_id, reviewed=reviewed, on=form["reviewed_on"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await drop_draft(person_id, DraftForm.REVIEW, by=viewer)
            return see_other(request, f"{file.url}/phases", flash="Verifica finale salvata.")
    return invalid(request, REVIEW, await _review_model(file, aims), form)


@get("/people/{person_id:uuid}/phases/review/call", access=EDIT)
async def call_form(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _held(person_id, viewer)
    model = {"file": file, "services": [label for _, label in await _present(file)]}
    return page(request, CALL, model, form=CallForm.blank())


@post("/people/{person_id:uuid}/phases/review/call", access=EDIT)
async def call(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _held(person_id, viewer)
    form = CallForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.call_review(
                id=form["once"], person_id=person_id, meets_on=form["meets_on"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"{file.url}/phases", flash="Servizi invitati alla verifica finale.")
    model = {"file": file, "services": [label for _, label in await _present(file)]}
    return invalid(request, CALL, model, form)


@get("/people/{person_id:uuid}/phases/dismissal", access=may(P.PEOPLE_READ))
async def dismissal(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    """The document of phase 9, for the person and whoever reads the path in full."""
    file = await open_file(person_id, Part.ACTIVITIES, PHASES, by=viewer)
    found = await dismissed(file) if file.cell.reads_all else None
    if found is None:
        raise NotThere
    content = await pdf.drawn("dismissal.typ", found)
    return download(content, name="dimissione.pdf", media_type=pdf.MEDIA_TYPE)


REVIEW_ROUTES = [dismissal, plan, check, answer, review, write_review, call_form, call]
