"""Addresses of the duties: figures, calculation, what-if."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from litestar.di import NamedDependency

from portal.employers.companies.queries.scope import own_company
from portal.employers.obligations.forms.duties import UntilForm, WhatIfForm
from portal.employers.obligations.pages import duties as pages
from portal.employers.obligations.queries.standing import Standing, standing
from portal.employers.obligations.rules.cost_of_inaction import (
    Cost,
    cost_of_inaction,
    late_prospetto_informativo,
)
from portal.employers.obligations.rules.deadlines import prospetto_informativo_deadline
from portal.employers.obligations.rules.what_if import what_if
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import allowed, may
from portal.foundation.web import FormInput, PortalRequest, Response, get, invalid, page
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.reference import holidays_it, provinces

READ = may(P.OBLIGATIONS_READ)
HALF_A_YEAR = timedelta(days=182)
LONGEST_RECKONING = timedelta(days=3650)
DUTIES, WHAT_IF = "employers/obligations/index.html", "employers/obligations/what_if.html"


def _query(request: PortalRequest) -> FormInput:
    return FormInput({name: [str(value)] for name, value in request.query_params.items()})


def _cost(now: Standing, until: date) -> Cost:
    return cost_of_inaction(
        now.places,
        until,
        now.parameters,
        lambda year: holidays_it.of_year(year, now.company.province),
        week=now.company.working_week,
    )


@get("/obligations", access=READ)
async def duties(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    today = clock.today()
    now = await standing(own_company(viewer), today)
    form = UntilForm.bind(_query(request))
    until = (form.values.get("until") if form.ok else None) or today + HALF_A_YEAR
    if not today <= until <= today + LONGEST_RECKONING:
        form.fail("until", "Scegli un giorno da oggi a dieci anni.")
        until = today + HALF_A_YEAR
    if form.raw.get("until") is None:
        form.raw["until"] = f"{until:%d/%m/%Y}"
    late = late_prospetto_informativo(prospetto_informativo_deadline(today).due_on, until, now.parameters)
    model = pages.duties_page(now, _cost(now, until), late, may_edit=allowed(viewer, P.WORKFORCE_EDIT))
    return page(request, DUTIES, model, form=form, status=200 if form.ok else 422)


@get("/obligations/calculation", access=READ)
async def calculation(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    now = await standing(own_company(viewer), clock.today())
    model = {"on": now.position.on, "rows": pages.calculation(now.position)}
    return page(request, "employers/obligations/calculation.html", model)


@get("/obligations/what-if", access=READ)
async def try_change(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    today = clock.today()
    now = await standing(own_company(viewer), today)
    own = {row.province for row in now.position.provinces} | {now.company.province}
    choices = {"province": [(code, provinces.by_code(code).name) for code in sorted(own)]}
    if "province" not in request.query_params:
        form = WhatIfForm.blank(choices=choices, province=now.company.province)
        return page(request, WHAT_IF, {"rows": [], "on": today}, form=form)
    form = WhatIfForm.bind(_query(request), choices=choices)
    if form.ok:
        change = form.change(Fraction(now.company.full_time_hours))
        if change.empty:
            form.fail("hire_reserved", "Scrivi almeno un cambiamento da provare.")
        else:
            try:
                found = what_if(now.workers, change, now.company.province, now.parameters, today)
            except Refused as refusal:
                form.fail(refusal.field, refusal.sentence)
            else:
                return page(request, WHAT_IF, {"rows": pages.compare(found), "on": today}, form=form)
    return invalid(request, WHAT_IF, {"rows": [], "on": today}, form)


ROUTES = [duties, calculation, try_change]
