"""The list of plans, one plan, its diary."""

from typing import Any
from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import Form, FromPath, PortalRequest, Response, get, page, post, read_form, see_other
from portal.foundation.web.pagination import PER_PAGE, Pages, asked_page
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring import queries
from portal.tutoring.actions import keeping
from portal.tutoring.forms import AttendanceForm, DiaryForm, DifficultyForm, RatingForm
from portal.tutoring.pages import lists, show
from portal.tutoring.routes.ground import find
from portal.tutoring.rules import Month
from portal.tutoring.vocabulary import DiaryKind

READ = may(P.PLANS_READ)
SHOW = "tutoring/show.html"


@get("/plans", access=READ)
async def index(request: PortalRequest, viewer: Viewer) -> Response[Any]:
    offset = (asked_page(request) - 1) * PER_PAGE
    unnamed, empty = 0, "Nessun percorso."
    if viewer.is_any(Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER):
        rows, total = await queries.list_for_party(viewer, "company", limit=PER_PAGE, offset=offset)
        unnamed = await queries.count_unnamed(viewer)
        empty = "I percorsi nascono da una proposta accettata."
        names = await candidates.names([row.person_id for row in rows])
    elif viewer.is_any(Role.IN_COMPANY_TUTOR):
        rows, total = await queries.list_for_party(viewer, "tutor", limit=PER_PAGE, offset=offset)
        empty = "Nessun percorso assegnato."
        names = await candidates.names([row.person_id for row in rows])
    elif viewer.is_any(Role.JOB_COUNSELLOR):
        followed = await candidates.followed_by(viewer)
        rows, total = await queries.list_for_service(viewer, followed, limit=PER_PAGE, offset=offset)
        names = await candidates.names([row.person_id for row in rows])
    else:
        rows, total = await queries.list_for_service(viewer, None, limit=PER_PAGE, offset=offset)
        names = {}
    # A coordinator sees states and dates; the plan itself is for its parties and the counsellor.
    opens = not viewer.is_any(Role.COORDINATOR) or viewer.is_any(Role.JOB_COUNSELLOR)
    model = lists.PlanList(
        "I miei percorsi" if viewer.is_any(Role.IN_COMPANY_TUTOR) else "Percorsi",
        "Ogni percorso con il suo stato e le sue date.",
        empty,
        [lists.row(row, names, opens=opens) for row in rows],
        Pages.of(request, total),
        unnamed,
    )
    return page(request, "tutoring/index.html", model)


def _month(request: PortalRequest) -> Month | None:
    asked = request.query_params.get("month", "")
    year, _, month = asked.partition("-")
    if year.isdigit() and month.isdigit() and len(year) == 4 and 1 <= int(month) <= 12:
        return Month(int(year), int(month))
    return None


async def draw(
    request: PortalRequest, viewer: Viewer, plan_id: UUID, *, form: Form | None = None, which: str = ""
) -> Response[Any]:
    """The plan's page; ``which`` names the form that came back with errors."""
    detail, side = await find(plan_id, viewer)
    model = await show.plan_page(detail, viewer, side, month=_month(request))
    today = clock.today()
    goals = [(str(goal.id), goal.title) for goal in model.goals]
    forms: dict[str, Form] = {
        "attendance": AttendanceForm.blank(
            day=f"{today:%d/%m/%Y}", starts_at=model.default_start, ends_at=model.default_end
        ),
        "rating": RatingForm.blank(choices={"goal": goals}, on=f"{today:%d/%m/%Y}"),
        "diary": DiaryForm.blank(choices={"goal": goals}),
        "difficulty": DifficultyForm.blank(),
    }
    if form is not None:
        forms[which] = form
    status = 422 if form is not None else 200
    return page(request, SHOW, {"plan": model, "forms": forms}, form=form, status=status)


@get("/plans/{plan_id:uuid}", access=READ)
async def show_plan(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    return await draw(request, viewer, plan_id)


@post("/plans/{plan_id:uuid}/diary", access=may(P.PLANS_KEEP, P.PLANS_LEAD))
async def write_diary(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    goals = [(str(goal.id), goal.text) for goal in await queries.goals(plan_id)]
    form = DiaryForm.bind(await read_form(request), choices={"goal": goals})
    if form.ok:
        try:
            await keeping.write_diary(
                plan_id,
                id=form["once"],
                kind=DiaryKind(form["kind"] or DiaryKind.NOTE),
                title=form["title"],
                text=form["text"],
                goal_id=UUID(form["goal"]) if form["goal"] else None,
                on=clock.today(),
                for_service=form["for_service"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}#diario", flash="Annotazione salvata nel diario.")
    return await draw(request, viewer, plan_id, form=form, which="diary")


@get("/my-plans", access=may(P.PLANS_KEEP))
async def my_plans(request: PortalRequest, viewer: Viewer) -> Response[Any]:
    """The tutor's home: straight to the plan when there is one."""
    rows, total = await queries.list_for_party(viewer, "tutor", limit=PER_PAGE, offset=0)
    if total == 1:
        return see_other(request, f"/plans/{rows[0].id}")
    return await index.fn(request, viewer)


ROUTES = [index, show_plan, write_diary, my_plans]
