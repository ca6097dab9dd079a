"""Addresses of the deadlines, and of the calendar that follows them by a secret link."""

from typing import Any

from litestar.di import NamedDependency

from portal.employers.companies.reading import asked_again
from portal.employers.obligations.actions.calendars import renew_link
from portal.employers.obligations.calendar_file import MEDIA_TYPE, calendar_file
from portal.employers.obligations.pages.deadlines import deadlines_page
from portal.employers.obligations.pages.whose import company_asked, whose
from portal.employers.obligations.queries.calendars import company_of_token, link_of
from portal.employers.obligations.queries.standing import Standing, standing
from portal.foundation import clock
from portal.foundation.access import LINK, may
from portal.foundation.access import Permission as P
from portal.foundation.addresses import absolute
from portal.foundation.web import FromPath, PortalRequest, Response, download, get, page, post, see_other
from portal.kernel.viewer import Viewer

READ = may(P.OBLIGATIONS_READ)


@get("/obligations/deadlines", access=READ)
async def deadlines(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    company_id = await company_asked(request, viewer)
    now = await standing(company_id, clock.today())
    link = await link_of(company_id, viewer)
    model = deadlines_page(now.deadlines, whose(viewer, company_id, now.company.name), now.position.on, link)
    return page(request, "employers/obligations/deadlines.html", model)


def _file(now: Standing, about: str) -> Response[Any]:
    page_address = absolute(f"/obligations/deadlines{about}")
    content = calendar_file(now.deadlines, now.company.id, now.company.name, page_address, clock.now())
    return download(content, name="scadenze-legge-68.ics", media_type=MEDIA_TYPE)


@get("/obligations/deadlines.ics", access=READ)
async def one_file(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    """The same file once, without a link that stays."""
    company_id = await company_asked(request, viewer)
    return _file(await standing(company_id, clock.today()), asked_again(viewer, company_id))


@post("/obligations/calendar", access=READ)
async def renew(request: PortalRequest, viewer: NamedDependency[Viewer]) -> Response[Any]:
    company_id = await company_asked(request, viewer)
    await renew_link(company_id, by=viewer)
    return see_other(
        request,
        f"/obligations/deadlines{asked_again(viewer, company_id)}",
        flash="Nuovo link al calendario. Quello di prima non funziona più.",
    )


@get("/obligations/calendars/{token:str}", access=LINK)
async def followed(token: FromPath[str]) -> Response[Any]:
    """What a calendar asks for by itself; whoever holds the link sees terms and numbers, nobody's name."""
    company_id = await company_of_token(token)
    return _file(await standing(company_id, clock.today()), "")


ROUTES = [deadlines, one_file, renew, followed]
