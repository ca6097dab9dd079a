"""What comes over the wire: the first visit, the pages after it, the pieces of a page (the guide, §9)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from portal.foundation import db, jobs
from portal.kernel.roles import Role
from tests import cast
from tests.candidates import builders as candidates
from tests.cast import Cast
from tests.employers import builders as employers
from tests.journeys.chromium import (
    HEAVIEST_PAGE,
    HEAVIEST_PIECE,
    MOST_NODES,
    Looked,
    chromium,
    served,
    window,
)

pytestmark = [pytest.mark.usefixtures("fresh_database"), pytest.mark.xdist_group("browser 4")]

FIRST_VISIT, FIRST_REQUESTS = 80_000, 8


class Wire:
    """Requests that left the browser, with the bytes of their answers, headers included, as they came."""

    def __init__(self) -> None:
        self.urls: dict[str, str] = {}
        self.bytes: dict[str, int] = {}

    @classmethod
    async def of(cls, page: Page) -> Wire:
        wire = cls()
        session = await page.context.new_cdp_session(page)
        await session.send("Network.enable")
        session.on("Network.requestWillBeSent", wire._asked)
        session.on("Network.requestServedFromCache", lambda event: wire.urls.pop(event["requestId"], None))
        session.on("Network.responseReceived", wire._answered)
        session.on("Network.loadingFinished", wire._finished)
        return wire

    def _asked(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            self.urls[event["requestId"]] = event["request"]["url"]

    def _answered(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            self.urls.pop(event["requestId"], None)

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.urls:
            self.bytes[event["requestId"]] = int(event["encodedDataLength"])

    def forget(self) -> None:
        self.urls.clear()
        self.bytes.clear()

    @property
    def total(self) -> int:
        return sum(self.bytes.values())

    def told(self) -> str:
        return ", ".join(f"{url} {self.bytes.get(id, 0)}" for id, url in self.urls.items())


@pytest.mark.parametrize("path", ["/", "/sign-in"])
async def test_a_first_visit_is_light(tmp_path: Path, path: str) -> None:
    async with chromium() as browser, served(tmp_path) as address:
        page = (await window(browser, address, Looked(), width=390)).page
        wire = await Wire.of(page)
        await page.goto(address + path, wait_until="networkidle")
    assert wire.urls
    assert len(wire.urls) <= FIRST_REQUESTS, wire.told()
    assert wire.total <= FIRST_VISIT, wire.told()


async def test_later_pages_are_one_light_request_and_pieces_are_lighter(tmp_path: Path) -> None:
    people = Cast()
    recruiter = await people.owner(Role.COMPANY_RECRUITER)
    for number in range(30):
        await employers.published_vacancy(recruiter, title=f"Addetto/a {number}")
    await candidates.released(await people.owner(Role.JOB_COUNSELLOR), 30)
    await jobs.drain()
    email = await db.fetchval("SELECT email FROM account WHERE id = $1", recruiter.account_id)
    async with chromium() as browser, served(tmp_path) as address:
        hands = await window(browser, address, Looked(), width=1280)
        await hands.open("/sign-in")
        await hands.send("/sign-in", {"email": str(email), "password": cast.PASSWORD})
        page = hands.page
        wire = await Wire.of(page)
        for path in ("/", "/vacancies", "/profiles", "/obligations", "/proposals", "/plans", "/account"):
            wire.forget()
            await page.goto(address + path, wait_until="networkidle")
            pages = [url for url in wire.urls.values() if url == address + path]
            assert len(pages) == 1, wire.told()
            assert len(wire.urls) == 1, f"{path} asks for more than itself: {wire.told()}"
            assert wire.total <= HEAVIEST_PAGE, wire.told()
            nodes = await page.evaluate("document.querySelectorAll('*').length")
            assert nodes <= MOST_NODES, f"{path} has {nodes} nodes"
        wire.forget()
        answer = await page.request.get(address + "/profiles?q=a", headers={"HX-Request": "true"})
        sizes = len(await answer.body())
        assert answer.ok
        assert "<html" not in await answer.text(), "a piece of the page is the whole page"
        await page.goto(address + "/profiles", wait_until="networkidle")
        wire.forget()
        await page.locator("input[type=checkbox]").first.check()
        await page.wait_for_timeout(600)
        assert len(wire.urls) == 1, wire.told()
        assert wire.total <= HEAVIEST_PIECE, f"{wire.told()} ({sizes} bytes of HTML)"
