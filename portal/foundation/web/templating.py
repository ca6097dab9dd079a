"""Jinja: strict, escaped, compiled once; what every template may name."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from litestar.utils.scope.state import ScopeState
from markupsafe import Markup

from portal.foundation import clock
from portal.foundation.context import request_id
from portal.foundation.web.assets import Assets
from portal.foundation.web.cookies import FLASH, unpack
from portal.foundation.web.italian import FILTERS
from portal.foundation.web.requests import PortalRequest

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"


def environment(assets: Assets) -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, disabled_extensions=("txt",)),
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=1000,
    )
    env.filters.update(FILTERS)
    env.globals.update(asset=assets.url, icon=assets.icon)
    return env


def csrf_of(request: PortalRequest) -> str:
    token = ScopeState.from_scope(request.scope).csrf_token
    # An error page of an address without a route is drawn outside of the CSRF middleware.
    return token if isinstance(token, str) else request.cookies.get("csrf", "")


def base_context(request: PortalRequest) -> dict[str, Any]:
    """What the chrome of every page needs."""
    site, viewer = request.site, request.visitor
    path = request.url.path
    token = csrf_of(request)
    session, person = request.session_state, request.person_session
    ends = person.expires_at if person is not None else None
    if viewer is not None and session is not None:
        ends = session.expires_at

    def csrf_input() -> Markup:
        return Markup('<input type="hidden" name="_csrf_token" value="{}">').format(token)

    return {
        "site": site,
        "viewer": viewer,
        "menu": site.menu_for(viewer, path) if viewer is not None else [],
        "csrf_token": token,
        "csrf_input": csrf_input,
        "request_id": request_id.get() or "",
        "path": path,
        "flash": unpack(request.cookies.get(FLASH), site.secret),
        "today": clock.today(),
        "impersonation": viewer.impersonator_id if viewer is not None else None,
        "notifications_count": session.unread if viewer is not None and session is not None else 0,
        "person_session": person,
        "session_expires_at": ends,
    }
