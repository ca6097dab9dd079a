"""Public pages: how the quota is calculated, and a simulator that keeps nothing."""

from datetime import timedelta
from typing import Any

import msgspec

from portal.employers.obligations.documents.example import EXAMPLE
from portal.employers.obligations.documents.quota import QuotaDocument
from portal.employers.obligations.documents.quota_answer import answer
from portal.employers.obligations.documents.reading import read
from portal.employers.obligations.forms.simulator import SimulatorForm, bound, filled, resized, simulator_form
from portal.employers.obligations.pages.how_we_calculate import SimulatorPage, found, how_we_calculate_page
from portal.employers.obligations.parameters import in_force
from portal.foundation import clock, rate_limit
from portal.foundation.access import PUBLIC
from portal.foundation.web import PortalRequest, Response, fragment, get, page, post, read_form
from portal.kernel.refusals import Refused

PAGE, SIMULATOR = "employers/how_we_calculate/show.html", "employers/how_we_calculate/simulator.html"
MOST_TRIES, WINDOW = 60, timedelta(minutes=1)


@get("/how-we-calculate", access=PUBLIC)
async def how_we_calculate(request: PortalRequest) -> Response[Any]:
    parameters = await in_force()
    return page(request, PAGE, how_we_calculate_page(answer(EXAMPLE, parameters), parameters, clock.today()))


@get("/how-we-calculate/simulator", access=PUBLIC)
async def simulator(request: PortalRequest) -> Response[Any]:
    form = filled(EXAMPLE) if "example" in request.query_params else _blank()
    return page(request, SIMULATOR, SimulatorPage(None), form=form)


@post("/how-we-calculate/simulator", access=PUBLIC, status_code=200)
async def simulate(request: PortalRequest) -> Response[Any]:
    sent = await read_form(request)
    change = sent.get("change")
    if change:
        return _drawn(request, resized(sent, change), SimulatorPage(None))
    form = bound(sent)
    allowance = await rate_limit.allow(f"simulator:{request.client_address}", limit=MOST_TRIES, window=WINDOW)
    if not allowance.allowed:
        form.fail(None, "Hai fatto troppe prove in poco tempo. Aspetta un minuto e riprova.")
        return _drawn(request, form, SimulatorPage(None), 429)
    if form.ok:
        document = read(msgspec.json.encode(form.document()), QuotaDocument)
        try:
            model = SimulatorPage(found(answer(document, await in_force())))
        except Refused as refused:
            form.fail(refused.field, refused.sentence)
        else:
            return _drawn(request, form, model)
    return _drawn(request, form, SimulatorPage(None), 422)


def _blank() -> SimulatorForm:
    """On the last day of the year before: the picture of the prospetto."""
    return simulator_form(1, 2).blank(on=f"31/12/{clock.today().year - 1}")


def _drawn(
    request: PortalRequest, form: SimulatorForm, model: SimulatorPage, status: int = 200
) -> Response[Any]:
    return fragment(request, SIMULATOR, model, block="simulatore", form=form, status=status)


ROUTES: list[Any] = [how_we_calculate, simulator, simulate]
