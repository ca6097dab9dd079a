"""The counsellor prepares, records documents, has the plan signed, starts it."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
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
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import preparing, running, signing
from portal.tutoring.forms import DocumentForm, PreparationForm, document_choices
from portal.tutoring.pages import show
from portal.tutoring.queries.detail import Detail
from portal.tutoring.queries.register import goals
from portal.tutoring.routes.ground import own_as_counsellor
from portal.tutoring.vocabulary import DocumentKind, PartyRole, PlanState

LEAD = may(P.PLANS_LEAD)
PREPARATION = "tutoring/preparation.html"
DOCUMENTS = "tutoring/documents.html"


async def _tutors(detail: Detail) -> dict[str, list[tuple[str, str]]]:
    members = await accounts.members(detail.company_id, role=Role.IN_COMPANY_TUTOR)
    return {"tutor": [(str(one.account_id), one.name) for one in members]}


def _preparation(request: PortalRequest, detail: Detail, form: Form) -> Response[Any]:
    model = {
        "detail": detail,
        "open": detail.state is PlanState.DRAFTED,
        "tutors": bool(form.choices("tutor")),
    }
    return page(request, PREPARATION, model, form=form, status=200 if form.ok else 422)


@get("/plans/{plan_id:uuid}/preparation", access=LEAD)
async def edit(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_counsellor(plan_id, viewer)
    values: dict[str, Any] = {
        "starts_on": detail.starts_on,
        "ends_on": detail.ends_on,
        "weekly_hours": detail.weekly_hours,
        "day_starts_at": detail.day_starts_at,
        "day_ends_at": detail.day_ends_at,
        "tutor": detail.tutor_id,
        "version": detail.version,
    }
    for number, goal in enumerate(await goals(plan_id), start=1):
        values |= {
            f"goal_{number}": goal.text,
            f"indicator_{number}": goal.indicator,
            f"target_{number}": goal.target,
        }
    return _preparation(request, detail, PreparationForm.blank(choices=await _tutors(detail), **values))


@post("/plans/{plan_id:uuid}/preparation", access=LEAD)
async def save(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_counsellor(plan_id, viewer)
    form = PreparationForm.bind(await read_form(request), choices=await _tutors(detail))
    if form.ok:
        given = preparing.Preparation(
            form["starts_on"],
            form["ends_on"],
            form["weekly_hours"],
            form["day_starts_at"],
            form["day_ends_at"],
            UUID(form["tutor"]),
            form.goals(),
        )
        try:
            await preparing.prepare(plan_id, given, by=viewer, version=form.drawn_with())
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}", flash="Preparazione salvata.")
    return _preparation(request, detail, form)


@post("/plans/{plan_id:uuid}/completion", access=LEAD)
async def complete(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    await preparing.complete(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Percorso mandato alla firma.")


@post("/plans/{plan_id:uuid}/redraft", access=LEAD)
async def redraft(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    await preparing.redraft(plan_id, by=viewer)
    return see_other(
        request, f"/plans/{plan_id}", flash="Preparazione riaperta. Le parti firmeranno di nuovo."
    )


async def _documents(
    request: PortalRequest, viewer: Viewer, detail: Detail, form: DocumentForm
) -> Response[Any]:
    model = await show.plan_page(detail, viewer, PartyRole.COUNSELLOR)
    return page(request, DOCUMENTS, model, form=form, status=200 if form.ok else 422)


@get("/plans/{plan_id:uuid}/documents", access=LEAD)
async def documents(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_counsellor(plan_id, viewer)
    form = DocumentForm.blank(choices={"kind": document_choices(detail.kind)})
    return await _documents(request, viewer, detail, form)


@post("/plans/{plan_id:uuid}/documents", access=LEAD)
async def add_document(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_counsellor(plan_id, viewer)
    form = DocumentForm.bind(await read_form(request), choices={"kind": document_choices(detail.kind)})
    if form.ok:
        try:
            await signing.record_document(
                plan_id,
                DocumentKind(form["kind"]),
                reference=form["reference"],
                recorded_on=form["recorded_on"],
                valid_until=form["valid_until"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}/documents", flash="Documento registrato.")
    return await _documents(request, viewer, detail, form)


@post("/plans/{plan_id:uuid}/readiness", access=LEAD)
async def make_ready(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    await signing.make_ready(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Percorso pronto.")


@post("/plans/{plan_id:uuid}/start", access=LEAD)
async def start(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    await running.start(plan_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Percorso avviato. Buon lavoro.")


ROUTES = [edit, save, complete, redraft, documents, add_document, make_ready, start]
