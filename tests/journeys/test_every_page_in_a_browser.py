"""Every page of the portal under the eyes of axe, by the first who may open it; and that those eyes do see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Error

from portal.foundation.access import AREA
from portal.foundation.web import sessions
from portal.kernel.roles import Role
from portal.privacy.actions import entering
from tests.journeys.chromium import Looked, chromium, served, window
from tests.journeys.every_page import get_routes, world
from tests.journeys.faults_of_a_page import faults

pytestmark = [pytest.mark.usefixtures("fresh_database"), pytest.mark.xdist_group("browser 4")]

WIDE, NARROW = 1280, 390

NO_PAGE = re.compile(
    r"^/(healthz|readyz)$|\.(csv|ics|json|pdf|xlsx|xml)$|(evidence|document)_id:uuid\}$"
    r"|/obligations/calendars/|/drafts/"
)
"""Words for programs, and files."""


async def test_every_page_is_accessible_and_fits_both_widths(tmp_path: Path) -> None:
    now = await world()
    looked = Looked()
    left = {route.path: route for route in get_routes() if not NO_PAGE.search(route.path)}
    async with chromium() as browser, served(tmp_path) as address:
        for who in (None, *Role, now.herself):
            viewer = await now.owner(who) if isinstance(who, Role) else None
            hands = await window(browser, address, looked, width=WIDE)
            if viewer is not None:
                secret = await sessions.open_session(
                    viewer.account_id, viewer.organisation_id, {"second_factor": "done"}
                )
                await hands.context.add_cookies([{"name": "session", "value": secret, "url": address}])
            elif who is not None:
                secret = (await entering.enter(await now.area_link())).token
                await hands.context.add_cookies([{"name": "area", "value": secret, "url": address}])
            hers = viewer is None and who is not None
            for route in [
                one for one in left.values() if one.access.lets_in(viewer) or (hers and one.access == AREA)
            ]:
                await hands.page.set_viewport_size({"width": WIDE, "height": 800})
                try:
                    await hands.open(now.address(route))
                except Error as problem:
                    if "Download is starting" not in str(problem):
                        raise
                    del left[route.path]  # a file, not a page
                    continue
                if hands.status == 200:
                    del left[route.path]
                    await hands.page.set_viewport_size({"width": NARROW, "height": 800})
                    too_wide = await hands.page.evaluate(
                        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                    )
                    if too_wide > 0:
                        looked.add(route.path, f"scrolls {too_wide} px sideways when narrow")
            await hands.context.close()
    assert not looked.problems, "\n".join(["", *looked.problems])


BAD = """<!DOCTYPE html><html lang="it"><head><title>Prova · Incontro</title></head><body><main>
<h1>Prova</h1><h3>Salto</h3><p style="width: 3000px; color: #ccc">Grigio chiaro su bianco.</p>
<form method="post" action="/x"><input name="q"><input id="a"><label for="a">A</label><input id="a"></form>
<a href="#nulla">Vai</a><img src="data:,"><button></button></main></body></html>"""


def test_faults_of_structure_are_seen() -> None:
    told = "\n".join(faults(BAD))
    for fault in (
        "is an h3 after an h1",
        "id «a» is used 2 times",
        "the field «q» has no label",
        "carries no token",
        "points at nothing",
        "has no alt",
        "has no words",
        "inline style",
    ):
        assert fault in told, told
    assert faults(BAD.replace('lang="it"', "").replace("<!DOCTYPE html>", ""))[:2] == [
        "the page does not begin with its doctype",
        "the page does not say that it is Italian",
    ]


async def test_faults_of_the_look_are_seen(tmp_path: Path) -> None:
    looked = Looked()
    async with chromium() as browser, served(tmp_path) as address:
        hands = await window(browser, address, looked, width=NARROW)
        await hands.open("/sign-in")
        assert looked.problems == []
        await hands.page.evaluate("html => { document.documentElement.innerHTML = html }", BAD)
        await hands.page.evaluate("document.querySelector('p').style.cssText = 'width:3000px;color:#ccc'")
        await hands.page.evaluate("fetch('https://example.org/').catch(() => {})")
        await hands.page.wait_for_timeout(100)
        await hands.read_again()
        await hands.look(BAD)
    told = "\n".join(looked.problems)
    for fault in (
        "color-contrast",
        "image-alt",
        "button-name",
        "label",
        "px sideways",
        "content security policy",
    ):
        assert fault in told, told
