"""The counsellor prepares, starts, pauses, ends."""

from typing import Any
from uuid import UUID

from portal.accounts import public as accounts
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
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring import queries
from portal.tutoring.actions import preparing, running, signing
from portal.tutoring.forms import (
    DocumentForm,
    EndForm,
    FollowUpForm,
    InterruptionForm,
    PreparationForm,
    ReasonForm,
)
from portal.tutoring.pages import show
from portal.tutoring.queries import Detail
from portal.tutoring.routes.ground import find
from portal.tutoring.vocabulary import DocumentKind, InterruptedBy, Outcome

LEAD = may(P.PLANS_LEAD)


async def _own(plan_id: UUID, viewer: Viewer) -> Detail:
    detail, side = await find(plan_id, viewer)
    if side != "counsellor":
        raise NotThere
    return detail


async def _tutors(detail: Detail) -> dict[str, list[tuple[str, str]]]:
    members = await accounts.members(detail.company_id, role=Role.IN_COMPANY_TUTOR)
    return {"tutor": [(str(one.account_id), one.name) for one in members]}


@get("/plans/{plan_id:uuid}/preparation", access=LEAD)
async def edit(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    detail = await _own(plan_id, viewer)
    values: dict[str, Any] = {
        "starts_on": f"{detail.starts_on:%d/%m/%Y}" if detail.starts_on else None,
        "ends_on": f"{detail.ends_on:%d/%m/%Y}" if detail.ends_on else None,
        "weekly_hours": detail.weekly_hours,
        "day_starts_at": f"{detail.day_starts_at:%H:%M}" if detail.day_starts_at else None,
        "day_ends_at": f"{detail.day_ends_at:%H:%M}" if detail.day_ends_at else None,
        "tutor": detail.tutor_id,
    }
    for number, goal in enumerate(await queries.goals(plan_id), start=1):
        values |= {f"goal_{number}": goal.text, f"indicator_{number}": goal.indicator, f"target_{number}": goal.target}
    form = PreparationForm.blank(choices=await _tutors(detail), **values)
    return page(request, "tutoring/preparation.html", {"detail": detail}, form=form)


@post("/plans/{plan_id:uuid}/preparation", access=LEAD)
async def save(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    detail = await _own(plan_id, viewer)
    form = PreparationForm.bind(await read_form(request), choices=await _tutors(detail))
    if form.ok:
        try:
            await preparing.prepare(
                plan_id,
                preparing.Preparation(
                    form["starts_on"],
                    form["ends_on"],
                    form["weekly_hours"],
                    form["day_starts_at"],
                    form["day_ends_at"],
                    UUID(form["tutor"]),
                    form.goals(),
                ),
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}", flash="Preparazione salvata.")
    return invalid(request, "tutoring/preparation.html", {"detail": detail}, form)


@post("/plans/{plan_id:uuid}/completion", access=LEAD)
async def complete(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    await preparing.complete(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Percorso mandato alla firma.")


@post("/plans/{plan_id:uuid}/redraft", access=LEAD)
async def redraft(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    await preparing.redraft(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Preparazione riaperta. Le parti firmeranno di nuovo.")


@get("/plans/{plan_id:uuid}/documents", access=LEAD)
async def documents(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    detail = await _own(plan_id, viewer)
    model = await show.plan_page(detail, viewer, "counsellor")
    return page(request, "tutoring/documents.html", model, form=DocumentForm.blank())


@post("/plans/{plan_id:uuid}/documents", access=LEAD)
async def add_document(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    detail = await _own(plan_id, viewer)
    form = DocumentForm.bind(await read_form(request))
    if form.ok:
        try:
            await signing.record_document(
                plan_id,
                DocumentKind(form["kind"]),
                reference=form["reference"],
                recorded_on=form["recorded_on"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}/documents", flash="Documento registrato.")
    model = await show.plan_page(detail, viewer, "counsellor")
    return invalid(request, "tutoring/documents.html", model, form)


@post("/plans/{plan_id:uuid}/readiness", access=LEAD)
async def make_ready(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    await signing.make_ready(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Percorso pronto.")


@post("/plans/{plan_id:uuid}/start", access=LEAD)
async def start(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    await running.start(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Percorso avviato. Buon lavoro.")


_PAGES: dict[str, tuple[str, type[Form]]] = {
    "suspension": ("Sospendi il percorso", ReasonForm),
    "end": ("Concludi il percorso", EndForm),
    "interruption": ("Interrompi il percorso", InterruptionForm),
    "follow-ups": ("Verifica dopo la fine", FollowUpForm),
}


@get("/plans/{plan_id:uuid}/{what:str}/new", access=LEAD)
async def ask(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID], what: FromPath[str]) -> Response[Any]:
    if what not in _PAGES:
        raise NotThere
    detail = await _own(plan_id, viewer)
    title, form = _PAGES[what]
    return page(
        request, "tutoring/closing.html", {"detail": detail, "what": what, "title": title}, form=form.blank()
    )


async def _again(request: PortalRequest, detail: Detail, what: str, form: Form) -> Response[Any]:
    title, _ = _PAGES[what]
    return invalid(request, "tutoring/closing.html", {"detail": detail, "what": what, "title": title}, form)


@post("/plans/{plan_id:uuid}/suspension", access=LEAD)
async def suspend(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    detail = await _own(plan_id, viewer)
    form = ReasonForm.bind(await read_form(request))
    if not form.ok:
        return await _again(request, detail, "suspension", form)
    await running.suspend(plan_id, reason=form["reason"], by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Percorso sospeso.")


@post("/plans/{plan_id:uuid}/resumption", access=LEAD)
async def resume(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    await running.resume(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Percorso ripreso.")


@post("/plans/{plan_id:uuid}/end", access=LEAD)
async def end(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    detail = await _own(plan_id, viewer)
    form = EndForm.bind(await read_form(request))
    if form.ok:
        try:
            await running.end(
                plan_id,
                outcome=Outcome(form["outcome"]),
                ended_on=form["ended_on"],
                words=form["words"],
                hire_from=form["hire_from"],
                hire_weekly_hours=form["hire_weekly_hours"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}", flash="Percorso concluso. Le verifiche successive sono in agenda.")
    return await _again(request, detail, "end", form)


@post("/plans/{plan_id:uuid}/interruption", access=LEAD)
async def interrupt(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    detail = await _own(plan_id, viewer)
    form = InterruptionForm.bind(await read_form(request))
    if not form.ok:
        return await _again(request, detail, "interruption", form)
    await running.interrupt(
        plan_id, interrupted_by=InterruptedBy(form["interrupted_by"]), reason=form["reason"], by=viewer
    )
    return see_other(request, f"/plans/{plan_id}", flash="Percorso interrotto.")


@post("/plans/{plan_id:uuid}/follow-ups", access=LEAD)
async def follow_up(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    detail = await _own(plan_id, viewer)
    form = FollowUpForm.bind(await read_form(request))
    if form.ok:
        try:
            await running.record_follow_up(
                plan_id, months=int(form["months"]), still_there=form["still_there"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field or "months", refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}", flash="Verifica registrata.")
    return await _again(request, detail, "follow-ups", form)


ROUTES = [
    edit,
    save,
    complete,
    redraft,
    documents,
    add_document,
    make_ready,
    start,
    ask,
    suspend,
    resume,
    end,
    interrupt,
    follow_up,
]
