"""Addresses of the rule packs: what holds in a region, what was entered, by whom. For coordinators."""

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
from portal.foundation.web.figure_forms import EndForm, FigureForm, WithdrawalForm
from portal.kernel.overlay import Entered, entered
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.packs import actions, pages
from portal.tutoring.packs.delivered import BOOK, delivered
from portal.tutoring.packs.forms import CaseForm
from portal.tutoring.packs.rules import key_of
from portal.tutoring.packs.vocabulary import NATION

EDIT = may(P.PARAMETERS_EDIT)
INDEX, SHOW = "tutoring/rules/index.html", "tutoring/rules/show.html"
END, WITHDRAWAL = "tutoring/rules/end.html", "tutoring/rules/withdrawal.html"


@get("/rules", access=EDIT)
async def index(request: PortalRequest) -> Response[Any]:
    known = await BOOK.acts()
    region = request.query_params.get("region", NATION)
    group = request.query_params.get("group")
    model = pages.rules_page(BOOK.known_at(known, None), entered(known), clock.today(), region, group)
    return page(request, INDEX, model, form=CaseForm.blank())


@post("/rules", access=EDIT)
async def choose_case(request: PortalRequest) -> Response[Any]:
    """The page of one case, known or new: another region, another category."""
    form = CaseForm.bind(await read_form(request))
    if form.ok:
        key = key_of(form["rule"], form["region"], form["kind"], form["category"])
        return see_other(request, f"/rules/{key}")
    known = await BOOK.acts()
    model = pages.rules_page(BOOK.known_at(known, None), entered(known), clock.today(), NATION)
    return page(request, INDEX, model, form=form, status=422)


async def _draw(request: PortalRequest, key: str, form: Form) -> Response[Any]:
    if not actions.is_a_case(key):
        raise NotThere
    rows = [row for row in delivered() if row.key == key]
    model = await pages.rule_page(key, rows, entered(await BOOK.acts()))
    return page(request, SHOW, model, form=form, status=200 if form.ok else 422)


@get("/rules/{key:str}", access=EDIT)
async def show(request: PortalRequest, key: FromPath[str]) -> Response[Any]:
    return await _draw(request, key, FigureForm.blank())


@post("/rules/{key:str}", access=EDIT)
async def enter(request: PortalRequest, viewer: NamedDependency[Viewer], key: FromPath[str]) -> Response[Any]:
    if not actions.is_a_case(key):
        raise NotThere
    form = FigureForm.bind(await read_form(request))
    figure = form.figure(key, actions.unit_of(key))
    if figure is not None:
        try:
            await actions.enter(figure, id=form["once"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(
                request, f"/rules/{key}", flash="Valore inserito. Vale per i percorsi da ora in poi."
            )
    return await _draw(request, key, form)


async def _figure(figure_id: UUID) -> Entered:
    found = next((one for one in entered(await BOOK.acts()) if one.id == figure_id), None)
    if found is None:
        raise NotThere
    return found


async def _page_of(request: PortalRequest, one: Entered, template: str, form: Form) -> Response[Any]:
    model = await pages.rule_page(one.parameter.key, (), [one], only=one.id)
    return page(request, template, model, form=form, status=200 if form.ok else 422)


@get("/rules/figures/{figure_id:uuid}/end", access=EDIT)
async def ask_end(request: PortalRequest, figure_id: FromPath[UUID]) -> Response[Any]:
    return await _page_of(request, await _figure(figure_id), END, EndForm.blank())


@post("/rules/figures/{figure_id:uuid}/end", access=EDIT)
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
            return see_other(request, f"/rules/{one.parameter.key}", flash="Ultimo giorno scritto.")
    return await _page_of(request, one, END, form)


@get("/rules/figures/{figure_id:uuid}/withdrawal", access=EDIT)
async def ask_withdrawal(request: PortalRequest, figure_id: FromPath[UUID]) -> Response[Any]:
    return await _page_of(request, await _figure(figure_id), WITHDRAWAL, WithdrawalForm.blank())


@post("/rules/figures/{figure_id:uuid}/withdrawal", access=EDIT)
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
            return see_other(request, f"/rules/{one.parameter.key}", flash="Valore ritirato.")
    return await _page_of(request, one, WITHDRAWAL, form)


ROUTES = [index, choose_case, show, enter, ask_end, end, ask_withdrawal, withdraw]
