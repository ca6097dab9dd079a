"""Addresses of the assessment: what is in force, the draft, the signature."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.assessment import actions
from portal.candidates.assessment.forms import AssessmentForm, SignatureForm
from portal.candidates.assessment.pages import assessment_page, draft_and_in_force, groups, synthesis_view
from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import OpenFile, file_to_write, open_file
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    Form,
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

TAB = "/assessment"
DRAFT = "candidates/assessment/draft.html"
SIGNATURE = "candidates/assessment/signature.html"
EDIT = may(P.PEOPLE_EDIT)


@get("/people/{person_id:uuid}/assessment", access=may(P.PEOPLE_READ))
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.LEVELS, TAB, by=viewer)
    return page(request, "candidates/assessment/show.html", await assessment_page(file))


@get("/people/{person_id:uuid}/assessment/draft", access=EDIT)
async def draft(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    """The draft; without one, a new one that starts from what is in force."""
    file = await file_to_write(person_id, Part.LEVELS, TAB, by=viewer)
    begun, in_force = await draft_and_in_force(file)
    known = begun or in_force
    form = AssessmentForm.of(
        known.levels if known else {}, known.words if known else None, begun.version if begun else None
    )
    return page(request, DRAFT, {"file": file, "groups": groups({})}, form=form)


@post("/people/{person_id:uuid}/assessment/draft", access=EDIT)
async def save(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_to_write(person_id, Part.LEVELS, TAB, by=viewer)
    form = AssessmentForm.bind(await read_form(request))
    if form.ok:
        version = form["version"]
        try:
            await actions.write(
                id=form["once"],
                person_id=person_id,
                levels=form.levels(),
                words=form["words"],
                version=int(version) if version and version.isdigit() else None,
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"{file.url}/assessment", flash="Bozza salvata. Vale dopo la firma.")
    return invalid(request, DRAFT, {"file": file, "groups": groups({})}, form)


async def _to_sign(file: OpenFile) -> dict[str, Any]:
    begun, _ = await draft_and_in_force(file)
    if begun is None:
        raise NotThere
    return {"file": file, "draft": synthesis_view(begun)}


@get("/people/{person_id:uuid}/assessment/signature", access=EDIT)
async def signature(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_to_write(person_id, Part.LEVELS, TAB, by=viewer)
    return page(request, SIGNATURE, await _to_sign(file), form=SignatureForm.blank(signed_on=clock.today()))


@post("/people/{person_id:uuid}/assessment/signature", access=EDIT)
async def sign(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await file_to_write(person_id, Part.LEVELS, TAB, by=viewer)
    form: Form = SignatureForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.sign(person_id, on=form["signed_on"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request,
                f"{file.url}/assessment",
                flash="Valutazione firmata. Da ora vale per gli abbinamenti.",
            )
    return invalid(request, SIGNATURE, await _to_sign(file), form)


ROUTES = [show, draft, save, signature, sign]
