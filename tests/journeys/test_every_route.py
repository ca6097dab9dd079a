"""Every page × every role: no fault of ours, nobody where she may not be, a stranger's record is not there."""

from __future__ import annotations

import pytest
import pytest_asyncio

from portal.foundation import db
from portal.foundation.access import AREA, LINK, PUBLIC
from portal.foundation.web.site import AREA_CLOSED
from portal.kernel.roles import COMPANY_ROLES, Role
from portal.kernel.viewer import Viewer
from portal.overview.menu import items_for
from tests.journeys.every_page import Route, World, get_routes, routes, world
from tests.journeys.faults_of_a_page import faults
from tests.web import Browser, Page, browser

pytestmark = [pytest.mark.usefixtures("db_rollback"), pytest.mark.xdist_group("every route")]

NOT_FOR_ANYBODY_NOW = {
    "/attendance": "leads the tutor of one plan straight to it",
    "/company": "leads to the company's page",
    "/people/{person_id:uuid}/phases/dismissal": "only once the case is dismissed",
    "/my-plans": "leads the tutor of one plan straight to it",
    "/saved-searches/{saved_search_id:uuid}": "leads to the results of the search",
    "/sign-in/code": "between the password and the code",
    "/workforce/import/{import_id:uuid}/columns": "only while the columns of a file are to be matched",
}
"""Pages that nobody of the world may see as she stands, and why."""

NOBODY_S = {
    "act",
    "figure_id",
    "key",
    "kind",
    "name",
    "outbox_id",
    "recount_id",
    "what",
    "token",
    "province",
    "region",
}
"""Parameters that name a thing of the portal's, not somebody's record."""


@pytest_asyncio.fixture
async def told(db_rollback: None) -> World:
    return await world()


def others_pages(route: Route) -> bool:
    """Whether the address names somebody's record."""
    return bool(set(route.parameters) - NOBODY_S)


def _way_in(route: Route) -> str:
    return AREA_CLOSED if route.access == AREA else "/sign-in"


async def _ask(client: Browser, path: str) -> Page:
    return await client.get(path, follow=False)


async def _as(client: Browser, viewer: Viewer) -> None:
    client.client.cookies.clear()
    await client.sign_in_as(viewer.account_id, viewer.organisation_id)


async def _as_herself(client: Browser, told: World) -> None:
    """In her own area, where no account gets."""
    client.client.cookies.clear()
    address = f"/my-area/enter/{await told.area_link()}"
    await client.get(address)
    await client.press(address)


async def test_a_visitor_is_sent_to_the_sign_in_from_every_page_that_is_not_for_everybody(
    told: World,
) -> None:
    wrong = []
    async with browser() as client:
        for route in get_routes():
            path = told.address(route)
            page = await _ask(client, path)
            if route.access in (PUBLIC, LINK):
                if page.status >= 500:
                    wrong.append((path, page.status))
            elif page.status != 303 or not page.location.startswith(_way_in(route)):
                wrong.append((path, page.status))
    assert wrong == []


async def test_every_page_answers_every_role_as_its_access_says(told: World) -> None:
    """200, another page, or a page that is not there; 403 exactly where the role may not."""
    wrong = []
    async with browser() as client:
        for role in Role:
            viewer = await told.owner(role)
            await _as(client, viewer)
            for route in get_routes():
                page = await _ask(client, told.address(route))
                let_in = route.access.lets_in(viewer)
                if route.access == AREA:
                    if page.location != AREA_CLOSED:
                        wrong.append(f"{role} on {route.path}: {page.status}, and it is the person's")
                elif not let_in and page.status != 403:
                    wrong.append(f"{role} on {route.path}: {page.status}, and may not")
                if let_in and page.status not in {200, 303, 404, 409, 410}:
                    wrong.append(f"{role} on {route.path}: {page.status}")
    assert wrong == []


async def test_a_stranger_s_record_is_not_there(told: World) -> None:
    """The same role in another organisation, on every page that names a record; and on records of nobody."""
    wrong = []
    nobody_s = told.of_nobody()
    async with browser() as client:
        for role in Role:
            viewer = await told.people.outsider(role)
            await _as(client, viewer)
            for route in get_routes():
                if (
                    not others_pages(route)
                    or not route.access.lets_in(viewer)
                    or route.access in (PUBLIC, LINK)
                ):
                    continue
                for values in (None, nobody_s):
                    page = await _ask(client, told.address(route, values))
                    if page.status != 404 and not _is_shared(route, role, values is None):
                        wrong.append(f"{role} on {route.path}: {page.status}")
    assert wrong == []


def _is_shared(route: Route, role: Role, is_real: bool) -> bool:
    """Of a company, services see the entry of the register; the platform's office sees every organisation."""
    if not is_real:
        return False
    if role is Role.PLATFORM_ADMINISTRATOR:
        return route.path.startswith(("/platform/organisations", "/users/invitations"))
    shared = ("/companies", "/matching/vacancies", "/workstation-search")
    return route.path.startswith(shared) and role not in COMPANY_ROLES


async def test_every_page_of_every_menu_is_there_and_well_made(told: World) -> None:
    wrong = []
    async with browser() as client:
        for role in Role:
            viewer = await told.owner(role)
            await _as(client, viewer)
            for item in items_for(viewer):
                page = await client.get(item.href)
                if page.status != 200:
                    wrong.append(f"{role}, «{item.label}» ({item.href}): {page.status}")
                    continue
                wrong += [f"{role}, {item.href}: {fault}" for fault in faults(page.html)]
    assert wrong == []


async def test_every_page_somebody_may_open_is_well_made(told: World) -> None:
    wrong = []
    async with browser() as client:
        for role in Role:
            viewer = await told.owner(role)
            await _as(client, viewer)
            for route in get_routes():
                if route.access.lets_in(viewer):
                    wrong += await _faults(client, told, route)
        await _as_herself(client, told)
        for route in get_routes():
            if route.access == AREA:
                wrong += await _faults(client, told, route)
    assert sorted(set(wrong)) == []


async def _faults(client: Browser, told: World, route: Route) -> list[str]:
    page = await _ask(client, told.address(route))
    if not page.html.lstrip().startswith("<") or "content-disposition" in page.response.headers:
        return []
    return [f"{route.path}: {fault}" for fault in faults(page.html)]


async def test_every_page_can_be_reached_by_somebody(told: World) -> None:
    """Otherwise the tests above would be content with a page that is never there."""
    answers: dict[str, set[int]] = {}
    async with browser() as client:
        for who in (None, *Role, told.herself):
            client.client.cookies.clear()
            if isinstance(who, Role):
                await _as(client, await told.owner(who))
            elif who is not None:
                await _as_herself(client, told)
            for route in get_routes():
                if 200 not in answers.setdefault(route.path, set()):
                    answers[route.path].add((await _ask(client, told.address(route))).status)
    never = {path: found for path, found in answers.items() if 200 not in found}
    assert set(never) == set(NOT_FOR_ANYBODY_NOW), never


async def test_nobody_acts_who_may_not(told: World) -> None:
    """Every address that changes something, with an empty form: 403 for the wrong role, the sign-in for a visitor."""
    wrong = []
    async with browser() as client:
        for who in (None, *Role):
            client.client.cookies.clear()
            viewer = await told.owner(who) if who is not None else None
            if viewer is not None:
                await _as(client, viewer)
            for route in routes("POST"):
                if route.access.lets_in(viewer):
                    continue
                page = await client.post(told.address(route), follow=False)
                expected = (
                    page.status == 303 and page.location == _way_in(route)
                    if viewer is None or route.access == AREA
                    else page.status == 403
                )
                if not expected:
                    wrong.append(f"{who} on {route.path}: {page.status} {page.location}")
    assert wrong == []


async def test_a_stranger_s_record_cannot_be_told_from_one_that_is_not_there(told: World) -> None:
    """Whoever presses on a stranger's record hears what she would hear of a made-up one, and nothing changes.

    A program's address reads its document first: an empty form is none (400).
    """
    wrong = []
    strangers = {role: await told.people.outsider(role) for role in Role}
    acts = await db.fetchval("SELECT count(*) FROM audit_entry")
    nobody_s = told.of_nobody()
    async with browser() as client:
        for role, viewer in strangers.items():
            await _as(client, viewer)
            for route in routes("POST"):
                if (
                    not others_pages(route)
                    or route.access in (PUBLIC, LINK)
                    or not route.access.lets_in(viewer)
                ):
                    continue
                real, made_up = [
                    (await client.post(told.address(route, values), follow=False)).status
                    for values in (None, nobody_s)
                ]
                refusals = {400, 404, 409, 422} if route.path.startswith("/api/") else {404, 409, 422}
                if (real != made_up or real not in refusals) and not _is_shared(route, role, True):
                    wrong.append(f"{role} on {route.path}: {real}, of a made-up one {made_up}")
    assert wrong == []
    assert await db.fetchval("SELECT count(*) FROM audit_entry") == acts
