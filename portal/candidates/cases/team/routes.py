"""Addresses of the team in a person's file: the page itself, and those of its parts, each in its own file."""

from typing import Any
from uuid import UUID

from litestar.di import NamedDependency

from portal.candidates.cases.team.handover_routes import HANDOVER_ROUTES
from portal.candidates.cases.team.held import TAB
from portal.candidates.cases.team.invitation_routes import INVITATION_ROUTES
from portal.candidates.cases.team.member_routes import MEMBER_ROUTES
from portal.candidates.cases.team.pages import team_page
from portal.candidates.cases.team.service_routes import SERVICE_ROUTES
from portal.candidates.cases.team.sharing_routes import SHARING_ROUTES
from portal.candidates.people.file_access import Part
from portal.candidates.people.reading import open_file
from portal.foundation.access import Permission as P
from portal.foundation.access import may
from portal.foundation.web import FromPath, PortalRequest, Response, get, page
from portal.kernel.viewer import Viewer

SHOW = "candidates/team/show.html"


@get("/people/{person_id:uuid}/team", access=may(P.PEOPLE_READ))
async def team(
    request: PortalRequest, viewer: NamedDependency[Viewer], person_id: FromPath[UUID]
) -> Response[Any]:
    file = await open_file(person_id, Part.CONTACT, TAB, by=viewer)
    return page(request, SHOW, await team_page(file))


TEAM_ROUTES = [
    team,
    *INVITATION_ROUTES,
    *MEMBER_ROUTES,
    *SHARING_ROUTES,
    *HANDOVER_ROUTES,
    *SERVICE_ROUTES,
]
