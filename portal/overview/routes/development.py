"""The page that shows kept mail. It exists only where no mail server is named, outside production."""

from typing import Any

from portal.foundation import mail
from portal.foundation.access import PUBLIC
from portal.foundation.settings import Settings
from portal.foundation.web import PortalRequest, Response, get, page
from portal.kernel.refusals import NotThere


@get("/development/mail", access=PUBLIC)
async def kept_mail(request: PortalRequest) -> Response[Any]:
    settings: Settings = request.app.state.settings
    if settings.in_production or settings.smtp_url is not None:
        raise NotThere
    return page(request, "overview/kept_mail.html", {"messages": await mail.recent(50)})


ROUTES = [kept_mail]
