"""«Scadenze» of a coordinator: what is past its day in the services she answers for, without names."""

from typing import Any

from litestar.di import NamedDependency

from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import PortalRequest, Response, get, page
from portal.kernel.viewer import Viewer
from portal.overview.queries.figures import services_seen
from portal.overview.queries.late import late


@get("/deadlines", access=may(P.TERRITORY_READ))
async def deadlines(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    rows = await late(await services_seen(viewer))
    return page(request, "overview/deadlines.html", {"rows": rows})


ROUTES = [deadlines]
