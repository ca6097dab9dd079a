"""Pages that anyone may read."""

from typing import Any

from portal.foundation.access import PUBLIC
from portal.foundation.web import PortalRequest, Response, get, page


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
async def report(request: PortalRequest) -> Response[Any]:
    return page(request, "site/report_a_problem.html")


ROUTES = [help_, accessibility, privacy, sources, report]
