"""Addresses of what shows that a commitment is kept: files, indicators, the dossier."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries.scope import own_company
from portal.employers.inclusion.actions import evidence as acts
from portal.employers.inclusion.actions import kpis as measuring
from portal.employers.inclusion.actions.dossier import dossier
from portal.employers.inclusion.forms.commitments import EvidenceForm, FulfilForm, KpiForm
from portal.employers.inclusion.queries import commitments
from portal.employers.inclusion.routes.commitments import draw
from portal.employers.inclusion.rules.commitments import MOST_KPIS
from portal.foundation import audit, clock, files, pdf
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
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

KPIS = "employers/commitments/kpis.html"
READ, EDIT = may(P.COMMITMENTS_READ), may(P.COMMITMENTS_EDIT)


@post("/commitments/{commitment_id:uuid}/evidence", access=EDIT)
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
    return await draw(request, viewer, commitment_id, evidence=form, fulfil=FulfilForm.on(clock.today()))


@get("/commitments/{commitment_id:uuid}/evidence/{evidence_id:uuid}", access=READ)
async def read_evidence(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    commitment_id: FromPath[UUID],
    evidence_id: FromPath[UUID],
) -> Response[Any]:
    found = await commitments.evidence_file(evidence_id, commitment_id, own_company(viewer))
    content = await files.read(found.file_key)
    await audit.note(
        "EvidenceRead",
        by=viewer,
        subject_kind="commitment",
        subject_id=commitment_id,
        data={"evidence_id": str(evidence_id)},
    )
    return download(content, name=found.name, media_type=found.media_type)


@post("/commitments/{commitment_id:uuid}/evidence/{evidence_id:uuid}/removal", access=EDIT)
async def remove_evidence(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    commitment_id: FromPath[UUID],
    evidence_id: FromPath[UUID],
) -> Response[Any]:
    await acts.remove_evidence(evidence_id, commitment_id, by=viewer)
    return see_other(request, f"/commitments/{commitment_id}", flash="Documento tolto.")


@get("/commitments/{commitment_id:uuid}/kpis", access=EDIT)
async def kpis(
    request: PortalRequest, viewer: NamedDependency[Viewer], commitment_id: FromPath[UUID]
) -> Response[Any]:
    row = await commitments.commitment(commitment_id, own_company(viewer))
    known = (await commitments.kpis_of([row.id])).get(row.id, [])
    return page(request, KPIS, _model(row, len(known)), form=KpiForm.blank(**KpiForm.known(known)))


@post("/commitments/{commitment_id:uuid}/kpis", access=EDIT)
async def save_kpis(
    request: PortalRequest, viewer: NamedDependency[Viewer], commitment_id: FromPath[UUID]
) -> Response[Any]:
    row = await commitments.commitment(commitment_id, own_company(viewer))
    form = KpiForm.bind(await read_form(request))
    if form.ok:
        try:
            await measuring.save_kpis(commitment_id, form.drafts(), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/commitments/{commitment_id}", flash="Indicatori salvati.")
    return invalid(request, KPIS, _model(row, MOST_KPIS), form)


def _model(row: commitments.CommitmentRow, filled: int) -> dict[str, Any]:
    """Two empty lines after those that are there."""
    return {"id": row.id, "title": row.title, "places": list(range(1, min(MOST_KPIS, filled + 2) + 1))}


@get("/commitments/dossier", access=READ)
async def whole_dossier(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """The register with every document, as one PDF; noted in the register of acts."""
    content = await dossier(by=viewer)
    return download(content, name=f"impegni-{clock.today():%Y-%m-%d}.pdf", media_type=pdf.MEDIA_TYPE)


@get("/commitments/{commitment_id:uuid}/dossier", access=READ)
async def one_dossier(
    request: PortalRequest, viewer: NamedDependency[Viewer], commitment_id: FromPath[UUID]
) -> Response[Any]:
    content = await dossier(by=viewer, commitment_id=commitment_id)
    return download(content, name=f"impegno-{clock.today():%Y-%m-%d}.pdf", media_type=pdf.MEDIA_TYPE)


ROUTES = [
    add_evidence,
    read_evidence,
    remove_evidence,
    kpis,
    save_kpis,
    whole_dossier,
    one_dossier,
]
