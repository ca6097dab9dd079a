"""The in-company tutor, on a phone: attendance, reviews, difficulties."""

from datetime import date
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

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
from portal.foundation.web.fields import Wrong, read_day
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import keeping
from portal.tutoring.actions.sending import ChangedMeanwhile
from portal.tutoring.keeping_forms import (
    AbsenceForm,
    AttendanceForm,
    DifficultyForm,
    ReviewForm,
    SentForm,
    drawn,
)
from portal.tutoring.pages import keeping as pages
from portal.tutoring.queries import lists as queries
from portal.tutoring.queries.detail import Detail
from portal.tutoring.queries.months import latest as closings
from portal.tutoring.queries.register import attendance, goals, ratings_mark
from portal.tutoring.routes.ground import own_as_tutor
from portal.tutoring.routes.shared import SHOW, asked_month, draw
from portal.tutoring.rules import month_of
from portal.tutoring.vocabulary import KEPT, Absence, PartyRole

KEEP = may(P.PLANS_KEEP)
REGISTER = "tutoring/register.html"
SWAP = "tutoring/attendance.swap.html"
BACK_TO_REGISTER = "register"


@get("/attendance", access=KEEP)
async def choose(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """«Presenze»: the register of the one plan that runs, or the choice among several."""
    rows = await queries.list_for_party(viewer, PartyRole.TUTOR, limit=50, offset=0)
    kept = [row for row in rows if row.state in KEPT]
    if len(kept) == 1:
        return see_other(request, f"/plans/{kept[0].id}/attendance")
    return page(request, "tutoring/attendance.html", {"rows": kept})


def _day(request: PortalRequest) -> date:
    """The day whose line is to be corrected («?day=2026-11-12»); today unless asked."""
    try:
        return read_day(request.query_params.get("day", ""))
    except Wrong:
        return clock.today()


async def _register(
    request: PortalRequest, viewer: Viewer, detail: Detail, *, form: Form | None = None
) -> Response[Any]:
    days = await attendance(detail.id)
    asked = _day(request)
    line = next((day for day in days if day.on == asked), None)
    starts_at = line.starts_at if line and line.starts_at else detail.day_starts_at
    ends_at = line.ends_at if line and line.ends_at else detail.day_ends_at
    present = AttendanceForm.blank(
        day=asked, starts_at=starts_at, ends_at=ends_at, back=BACK_TO_REGISTER, drawn=drawn()
    )
    absent = AbsenceForm.blank(
        absent_on=asked, absence=line.absence if line else None, back=BACK_TO_REGISTER, drawn=drawn()
    )
    month = asked_month(request) or month_of(min(asked, detail.ends_on or asked))
    model = {
        "detail": detail,
        "register": pages.register(detail, days, month, clock.today(), await closings(detail.id)),
        "kept": detail.state in KEPT,
        "present": form if isinstance(form, AttendanceForm) else present,
        "absent": form if isinstance(form, AbsenceForm) else absent,
    }
    return page(request, REGISTER, model, form=form, status=200 if form is None else 422)


@get("/plans/{plan_id:uuid}/attendance", access=KEEP)
async def register(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    return await _register(request, viewer, await own_as_tutor(plan_id, viewer))


def _refused(form: SentForm, refusal: Refused, field: str | None) -> None:
    form.fail(field, refusal.sentence)
    if isinstance(refusal, ChangedMeanwhile):
        form.draw_again()


async def _answer(
    request: PortalRequest, viewer: Viewer, detail: Detail, form: AttendanceForm | AbsenceForm, words: str
) -> Response[Any]:
    """After a line: the part of the page that changed, or the page the form stood on, with what was wrong."""
    back = form.values.get("back") == BACK_TO_REGISTER
    which = "attendance" if isinstance(form, AttendanceForm) else "absence"
    if not form.ok:
        if back:
            return await _register(request, viewer, detail, form=form)
        template = SWAP if request.is_fragment else SHOW
        return await draw(request, viewer, detail.id, template=template, form=form, which=which)
    if request.is_fragment and not back:
        return await draw(request, viewer, detail.id, template=SWAP, done=words)
    return see_other(request, f"/plans/{detail.id}{'/attendance' if back else ''}", flash=words)


@post("/plans/{plan_id:uuid}/attendance", access=KEEP)
async def log_day(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_tutor(plan_id, viewer)
    form = AttendanceForm.bind(await read_form(request))
    if form.ok:
        try:
            await keeping.log_day(
                plan_id,
                day=form["day"],
                starts_at=form["starts_at"],
                ends_at=form["ends_at"],
                sending=form.sending(),
                by=viewer,
            )
        except Refused as refusal:
            _refused(form, refusal, refusal.field)
    return await _answer(request, viewer, detail, form, "Presenza registrata.")


@post("/plans/{plan_id:uuid}/absences", access=KEEP)
async def log_absence(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_tutor(plan_id, viewer)
    form = AbsenceForm.bind(await read_form(request))
    if form.ok:
        try:
            await keeping.log_day(
                plan_id,
                day=form["absent_on"],
                absence=Absence(form["absence"]),
                sending=form.sending(),
                by=viewer,
            )
        except Refused as refusal:
            _refused(form, refusal, "absent_on" if refusal.field == "day" else refusal.field)
    return await _answer(request, viewer, detail, form, "Assenza segnata.")


@get("/plans/{plan_id:uuid}/goals", access=KEEP)
async def review(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_tutor(plan_id, viewer)
    rows = await goals(plan_id)
    form = ReviewForm.blank(on=clock.today(), seen=ratings_mark(rows))
    return page(request, "tutoring/goals.html", {"detail": detail, "goals": rows}, form=form)


@post("/plans/{plan_id:uuid}/goals", access=KEEP)
async def rate(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_tutor(plan_id, viewer)
    rows = await goals(plan_id)
    form = ReviewForm.bind(await read_form(request))
    if form.ok:
        ratings = [
            keeping.Rated(rows[number - 1].id, level, fact)
            for number, level, fact in form.rated()
            if number <= len(rows)
        ]
        try:
            await keeping.rate_goals(
                plan_id, ratings, on=form["on"], sending=form.sending(), seen=form["seen"], by=viewer
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
            form.raw["seen"] = ratings_mark(rows)
        else:
            return see_other(request, f"/plans/{plan_id}#obiettivi", flash="Valutazione salvata.")
    return invalid(request, "tutoring/goals.html", {"detail": detail, "goals": rows}, form)


@get("/plans/{plan_id:uuid}/difficulties", access=KEEP)
async def difficulty(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_tutor(plan_id, viewer)
    return page(request, "tutoring/difficulty.html", {"detail": detail}, form=DifficultyForm.blank())


@post("/plans/{plan_id:uuid}/difficulties", access=KEEP)
async def report(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    detail = await own_as_tutor(plan_id, viewer)
    form = DifficultyForm.bind(await read_form(request))
    if form.ok:
        try:
            await keeping.report_difficulty(plan_id, id=form["once"], text=form["text"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request, f"/plans/{plan_id}", flash="Segnalazione inviata. L’operatore ti richiama."
            )
    return invalid(request, "tutoring/difficulty.html", {"detail": detail}, form)


ROUTES = [choose, register, log_day, log_absence, review, rate, difficulty, report]
