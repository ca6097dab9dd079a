"""Every route says who may call it; nothing is open by forgetting."""

from collections.abc import Iterator
from typing import Any

from litestar.handlers import HTTPRouteHandler

from portal.foundation.access import GRANTS, LINK, PUBLIC, SIGNED_IN, Access, Permission
from portal.kernel.roles import Role
from tests.web import application


def _handlers() -> Iterator[tuple[str, Any]]:
    for route in application().routes:
        for handler in getattr(route, "route_handlers", ()):
            if isinstance(handler, HTTPRouteHandler):
                yield route.path, handler


def test_every_route_declares_its_access() -> None:
    undeclared = [
        f"{path} {handler}"
        for path, handler in _handlers()
        if not isinstance(handler.opt.get("access"), Access)
    ]
    # Litestar answers OPTIONS by itself, with the methods of the route and nothing else.
    assert [name for name in undeclared if "options_handler" not in name.lower()] == []


# Whoever adds a page that anybody may open adds it here too, on purpose.
OPEN_TO_ANYBODY = {
    "/",
    "/accessibility",
    "/api/v1/openapi.json",
    "/api/v1/quota",  # keeps nothing of what is sent
    "/account/second-factor",  # reached before the sign-in is finished; the handler asks for the session
    "/development/codes",
    "/development/mail",
    "/healthz",
    "/help",
    "/how-we-calculate",
    "/how-we-calculate/simulator",
    "/my-area/closed",
    "/invitations/{token:str}",
    "/jobs",  # only what a company makes public
    "/jobs/{vacancy_id:uuid}",
    "/password-reset",
    "/password-reset/{token:str}",
    "/privacy",
    "/readyz",
    "/registration",
    "/registration/done",
    "/report-a-problem",
    "/sign-in",
    "/sign-in/code",
    "/sign-out",
    "/sources",
    "/static/{file_path:path}",
}


def test_pages_open_to_anybody_are_those_on_the_list() -> None:
    found = {path for path, handler in _handlers() if handler.opt.get("access") in (PUBLIC,)}
    assert found - OPEN_TO_ANYBODY == set()


def test_links_of_people_act_only_by_post() -> None:
    methods: dict[str, set[str]] = {}
    for path, handler in _handlers():
        if handler.opt.get("access") == LINK:
            methods.setdefault(path, set()).update(str(one) for one in handler.http_methods)
    assert methods, "the consent page is a link"
    for path, verbs in methods.items():
        assert verbs <= {"GET", "POST", "OPTIONS", "HEAD"}, path


def test_every_permission_is_asked_by_a_route_and_granted_to_a_role() -> None:
    asked: set[Permission] = set()
    for _, handler in _handlers():
        access = handler.opt.get("access")
        if isinstance(access, Access):
            asked |= access.permissions
    assert set(Permission) == set(GRANTS)
    assert all(GRANTS.values())
    assert set(Permission) - asked == set()


def test_no_health_data_for_the_platform_administrator() -> None:
    granted = {permission for permission, roles in GRANTS.items() if Role.PLATFORM_ADMINISTRATOR in roles}
    assert granted == {Permission.OPERATIONS_READ, Permission.ORGANISATIONS_MANAGE, Permission.USERS_MANAGE}
    assert SIGNED_IN.permissions == frozenset()
