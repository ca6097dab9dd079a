"""Addresses of the register of commitments."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries.scope import own_company
from portal.employers.inclusion.actions import commitments as acts
from portal.employers.inclusion.forms.commitments import CommitmentForm, EvidenceForm, FulfilForm
from portal.employers.inclusion.pages import commitments as pages
from portal.employers.inclusion.queries import commitments
from portal.foundation import clock, files
from portal.foundation.access import Permission as P
from portal.foundation.access import allowed, may
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
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

COMMITMENT = "employers/commitments/show.html"
COMMITMENTS_READ, COMMITMENTS_EDIT = may(P.COMMITMENTS_READ), may(P.COMMITMENTS_EDIT)


@get("/commitments", access=COMMITMENTS_READ)
async def register(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    company_id = own_company(viewer)
    shown = Pages.of(request, await commitments.count(company_id))
    rows = await commitments.page(company_id, limit=shown.limit, offset=shown.offset)
    today = clock.today()
    model = pages.CommitmentList(
        [pages.commitment_view(row, today) for row in rows], shown, allowed(viewer, P.COMMITMENTS_EDIT)
    )
    return page(request, "employers/commitments/index.html", model)


@get("/commitments/new", access=COMMITMENTS_EDIT)
async def new_commitment(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = CommitmentForm.blank(starts_on=f"{clock.today():%d/%m/%Y}")
    return page(request, "employers/commitments/form.html", {"id": None, "title": None}, form=form)


@post("/commitments", access=COMMITMENTS_EDIT)
async def record(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = CommitmentForm.bind(await read_form(request))
    if form.ok:
        try:
            id = await acts.record_commitment(form.draft(), id=form["once"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/commitments/{id}", flash="Impegno registrato.")
    return invalid(request, "employers/commitments/form.html", {"id": None, "title": None}, form)


async def _draw(
    request: PortalRequest, viewer: Viewer, id: UUID, *, evidence: EvidenceForm, fulfil: FulfilForm
) -> Response[Any]:
    row = await commitments.commitment(id, own_company(viewer))
    model = pages.commitment_page(
        row, await commitments.evidence_of(id), clock.today(), may_edit=allowed(viewer, P.COMMITMENTS_EDIT)
    )
    wrong = next((one for one in (evidence, fulfil) if not one.ok), None)
    forms = {"page": model, "evidence": evidence, "fulfil": fulfil}
    return page(request, COMMITMENT, forms, form=wrong, status=422 if wrong else 200)


@get("/commitments/{commitment_id:uuid}", access=COMMITMENTS_READ)
async def show_commitment(
    request: PortalRequest, viewer: NamedDependency[Viewer], commitment_id: FromPath[UUID]
) -> Response[Any]:
    return await _draw(
        request, viewer, commitment_id, evidence=EvidenceForm.blank(), fulfil=FulfilForm.on(clock.today())
    )


@get("/commitments/{commitment_id:uuid}/change", access=COMMITMENTS_EDIT)
async def edit_commitment(
    request: PortalRequest, viewer: NamedDependency[Viewer], commitment_id: FromPath[UUID]
) -> Response[Any]:
    row = await commitments.commitment(commitment_id, own_company(viewer))
    form = CommitmentForm.blank(**CommitmentForm.known(row))
    return page(request, "employers/commitments/form.html", {"id": row.id, "title": row.title}, form=form)


@post("/commitments/{commitment_id:uuid}/change", access=COMMITMENTS_EDIT)
async def change_commitment(
    request: PortalRequest, viewer: NamedDependency[Viewer], commitment_id: FromPath[UUID]
) -> Response[Any]:
    row = await commitments.commitment(commitment_id, own_company(viewer))
    form = CommitmentForm.bind(await read_form(request))
    if form.ok:
        try:
            await acts.change_commitment(commitment_id, form.draft(), version=form.seen_version(), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/commitments/{commitment_id}", flash="Impegno aggiornato.")
    return invalid(request, "employers/commitments/form.html", {"id": row.id, "title": row.title}, form)


@post("/commitments/{commitment_id:uuid}/fulfilment", access=COMMITMENTS_EDIT)
async def fulfil(
    request: PortalRequest, viewer: NamedDependency[Viewer], commitment_id: FromPath[UUID]
) -> Response[Any]:
    form = FulfilForm.bind(await read_form(request))
    if form.ok:
        try:
            await acts.fulfil_commitment(commitment_id, done_on=form["done_on"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/commitments/{commitment_id}", flash="Impegno concluso.")
    return await _draw(request, viewer, commitment_id, evidence=EvidenceForm.blank(), fulfil=form)


@post("/commitments/{commitment_id:uuid}/evidence", access=COMMITMENTS_EDIT)
async def add_evidence(
    request: PortalRequest, viewer: NamedDependency[Viewer], commitment_id: FromPath[UUID]
) -> Response[Any]:
    form = EvidenceForm.bind(await read_form(request))
    if form.ok:
        sent = form["file"]
        try:
            await acts.add_evidence(
                commitment_id,
                id=form["once"],
                name=sent.name,
                suffix=sent.suffix,
                content=sent.content,
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/commitments/{commitment_id}", flash="Documento aggiunto.")
    return await _draw(request, viewer, commitment_id, evidence=form, fulfil=FulfilForm.on(clock.today()))


@get("/commitments/{commitment_id:uuid}/evidence/{evidence_id:uuid}", access=COMMITMENTS_READ)
async def read_evidence(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    commitment_id: FromPath[UUID],
    evidence_id: FromPath[UUID],
) -> Response[Any]:
    found = await commitments.evidence_file(evidence_id, commitment_id, own_company(viewer))
    return download(await files.read(found.file_key), name=found.name, media_type=found.media_type)


@post("/commitments/{commitment_id:uuid}/evidence/{evidence_id:uuid}/removal", access=COMMITMENTS_EDIT)
async def remove_evidence(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    commitment_id: FromPath[UUID],
    evidence_id: FromPath[UUID],
) -> Response[Any]:
    await acts.remove_evidence(evidence_id, commitment_id, by=viewer)
    return see_other(request, f"/commitments/{commitment_id}", flash="Documento tolto.")


ROUTES = [
    register,
    new_commitment,
    record,
    show_commitment,
    edit_commitment,
    change_commitment,
    fulfil,
    add_evidence,
    read_evidence,
    remove_evidence,
]
