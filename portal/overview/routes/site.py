"""Pages that anyone may read."""

from typing import Any

from portal.foundation.access import PUBLIC
from portal.foundation.web import PortalRequest, Response, get, invalid, page, post, read_form, see_other
from portal.kernel.refusals import Refused
from portal.kernel.viewer import VISITOR
from portal.overview.reports import ReportForm, report

REPORT = "site/report_a_problem.html"


@get("/help", access=PUBLIC)
async def help_(request: PortalRequest) -> Response[Any]:
    return page(request, "site/help.html")


@get("/accessibility", access=PUBLIC)
async def accessibility(request: PortalRequest) -> Response[Any]:
    return page(request, "site/accessibility.html")


@get("/privacy", access=PUBLIC)
async def privacy(request: PortalRequest) -> Response[Any]:
    return page(request, "site/privacy.html")


@get("/sources", access=PUBLIC)
async def sources(request: PortalRequest) -> Response[Any]:
    return page(request, "site/sources.html")


@get("/report-a-problem", access=PUBLIC)
async def report_form(request: PortalRequest) -> Response[Any]:
    return page(request, REPORT, form=ReportForm.blank())


@post("/report-a-problem", access=PUBLIC)
async def send_report(request: PortalRequest) -> Response[Any]:
    form = ReportForm.bind(await read_form(request))
    if form.ok:
        try:
            await report(form, address=request.client_address, by=request.visitor or VISITOR)
        except Refused as refusal:
            form.fail(refusal.field, refusal.sentence)
        else:
            return see_other(request, "/help", flash="Segnalazione inviata. Grazie.")
    return invalid(request, REPORT, None, form)


ROUTES = [help_, accessibility, privacy, sources, report_form, send_report]
