"""The tutor's page in a real browser: attendance and diary renew their own part and focus the confirmation."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page

from portal.foundation import clock
from portal.foundation.web import sessions
from portal.kernel.viewer import Viewer
from portal.tutoring.queries import register
from tests.journeys.chromium import BrowserHands, Looked, chromium, served, window
from tests.tutoring import builders

pytestmark = [pytest.mark.usefixtures("fresh_database"), pytest.mark.xdist_group("browser 5")]


async def seated(hands: BrowserHands, viewer: Viewer) -> None:
    token = await sessions.open_session(viewer.account_id, viewer.organisation_id, {"second_factor": "done"})
    await hands.context.add_cookies([{"name": "session", "value": token, "url": hands.address}])


async def focused(page: Page) -> str:
    return str(await page.evaluate("document.activeElement.innerText"))


@pytest.mark.parametrize("width", [1280, 390])
async def test_hours_and_diary_are_saved_without_leaving_the_page(tmp_path: Path, width: int) -> None:
    course = await builders.running_plan()
    looked = Looked()
    async with chromium() as browser, served(tmp_path) as address:
        hands = await window(browser, address, looked, width=width)
        await seated(hands, course.tutor)
        await hands.open(f"/plans/{course.plan_id}")
        await hands.page.evaluate("window.stayed = true")

        await hands.send("/attendance", {"starts_at": "99:99", "ends_at": "12:30"})
        assert hands.status == 422
        assert "Scrivi l’ora come 8:30." in await focused(hands.page)

        await hands.send("/attendance", {"starts_at": "8.30", "ends_at": "1230"})
        assert await focused(hands.page) == "Presenza registrata."
        assert "4 h" in await hands.page.locator("#presenze").inner_text()
        assert "4 di" in await hands.page.locator("#avanzamento").inner_text()

        await hands.send("/diary", {"title": "Prelievo", "text": "Sei ordini su sette."})
        assert await focused(hands.page) == "Annotazione salvata nel diario."
        assert "Sei ordini su sette." in await hands.page.locator("#diario").inner_text()

        await hands.send("/absences", {"absence": "illness"})
        assert await focused(hands.page) == "Assenza segnata."
        assert await hands.page.evaluate("window.stayed"), "the page was left"
    (line,) = await register.attendance(course.plan_id)
    assert (line.on, line.absence) == (clock.today(), "illness")
    assert looked.problems == []
