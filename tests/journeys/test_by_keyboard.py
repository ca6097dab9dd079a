"""A recruiter without a mouse: signs in, searches the profiles, asks for a contact."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page

from portal.foundation import db, jobs
from portal.kernel.roles import Role
from tests import cast
from tests.candidates import builders as candidates
from tests.cast import Cast
from tests.employers import builders as employers
from tests.journeys.chromium import Looked, chromium, served, window
from tests.journeys.hands import sees

pytestmark = [pytest.mark.usefixtures("fresh_database"), pytest.mark.xdist_group("browser 4")]

_FOCUS = """
() => {
  const on = document.activeElement, style = getComputedStyle(on), box = on.getBoundingClientRect();
  const label = on.labels && on.labels.length ? on.labels[0].innerText : "";
  return {
    tag: on.tagName.toLowerCase(), name: on.getAttribute("name") || "", value: on.value || "",
    words: (on.innerText || label || on.getAttribute("aria-label") || "").trim(),
    shown: box.width > 0 && box.height > 0,
    ring: parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== "none" || style.boxShadow !== "none",
  };
}
"""
_MOST_TABS = 120


async def tab_to(page: Page, *, name: str = "", words: str = "", value: str = "") -> None:
    """Tab until the focus is there. On the way every stop must be visible, with its ring."""
    for _ in range(_MOST_TABS):
        await page.keyboard.press("Tab")
        on = await page.evaluate(_FOCUS)
        if on["tag"] == "body":
            continue
        assert on["shown"], f"the focus is on something that nobody sees: {on}"
        assert on["ring"], f"the focus does not show: {on}"
        if (name and on["name"] == name and (not value or on["value"] == value)) or (
            words and words in on["words"]
        ):
            return
    raise AssertionError(f"Tab never reaches {name or words} on {page.url}")


async def enter(page: Page) -> None:
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def test_a_recruiter_asks_for_a_contact_with_the_keyboard_alone(tmp_path: Path) -> None:
    people = Cast()
    recruiter = await people.owner(Role.COMPANY_RECRUITER)
    await employers.published_vacancy(recruiter)
    await candidates.released(await people.owner(Role.JOB_COUNSELLOR))
    await jobs.drain()
    email = await db.fetchval("SELECT email FROM account WHERE id = $1", recruiter.account_id)
    looked = Looked()
    async with chromium() as browser, served(tmp_path) as address:
        hands = await window(browser, address, looked, width=1280)
        page = hands.page
        await hands.open("/sign-in")

        await page.keyboard.press("Tab")
        assert (await page.evaluate(_FOCUS))["words"] == "Vai al contenuto"
        await tab_to(page, name="email")
        await page.keyboard.type(str(email))
        await tab_to(page, name="password")
        await page.keyboard.type(cast.PASSWORD)
        await enter(page)

        await tab_to(page, words="Profili")
        await enter(page)
        assert page.url.endswith("/profiles")
        await tab_to(page, name="q")
        await page.keyboard.type("logistica")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/profiles?*q=logistica*")
        await tab_to(page, words="Chiedi un contatto")
        await enter(page)

        await tab_to(page, name="vacancy")
        await page.keyboard.press("ArrowDown")
        await tab_to(page, name="words")
        await page.keyboard.type("Cerchiamo una persona precisa.")
        await tab_to(page, words="Invia la richiesta")
        await page.keyboard.press("Space")
        await page.wait_for_url("**/proposals/*")
        await hands.open("/proposals")
        sees(hands, "In attesa del servizio")
    assert await db.fetchval("SELECT count(*) FROM proposal WHERE state = 'requested'") == 1
    assert not looked.problems, "\n".join(["", *looked.problems])
