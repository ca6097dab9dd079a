"""Addresses of the file's first page, of its phases and of the interviews."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.cases.vocabulary import CLOSED
from portal.candidates.drafts.actions import drop as drop_draft
from portal.candidates.drafts.vocabulary import DraftForm
from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import OpenFile, file_of_holder, open_file
from portal.candidates.phases import actions, moves, queries
from portal.candidates.phases.forms import (
    MOVE_FORMS,
    EvaluationForm,
    ExtensionForm,
    ExtensionRequestForm,
    MoveForm,
)
from portal.candidates.phases.interview_routes import INTERVIEW_ROUTES
from portal.candidates.phases.pages.phases import phases_page
from portal.candidates.phases.pages.summary import summary_page
from portal.candidates.phases.review_routes import REVIEW_ROUTES
from portal.candidates.phases.transitions import PHASES_TABLE
from portal.candidates.phases.vocabulary import HOLDER, LIGHT_HOLDER, PERSON, Network
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import allowed, may
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
from portal.kernel.roles import Role
from portal.kernel.states import Transition
from portal.kernel.viewer import Viewer

READ = may(P.PEOPLE_READ)
EDIT = may(P.PEOPLE_EDIT)
PHASES = "/phases"


@get("/people/{person_id:uuid}", access=READ)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.CONTACT, "", by=viewer)
    model = await summary_page(file, viewer, assigns=allowed(viewer, P.ASSIGN))
    return page(request, "candidates/people/show.html", model)


@get("/people/{person_id:uuid}/phases", access=READ)
async def phases(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.ACTIVITIES, PHASES, by=viewer)
    if not file.cell.reads_more_than_own:
        raise NotThere
    model = await phases_page(file, coordinates=viewer.is_any(Role.COORDINATOR))
    return page(request, "candidates/phases/show.html", model)


async def _held(person_id: UUID, viewer: Viewer, tab: str = PHASES) -> OpenFile:
    return await file_of_holder(person_id, Part.ACTIVITIES, tab, by=viewer)


MOVE = "candidates/phases/move.html"


def _holders_move(name: str) -> Transition:
    """A row of the table that the holder makes, or records for the person."""
    found = next(
        (row for row in PHASES_TABLE if row.name == name and row.who & {HOLDER, LIGHT_HOLDER, PERSON}), None
    )
    if found is None:
        raise NotThere
    return found


@get("/people/{person_id:uuid}/phases/moves/{name:str}", access=EDIT)
async def move_form(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID], name: FromPath[str]
) -> Response[Any]:
    move = _holders_move(name)
    file = await _held(person_id, viewer)
    form = MOVE_FORMS.get(name, MoveForm).blank(on=clock.today())
    return page(request, MOVE, {"file": file, "move": move, "closes": move.target in CLOSED}, form=form)


@post("/people/{person_id:uuid}/phases/moves/{name:str}", access=EDIT)
async def make_move(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID], name: FromPath[str]
) -> Response[Any]:
    move = _holders_move(name)
    file = await _held(person_id, viewer)
    form = MOVE_FORMS.get(name, MoveForm).bind(await read_form(request))
    if form.ok:
        try:
            after = await moves.move(
                person_id, name, form.given(), said_by_person=form.hers(), on=form["on"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await drop_draft(person_id, DraftForm.MOVE, place=name, by=viewer)
            return see_other(
                request, f"{file.url}/phases", flash=f"Fatto. Il caso è in «{PHASES_TABLE.label(after)}»."
            )
    return invalid(request, MOVE, {"file": file, "move": move, "closes": move.target in CLOSED}, form)


EVALUATION = "candidates/phases/evaluation.html"


@get("/people/{person_id:uuid}/phases/evaluation", access=EDIT)
async def evaluation(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _held(person_id, viewer)
    return page(request, EVALUATION, {"file": file}, form=EvaluationForm.blank(noted_on=clock.today()))


@post("/people/{person_id:uuid}/phases/evaluation", access=EDIT)
async def note_evaluation(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _held(person_id, viewer)
    form = EvaluationForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.note_evaluation(
                id=form["once"],
                person_id=person_id,
                workstations=form["workstations"],
                load=form["load"],
                network=Network(form["network"]),
                on=form["noted_on"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await drop_draft(person_id, DraftForm.EVALUATION, by=viewer)
            return see_other(request, f"{file.url}/phases", flash="Nota di prima valutazione salvata.")
    return invalid(request, EVALUATION, {"file": file}, form)


EXTENSION_REQUEST = "candidates/phases/extension_request.html"


@get("/people/{person_id:uuid}/extension-request", access=EDIT)
async def extension_request(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _held(person_id, viewer)
    model = {"file": file, "case": await queries.case_row(file.case_id)}
    return page(request, EXTENSION_REQUEST, model, form=ExtensionRequestForm.blank())


@post("/people/{person_id:uuid}/extension-request", access=EDIT)
async def ask_extension(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _held(person_id, viewer)
    form = ExtensionRequestForm.bind(await read_form(request))
    if form.ok:
        try:
            await moves.ask_extension(
                id=form["once"], person_id=person_id, months=form["months"], reason=form["reason"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await drop_draft(person_id, DraftForm.EXTENSION, by=viewer)
            return see_other(request, f"{file.url}/phases", flash="Proroga chiesta al coordinatore.")
    return invalid(
        request, EXTENSION_REQUEST, {"file": file, "case": await queries.case_row(file.case_id)}, form
    )


EXTENSION = "candidates/phases/extension.html"


async def _asked(person_id: UUID, viewer: Viewer) -> dict[str, Any]:
    file = await open_file(person_id, Part.ACTIVITIES, PHASES, by=viewer)
    waiting = await queries.waiting_extension(file.case_id)
    if waiting is None:
        raise NotThere
    return {"file": file, "waiting": waiting, "case": await queries.case_row(file.case_id)}


@get("/people/{person_id:uuid}/extension", access=may(P.ASSIGN))
async def extension(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    model = await _asked(person_id, viewer)
    return page(request, EXTENSION, model, form=ExtensionForm.blank(months=model["waiting"].months))


@post("/people/{person_id:uuid}/extension", access=may(P.ASSIGN))
async def extend(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    form = ExtensionForm.bind(await read_form(request))
    if form.ok:
        try:
            await moves.extend(person_id, months=form["months"], reason=form["reason"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/people/{person_id}/phases", flash="Proroga concessa.")
    return invalid(request, EXTENSION, await _asked(person_id, viewer), form)


ROUTES = [
    show,
    phases,
    move_form,
    make_move,
    evaluation,
    note_evaluation,
    extension_request,
    ask_extension,
    extension,
    extend,
    *INTERVIEW_ROUTES,
    *REVIEW_ROUTES,
]
