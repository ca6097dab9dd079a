"""The first page of everybody: by role, or the two doors for who is not signed in."""

from typing import Any

from litestar.di import NamedDependency

from portal.candidates import public as candidates
from portal.foundation.access import PUBLIC, allowed
from portal.foundation.access import Permission as P
from portal.foundation.web import PortalRequest, Response, get, page, see_other
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.overview.pages.company import company_home
from portal.overview.pages.service import requests_of, territory_page, today_page


@get("/", access=PUBLIC)
async def home(request: PortalRequest, visitor: NamedDependency[Viewer | None]) -> Response[Any]:
    if visitor is None:
        session = request.session_state
        step = request.site.home_of_step.get(session.data.get("second_factor", "")) if session else None
        # A sign-in that is half done goes on where it stopped.
        return see_other(request, step) if step else page(request, "site/home.html")
    if visitor.is_any(Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER):
        return page(request, "overview/company.html", await company_home(visitor))
    if visitor.is_any(Role.IN_COMPANY_TUTOR):
        return see_other(request, "/my-plans")
    if visitor.is_any(Role.JOB_COUNSELLOR):
        return page(request, "overview/today.html", await today_page(visitor))
    if visitor.is_any(Role.COORDINATOR):
        return page(request, "overview/territory.html", await territory_page(visitor))
    if visitor.is_any(Role.DATA_PROTECTION_OFFICER):
        return see_other(request, "/register")
    if visitor.is_any(Role.PLATFORM_ADMINISTRATOR):
        return see_other(request, "/operations")
    work = [
        *await requests_of(visitor),
        *(await candidates.work_in_teams(visitor) if allowed(visitor, P.MANDATES) else []),
    ]
    return page(request, "overview/my_work.html", {"work": work})


ROUTES = [home]
