"""Addresses of one assessment, for whoever rates it: the own sheet, the comparison, the agreement, the signature."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.assessment import actions, icf, queries, sheets
from portal.candidates.assessment.forms import (
    LEVEL_CHOICES,
    AgreementForm,
    SheetForm,
    SignatureForm,
    version_of,
)
from portal.candidates.assessment.pages import OnePage, groups, one_page, to_rate_line
from portal.candidates.assessment.reading import opened
from portal.candidates.assessment.sheets import Sheet
from portal.candidates.assessment.vocabulary import TAKEN_FROM_AGREEMENT
from portal.candidates.drafts.actions import drop as drop_draft
from portal.candidates.drafts.actions import opens_to
from portal.candidates.drafts.vocabulary import DraftForm
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
from portal.reference import dimensions

RATE = may(P.PEOPLE_RATE)
SHEET = "candidates/assessment/sheet.html"
AGREEMENT = "candidates/assessment/agreement.html"
SIGNATURE = "candidates/assessment/signature.html"

opens_to(DraftForm.SHEET, sheets.sure_of_a_seat)
opens_to(DraftForm.AGREEMENT, sheets.sure_of_a_seat)


@get("/assessments", access=RATE)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """What waits for the viewer as a rater."""
    rows = [to_rate_line(row) for row in await sheets.to_rate(viewer)]
    return page(request, "candidates/assessment/index.html", {"rows": rows})


@get("/assessments/{assessment_id:uuid}", access=RATE)
async def show_one(
    request: PortalRequest, viewer: NamedDependency[Viewer], assessment_id: FromPath[UUID]
) -> Response[Any]:
    model = await one_page(await opened(assessment_id, viewer))
    return page(request, "candidates/assessment/one.html", {"one": model})


async def _own(assessment_id: UUID, viewer: Viewer) -> tuple[OnePage, Sheet]:
    model = await one_page(await opened(assessment_id, viewer))
    if model.assessment.own is None or not model.may_fill:
        raise NotThere
    return model, model.assessment.own


def _sheet_model(model: OnePage) -> Any:
    return {"one": model, "groups": groups({}), "levels": LEVEL_CHOICES}


@get("/assessments/{assessment_id:uuid}/sheet", access=RATE)
async def sheet(
    request: PortalRequest, viewer: NamedDependency[Viewer], assessment_id: FromPath[UUID]
) -> Response[Any]:
    model, own = await _own(assessment_id, viewer)
    return page(request, SHEET, _sheet_model(model), form=SheetForm.of(own, icf.suggested(own.icf)))


@post("/assessments/{assessment_id:uuid}/sheet", access=RATE)
async def save_sheet(
    request: PortalRequest, viewer: NamedDependency[Viewer], assessment_id: FromPath[UUID]
) -> Response[Any]:
    model, _ = await _own(assessment_id, viewer)
    form = SheetForm.bind(await read_form(request))
    if form.ok:
        hands_in = bool(form["hand_in"])
        try:
            await actions.fill(
                assessment_id, form.ratings(), version=version_of(form), submit=hands_in, by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await drop_draft(model.assessment.row.person_id, DraftForm.SHEET, by=viewer)
            flash = "Scheda consegnata. Non si cambia più." if hands_in else "Bozza salvata. La vedi solo tu."
            return see_other(request, model.url, flash=flash)
    return invalid(request, SHEET, _sheet_model(model), form)


@post("/assessments/{assessment_id:uuid}/comparison", access=RATE)
async def compare(
    request: PortalRequest, viewer: NamedDependency[Viewer], assessment_id: FromPath[UUID]
) -> Response[Any]:
    found = await opened(assessment_id, viewer)
    await actions.compare(assessment_id, by=viewer)
    return see_other(request, found.url, flash="Le schede sono a confronto.")


async def _to_agree(assessment_id: UUID, viewer: Viewer) -> tuple[OnePage, list[Sheet]]:
    model = await one_page(await opened(assessment_id, viewer))
    if not model.may_agree or model.comparison is None:
        raise NotThere
    return model, await sheets.submitted_sheets(assessment_id)


def _sources(given: list[Sheet]) -> dict[str, list[tuple[str, str]]]:
    """From where a level may be taken: a sheet that saw the dimension, or a value of the team's own."""
    return {
        f"take_{one.code}": [
            *((str(sheet.id), f"Come {sheet.rater}") for sheet in given if one.code in sheet.levels),
            (TAKEN_FROM_AGREEMENT, "Un livello concordato"),
        ]
        for one in dimensions.entries()
    }


@get("/assessments/{assessment_id:uuid}/agreement", access=RATE)
async def agreement(
    request: PortalRequest, viewer: NamedDependency[Viewer], assessment_id: FromPath[UUID]
) -> Response[Any]:
    model, given = await _to_agree(assessment_id, viewer)
    written = await queries.synthesis_of(assessment_id)
    settled = written.settled if written else {}
    words = written.words if written else None
    form = AgreementForm.of(settled, words, model.assessment.row.version, _sources(given))
    return page(request, AGREEMENT, {"one": model}, form=form)


@post("/assessments/{assessment_id:uuid}/agreement", access=RATE)
async def agree(
    request: PortalRequest, viewer: NamedDependency[Viewer], assessment_id: FromPath[UUID]
) -> Response[Any]:
    model, given = await _to_agree(assessment_id, viewer)
    form = AgreementForm.bind(await read_form(request), choices=_sources(given))
    if form.ok and model.comparison is not None:
        settled = form.settled(model.comparison.disputed, {str(one.id): one.levels for one in given})
        try:
            await actions.agree(assessment_id, settled, form["words"], version=version_of(form), by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await drop_draft(model.assessment.row.person_id, DraftForm.AGREEMENT, by=viewer)
            return see_other(request, model.url, flash="Sintesi salvata. Vale dopo le firme.")
    return invalid(request, AGREEMENT, {"one": model}, form)


async def _to_sign(assessment_id: UUID, viewer: Viewer) -> OnePage:
    model = await one_page(await opened(assessment_id, viewer))
    if not model.may_sign:
        raise NotThere
    return model


@get("/assessments/{assessment_id:uuid}/signature", access=RATE)
async def signature(
    request: PortalRequest, viewer: NamedDependency[Viewer], assessment_id: FromPath[UUID]
) -> Response[Any]:
    model = await _to_sign(assessment_id, viewer)
    return page(request, SIGNATURE, {"one": model}, form=SignatureForm.blank(signed_on=clock.today()))


@post("/assessments/{assessment_id:uuid}/signature", access=RATE)
async def sign(
    request: PortalRequest, viewer: NamedDependency[Viewer], assessment_id: FromPath[UUID]
) -> Response[Any]:
    model = await _to_sign(assessment_id, viewer)
    form: Form = SignatureForm.bind(await read_form(request))
    if form.ok:
        try:
            closed = await actions.sign(assessment_id, on=form["signed_on"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            done = "Valutazione firmata. Da ora vale per gli abbinamenti."
            waits = "Firma registrata. Manca ancora una firma."
            return see_other(request, model.url, flash=done if closed else waits)
    return invalid(request, SIGNATURE, {"one": model}, form)


@post("/assessments/{assessment_id:uuid}/dropping", access=RATE)
async def drop(
    request: PortalRequest, viewer: NamedDependency[Viewer], assessment_id: FromPath[UUID]
) -> Response[Any]:
    found = await opened(assessment_id, viewer)
    await actions.drop(assessment_id, by=viewer)
    return see_other(
        request,
        f"/people/{found.row.person_id}/assessment",
        flash="Valutazione annullata. Niente di essa vale.",
    )


ONE_ROUTES = [index, show_one, sheet, save_sheet, compare, agreement, agree, signature, sign, drop]
