"""Pages for whoever tries the portal: kept mail, codes of invented people. Never in production."""

from typing import Any

from portal.accounts import public as accounts
from portal.foundation import mail
from portal.foundation.access import PUBLIC
from portal.foundation.settings import Settings
from portal.foundation.web import PortalRequest, Response, get, page
from portal.kernel.refusals import NotThere


@get("/development/mail", access=PUBLIC)
async def kept_mail(request: PortalRequest) -> Response[Any]:
    """Where no mail server is named, messages are kept and read here."""
    settings: Settings = request.app.state.settings
    if settings.in_production or settings.smtp_url is not None:
        raise NotThere
    return page(request, "overview/kept_mail.html", {"messages": await mail.recent(50)})


@get("/development/codes", access=PUBLIC)
async def codes(request: PortalRequest) -> Response[Any]:
    """The second factor of people who do not exist; only where all data are sample data."""
    settings: Settings = request.app.state.settings
    if settings.in_production or not settings.sample_data:
        raise NotThere
    return page(request, "overview/codes.html", {"rows": await accounts.sample_codes()})


ROUTES = [kept_mail, codes]
