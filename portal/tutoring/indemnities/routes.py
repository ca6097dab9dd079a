"""The register of the indemnities, of one plan and of all; the payment of a month."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates import public as candidates
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
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.indemnities import actions, pages, queries
from portal.tutoring.indemnities.forms import PayerForm, PaymentForm
from portal.tutoring.indemnities.queries import Asked, IndemnityRow
from portal.tutoring.indemnities.vocabulary import Payer
from portal.tutoring.queries.detail import Detail
from portal.tutoring.routes.ground import find
from portal.tutoring.routes.shared import asked_month
from portal.tutoring.vocabulary import KINDS, PartyRole

READ, RECORD = may(P.INDEMNITIES_READ), may(P.INDEMNITIES_RECORD)
LEAD = may(P.PLANS_LEAD)
PLAN, PAYMENT, REGISTER = (
    "tutoring/indemnities/plan.html",
    "tutoring/indemnities/payment.html",
    "tutoring/indemnities/register.html",
)


async def _found(plan_id: UUID, viewer: Viewer) -> tuple[Detail, PartyRole]:
    """A tirocinio on which the viewer has a ground; its tutor reads no amounts."""
    detail, side = await find(plan_id, viewer)
    if side is PartyRole.TUTOR or KINDS[detail.kind].rules is None:
        raise NotThere
    return detail, side


@get("/plans/{plan_id:uuid}/indemnity", access=READ)
async def of_plan(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail, side = await _found(plan_id, viewer)
    chosen = await queries.payer(plan_id, detail.kind)
    form = PayerForm.blank(payer=chosen.value)
    return page(request, PLAN, await pages.plan_page(detail, side), form=form)


@post("/plans/{plan_id:uuid}/indemnity/payer", access=LEAD)
async def choose_payer(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail, side = await _found(plan_id, viewer)
    form = PayerForm.bind(await read_form(request))
    if not form.ok:
        return invalid(request, PLAN, await pages.plan_page(detail, side), form)
    await actions.choose_payer(plan_id, Payer(form["payer"]), by=viewer)
    return see_other(request, f"/plans/{plan_id}/indemnity", flash="Registrato chi paga.")


async def _of_month(plan_id: UUID, key: str, viewer: Viewer) -> tuple[Detail, IndemnityRow]:
    detail, side = await _found(plan_id, viewer)
    row = next((one for one in await queries.of_plan(plan_id) if one.month.key == key), None)
    if row is None or not pages.records(row.payer, side):
        raise NotThere
    return detail, row


def _payment(request: PortalRequest, detail: Detail, row: IndemnityRow, form: Form) -> Response[Any]:
    model = {"detail": detail, "line": pages.line(row, detail.code, records=False), "key": row.month.key}
    return page(request, PAYMENT, model, form=form) if form.ok else invalid(request, PAYMENT, model, form)


@get("/plans/{plan_id:uuid}/indemnity/{month:str}", access=RECORD)
async def before_paying(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID], month: FromPath[str]
) -> Response[Any]:
    detail, row = await _of_month(plan_id, month, viewer)
    cents = row.paid if row.paid is not None else row.due
    day = row.paid_on or clock.today()
    form = PaymentForm.blank(paid_on=day.isoformat(), amount=f"{cents // 100},{cents % 100:02d}")
    return _payment(request, detail, row, form)


@post("/plans/{plan_id:uuid}/indemnity/{month:str}", access=RECORD)
async def pay(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID], month: FromPath[str]
) -> Response[Any]:
    detail, row = await _of_month(plan_id, month, viewer)
    form = PaymentForm.bind(await read_form(request))
    cents = form.cents()
    if form.ok and cents is not None:
        try:
            await actions.record_payment(plan_id, row.month, paid_on=form["paid_on"], cents=cents, by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}/indemnity", flash="Pagamento registrato.")
    return _payment(request, detail, row, form)


def _side(viewer: Viewer) -> PartyRole | None:
    if viewer.for_company:
        return PartyRole.COMPANY
    return PartyRole.COUNSELLOR if viewer.is_any(Role.JOB_COUNSELLOR) else None


@get("/indemnities", access=READ)
async def register(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """«?month=2026-10&unpaid=1»: a counsellor's people; a coordinator's service, without names; a company's plans."""
    side = _side(viewer)
    people = await candidates.followed_by(viewer) if side is PartyRole.COUNSELLOR else None
    month, unpaid = asked_month(request), request.query_params.get("unpaid") == "1"
    asked = Asked(month, unpaid, people)
    total = await queries.total(viewer, asked)
    pages_ = Pages.of(request, total.count)
    rows = await queries.register(viewer, asked, limit=pages_.limit, offset=pages_.offset)
    names = await candidates.names([row.person_id for row in rows]) if side is PartyRole.COUNSELLOR else {}
    model = pages.register_page(rows, names, total, pages_, side)
    return page(request, REGISTER, {"register": model, "month": month.key if month else "", "unpaid": unpaid})


ROUTES = [of_plan, choose_payer, before_paying, pay, register]
