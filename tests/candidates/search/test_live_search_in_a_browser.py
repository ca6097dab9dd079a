"""The company's search in a real browser: it answers while one types, renews the filters, and needs no script."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, expect

from portal.foundation import jobs
from portal.foundation.web import sessions
from tests.candidates.search.market import Market, card_ids, change_cards, market
from tests.journeys.chromium import chromium, served

pytestmark = [pytest.mark.usefixtures("fresh_database"), pytest.mark.xdist_group("browser 3")]

COUNT = "#conteggio"
SLOW = 20_000
"""Milliseconds: a machine that tests is busy."""

_FOCUSED = "() => document.activeElement.id"


async def _sign_in(context: BrowserContext, address: str, stall: Market) -> Page:
    by = stall.recruiter
    secret = await sessions.open_session(by.account_id, by.organisation_id, {"second_factor": "done"})
    await context.add_cookies([{"name": "session", "value": secret, "url": address}])
    page = await context.new_page()
    page.set_default_timeout(SLOW)
    return page


async def _counts(page: Page, words: str) -> None:
    await expect(page.locator(COUNT)).to_have_text(words, timeout=SLOW)


async def _seen(page: Page, name: str) -> None:
    if folder := os.environ.get("PORTAL_TEST_PICTURES"):
        await page.screenshot(path=f"{folder}/{name}.png", full_page=True)


async def test_results_and_filters_follow_what_is_typed_and_chosen(tmp_path: Path) -> None:
    stall = await market()
    await change_cards((await card_ids())[:11], licence="b")
    await jobs.drain()
    async with chromium() as browser, served(tmp_path) as address:
        page = await _sign_in(
            await browser.new_context(locale="it-IT", viewport={"width": 1280, "height": 900}), address, stall
        )
        await page.goto(f"{address}/profiles")
        await _counts(page, "22 profili trovati")
        await expect(page.locator("#scelta-family-F01")).to_have_count(1)
        await page.locator("#altre-profession summary").click()

        # typing: results, count and filters without a new page, the focus stays
        await page.locator("#campo-q").press_sequentially("magaz", delay=20)
        await _counts(page, "12 profili trovati")
        await expect(page.locator("#scelta-family-F01")).to_have_count(0)
        await expect(page.locator("#voce-family-F02 .choice__count")).to_have_text("12")
        assert await page.evaluate(_FOCUSED) == "campo-q"
        assert await page.locator("#altre-profession").get_attribute("open") is not None, (
            "what was unfolded stays so"
        )

        # a filter clicked right after typing is not lost, and the box keeps the focus
        await page.locator("#campo-q").fill("")
        await page.locator("#scelta-working_time-part").check()
        await _counts(page, "22 profili trovati")
        await expect(page.locator("#scelta-family-F01")).to_have_count(1)
        assert await page.evaluate(_FOCUSED) == "scelta-working_time-part"
        assert "working_time=part" in page.url

        # a filter that came with a later answer is heard as well
        await page.locator("#scelta-family-F01").check()
        await _counts(page, "10 profili trovati")
        await expect(page.locator("#scelta-family-F01")).to_be_checked()

        # a place, and back again
        await page.locator("#campo-area").select_option("LC")
        await expect(page).to_have_url(
            f"{address}/profiles?q=&area=LC&family=F01&working_time=part", timeout=SLOW
        )
        await _counts(page, "10 profili trovati")
        await _seen(page, "search-1280")
        await page.go_back()
        await _counts(page, "10 profili trovati")
        await expect(page.locator("#campo-area")).to_have_value("")
        await expect(page.locator("#scelta-family-F01")).to_be_checked()

        # nobody, and the way out
        await page.locator("#campo-q").fill("astronauta")
        await _counts(page, "Nessun profilo trovato")
        await _seen(page, "search-none-1280")
        await page.get_by_role("link", name="Senza «astronauta»").click()
        await _counts(page, "10 profili trovati")

        # kept, without leaving the results for longer than a page
        await page.get_by_role("link", name="Salva questa ricerca").click()
        await _seen(page, "save-1280")
        await page.get_by_role("button", name="Salva la ricerca").click()
        await expect(page.get_by_text("Ricerca salvata.")).to_be_visible(timeout=SLOW)
        await _seen(page, "saved-1280")


async def test_without_a_script_and_on_a_phone_it_is_a_form_with_a_button(tmp_path: Path) -> None:
    stall = await market(office=0)
    async with chromium() as browser, served(tmp_path) as address:
        context = await browser.new_context(
            locale="it-IT", viewport={"width": 390, "height": 800}, java_script_enabled=False
        )
        page = await _sign_in(context, address, stall)
        await page.goto(f"{address}/profiles")
        await page.fill("#campo-q", "magazzinieri")
        await page.get_by_text("Filtri", exact=True).click()
        await page.locator("#scelta-working_time-part").check()
        await page.get_by_role("button", name="Cerca").click()
        assert "q=magazzinieri" in page.url
        await _counts(page, "12 profili trovati")
        await expect(page.get_by_role("link", name="Togli il filtro Tempo parziale")).to_be_visible()
        await _seen(page, "search-390")
        for where in (
            "/profiles?q=carrello&licence=b",
            "/saved-searches/new?q=magazzino&family=F02",
            "/saved-searches",
        ):
            await page.goto(address + where)
            await _seen(page, f"{where.strip('/').split('?')[0].replace('/', '-')}-390")
