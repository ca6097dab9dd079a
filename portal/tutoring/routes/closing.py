"""Pause, end, interruption, follow-ups: each asks its reasons on a page of its own."""

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
    page,
    post,
    read_form,
    see_other,
)
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import ending, running
from portal.tutoring.forms import (
    EndForm,
    FollowUpForm,
    InterruptionForm,
    SuspensionForm,
    outcome_choices,
)
from portal.tutoring.queries.detail import Detail
from portal.tutoring.routes.ground import own_as_counsellor
from portal.tutoring.vocabulary import InterruptedBy, Outcome, StillThere

LEAD = may(P.PLANS_LEAD)
TITLES = {
    "suspension": "Sospendi il percorso",
    "outcome": "Concludi il percorso",
    "interruption": "Interrompi il percorso",
    "follow-ups": "Verifica dopo la fine",
}


def _page(request: PortalRequest, detail: Detail, what: str, form: Form) -> Response[Any]:
    model = {"detail": detail, "what": what, "title": TITLES[what]}
    return page(request, "tutoring/closing.html", model, form=form, status=200 if form.ok else 422)


@get("/plans/{plan_id:uuid}/suspension", access=LEAD)
async def before_suspending(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    return _page(request, await own_as_counsellor(plan_id, viewer), "suspension", SuspensionForm.blank())


@post("/plans/{plan_id:uuid}/suspension", access=LEAD)
async def suspend(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_counsellor(plan_id, viewer)
    form = SuspensionForm.bind(await read_form(request))
    if not form.ok:
        return _page(request, detail, "suspension", form)
    await running.suspend(plan_id, reason=form["reason"], by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Percorso sospeso.")


@post("/plans/{plan_id:uuid}/resumption", access=LEAD)
async def resume(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    await running.resume(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Percorso ripreso.")


@get("/plans/{plan_id:uuid}/outcome", access=LEAD)
async def before_ending(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_counsellor(plan_id, viewer)
    return _page(request, detail, "outcome", EndForm.blank(choices=outcome_choices(detail.kind)))


@post("/plans/{plan_id:uuid}/outcome", access=LEAD)
async def end(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_counsellor(plan_id, viewer)
    form = EndForm.bind(await read_form(request), choices=outcome_choices(detail.kind))
    if form.ok:
        try:
            await ending.end(
                plan_id,
                outcome=Outcome(form["outcome"]),
                ended_on=form["ended_on"],
                words=form["words"],
                hire=form.hire(),
                to_evaluation=bool(form["to_evaluation"]),
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}", flash="Percorso concluso.")
    return _page(request, detail, "outcome", form)


@get("/plans/{plan_id:uuid}/interruption", access=LEAD)
async def before_interrupting(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    return _page(request, await own_as_counsellor(plan_id, viewer), "interruption", InterruptionForm.blank())


@post("/plans/{plan_id:uuid}/interruption", access=LEAD)
async def interrupt(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_counsellor(plan_id, viewer)
    form = InterruptionForm.bind(await read_form(request))
    if form.ok:
        try:
            await ending.interrupt(
                plan_id,
                interrupted_by=InterruptedBy(form["interrupted_by"]),
                reason=form["reason"],
                to_evaluation=bool(form["to_evaluation"]),
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}", flash="Percorso interrotto.")
    return _page(request, detail, "interruption", form)


@get("/plans/{plan_id:uuid}/follow-ups", access=LEAD)
async def before_following_up(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    return _page(request, await own_as_counsellor(plan_id, viewer), "follow-ups", FollowUpForm.blank())


@post("/plans/{plan_id:uuid}/follow-ups", access=LEAD)
async def follow_up(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_counsellor(plan_id, viewer)
    form = FollowUpForm.bind(await read_form(request))
    if form.ok:
        try:
            await ending.record_follow_up(
                plan_id,
                months=int(form["months"]),
                still_there=StillThere(form["still_there"]),
                words=form["words"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field or "months", refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}", flash="Verifica registrata.")
    return _page(request, detail, "follow-ups", form)


ROUTES = [
    before_suspending,
    suspend,
    resume,
    before_ending,
    end,
    before_interrupting,
    interrupt,
    before_following_up,
    follow_up,
]
