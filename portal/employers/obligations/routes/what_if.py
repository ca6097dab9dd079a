"""Addresses of the what-if and of the scenarios kept under a name."""

from fractions import Fraction
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.employers.companies.queries.scope import own_company
from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.actions import scenarios as actions
from portal.employers.obligations.forms.what_if import GROUP, ScenarioForm, WhatIfForm
from portal.employers.obligations.pages.what_if import (
    Column,
    WhatIfPage,
    caps_passed,
    compare,
    exempt_steps,
    scenario_line,
    voidable_in,
)
from portal.employers.obligations.pages.whose import company_asked, whose
from portal.employers.obligations.queries.scenarios import ScenarioRow, scenarios
from portal.employers.obligations.queries.standing import Standing, standing
from portal.employers.obligations.routes.asking import asked
from portal.employers.obligations.routes.duties import HALF_A_YEAR
from portal.employers.obligations.rules.what_if import Comparison, what_if
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import allowed, may
from portal.foundation.web import (
    FromPath,
    PortalRequest,
    Response,
    get,
    page,
    post,
    read_form,
    see_other,
)
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.reference import provinces

TEMPLATE = "employers/obligations/what_if.html"
TRIED = "Il cambiamento"
Choices = dict[str, list[tuple[str, str]]]


def _choices(now: Standing) -> Choices:
    own = sorted({row.province for row in now.position.provinces} | {now.company.province})
    named = [(code, provinces.name(code)) for code in own]
    group = [(GROUP, "Un’altra azienda del gruppo")]
    in_group = now.company.employer_kind is EmployerKind.PRIVATE_IN_GROUP
    return {"province": named, "compensated_from": named + (group if in_group else [])}


def _region(province: str) -> str:
    return provinces.by_code(province).region


def _compared(now: Standing, form: WhatIfForm) -> Comparison | None:
    """None, with the reason in the form, when the change cannot be applied."""
    if not form.ok:
        return None
    change = form.change(Fraction(now.company.full_time_hours))
    if change.empty:
        form.fail("hire_reserved", "Scrivi almeno un cambiamento da provare.")
        return None
    try:
        return what_if(now.workers, change, now.position.situation, now.parameters, now.position.on, _region)
    except Refused as refusal:
        form.fail(refusal.field, refusal.sentence)
        return None


def _column(now: Standing, row: ScenarioRow, choices: Choices) -> Column:
    form = WhatIfForm.again(row.answers, choices)
    found = _compared(now, form)
    return Column(row.name, found, form.errors[0].message if found is None else None)


def _ids(texts: list[str]) -> set[UUID]:
    found = set()
    for text in texts:
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found


async def _draw(
    request: PortalRequest,
    viewer: Viewer,
    now: Standing,
    form: WhatIfForm,
    *,
    save: ScenarioForm | None = None,
    tried: bool,
    compared: set[UUID],
) -> Response[Any]:
    choices, on = _choices(now), now.position.on
    rows = await scenarios(now.company.id)
    columns = []
    if tried:
        found = _compared(now, form)
        columns = [Column(TRIED, found)] if found is not None else []
    may_save = bool(columns) and allowed(viewer, P.SCENARIOS_EDIT)
    columns += [_column(now, row, choices) for row in rows if row.id in compared]
    shown = [one for one in columns if one.comparison is not None]
    horizon = on + HALF_A_YEAR
    model = WhatIfPage(
        whose(viewer, now.company.id, now.company.name),
        on,
        horizon,
        [one.title for one in shown],
        compare(now, shown, horizon) if shown else [],
        [(one.title, one.problem) for one in columns if one.problem],
        voidable_in(shown),
        caps_passed(shown),
        exempt_steps(shown) if tried else [],
        [scenario_line(row, compared) for row in rows],
        (save or ScenarioForm.blank()) if may_save else None,
        form.answers(),
        now.position.situation.public,
    )
    wrong = save if save is not None and not save.ok else form
    return page(request, TEMPLATE, {"page": model, "form": form}, form=wrong, status=200 if wrong.ok else 422)


@get("/obligations/what-if", access=may(P.OBLIGATIONS_READ))
async def try_change(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    company_id = await company_asked(request, viewer)
    now = await standing(company_id, clock.today())
    sent = asked(request)
    compared = _ids(sent.all("scenario"))
    if sent.get("province") is None:
        form = WhatIfForm.blank(
            choices=_choices(now), province=now.company.province, company=sent.get("company")
        )
        return await _draw(request, viewer, now, form, tried=False, compared=compared)
    form = WhatIfForm.bind(sent, choices=_choices(now))
    return await _draw(request, viewer, now, form, tried=True, compared=compared)


@post("/obligations/scenarios", access=may(P.SCENARIOS_EDIT))
async def save(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    sent = await read_form(request)
    now = await standing(own_company(viewer), clock.today())
    form, named = WhatIfForm.bind(sent, choices=_choices(now)), ScenarioForm.bind(sent)
    if named.ok and _compared(now, form) is not None:
        try:
            id = await actions.save_scenario(named["name"], form.answers(), id=named["once"], by=viewer)
        except Refused as refusal:
            named.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, f"/obligations/what-if?scenario={id}", flash="Scenario salvato.")
    again = WhatIfForm.bind(sent, choices=_choices(now))
    return await _draw(request, viewer, now, again, save=named, tried=True, compared=set())


@post("/obligations/scenarios/{scenario_id:uuid}/removal", access=may(P.SCENARIOS_EDIT))
async def remove(
    request: PortalRequest, viewer: NamedDependency[Viewer], scenario_id: FromPath[UUID]
) -> Response[Any]:
    await actions.remove_scenario(scenario_id, by=viewer)
    return see_other(request, "/obligations/what-if", flash="Scenario tolto.")


ROUTES = [try_change, save, remove]
