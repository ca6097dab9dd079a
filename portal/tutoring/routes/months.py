"""A month of the register: closed by the tutor, answered by the person, corrected by amendment."""

from datetime import date
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.foundation.access import LINK, may
from portal.foundation.access import Permission as P
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
from portal.foundation.web.fields import Wrong, read_day
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import keeping, months
from portal.tutoring.keeping_forms import CloseMonthForm, CorrectionForm, MonthAnswerForm, drawn
from portal.tutoring.pages import months as pages
from portal.tutoring.queries import months as queries
from portal.tutoring.queries.detail import Detail, detail_of_link
from portal.tutoring.queries.months import Line
from portal.tutoring.queries.register import attendance
from portal.tutoring.routes.ground import own_as_tutor
from portal.tutoring.rules import Month, month_from, month_of
from portal.tutoring.vocabulary import Absence

KEEP, LEAD = may(P.PLANS_KEEP), may(P.PLANS_LEAD)
MONTH = "tutoring/month.html"
CORRECTION = "tutoring/correction.html"
CONFIRM = "tutoring/month_confirm.html"
CONFIRMED = "tutoring/month_confirmed.html"
GONE = "tutoring/sign_gone.html"


def _month(key: str) -> Month:
    found = month_from(key)
    if found is None:
        raise NotThere
    return found


async def _show(request: PortalRequest, detail: Detail, month: Month, form: Form) -> Response[Any]:
    model = await pages.month_page(detail, month)
    return page(request, MONTH, model, form=form, status=200 if form.ok else 422)


@get("/plans/{plan_id:uuid}/months/{month:str}", access=KEEP)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID], month: FromPath[str]
) -> Response[Any]:
    detail = await own_as_tutor(plan_id, viewer)
    return await _show(request, detail, _month(month), CloseMonthForm.blank(drawn=drawn()))


@post("/plans/{plan_id:uuid}/months/{month:str}", access=KEEP)
async def close(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID], month: FromPath[str]
) -> Response[Any]:
    detail, wanted = await own_as_tutor(plan_id, viewer), _month(month)
    form = CloseMonthForm.bind(await read_form(request))
    try:
        await months.close(plan_id, wanted, unwritten=form["unwritten"], drawn_at=form.drawn_at(), by=viewer)
    except Refused as refusal:
        form.fail(refusal.field, refusal.sentence)
        form.draw_again()
        return await _show(request, detail, wanted, form)
    where = f"/plans/{plan_id}/months/{month}"
    return see_other(request, where, flash="Mese chiuso. Ora la persona controlla e conferma.")


# --- corrections ------------------------------------------------------------------------------------------------------


def _asked_day(request: PortalRequest) -> date | None:
    try:
        return read_day(request.query_params.get("day", ""))
    except Wrong:
        return None


async def _correcting(request: PortalRequest, detail: Detail, form: Form) -> Response[Any]:
    closed = await queries.latest(detail.id)
    model = {"detail": detail, "closed": [(one.month.first, key) for key, one in closed.items()]}
    return page(request, CORRECTION, model, form=form, status=200 if form.ok else 422)


@get("/plans/{plan_id:uuid}/corrections", access=KEEP)
async def before_correcting(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    """«?day=2026-10-12»: the line of that day stands in the form."""
    detail, day = await own_as_tutor(plan_id, viewer), _asked_day(request)
    found = next((one for one in await attendance(plan_id) if one.on == day), None)
    line = Line(found.on, found.starts_at, found.ends_at, found.absence) if found else None
    form = CorrectionForm.blank(
        corrected_on=day,
        corrected_starts_at=line.starts_at if line else None,
        corrected_ends_at=line.ends_at if line else None,
        absence=line.absence if line else None,
    )
    return await _correcting(request, detail, form)


@post("/plans/{plan_id:uuid}/corrections", access=KEEP)
async def correct(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_tutor(plan_id, viewer)
    form = CorrectionForm.bind(await read_form(request))
    if form.ok:
        day: date = form["corrected_on"]
        try:
            await months.propose_correction(
                plan_id,
                day=day,
                starts_at=form["corrected_starts_at"],
                ends_at=form["corrected_ends_at"],
                absence=Absence(form["absence"]) if form["absence"] else None,
                reason=form["reason"],
                by=viewer,
            )
        except Refused as refusal:
            fields = {
                "day": "corrected_on",
                "starts_at": "corrected_starts_at",
                "ends_at": "corrected_ends_at",
            }
            form.fail(fields.get(refusal.field or "", refusal.field), refusal.sentence)
        else:
            where = f"/plans/{plan_id}/months/{month_of(day).key}"
            return see_other(request, where, flash="Correzione proposta. Vale quando la persona la conferma.")
    return await _correcting(request, detail, form)


# --- the service ------------------------------------------------------------------------------------------------------


@post("/plans/{plan_id:uuid}/months/{month:str}/link", access=LEAD)
async def ask_again(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID], month: FromPath[str]
) -> Response[Any]:
    await months.ask_again(plan_id, _month(month), by=viewer)
    return see_other(
        request, f"/plans/{plan_id}#presenze", flash="Link nuovo pronto: quello di prima non vale più."
    )


@post("/plans/{plan_id:uuid}/difficulties/{entry_id:uuid}/handling", access=LEAD)
async def handle(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID], entry_id: FromPath[UUID]
) -> Response[Any]:
    await keeping.handle_difficulty(plan_id, entry_id, by=viewer)
    return see_other(request, f"/plans/{plan_id}#diario", flash="Difficoltà presa in carico. Il tutor lo sa.")


# --- the person -------------------------------------------------------------------------------------------------------


async def _confirming(request: PortalRequest, token: str, form: Form) -> Response[Any]:
    try:
        one = await months.opened_by(token)
    except NotThere:
        return page(request, GONE, {"sentence": months.GONE}, status=410)
    model = await pages.to_confirm(one, await detail_of_link(one.plan_id), token)
    return page(request, CONFIRM, model, form=form, status=200 if form.ok else 422)


@get("/confirm-month/{token:str}", access=LINK)
async def before_confirming(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    """Her days of the month, in plain words; nothing happens by looking at them."""
    return await _confirming(request, token, MonthAnswerForm.blank())


@post("/confirm-month/{token:str}", access=LINK)
async def confirm(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    return await _answer(request, token, None)


@post("/confirm-month/{token:str}/objection", access=LINK)
async def object_to(request: PortalRequest, token: FromPath[str]) -> Response[Any]:
    form = MonthAnswerForm.bind(await read_form(request))
    if form.ok and not form["objection"]:
        form.fail("objection", "Scrivi che cosa non torna, così il tutor lo può correggere.")
    if not form.ok:
        return await _confirming(request, token, form)
    return await _answer(request, token, form["objection"])


async def _answer(request: PortalRequest, token: str, objection: str | None) -> Response[Any]:
    try:
        await months.answer_by_link(token, objection=objection)
    except Refused as refusal:
        return page(request, GONE, {"sentence": refusal.sentence}, status=409)
    return page(request, CONFIRMED, {"objected": objection is not None})


ROUTES = [
    show,
    close,
    before_correcting,
    correct,
    ask_again,
    handle,
    before_confirming,
    confirm,
    object_to,
]
