"""The timeline of a person's file."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates import public as candidates
from portal.candidates.public import Part
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, get, page
from portal.kernel.viewer import Viewer
from portal.overview.pages.timeline import timeline_page


@get("/people/{person_id:uuid}/timeline", access=may(P.PEOPLE_READ))
async def timeline(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await candidates.open_file(person_id, Part.ACTIVITIES, "/timeline", by=viewer)
    return page(request, "overview/timeline.html", await timeline_page(file, viewer))


ROUTES = [timeline]
