"""Addresses of the operators' training, and of the editions of courses."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
    Form,
    PortalRequest,
    Response,
    get,
    invalid,
    page,
    post,
    read_form,
    see_other,
)
from portal.foundation.web.forms import Choice, Day, Integer, LongText, Once
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.network import actions, queries
from portal.network.edition_routes import ROUTES as EDITIONS
from portal.network.vocabulary import TOPIC_LABELS, Topic

TRAINING = "network/operator_training.html"
KEEP = may(P.ASSIGN)


class TrainingForm(Form):
    member = Choice("Chi")
    topic = Choice("Argomento", choices=[(one.value, label) for one, label in TOPIC_LABELS.items()])
    hours = Integer("Ore", minimum=1, maximum=500, wrong="Le ore vanno da 1 a 500.")
    completed_on = Day("Finita il", missing="Scrivi quando è finita la formazione.")
    valid_until = Day("Vale fino al", required=False, hint="Senza una data vale 36 mesi.")
    once = Once()


class RequirementForm(Form):
    rule = Choice(
        "Per firmare una valutazione",
        choices=[("yes", "Serve la formazione sul metodo"), ("no", "Non serve")],
    )
    reason = LongText("Motivo", max_length=500, missing="Scrivi il motivo della decisione.")


async def _choices(viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    if viewer.organisation_id is None:
        return {"member": []}
    found = {one.account_id: one.name for one in await accounts.members(viewer.organisation_id)}
    return {"member": [(str(id), name) for id, name in found.items()]}


async def _model(viewer: Viewer, deciding: RequirementForm | None = None) -> dict[str, Any]:
    required = viewer.organisation_id is None or await queries.method_is_required(viewer.organisation_id)
    return {
        "rows": [
            (row, TOPIC_LABELS[row.topic], row.valid_until < clock.today())
            for row in await queries.trainings(viewer)
        ],
        "keeps": viewer.is_any(Role.COORDINATOR),
        "required": required,
        "deciding": deciding or RequirementForm.blank(),
    }


@get("/operator-training", access=may(P.ASSIGN, P.PEOPLE_RATE))
async def show(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = TrainingForm.blank(choices=await _choices(viewer))
    return page(request, TRAINING, await _model(viewer), form=form)


@post("/operator-training", access=KEEP)
async def record(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = TrainingForm.bind(await read_form(request), choices=await _choices(viewer))
    if form.ok:
        try:
            await actions.record_training(
                id=form["once"],
                member=UUID(form["member"]),
                topic=Topic(form["topic"]),
                hours=form["hours"],
                completed_on=form["completed_on"],
                valid_until=form["valid_until"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            await accounts.forget_draft(accounts.DraftForm.OPERATOR_TRAINING, by=viewer)
            return see_other(request, "/operator-training", flash="Formazione registrata.")
    return invalid(request, TRAINING, await _model(viewer), form)


@post("/operator-training/requirement", access=KEEP)
async def decide(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = RequirementForm.bind(await read_form(request))
    if form.ok:
        await actions.require_method(required=form["rule"] == "yes", reason=form["reason"], by=viewer)
        return see_other(request, "/operator-training", flash="Decisione registrata.")
    model = await _model(viewer, form)
    return invalid(request, TRAINING, model, TrainingForm.blank(choices=await _choices(viewer)))


ROUTES = [show, record, decide, *EDITIONS]
