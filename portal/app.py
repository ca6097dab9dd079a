"""Builds the web application: slices' routes, deny-by-default guard, error pages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from os import environ
from typing import Any
from urllib.parse import urlsplit

from litestar import Litestar
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.config.compression import CompressionConfig
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import CacheControlHeader, State
from litestar.di import Provide
from litestar.plugins.htmx import HTMXPlugin
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template import TemplateConfig

from portal import subscriptions
from portal.accounts import public as accounts
from portal.accounts.routes import ROUTES as ACCOUNTS
from portal.candidates.routes import ROUTES as CANDIDATES
from portal.employers.routes import ROUTES as EMPLOYERS
from portal.foundation import db, outbox, process, search
from portal.foundation.access import PUBLIC
from portal.foundation.settings import Settings, load
from portal.foundation.web import PortalRequest, health
from portal.foundation.web.assets import Assets
from portal.foundation.web.errors import HANDLERS
from portal.foundation.web.guard import declared_access
from portal.foundation.web.logging import configure_logging
from portal.foundation.web.middleware import request_line, session
from portal.foundation.web.site import PersonSession, Site
from portal.foundation.web.templating import environment
from portal.kernel.viewer import Viewer
from portal.matching.routes import ROUTES as MATCHING
from portal.network.routes import ROUTES as NETWORK
from portal.overview.menu import menu_for
from portal.overview.routes import ROUTES as OVERVIEW
from portal.privacy.actions import entering
from portal.privacy.routes import ROUTES as PRIVACY
from portal.tutoring.routes import ROUTES as TUTORING

MAX_BODY = 10_000_000
"""Bytes of one request: a workforce file, an evidence; anything larger gets the page of the 413."""


def visitor(request: PortalRequest) -> Viewer | None:
    return request.visitor


def viewer(request: PortalRequest) -> Viewer:
    if request.visitor is None:
        raise RuntimeError("a handler open to visitors asked for a viewer")
    return request.visitor


def person(request: PortalRequest) -> PersonSession:
    if request.person_session is None:
        raise RuntimeError("a handler outside of the personal area asked for its person")
    return request.person_session


def _hosts(settings: Settings) -> list[str]:
    """Names we answer to, with and without our ports: Litestar compares the whole header."""
    ports = {settings.port, urlsplit(settings.base_url).port} - {None}
    names = settings.allowed_hosts
    return [*names, *(f"{name}:{port}" for name in names for port in sorted(map(str, ports)))]


def build(settings: Settings) -> Litestar:
    """The application for these settings. The pool is opened by its lifespan unless it is open already."""
    assets = Assets()
    outbox.install(subscriptions.SUBSCRIPTIONS)
    process.configure(settings)
    configure_logging(settings.log_level)
    site = Site(
        name="Incontro",
        base_url=settings.base_url,
        sample_data=settings.sample_data,
        secret=settings.secret_key,
        secure_cookies=settings.secure_cookies,
        assets=assets,
        resolve_session=accounts.resolve_session,
        resolve_person=entering.resolve,
        menu_for=menu_for,
        home_of_step=accounts.HOME_OF_STEP,
    )

    @asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        opened_here = db.ENGINE.pool is None
        if opened_here:
            await db.open_pool(settings.database_url, max_size=settings.database_pool)
        try:
            yield
        finally:
            await search.close()
            if opened_here:
                await db.close_pool()

    static: Any = create_static_files_router(
        path="/static",
        directories=[assets.directory],
        cache_control=CacheControlHeader(max_age=31_536_000, public=True, immutable=True),
        opt={"access": PUBLIC},
        include_in_schema=False,
    )
    application = Litestar(
        route_handlers=[
            static,
            *health.ROUTES,
            *ACCOUNTS,
            *EMPLOYERS,
            *CANDIDATES,
            *MATCHING,
            *TUTORING,
            *OVERVIEW,
            *NETWORK,
            *PRIVACY,
        ],
        # First, because it overwrites the types that others add.
        plugins=[HTMXPlugin()],
        request_class=PortalRequest,
        guards=[declared_access],
        dependencies={
            "viewer": Provide(viewer, sync_to_thread=False),
            "visitor": Provide(visitor, sync_to_thread=False),
            "person": Provide(person, sync_to_thread=False),
        },
        exception_handlers=HANDLERS,
        template_config=TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment(assets))),
        csrf_config=CSRFConfig(
            secret=settings.secret_key.hex(),
            cookie_name="csrf",
            cookie_httponly=True,
            cookie_samesite="lax",
            cookie_secure=settings.secure_cookies,
            header_name="x-csrf-token",
        ),
        # Level 4: a 9 KB page costs 0.05 ms; the default level is ten times dearer for nothing.
        compression_config=CompressionConfig(backend="brotli", brotli_quality=4, brotli_gzip_fallback=True),
        allowed_hosts=AllowedHostsConfig(allowed_hosts=_hosts(settings)),
        request_max_body_size=MAX_BODY,
        openapi_config=None,
        lifespan=[lifespan],
        signature_types=[PortalRequest, PersonSession, Viewer],
        state=State({"site": site, "settings": settings}),
        logging_config=None,
    )
    # Around routing too: an address that no route answers has its code, its line and its headers like any other.
    application.asgi_handler = request_line(session(application.asgi_handler))
    return application


def create() -> Litestar:
    """For the server: settings from the environment."""
    return build(load(environ))
