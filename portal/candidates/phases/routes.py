"""Addresses of the file's first page, of its phases and of the interviews."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.cases.vocabulary import CLOSED
from portal.candidates.drafts.actions import drop as drop_draft
from portal.candidates.drafts.vocabulary import DraftForm
from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import OpenFile, file_to_write, open_file
from portal.candidates.phases import actions, moves, queries
from portal.candidates.phases.forms import (
    MOVE_FORMS,
    EvaluationForm,
    ExtensionForm,
    ExtensionRequestForm,
    InterviewForm,
    MoveForm,
    ReviewForm,
)
from portal.candidates.phases.pages.interviews import interviews_page
from portal.candidates.phases.pages.phases import phases_page
from portal.candidates.phases.pages.summary import summary_page
from portal.candidates.phases.transitions import PHASES_TABLE
from portal.candidates.phases.vocabulary import (
    HOLDER,
    INTERVIEW_HINTS,
    INTERVIEW_LABELS,
    PERSON,
    InterviewKind,
    Network,
    Present,
)
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
INTERVIEWS = "/interviews"


@get("/people/{person_id:uuid}", access=READ)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.CONTACT, "", by=viewer)
    model = await summary_page(file, assigns=allowed(viewer, P.ASSIGN))
    return page(request, "candidates/people/show.html", model)


@get("/people/{person_id:uuid}/phases", access=READ)
async def phases(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.ACTIVITIES, PHASES, by=viewer)
    model = await phases_page(file, coordinates=viewer.is_any(Role.COORDINATOR))
    return page(request, "candidates/phases/show.html", model)


async def _to_write(person_id: UUID, viewer: Viewer, tab: str = PHASES) -> OpenFile:
    return await file_to_write(person_id, Part.ACTIVITIES, tab, by=viewer)


MOVE = "candidates/phases/move.html"


def _holders_move(name: str) -> Transition:
    """A row of the table that the holder makes, or records for the person."""
    found = next((row for row in PHASES_TABLE if row.name == name and row.who & {HOLDER, PERSON}), None)
    if found is None:
        raise NotThere
    return found


@get("/people/{person_id:uuid}/phases/moves/{name:str}", access=EDIT)
async def move_form(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID], name: FromPath[str]
) -> Response[Any]:
    move = _holders_move(name)
    file = await _to_write(person_id, viewer)
    form = MOVE_FORMS.get(name, MoveForm).blank(on=clock.today())
    return page(request, MOVE, {"file": file, "move": move, "closes": move.target in CLOSED}, form=form)


@post("/people/{person_id:uuid}/phases/moves/{name:str}", access=EDIT)
async def make_move(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID], name: FromPath[str]
) -> Response[Any]:
    move = _holders_move(name)
    file = await _to_write(person_id, viewer)
    form = MOVE_FORMS.get(name, MoveForm).bind(await read_form(request))
    if form.ok:
        try:
            after = await moves.move(
                person_id, name, form.given(), said_by_person=form.hers(), on=form["on"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request, f"{file.url}/phases", flash=f"Fatto. Il caso è in «{PHASES_TABLE.label(after)}»."
            )
    return invalid(request, MOVE, {"file": file, "move": move, "closes": move.target in CLOSED}, form)


EVALUATION = "candidates/phases/evaluation.html"


@get("/people/{person_id:uuid}/phases/evaluation", access=EDIT)
async def evaluation(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _to_write(person_id, viewer)
    return page(request, EVALUATION, {"file": file}, form=EvaluationForm.blank(noted_on=clock.today()))


@post("/people/{person_id:uuid}/phases/evaluation", access=EDIT)
async def note_evaluation(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _to_write(person_id, viewer)
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


REVIEW = "candidates/phases/review.html"


@get("/people/{person_id:uuid}/phases/review", access=EDIT)
async def review(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _to_write(person_id, viewer)
    return page(request, REVIEW, {"file": file}, form=ReviewForm.blank(reviewed_on=clock.today()))


@post("/people/{person_id:uuid}/phases/review", access=EDIT)
async def write_review(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _to_write(person_id, viewer)
    form = ReviewForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.review(
                id=form["once"], person_id=person_id, words=form["words"], on=form["reviewed_on"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await drop_draft(person_id, DraftForm.REVIEW, by=viewer)
            return see_other(request, f"{file.url}/phases", flash="Valutazione finale salvata.")
    return invalid(request, REVIEW, {"file": file}, form)


EXTENSION_REQUEST = "candidates/phases/extension_request.html"


@get("/people/{person_id:uuid}/extension-request", access=EDIT)
async def extension_request(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _to_write(person_id, viewer)
    model = {"file": file, "case": await queries.case_row(file.case_id)}
    return page(request, EXTENSION_REQUEST, model, form=ExtensionRequestForm.blank())


@post("/people/{person_id:uuid}/extension-request", access=EDIT)
async def ask_extension(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _to_write(person_id, viewer)
    form = ExtensionRequestForm.bind(await read_form(request))
    if form.ok:
        try:
            await moves.ask_extension(
                id=form["once"], person_id=person_id, months=form["months"], reason=form["reason"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
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


@get("/people/{person_id:uuid}/interviews", access=READ)
async def interviews(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.ACTIVITIES, INTERVIEWS, by=viewer)
    return page(request, "candidates/phases/interviews.html", await interviews_page(file))


INTERVIEW = "candidates/phases/interview.html"
HINTS = [(INTERVIEW_LABELS[kind], INTERVIEW_HINTS[kind]) for kind in InterviewKind]


@get("/people/{person_id:uuid}/interviews/new", access=EDIT)
async def new_interview(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _to_write(person_id, viewer, INTERVIEWS)
    form = InterviewForm.blank(
        kind=request.query_params.get("kind"), held_on=clock.today(), present=[Present.PERSON.value]
    )
    return page(request, INTERVIEW, {"file": file, "hints": HINTS}, form=form)


@post("/people/{person_id:uuid}/interviews", access=EDIT)
async def record_interview(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _to_write(person_id, viewer, INTERVIEWS)
    form = InterviewForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.record_interview(
                id=form["once"], person_id=person_id, talk=form.talk(), held_on=form["held_on"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await drop_draft(person_id, DraftForm.INTERVIEW, by=viewer)
            return see_other(request, f"{file.url}/interviews", flash="Colloquio registrato.")
    return invalid(request, INTERVIEW, {"file": file, "hints": HINTS}, form)


ROUTES = [
    show,
    phases,
    move_form,
    make_move,
    evaluation,
    note_evaluation,
    review,
    write_review,
    extension_request,
    ask_extension,
    extension,
    extend,
    interviews,
    new_interview,
    record_interview,
]
