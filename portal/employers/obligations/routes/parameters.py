"""Addresses of the dated figures: what holds, what was entered, what each act changed. For coordinators."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries.seen import provinces_of
from portal.employers.obligations.actions import parameters as actions
from portal.employers.obligations.pages import parameters as pages
from portal.employers.obligations.parameter_names import name_of
from portal.employers.obligations.parameters import acts, in_law, known_at
from portal.employers.obligations.queries import parameters as queries
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
from portal.foundation.web.figure_forms import EndForm, FigureForm, WithdrawalForm
from portal.foundation.web.pagination import Pages
from portal.kernel.overlay import Entered, entered
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

EDIT = may(P.PARAMETERS_EDIT)
INDEX, SHOW = "employers/obligations/parameters/index.html", "employers/obligations/parameters/show.html"
END, RECOUNT = "employers/obligations/parameters/end.html", "employers/obligations/parameters/recount.html"
WITHDRAWAL = "employers/obligations/parameters/withdrawal.html"
DONE = "Le aziende toccate sono ricalcolate appena possibile."
IN_FORCE = "Vale nei giorni scritti."


def _done(key: str) -> str:
    return DONE if name_of(key).counts_in_duties else IN_FORCE


@get("/parameters", access=EDIT)
async def index(request: PortalRequest) -> Response[Any]:
    known = await acts()
    model = pages.figures_page(
        known_at(known, None),
        entered(known),
        clock.today(),
        group=request.query_params.get("group"),
        only_to_verify=request.query_params.get("unverified") == "1",
    )
    return page(request, INDEX, model)


async def _draw(request: PortalRequest, key: str, form: Form) -> Response[Any]:
    known = await acts()
    delivered = [row for row in in_law() if row.key == key]
    if not delivered:
        raise NotThere
    mine = [one for one in entered(known) if one.parameter.key == key]
    done = await queries.acts_on([one.id for one in mine])
    model = pages.figure_page(key, delivered, mine, done, clock.today())
    return page(request, SHOW, model, form=form, status=200 if form.ok else 422)


@get("/parameters/{key:str}", access=EDIT)
async def show(request: PortalRequest, key: FromPath[str]) -> Response[Any]:
    return await _draw(request, key, FigureForm.blank())


@post("/parameters/{key:str}", access=EDIT)
async def enter(request: PortalRequest, viewer: NamedDependency[Viewer], key: FromPath[str]) -> Response[Any]:
    form = FigureForm.bind(await read_form(request))
    figure = form.figure(key, name_of(key).unit)
    if figure is not None:
        try:
            await actions.enter(figure, id=form["once"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/parameters/{key}", flash=f"Valore inserito. {_done(key)}")
    return await _draw(request, key, form)


async def _figure(figure_id: UUID) -> Entered:
    found = next((one for one in entered(await acts()) if one.id == figure_id), None)
    if found is None:
        raise NotThere
    return found


async def _page_of(request: PortalRequest, one: Entered, template: str, form: Form) -> Response[Any]:
    model = pages.figure_page(one.parameter.key, (), [one], (), clock.today())
    return page(request, template, model, form=form) if form.ok else invalid(request, template, model, form)


@get("/parameters/figures/{figure_id:uuid}/end", access=EDIT)
async def ask_end(request: PortalRequest, figure_id: FromPath[UUID]) -> Response[Any]:
    return await _page_of(request, await _figure(figure_id), END, EndForm.blank())


@post("/parameters/figures/{figure_id:uuid}/end", access=EDIT)
async def end(
    request: PortalRequest, viewer: NamedDependency[Viewer], figure_id: FromPath[UUID]
) -> Response[Any]:
    one = await _figure(figure_id)
    form = EndForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.end(figure_id, last_day=form["last_day"], id=form["once"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            key = one.parameter.key
            return see_other(request, f"/parameters/{key}", flash=f"Ultimo giorno scritto. {_done(key)}")
    return await _page_of(request, one, END, form)


@get("/parameters/figures/{figure_id:uuid}/withdrawal", access=EDIT)
async def ask_withdrawal(request: PortalRequest, figure_id: FromPath[UUID]) -> Response[Any]:
    return await _page_of(request, await _figure(figure_id), WITHDRAWAL, WithdrawalForm.blank())


@post("/parameters/figures/{figure_id:uuid}/withdrawal", access=EDIT)
async def withdraw(
    request: PortalRequest, viewer: NamedDependency[Viewer], figure_id: FromPath[UUID]
) -> Response[Any]:
    one = await _figure(figure_id)
    form = WithdrawalForm.bind(await read_form(request))
    if form.ok:
        try:
            await actions.withdraw(figure_id, reason=form["reason"], id=form["once"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            key = one.parameter.key
            return see_other(request, f"/parameters/{key}", flash=f"Valore ritirato. {_done(key)}")
    return await _page_of(request, one, WITHDRAWAL, form)


@get("/parameters/recounts/{recount_id:uuid}", access=EDIT)
async def show_recount(
    request: PortalRequest, viewer: NamedDependency[Viewer], recount_id: FromPath[UUID]
) -> Response[Any]:
    """What one act changed, for the companies of the viewer's territory."""
    found = await queries.recount(recount_id)
    seen = await provinces_of(viewer)
    shown = Pages.of(request, await queries.count_effects(recount_id, seen), per_page=50)
    rows = await queries.effects(recount_id, seen, limit=shown.limit, offset=shown.offset)
    return page(request, RECOUNT, pages.recount_page(found, rows, shown))


ROUTES = [index, show, enter, ask_end, end, ask_withdrawal, withdraw, show_recount]
