"""What is typed in long forms, in a real browser: kept while one types, there again, never lost with a session."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from playwright.async_api import BrowserContext, Page, expect

from portal.candidates.drafts import actions as drafts
from portal.candidates.drafts.vocabulary import DraftForm
from portal.foundation import db
from portal.foundation.web import sessions
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.candidates import builders
from tests.cast import Cast
from tests.journeys.chromium import chromium, served

pytestmark = [pytest.mark.usefixtures("fresh_database"), pytest.mark.xdist_group("browser 4")]

AGREED, PHONE = "[name=agreed]", "[name=phone]"
SAVED, RESUMED = "Bozza salvata.", "Abbiamo ripreso la bozza che non avevi salvato."


async def _sign_in(context: BrowserContext, address: str, viewer: Viewer) -> None:
    secret = await sessions.open_session(viewer.account_id, viewer.organisation_id, {"second_factor": "done"})
    await context.add_cookies([{"name": "session", "value": secret, "url": address}])


async def _sees(page: Page, words: str) -> None:
    await expect(page.get_by_text(words).first).to_be_visible(timeout=15_000)


async def _kept(person_id: UUID, form: DraftForm, by: Viewer) -> dict[str, list[str]]:
    return await drafts.kept(person_id, form, by=by) or {}


async def test_nothing_typed_is_lost_when_a_session_ends(tmp_path: Path) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    form = f"/people/{person_id}/interviews/new"
    async with chromium() as browser, served(tmp_path) as address:
        context = await browser.new_context(locale="it-IT")
        await _sign_in(context, address, counsellor)
        page = await context.new_page()
        await page.goto(address + form)
        await page.fill(AGREED, "Ci vediamo al mercato di Zanzibar.")
        await _sees(page, SAVED)
        assert (await _kept(person_id, DraftForm.INTERVIEW, counsellor))["agreed"] == [
            "Ci vediamo al mercato di Zanzibar."
        ]

        # a window that is closed: the words and the choices are there again
        await page.close()
        page = await context.new_page()
        await page.goto(address + form)
        await _sees(page, RESUMED)
        assert await page.input_value(AGREED) == "Ci vediamo al mercato di Zanzibar."

        # the session ends while she types: she is told, stays on the page, and nothing is sent into the void
        await context.clear_cookies(name="session")
        await page.fill(AGREED, "Ci vediamo al mercato di Zanzibar, alle nove.")
        await _sees(page, "Accedi in un’altra scheda, poi torna qui.")
        await page.click("form[data-draft] button[type=submit]")
        await page.wait_for_timeout(800)
        assert page.url.endswith(form)
        assert await page.input_value(AGREED) == "Ci vediamo al mercato di Zanzibar, alle nove."

        # signed in again beside it, the words are kept by themselves
        await _sign_in(context, address, counsellor)
        await _sees(page, SAVED)
        assert (await _kept(person_id, DraftForm.INTERVIEW, counsellor))["agreed"] == [
            "Ci vediamo al mercato di Zanzibar, alle nove."
        ]
        await context.close()


async def test_whoever_saves_the_form_leaves_no_draft_behind(tmp_path: Path) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    async with chromium() as browser, served(tmp_path) as address:
        context = await browser.new_context(locale="it-IT")
        await _sign_in(context, address, counsellor)
        page = await context.new_page()
        await page.goto(f"{address}/people/{person_id}/data/contact")
        await page.fill(PHONE, "0341 123456")
        await page.click("form[data-draft] button[type=submit]")
        await page.wait_for_url(f"{address}/people/{person_id}/data")
        await page.wait_for_timeout(2_500)
        assert await db.fetchval("SELECT count(*) FROM draft") == 0
        assert await db.fetchval("SELECT phone FROM person WHERE id = $1", person_id) == "0341 123456"

        # refused words stay on the page, and what is typed after them is kept again
        await page.goto(f"{address}/people/{person_id}/data/contact")
        await page.fill(PHONE, "12")
        await page.click("form[data-draft] button[type=submit]")
        await _sees(page, "Scrivi il numero di telefono con almeno 6 cifre.")
        assert await page.input_value(PHONE) == "12"
        await page.fill(PHONE, "0341 65")
        await _sees(page, SAVED)
        assert (await _kept(person_id, DraftForm.CONTACT, counsellor))["phone"] == ["0341 65"]
        await context.close()


LONG = {
    DraftForm.CONTACT: "data/contact",
    DraftForm.AVAILABILITY: "data/availability",
    DraftForm.TEXT: "profile/text",
    DraftForm.INTERVIEW: "interviews/new",
    DraftForm.GRADE: "grade",
}


async def test_every_long_form_of_a_file_is_kept(tmp_path: Path) -> None:
    cast = Cast()
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    await builders.signed_synthesis(person_id, counsellor)
    rating = await builders.assessment_of(person_id, counsellor)
    pages = {form: f"/people/{person_id}/{tail}" for form, tail in LONG.items()}
    pages[DraftForm.SHEET] = f"/assessments/{rating}/sheet"
    async with chromium() as browser, served(tmp_path) as address:
        context = await browser.new_context(locale="it-IT")
        await _sign_in(context, address, counsellor)
        for form, path in pages.items():
            page = await context.new_page()
            await page.goto(address + path)
            field = page.locator(
                "form[data-draft] :is(textarea, input[type=text], input[type=checkbox], input[type=radio])"
            ).first
            if await field.get_attribute("type") in ("checkbox", "radio"):
                await field.check()
            else:
                await field.fill("3")
            await _sees(page, SAVED)
            assert await _kept(person_id, form, counsellor), form
            await page.goto(address + path)
            await _sees(page, RESUMED)
            await page.close()
        await context.close()
