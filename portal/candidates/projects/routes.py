"""Addresses of the individual project: the version in the making, the parties' answers, actions and reviews."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.cases.locking import case_by_id
from portal.candidates.drafts.actions import drop as drop_draft
from portal.candidates.drafts.vocabulary import DraftForm
from portal.candidates.people import representatives
from portal.candidates.people.file_access import Cell, Column, Part
from portal.candidates.people.reading import OpenFile, file_of_holder, file_to_write, open_file
from portal.candidates.people.vocabulary import REPRESENTATIVE_LABELS, CollectedHow
from portal.candidates.projects import actions, agreeing
from portal.candidates.projects.forms import (
    ActionForm,
    AgreementForm,
    GoAheadForm,
    ProjectForm,
    RemarksForm,
    owner_choices,
    review_form,
    typed,
)
from portal.candidates.projects.pages import (
    latest_review,
    project_page,
    the_versions,
    version_in_the_making,
    version_view,
)
from portal.candidates.projects.printing import printed
from portal.candidates.projects.queries import ProjectRow
from portal.candidates.projects.vocabulary import ProjectState, Reached
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

TAB = "/project"
WRITE = may(P.FILE_WRITE)
EDIT = may(P.PEOPLE_EDIT)
DRAFT = "candidates/projects/draft.html"
AGREEMENT = "candidates/projects/agreement.html"
REMARKS = "candidates/projects/remarks.html"
REVIEW = "candidates/projects/review.html"
ACTION = "candidates/projects/action.html"
GO_AHEAD = "candidates/projects/go_ahead.html"


@get("/people/{person_id:uuid}/project", access=may(P.PEOPLE_READ))
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.PROJECT, TAB, by=viewer)
    return page(request, "candidates/projects/show.html", await project_page(file, viewer))


async def _to_write(person_id: UUID, viewer: Viewer) -> OpenFile:
    return await file_to_write(person_id, Part.PROJECT, TAB, by=viewer)


async def _held(person_id: UUID, viewer: Viewer) -> OpenFile:
    return await file_of_holder(person_id, Part.PROJECT, TAB, by=viewer)


async def _owners(file: OpenFile) -> dict[str, list[tuple[str, str]]]:
    return owner_choices(await actions.team_of(file.case_id))


@get("/people/{person_id:uuid}/project/draft", access=WRITE)
async def draft(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    """The draft; without one, a new version that starts from the words of the one in force."""
    file = await _to_write(person_id, viewer)
    rows = await the_versions(file)
    begun = next((row for row in rows if row.state is ProjectState.DRAFT), None)
    known = begun or next((row for row in rows if row.state is ProjectState.IN_FORCE), None)
    shown = typed(known, begun=begun is not None) if known else {}
    if not shown.get("starts_on"):
        shown["starts_on"] = clock.today()
    form = ProjectForm.blank(choices=await _owners(file), **shown)
    return page(request, DRAFT, _draft_model(file, rows), form=form)


def _draft_model(file: OpenFile, rows: list[ProjectRow]) -> dict[str, Any]:
    return {"file": file, "again": any(row.state is not ProjectState.DRAFT for row in rows)}


@post("/people/{person_id:uuid}/project/draft", access=WRITE)
async def save(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _to_write(person_id, viewer)
    form = ProjectForm.bind(await read_form(request), choices=await _owners(file))
    if form.ok:
        version = form["version"]
        try:
            await actions.write(
                id=form["once"],
                person_id=person_id,
                content=form.content(),
                version=int(version) if version and version.isdigit() else None,
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await drop_draft(person_id, DraftForm.PROJECT, by=viewer)
            return see_other(
                request, f"{file.url}/project", flash="Bozza salvata. Ora proponila alla persona."
            )
    return invalid(request, DRAFT, _draft_model(file, await the_versions(file)), form)


@post("/people/{person_id:uuid}/project/agreement-request", access=EDIT)
async def put_to_agreement(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    await agreeing.put_to_agreement(person_id, by=viewer)
    return see_other(
        request,
        f"/people/{person_id}/project",
        flash="Progetto proposto. Registra la risposta della persona.",
    )


async def _asked(file: OpenFile) -> dict[str, Any]:
    row = await version_in_the_making(file)
    if row is None or row.state is not ProjectState.TO_AGREE:
        raise NotThere
    return {"file": file, "version": version_view(row)}


def _told(after: ProjectState) -> str:
    if after is ProjectState.IN_FORCE:
        return "Accordo registrato. Il progetto è in vigore."
    return "Accordo registrato. Manca ancora un accordo."


@get("/people/{person_id:uuid}/project/agreement", access=EDIT)
async def agreement(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _held(person_id, viewer)
    return page(request, AGREEMENT, await _asked(file), form=AgreementForm.blank(agreed_on=clock.today()))


@post("/people/{person_id:uuid}/project/agreement", access=EDIT)
async def agree(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _held(person_id, viewer)
    form = AgreementForm.bind(await read_form(request))
    if form.ok:
        try:
            after = await agreeing.agree(
                person_id, how=CollectedHow(form["how"]), on=form["agreed_on"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"{file.url}/project", flash=_told(after))
    return invalid(request, AGREEMENT, await _asked(file), form)


REPRESENTATIVE_AGREEMENT = "candidates/projects/representative_agreement.html"


async def _represented(person_id: UUID, viewer: Viewer) -> tuple[OpenFile, dict[str, Any]]:
    file = await _held(person_id, viewer)
    found = await representatives.of_person(person_id)
    if found is None:
        raise NotThere
    label = REPRESENTATIVE_LABELS[found.kind].lower()
    return file, {**await _asked(file), "who": f"{found.name}, {label}"}


@get("/people/{person_id:uuid}/project/representative-agreement", access=EDIT)
async def representative_agreement(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    _, model = await _represented(person_id, viewer)
    return page(request, REPRESENTATIVE_AGREEMENT, model, form=AgreementForm.blank(agreed_on=clock.today()))


@post("/people/{person_id:uuid}/project/representative-agreement", access=EDIT)
async def agree_as_representative(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file, model = await _represented(person_id, viewer)
    form = AgreementForm.bind(await read_form(request))
    if form.ok:
        try:
            after = await agreeing.agree_as_representative(
                person_id, how=CollectedHow(form["how"]), on=form["agreed_on"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"{file.url}/project", flash=_told(after))
    return invalid(request, REPRESENTATIVE_AGREEMENT, model, form)


@post("/people/{person_id:uuid}/project/referring-agreement", access=WRITE)
async def agree_as_referring(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    after = await agreeing.agree_as_referring(person_id, by=viewer)
    return see_other(request, f"/people/{person_id}/project", flash=_told(after))


async def _who_answers(person_id: UUID, viewer: Viewer) -> OpenFile:
    """The holder for the person, or the referring service for itself."""
    file = await open_file(person_id, Part.PROJECT, TAB, by=viewer)
    if not file.holds and file.ground.column is not Column.REFERRING_SOCIAL_WORKER:
        raise NotThere
    return file


@get("/people/{person_id:uuid}/project/remarks", access=WRITE)
async def remarks(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _who_answers(person_id, viewer)
    return page(request, REMARKS, await _asked(file), form=RemarksForm.blank())


@post("/people/{person_id:uuid}/project/remarks", access=WRITE)
async def refuse(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _who_answers(person_id, viewer)
    form = RemarksForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, REMARKS, await _asked(file), form)
    if file.holds:
        await agreeing.refuse(person_id, remarks=form["remarks"], by=viewer)
    else:
        await agreeing.refuse_as_referring(person_id, remarks=form["remarks"], by=viewer)
    await drop_draft(person_id, DraftForm.REMARKS, by=viewer)
    return see_other(request, f"{file.url}/project", flash="Il progetto torna in bozza con le osservazioni.")


async def _to_go_ahead(person_id: UUID, viewer: Viewer) -> dict[str, Any]:
    file = await open_file(person_id, Part.PROJECT, TAB, by=viewer)
    model = await project_page(file, viewer)
    if not model.may_go_ahead:
        raise NotThere
    return {"file": file}


@get("/people/{person_id:uuid}/project/going-ahead", access=may(P.ASSIGN))
async def going_ahead(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    return page(request, GO_AHEAD, await _to_go_ahead(person_id, viewer), form=GoAheadForm.blank())


@post("/people/{person_id:uuid}/project/going-ahead", access=may(P.ASSIGN))
async def go_ahead(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    model = await _to_go_ahead(person_id, viewer)
    form = GoAheadForm.bind(await read_form(request))
    if form.ok:
        try:
            await agreeing.go_ahead(person_id, reason=form["reason"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/people/{person_id}/project", flash="Il progetto è in vigore.")
    return invalid(request, GO_AHEAD, model, form)


async def _in_force(file: OpenFile) -> ProjectRow:
    found = next((row for row in await the_versions(file) if row.state is ProjectState.IN_FORCE), None)
    if found is None:
        raise NotThere
    return found


@get("/people/{person_id:uuid}/project/review", access=WRITE)
async def review(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    """«Revisione»: the aims one by one."""
    file = await _to_write(person_id, viewer)
    row = await _in_force(file)
    known: dict[str, Any] = {}
    for one in row.aims:
        if one.reached is not Reached.OPEN:
            known |= {f"reached_{one.id}": one.reached.value, f"fact_{one.id}": one.fact}
    track = (await case_by_id(file.case_id)).track.value
    form = review_form(row.aims).blank(next_review_on=latest_review(track), **known)
    return page(request, REVIEW, {"file": file, "aims": row.aims}, form=form)


@post("/people/{person_id:uuid}/project/review", access=WRITE)
async def save_review(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await _to_write(person_id, viewer)
    row = await _in_force(file)
    form = review_form(row.aims).bind(await read_form(request))
    if form.ok:
        told = {
            one.id: (Reached(form[f"reached_{one.id}"]), form[f"fact_{one.id}"] or "") for one in row.aims
        }
        try:
            await actions.review(person_id, told, next_review_on=form["next_review_on"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await drop_draft(person_id, DraftForm.PROJECT_REVIEW, by=viewer)
            return see_other(request, f"{file.url}/project", flash="Verifica del progetto registrata.")
    return invalid(request, REVIEW, {"file": file, "aims": row.aims}, form)


@post("/people/{person_id:uuid}/project/actions/{action_id:uuid}", access=WRITE)
async def move_action(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    action_id: FromPath[UUID],
) -> Response[Any]:
    file = await open_file(person_id, Part.PROJECT, TAB, by=viewer)
    form = ActionForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.move_action(action_id, person_id, form["move"], reason=form["reason"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field or "reason", refusal.sentence)
        else:
            return see_other(request, f"{file.url}/project", flash="Azione aggiornata.")
    return invalid(request, ACTION, {"file": file, "action_id": action_id}, form)


@get("/people/{person_id:uuid}/project/print", access=may(P.PEOPLE_READ))
async def print_project(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    """For the person, in plain words, two pages at most."""
    file = await open_file(person_id, Part.PROJECT, TAB, by=viewer)
    if file.cell not in (Cell.WRITE, Cell.READ):
        raise NotThere
    rows = await the_versions(file)
    chosen = next((row for row in rows if row.state is ProjectState.IN_FORCE), rows[0] if rows else None)
    if chosen is None:
        raise NotThere
    content = await pdf.drawn("project.typ", printed(chosen, file.name, viewer.organisation_name))
    return download(content, name="progetto-personalizzato.pdf", media_type=pdf.MEDIA_TYPE)


ROUTES = [
    show,
    draft,
    save,
    put_to_agreement,
    agreement,
    agree,
    representative_agreement,
    agree_as_representative,
    agree_as_referring,
    remarks,
    refuse,
    going_ahead,
    go_ahead,
    review,
    save_review,
    move_action,
    print_project,
]
