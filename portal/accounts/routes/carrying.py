"""What every way in has in common: the cookie of the new session, and where to go on."""

from typing import Any

from portal.accounts.actions.entering import Entered
from portal.accounts.pages import safe_next
from portal.accounts.vocabulary import HOME_OF_STEP, Step
from portal.foundation.web import PortalRequest, Response, see_other, sessions


def go_on(
    request: PortalRequest, entered: Entered, *, to: str | None = None, flash: str | None = None
) -> Response[Any]:
    """To the step that is missing, or to ``to``; with the new session's cookie."""
    missing = entered.step in (Step.CODE, Step.ENROL)
    url = HOME_OF_STEP[entered.step] if missing else (safe_next(to) or "/")
    response = see_other(request, url, flash=None if missing else flash)
    sessions.set_cookie(response, entered.token, request.site)
    return response


def signed_out(request: PortalRequest, flash: str) -> Response[Any]:
    response = see_other(request, "/sign-in", flash=flash)
    sessions.drop_cookie(response, request.site)
    # What pages kept in the browser, such as a form that could not be sent, goes with the session.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
