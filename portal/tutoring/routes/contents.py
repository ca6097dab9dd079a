"""What a plan holds: activities, the five axes, courses, visits; and its calendar."""

from collections.abc import Awaitable, Callable
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
    page,
    post,
    read_form,
    see_other,
)
from portal.foundation.web.italian import date_it
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.network import public as network
from portal.tutoring.actions import contents as actions
from portal.tutoring.content_forms import (
    ActivitiesForm,
    AnswerForm,
    AskedForm,
    CourseDoneForm,
    CourseForm,
    EditionForm,
    MeasuresForm,
    VisitForm,
    VisitReportForm,
)
from portal.tutoring.pages.calendar import calendar_page
from portal.tutoring.pages.contents import ContentsView, contents_view
from portal.tutoring.queries.detail import Detail
from portal.tutoring.routes.ground import find, own_as_counsellor
from portal.tutoring.routes.shared import asked_month
from portal.tutoring.rules import month_of
from portal.tutoring.vocabulary import OPEN, CourseKind, MeasureState, PlanState, VisitKind, VisitMode

LEAD = may(P.PLANS_LEAD)
CONTENTS, CALENDAR = "tutoring/contents.html", "tutoring/calendar.html"

Choices = dict[str, list[tuple[str, str]]]
FORMS: dict[str, type[Form]] = {
    "activities": ActivitiesForm,
    "measures": MeasuresForm,
    "requests": AskedForm,
    "answers": AnswerForm,
    "courses": CourseForm,
    "enrolments": EditionForm,
    "course-ends": CourseDoneForm,
    "visits": VisitForm,
    "visit-reports": VisitReportForm,
}
"""By the last word of the address they are sent to."""


async def _choices(detail: Detail, view: ContentsView) -> dict[str, Choices]:
    offered = await network.editions(detail.service_id, ending_from=clock.today())
    mine = [(one.code, one.name) for one in view.measures]
    return {
        "enrolments": {
            "edition": [
                (str(one.id), f"{one.title}, {one.provider}, {date_it(one.starts_on, 'dal')}")
                for one in offered
            ]
        },
        "requests": {"measure": mine},
        "answers": {"measure": mine},
        "course-ends": {"course": [(str(one.id), one.title) for one in view.courses]},
        "visit-reports": {
            "visit": [
                (str(one.id), f"{one.title}, {one.note[:1].lower()}{one.note[1:]}") for one in view.visits
            ]
        },
    }


async def _page(
    request: PortalRequest, detail: Detail, *, which: str = "", form: Form | None = None
) -> Response[Any]:
    view = await contents_view(detail, whole=True)
    choices = await _choices(detail, view)
    forms = {name: kind.blank(choices=choices.get(name)) for name, kind in FORMS.items()}
    forms["activities"] = ActivitiesForm.blank(activities="\n".join(view.activities))
    forms["measures"] = MeasuresForm.blank(measures=[one.code for one in view.measures])
    if form is not None:
        forms[which] = form
    for name, one in forms.items():
        one.on_page = name
    model = {
        "detail": detail,
        "contents": view,
        "forms": forms,
        "prepared": detail.state is PlanState.DRAFTED,
        "open": detail.state in OPEN,
    }
    return page(request, CONTENTS, model, form=form, status=200 if form is None else 422)


@get("/plans/{plan_id:uuid}/contents", access=LEAD)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    return await _page(request, await own_as_counsellor(plan_id, viewer))


async def _save(
    request: PortalRequest,
    viewer: Viewer,
    plan_id: UUID,
    which: str,
    done: str,
    act: Callable[[Any], Awaitable[None]],
) -> Response[Any]:
    detail = await own_as_counsellor(plan_id, viewer)
    choices = await _choices(detail, await contents_view(detail, whole=True))
    form = FORMS[which].bind(await read_form(request), choices=choices.get(which))
    if form.ok:
        try:
            await act(form)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}/contents", flash=done)
    return await _page(request, detail, which=which, form=form)


@post("/plans/{plan_id:uuid}/contents/activities", access=LEAD)
async def activities(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    async def act(form: ActivitiesForm) -> None:
        await actions.write_activities(plan_id, form.texts(), by=viewer)

    return await _save(request, viewer, plan_id, "activities", "Attività salvate.", act)


@post("/plans/{plan_id:uuid}/contents/measures", access=LEAD)
async def measures(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    async def act(form: Form) -> None:
        await actions.choose_measures(plan_id, form["measures"], by=viewer)

    return await _save(request, viewer, plan_id, "measures", "Condizioni salvate.", act)


@post("/plans/{plan_id:uuid}/contents/requests", access=LEAD)
async def ask(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    async def act(form: Form) -> None:
        await actions.ask_measure(plan_id, form["measure"], asked_on=form["asked_on"], by=viewer)

    return await _save(request, viewer, plan_id, "requests", "Richiesta registrata.", act)


@post("/plans/{plan_id:uuid}/contents/answers", access=LEAD)
async def answer(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    async def act(form: Form) -> None:
        await actions.answer_measure(
            plan_id,
            form["measure"],
            answer=MeasureState(form["answer"]),
            answered_on=form["answered_on"],
            reason=form["reason"],
            by=viewer,
        )

    return await _save(request, viewer, plan_id, "answers", "Risposta registrata.", act)


@post("/plans/{plan_id:uuid}/contents/courses", access=LEAD)
async def add_course(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    async def act(form: Form) -> None:
        await actions.add_course(
            plan_id,
            id=form["once"],
            kind=CourseKind(form["kind"]),
            title=form["title"],
            hours=form["hours"],
            starts_on=form["starts_on"],
            by=viewer,
        )

    return await _save(request, viewer, plan_id, "courses", "Corso aggiunto.", act)


@post("/plans/{plan_id:uuid}/contents/enrolments", access=LEAD)
async def enrol(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    async def act(form: Form) -> None:
        await actions.enrol(plan_id, UUID(form["edition"]), id=form["once"], by=viewer)

    return await _save(request, viewer, plan_id, "enrolments", "Iscrizione registrata.", act)


@post("/plans/{plan_id:uuid}/contents/course-ends", access=LEAD)
async def end_course(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    async def act(form: Form) -> None:
        await actions.complete_course(
            plan_id,
            UUID(form["course"]),
            hours_done=form["hours_done"],
            completed_on=form["completed_on"],
            by=viewer,
        )

    return await _save(request, viewer, plan_id, "course-ends", "Corso concluso.", act)


@post("/plans/{plan_id:uuid}/contents/visits", access=LEAD)
async def add_visit(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    async def act(form: Form) -> None:
        await actions.plan_visit(
            plan_id, id=form["once"], kind=VisitKind(form["kind"]), due_on=form["due_on"], by=viewer
        )

    return await _save(request, viewer, plan_id, "visits", "Visita in calendario.", act)


@post("/plans/{plan_id:uuid}/contents/visit-reports", access=LEAD)
async def report_visit(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    async def act(form: Form) -> None:
        await actions.report_visit(
            plan_id,
            UUID(form["visit"]),
            held_on=form["held_on"],
            mode=VisitMode(form["mode"]),
            minutes=form["minutes"],
            agreed=form["agreed"],
            by=viewer,
        )

    return await _save(request, viewer, plan_id, "visit-reports", "Visita registrata.", act)


@get("/plans/{plan_id:uuid}/calendar", access=may(P.PLANS_READ))
async def calendar(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    """Expected days and hours, holidays, visits and reviews, a month at a time («?month=2026-11»)."""
    detail, _ = await find(plan_id, viewer)
    today: date = clock.today()
    first = detail.starts_on or today
    usual = month_of(max(first, min(today, detail.ends_on or today)))
    model = await calendar_page(detail, asked_month(request) or usual)
    return page(request, CALENDAR, model)


ROUTES = [
    show,
    activities,
    measures,
    ask,
    answer,
    add_course,
    enrol,
    end_course,
    add_visit,
    report_visit,
    calendar,
]
