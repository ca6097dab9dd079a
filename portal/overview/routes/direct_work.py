"""Hours of direct work and what an hour costs, for coordinators."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.accounts import public as accounts
from portal.foundation import clock
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import Form, PortalRequest, Response, get, page, post, read_form, see_other
from portal.foundation.web.fields import Wrong, read_day
from portal.foundation.web.forms import Choice, Day, Integer, Once
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.network import public as network
from portal.overview.pages.direct_work import direct_work_page
from portal.overview.queries.figures import services_seen

READ = may(P.TERRITORY_READ)
TEMPLATE = "overview/direct_work.html"


class PeriodForm(Form):
    since = Day("Dal", required=False)
    until = Day("Al", required=False)


class CostForm(Form):
    service = Choice("Servizio", missing="Scegli il servizio.")
    starts_on = Day("Dal", missing="Scrivi da quando.")
    ends_on = Day("Al", missing="Scrivi fino a quando.")
    amount = Integer(
        "Costo in euro",
        minimum=1,
        maximum=99_999_999,
        wrong="Il costo va da 1 a 99.999.999 €.",
        missing="Scrivi quanto è costato il periodo.",
    )
    once = Once()


def _asked(request: PortalRequest) -> tuple[date, date]:
    """«?since=1/1/2026&until=30/6/2026»; the year so far unless both are days."""
    today = clock.today()
    try:
        first = read_day(request.query_params.get("since", "").strip())
        last = read_day(request.query_params.get("until", "").strip())
    except Wrong:
        return date(today.year, 1, 1), today
    return (first, last) if first <= last else (last, first)


async def _draw(request: PortalRequest, viewer: Viewer, form: CostForm | None = None) -> Response[Any]:
    services = await services_seen(viewer)
    first, last = _asked(request)
    period = PeriodForm.blank(since=first, until=last)
    period.on_page = "period"
    model = {"figures": await direct_work_page(services, first, last), "period": period}
    form = form or CostForm.blank(choices=await _choices(services))
    return page(request, TEMPLATE, model, form=form, status=200 if form.ok else 422)


async def _choices(services: list[UUID]) -> dict[str, list[tuple[str, str]]]:
    cards = await accounts.organisations(services)
    return {"service": sorted(((str(id), one.name) for id, one in cards.items()), key=lambda pair: pair[1])}


@get("/direct-work", access=READ)
async def show(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    return await _draw(request, viewer)


@post("/direct-work/costs", access=READ)
async def record(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    form = CostForm.bind(await read_form(request), choices=await _choices(await services_seen(viewer)))
    if form.ok:
        try:
            await network.record_cost(
                UUID(form["service"]),
                id=form["once"],
                starts_on=form["starts_on"],
                ends_on=form["ends_on"],
                amount=Decimal(form["amount"]),
                by=viewer,
            )
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, "/direct-work#costi", flash="Costo registrato.")
    return await _draw(request, viewer, form)


ROUTES = [show, record]
