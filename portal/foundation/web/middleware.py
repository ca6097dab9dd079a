"""What happens around every request: its code, its session, its headers, its line in the log.

The line holds the route's pattern, never the address that was asked: addresses may carry the secret of a link.
"""

import time
from typing import Any

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from portal.foundation.context import request_id
from portal.foundation.ids import opaque_id
from portal.foundation.web import sessions
from portal.foundation.web.site import AREA_PATH, Site

log = structlog.get_logger("portal.web")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

_HEADERS: list[tuple[bytes, bytes]] = [
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
]
_STRICT_TRANSPORT = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


def new_code() -> str:
    """The code a person reads to us from an error page: short, not guessable, not ordered."""
    return opaque_id().hex[:12]


def request_line(app: ASGIApp) -> ASGIApp:
    """Outermost: gives the request its code, adds the security headers, writes the line."""

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        code = new_code()
        token = request_id.set(code)
        started = time.perf_counter()
        status = 500
        site: Site = scope["litestar_app"].state.site

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [*message.get("headers", []), *_HEADERS, (b"x-request-id", code.encode())]
                if site.secure_cookies:
                    headers.append(_STRICT_TRANSPORT)
                message["headers"] = headers
            await send(message)

        try:
            await app(scope, receive, send_with_headers)
        finally:
            request_id.reset(token)
            log.info(
                "request",
                request_id=code,
                method=scope.get("method"),
                route=scope.get("path_template") or "-",
                status=status,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )

    return handle


def _session_cookie(scope: Scope, name: str) -> str | None:
    wanted = name.encode() + b"="
    for key, value in scope["headers"]:
        if key == b"cookie":
            for part in value.split(b"; "):
                if part.startswith(wanted):
                    text: str = part[len(wanted) :].decode("latin-1")
                    return text
    return None


def session(app: ASGIApp) -> ASGIApp:
    """Finds who calls. Static files and pages asked without the cookie cost no query.

    Under the address of the personal area only a person's own session counts, elsewhere only an account's.
    """

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        state: Any = None
        viewer = person = None
        if scope["type"] == ScopeType.HTTP and not scope["path"].startswith("/static/"):
            site: Site = scope["litestar_app"].state.site
            if _in_area(scope["path"]):
                token = _session_cookie(scope, sessions.area_cookie_name(site.secure_cookies))
                person = await site.resolve_person(sessions.hash_of(token)) if token else None
            else:
                token = _session_cookie(scope, sessions.cookie_name(site.secure_cookies))
                found = await site.resolve_session(sessions.hash_of(token)) if token else None
                if found is not None:
                    state, viewer = found
                    state = await sessions.touch(state)
        scope["session_state"] = state  # type: ignore[typeddict-unknown-key]
        scope["visitor"] = viewer  # type: ignore[typeddict-unknown-key]
        scope["person_session"] = person  # type: ignore[typeddict-unknown-key]
        await app(scope, receive, send)

    return handle


def _in_area(path: str) -> bool:
    return path == AREA_PATH or path.startswith(f"{AREA_PATH}/")
