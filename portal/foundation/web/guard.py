"""Deny by default: a route that declares no access lets nobody in."""

from typing import Any
from urllib.parse import quote

from litestar.connection import ASGIConnection
from litestar.exceptions import HTTPException, MethodNotAllowedException
from litestar.handlers.base import BaseRouteHandler

from portal.foundation.access import AREA, Access
from portal.foundation.web.site import AREA_CLOSED, SessionState
from portal.kernel.refusals import NotAllowed
from portal.kernel.viewer import Viewer


class SignInNeeded(Exception):
    """Nobody is signed in, or a step of the sign-in is missing; ``url`` is where to go on."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class Undeclared(Exception):
    """A route without access: a fault of ours, refused for everybody."""


class BadAddress(HTTPException):
    """An address no page of ours links to: it holds a zero byte, which no text column takes."""

    status_code = 400


def declared_access(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    if b"%00" in connection.scope["query_string"] or "\x00" in connection.scope["path"]:
        raise BadAddress
    if connection.scope.get("method") == "OPTIONS":
        # the framework answers it for every route by itself; no page of ours asks
        raise MethodNotAllowedException
    access = handler.opt.get("access")
    if not isinstance(access, Access):
        raise Undeclared(str(handler))
    if access == AREA:
        if connection.scope.get("person_session") is None:
            raise SignInNeeded(AREA_CLOSED)
        return
    viewer = connection.scope.get("visitor")
    if access.lets_in(viewer if isinstance(viewer, Viewer) else None):
        return
    if viewer is not None:
        raise NotAllowed
    raise SignInNeeded(_where_to_go_on(connection))


def _where_to_go_on(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    session = connection.scope.get("session_state")
    if isinstance(session, SessionState):
        site = connection.app.state.site
        step = site.home_of_step.get(session.data.get("second_factor", ""))
        if step is not None:
            return str(step)
    path = connection.url.path
    if connection.scope.get("method") == "GET" and path != "/":
        return f"/sign-in?next={quote(path)}"
    return "/sign-in"
