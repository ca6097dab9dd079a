"""The in-company tutor, on a phone: attendance, ratings, difficulties, training."""

from typing import Any
from uuid import UUID

from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, get, invalid, page, post, read_form, see_other
from portal.foundation.web.pagination import PER_PAGE
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.tutoring import queries, training
from portal.tutoring.actions import keeping
from portal.tutoring.forms import AttendanceForm, DifficultyForm, ModuleForm, RatingForm
from portal.tutoring.modules import BY_KEY, MODULES
from portal.tutoring.routes.shared import draw
from portal.tutoring.transitions import KEPT
from portal.tutoring.vocabulary import Absence

KEEP = may(P.PLANS_KEEP)
TRAIN = may(P.TUTOR_TRAINING)


@get("/attendance", access=KEEP)
async def choose(request: PortalRequest, viewer: Viewer) -> Response[Any]:
    """«Presenze»: the register of the one plan that runs, or the choice among several."""
    rows, _ = await queries.list_for_party(viewer, "tutor", limit=PER_PAGE, offset=0)
    running = [row for row in rows if row.state in KEPT]
    if len(running) == 1:
        return see_other(request, f"/plans/{running[0].id}#presenze")
    return page(request, "tutoring/attendance.html", {"rows": running})


@post("/plans/{plan_id:uuid}/attendance", access=KEEP)
async def log_day(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    form = AttendanceForm.bind(await read_form(request))
    if form.ok:
        try:
            await keeping.log_day(
                plan_id,
                day=form["day"],
                starts_at=form["starts_at"],
                ends_at=form["ends_at"],
                absence=Absence(form["absence"]) if form["absence"] else None,
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            words = "Assenza segnata." if form["absence"] else "Presenza registrata."
            return see_other(request, f"/plans/{plan_id}", flash=words)
    return await draw(request, viewer, plan_id, form=form, which="attendance")


@post("/plans/{plan_id:uuid}/goals/ratings", access=KEEP)
async def rate(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    goals = [(str(goal.id), goal.text) for goal in await queries.goals(plan_id)]
    form = RatingForm.bind(await read_form(request), choices={"goal": goals})
    if form.ok:
        try:
            await keeping.rate_goal(
                plan_id,
                goal_id=UUID(form["goal"]),
                level=int(form["level"]),
                fact=form["fact"],
                on=form["on"],
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/plans/{plan_id}#obiettivi", flash="Valutazione salvata.")
    return await draw(request, viewer, plan_id, form=form, which="rating")


@post("/plans/{plan_id:uuid}/difficulties", access=KEEP)
async def report(request: PortalRequest, viewer: Viewer, plan_id: FromPath[UUID]) -> Response[Any]:
    form = DifficultyForm.bind(await read_form(request))
    if not form.ok:
        return await draw(request, viewer, plan_id, form=form, which="difficulty")
    await keeping.report_difficulty(plan_id, id=form["once"], text=form["text"], by=viewer)
    return see_other(request, f"/plans/{plan_id}", flash="Segnalazione inviata. L’operatore ti richiama.")


@get("/tutor-training", access=TRAIN)
async def modules(request: PortalRequest, viewer: Viewer) -> Response[Any]:
    done = await training.completed(viewer.account_id)
    rows = [(module, module.key in done) for module in MODULES]
    return page(request, "tutoring/training.html", {"rows": rows, "done": len(done), "total": len(MODULES)})


@get("/tutor-training/{key:str}", access=TRAIN)
async def module(request: PortalRequest, viewer: Viewer, key: FromPath[str]) -> Response[Any]:
    found = BY_KEY.get(key)
    if found is None:
        raise NotThere
    return page(request, "tutoring/module.html", found, form=ModuleForm.blank(choices={"answer": list(found.answers)}))


@post("/tutor-training/{key:str}", access=TRAIN)
async def complete_module(request: PortalRequest, viewer: Viewer, key: FromPath[str]) -> Response[Any]:
    found = BY_KEY.get(key)
    if found is None:
        raise NotThere
    form = ModuleForm.bind(await read_form(request), choices={"answer": list(found.answers)})
    if form.ok:
        try:
            await training.complete(key, answer=form["answer"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, "/tutor-training", flash=f"Modulo concluso: {found.title}.")
    return invalid(request, "tutoring/module.html", found, form)


ROUTES = [choose, log_day, rate, report, modules, module, complete_module]
