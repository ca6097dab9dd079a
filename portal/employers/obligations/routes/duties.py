"""Addresses of the duties: the situation of a day, its calculation, its history."""

from datetime import date, timedelta
from typing import Any

from litestar.di import NamedDependency

from portal.employers.obligations.forms.duties import DaysForm
from portal.employers.obligations.pages.calculation import calculation_page
from portal.employers.obligations.pages.cost import cost_card
from portal.employers.obligations.pages.duties import duties_page
from portal.employers.obligations.pages.history import history_page
from portal.employers.obligations.pages.whose import company_asked, whose
from portal.employers.obligations.queries.standing import standing
from portal.employers.obligations.routes.asking import asked
from portal.employers.obligations.rules.position import FIRST_DAY
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import allowed, may
from portal.foundation.web import PortalRequest, Response, get, page
from portal.kernel.viewer import Viewer

READ = may(P.OBLIGATIONS_READ)
HALF_A_YEAR = timedelta(days=182)
LONGEST_RECKONING = timedelta(days=3650)


def _on(form: DaysForm, today: date) -> date:
    """The day asked for; today, with the error on its field, when it cannot be counted."""
    on: date = form.values.get("on") or today
    if on < FIRST_DAY:
        form.fail(
            "on",
            "La regola attuale vale dal 1 gennaio 2018: per i giorni precedenti il portale non calcola la quota.",
        )
    elif on > today + LONGEST_RECKONING:
        form.fail("on", "Scegli un giorno entro dieci anni da oggi.")
    else:
        if form.raw.get("on") is None:
            form.raw["on"] = f"{on:%d/%m/%Y}"
        return on
    return today


def _until(form: DaysForm, today: date) -> date:
    until: date = form.values.get("until") or today + HALF_A_YEAR
    if not today <= until <= today + LONGEST_RECKONING:
        form.fail("until", "Scegli un giorno da oggi a dieci anni.")
        until = today + HALF_A_YEAR
    if form.raw.get("until") is None:
        form.raw["until"] = f"{until:%d/%m/%Y}"
    return until


@get("/obligations", access=READ)
async def duties(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    today, company_id = clock.today(), await company_asked(request, viewer)
    form = DaysForm.bind(asked(request))
    on, until = _on(form, today), _until(form, today)
    now = await standing(company_id, on)
    cost = cost_card(now, until) if on == today else None
    about = whose(viewer, company_id, now.company.name)
    may_ask = about.own and allowed(viewer, P.MEASURES_EDIT)
    model = duties_page(now, about, today, cost, may_ask=may_ask)
    return page(request, "employers/obligations/index.html", model, form=form, status=200 if form.ok else 422)


@get("/obligations/calculation", access=READ)
async def calculation(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    today, company_id = clock.today(), await company_asked(request, viewer)
    form = DaysForm.bind(asked(request))
    now = await standing(company_id, _on(form, today))
    model = calculation_page(now, whose(viewer, company_id, now.company.name))
    return page(
        request, "employers/obligations/calculation.html", model, form=form, status=200 if form.ok else 422
    )


@get("/obligations/history", access=READ)
async def history(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    company_id = await company_asked(request, viewer)
    now = await standing(company_id, clock.today())
    model = history_page(now, whose(viewer, company_id, now.company.name), request)
    return page(request, "employers/obligations/history.html", model)


ROUTES = [duties, calculation, history]
