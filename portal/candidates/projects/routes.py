"""Addresses of the individual project: the version in the making, the person's answer."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.drafts.actions import drop as drop_draft
from portal.candidates.drafts.vocabulary import DraftForm
from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import OpenFile, file_to_write, open_file
from portal.candidates.people.vocabulary import CollectedHow
from portal.candidates.projects import actions
from portal.candidates.projects.forms import AgreementForm, ProjectForm, RemarksForm
from portal.candidates.projects.pages import project_page, the_versions, version_in_the_making, version_view
from portal.candidates.projects.vocabulary import ProjectState
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

TAB = "/project"
EDIT = may(P.PEOPLE_EDIT)
DRAFT = "candidates/projects/draft.html"
AGREEMENT = "candidates/projects/agreement.html"
REMARKS = "candidates/projects/remarks.html"


@get("/people/{person_id:uuid}/project", access=may(P.PEOPLE_READ))
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.PROJECT, TAB, by=viewer)
    return page(request, "candidates/projects/show.html", await project_page(file))


@get("/people/{person_id:uuid}/project/draft", access=EDIT)
async def draft(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    """The draft; without one, a new version that starts from the words of the one in force."""
    file = await file_to_write(person_id, Part.PROJECT, TAB, by=viewer)
    rows = await the_versions(file)
    begun = next((row for row in rows if row.state is ProjectState.DRAFT), None)
    known = begun or next((row for row in rows if row.state is ProjectState.IN_FORCE), None)
    if known is None:
        form = ProjectForm.blank()
    else:
        form = ProjectForm.blank(
            wishes=known.wishes,
            aim=known.aim,
            action=known.action,
            next_review_on=begun.next_review_on if begun else None,
            version=begun.version if begun else None,
        )
    return page(request, DRAFT, {"file": file}, form=form)


@post("/people/{person_id:uuid}/project/draft", access=EDIT)
async def save(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_to_write(person_id, Part.PROJECT, TAB, by=viewer)
    form = ProjectForm.bind(await read_form(request))
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
    return invalid(request, DRAFT, {"file": file}, form)


@post("/people/{person_id:uuid}/project/agreement-request", access=EDIT)
async def put_to_agreement(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    await actions.put_to_agreement(person_id, by=viewer)
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


@get("/people/{person_id:uuid}/project/agreement", access=EDIT)
async def agreement(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_to_write(person_id, Part.PROJECT, TAB, by=viewer)
    return page(request, AGREEMENT, await _asked(file), form=AgreementForm.blank(agreed_on=clock.today()))


@post("/people/{person_id:uuid}/project/agreement", access=EDIT)
async def agree(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_to_write(person_id, Part.PROJECT, TAB, by=viewer)
    form = AgreementForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.agree(person_id, how=CollectedHow(form["how"]), on=form["agreed_on"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request, f"{file.url}/project", flash="Accordo registrato. Il progetto è in vigore."
            )
    return invalid(request, AGREEMENT, await _asked(file), form)


@get("/people/{person_id:uuid}/project/remarks", access=EDIT)
async def remarks(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_to_write(person_id, Part.PROJECT, TAB, by=viewer)
    return page(request, REMARKS, await _asked(file), form=RemarksForm.blank())


@post("/people/{person_id:uuid}/project/remarks", access=EDIT)
async def refuse(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_to_write(person_id, Part.PROJECT, TAB, by=viewer)
    form = RemarksForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, REMARKS, await _asked(file), form)
    await actions.refuse(person_id, remarks=form["remarks"], by=viewer)
    return see_other(
        request, f"{file.url}/project", flash="Il progetto torna in bozza con le sue osservazioni."
    )


ROUTES = [show, draft, save, put_to_agreement, agreement, agree, remarks, refuse]
