"""The page of a warning: the reason, and the answer."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

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
from portal.tutoring.routes.ground import own_as_counsellor
from portal.tutoring.signals import actions
from portal.tutoring.signals.forms import SignalForm
from portal.tutoring.signals.pages import SignalView, signal_views
from portal.tutoring.signals.vocabulary import SignalAnswer

LEAD = may(P.PLANS_LEAD)
PAGE = "tutoring/signal.html"


async def _model(plan_id: UUID, signal_id: UUID, viewer: Viewer) -> dict[str, Any]:
    detail = await own_as_counsellor(plan_id, viewer)
    signal: SignalView | None = next(
        (one for one in await signal_views(plan_id) if one.id == signal_id), None
    )
    if signal is None:
        raise NotThere
    return {"detail": detail, "signal": signal}


@get("/plans/{plan_id:uuid}/signals/{signal_id:uuid}", access=LEAD)
async def show(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    plan_id: FromPath[UUID],
    signal_id: FromPath[UUID],
) -> Response[Any]:
    return page(request, PAGE, await _model(plan_id, signal_id, viewer), form=SignalForm.blank())


@post("/plans/{plan_id:uuid}/signals/{signal_id:uuid}", access=LEAD)
async def answer(
    request: PortalRequest,
    viewer: NamedDependency[Viewer],
    plan_id: FromPath[UUID],
    signal_id: FromPath[UUID],
) -> Response[Any]:
    model = await _model(plan_id, signal_id, viewer)
    form: Form = SignalForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.answer(
                plan_id, signal_id, answered=SignalAnswer(form["answer"]), note=form["note"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}", flash="Risposta registrata.")
    return invalid(request, PAGE, model, form)


ROUTES = [show, answer]
