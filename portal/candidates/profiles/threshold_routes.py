"""Addresses of the thresholds: what each region asks, and the decision that changes it."""

from typing import Any

from litestar.di import NamedDependency

from portal.candidates.profiles.deciding import ScopeChoice, decide
from portal.candidates.profiles.forms import ThresholdForm
from portal.candidates.profiles.threshold_pages import scope_page, thresholds_page
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import (
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
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer

DECIDE = may(P.THRESHOLDS_RAISE, P.THRESHOLDS_LOWER)
SCOPE = "candidates/profiles/threshold.html"


@get("/thresholds", access=DECIDE)
async def index(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    return page(request, "candidates/profiles/thresholds.html", await thresholds_page(viewer))


@get("/thresholds/{region:str}", access=DECIDE)
async def show(
    request: PortalRequest, viewer: NamedDependency[Viewer], region: FromPath[str]
) -> Response[Any]:
    model, state = await scope_page(region, viewer)
    return page(request, SCOPE, model, form=ThresholdForm.of(state))


@post("/thresholds/{region:str}", access=DECIDE)
async def change(
    request: PortalRequest, viewer: NamedDependency[Viewer], region: FromPath[str]
) -> Response[Any]:
    model, state = await scope_page(region, viewer)
    form = ThresholdForm.bind(await read_form(request))
    if form.ok:
        shown = form["shows"] if model.may_lower else None
        choice = ScopeChoice(
            form["k"],
            None if shown is None else "age" in shown,
            None if shown is None else "reserved_quota" in shown,
        )
        try:
            await decide(id=form["once"], scope=region, choice=choice, why=form["why"], by=viewer)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            words = "Decisione registrata. Le schede rispettano già la nuova soglia."
            lowered = choice.k < state.k
            return see_other(
                request,
                f"/thresholds/{region}",
                flash="Decisione registrata. Vale dal prossimo calcolo." if lowered else words,
            )
    return invalid(request, SCOPE, model, form)


ROUTES = [index, show, change]
