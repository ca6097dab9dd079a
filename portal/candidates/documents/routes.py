"""Addresses of the documents. What each may open is decided cell by cell (``rules``)."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.documents import actions
from portal.candidates.documents.actions import Paper
from portal.candidates.documents.forms import DocumentForm, choices_for
from portal.candidates.documents.pages import documents_page
from portal.candidates.documents.rules import kinds_to_add
from portal.candidates.documents.vocabulary import DocumentKind
from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import open_file
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

READ = may(P.PEOPLE_READ)
TAB = "/documents"
TEMPLATE = "candidates/documents/index.html"


@get("/people/{person_id:uuid}/documents", access=READ)
async def documents(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.DOCUMENTS, TAB, by=viewer)
    form = DocumentForm.blank(choices=choices_for(file.ground.access))
    return page(request, TEMPLATE, await documents_page(file, viewer), form=form)


@post("/people/{person_id:uuid}/documents", access=READ)
async def add_document(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.DOCUMENTS, TAB, by=viewer)
    if not kinds_to_add(file.ground.access):
        raise NotThere
    form = DocumentForm.bind(await read_form(request), choices=choices_for(file.ground.access))
    if form.ok:
        sent = form["file"]
        paper = Paper(DocumentKind(form["kind"]), sent.name, sent.content, form["dated_on"])
        try:
            await actions.add(id=form["once"], person_id=person_id, paper=paper, by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"{file.url}/documents", flash="Documento aggiunto.")
    return invalid(request, TEMPLATE, await documents_page(file, viewer), form)


@get("/people/{person_id:uuid}/documents/{document_id:uuid}", access=READ)
async def read_document(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    document_id: FromPath[UUID],
) -> Response[Any]:
    found = await actions.read(document_id, person_id, by=viewer)
    return download(found.content, name=found.name, media_type=found.media_type)


@post("/people/{person_id:uuid}/documents/{document_id:uuid}/removal", access=READ)
async def remove_document(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    person_id: FromPath[UUID],
    document_id: FromPath[UUID],
) -> Response[Any]:
    await actions.remove(document_id, person_id, by=viewer)
    return see_other(request, f"/people/{person_id}/documents", flash="Documento tolto.")


ROUTES = [documents, add_document, read_document, remove_document]
