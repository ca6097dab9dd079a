"""The list of plans, one plan, its diary."""

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
    page,
    post,
    read_form,
    see_other,
)
from portal.foundation.web.pagination import Pages
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import keeping
from portal.tutoring.keeping_forms import AbsenceForm, AttendanceForm, DiaryForm, drawn
from portal.tutoring.pages import lists, show
from portal.tutoring.queries import lists as queries
from portal.tutoring.queries.register import goals
from portal.tutoring.routes.ground import find
from portal.tutoring.rules import Month, month_from
from portal.tutoring.vocabulary import DiaryKind, PartyRole

READ = may(P.PLANS_READ)
SHOW = "tutoring/show.html"
INDEX = "tutoring/index.html"


@get("/plans", access=READ)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    if viewer.is_any(Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER):
        return page(request, INDEX, await _of_party(request, viewer, PartyRole.COMPANY))
    if viewer.is_any(Role.IN_COMPANY_TUTOR):
        return page(request, INDEX, await _of_party(request, viewer, PartyRole.TUTOR))
    return page(request, INDEX, await _of_service(request, viewer))


async def _of_party(request: PortalRequest, viewer: Viewer, role: PartyRole) -> lists.PlanList:
    count = await queries.count_for_party(viewer, role)
    pages = Pages.of(request, count.named)
    rows = await queries.list_for_party(viewer, role, limit=pages.limit, offset=pages.offset)
    names = await candidates.names([row.person_id for row in rows])
    tutor = role is PartyRole.TUTOR
    return lists.PlanList(
        "I miei percorsi" if tutor else "Percorsi",
        "Ogni percorso con il suo stato e le sue date.",
        "Nessun percorso assegnato." if tutor else "I percorsi nascono da una proposta accettata.",
        [lists.row(row, names) for row in rows],
        pages,
        0 if tutor else count.unnamed,
        tutors=not tutor,
        pays=not tutor,
    )


async def _of_service(request: PortalRequest, viewer: Viewer) -> lists.PlanList:
    """A counsellor's own people; a coordinator sees states and dates of all, and opens none."""
    counsellor = viewer.is_any(Role.JOB_COUNSELLOR)
    followed = await candidates.followed_by(viewer) if counsellor else None
    pages = Pages.of(request, await queries.count_for_service(viewer, followed))
    rows = await queries.list_for_service(viewer, followed, limit=pages.limit, offset=pages.offset)
    names = await candidates.names([row.person_id for row in rows]) if counsellor else {}
    return lists.PlanList(
        "Percorsi",
        "Ogni percorso con il suo stato e le sue date.",
        "I percorsi nascono da una proposta accettata.",
        [lists.row(row, names, opens=counsellor) for row in rows],
        pages,
        0,
        leads=counsellor,
        pays=True,
    )


@get("/my-plans", access=may(P.PLANS_KEEP))
async def my_plans(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """The tutor's home: straight to the plan when there is one."""
    rows = await queries.list_for_party(viewer, PartyRole.TUTOR, limit=2, offset=0)
    if len(rows) == 1:
        return see_other(request, f"/plans/{rows[0].id}")
    return page(request, INDEX, await _of_party(request, viewer, PartyRole.TUTOR))


def asked_month(request: PortalRequest) -> Month | None:
    """«?month=2026-10»; anything else is no month."""
    return month_from(request.query_params.get("month", ""))


def _choices(model: show.PlanPage) -> dict[str, list[tuple[str, str]]]:
    return {"goal": [(str(goal.id), goal.title) for goal in model.goals]}


async def draw(
    request: PortalRequest,
    viewer: Viewer,
    plan_id: UUID,
    *,
    template: str = SHOW,
    form: Form | None = None,
    which: str = "",
    done: str | None = None,
) -> Response[Any]:
    """The plan's page; ``which`` names the form that came back with errors, ``done`` the part just changed."""
    detail, side = await find(plan_id, viewer)
    whole = request.query_params.get("diary") == "all"
    model = await show.plan_page(detail, viewer, side, month=asked_month(request), whole_diary=whole)
    today = clock.today()
    forms: dict[str, Form] = {
        "attendance": AttendanceForm.blank(
            day=today.isoformat(), starts_at=model.default_start, ends_at=model.default_end, drawn=drawn()
        ),
        "absence": AbsenceForm.blank(absent_on=today.isoformat(), drawn=drawn()),
        "diary": DiaryForm.blank(choices=_choices(model)),
    }
    if form is not None:
        forms[which] = form
    content = {"plan": model, "forms": forms, "wrong": which if form is not None else "", "done": done}
    return page(request, template, content, form=form, status=422 if form is not None else 200)


@get("/plans/{plan_id:uuid}", access=READ)
async def show_plan(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    return await draw(request, viewer, plan_id)


@post("/plans/{plan_id:uuid}/diary", access=may(P.PLANS_KEEP, P.PLANS_LEAD))
async def write_diary(
    request: PortalRequest, viewer: NamedDependency[Viewer], plan_id: FromPath[UUID]
) -> Response[Any]:
    await find(plan_id, viewer)
    choices = {"goal": [(str(goal.id), goal.text) for goal in await goals(plan_id)]}
    form = DiaryForm.bind(await read_form(request), choices=choices)
    template = "tutoring/diary.swap.html" if request.is_fragment else SHOW
    if form.ok:
        try:
            await keeping.write_diary(
                plan_id,
                id=form["once"],
                kind=DiaryKind(form["kind"] or DiaryKind.NOTE),
                title=form["title"],
                text=form["text"],
                goal_id=UUID(form["goal"]) if form["goal"] else None,
                for_service=form["for_service"] or form.speaks_of_health,
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            words = "Annotazione salvata nel diario."
            if request.is_fragment:
                return await draw(request, viewer, plan_id, template=template, done=words)
            return see_other(request, f"/plans/{plan_id}#diario", flash=words)
    return await draw(request, viewer, plan_id, template=template, form=form, which="diary")


ROUTES = [index, my_plans, show_plan, write_diary]
