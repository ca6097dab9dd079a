"""A bad connection on a real phone: what could not leave stays, goes out once, expires, is gone with the session."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from portal.foundation import clock, db
from portal.foundation.notifications import Kind
from portal.tutoring.actions import keeping
from portal.tutoring.queries import register
from tests.journeys.chromium import BrowserHands, Looked, chromium, served, window
from tests.told import told
from tests.tutoring import builders
from tests.tutoring.builders import Course
from tests.tutoring.test_in_a_browser import seated

pytestmark = [pytest.mark.usefixtures("fresh_database"), pytest.mark.xdist_group("browser 5")]
WAITS = "non è ancora partita"


@asynccontextmanager
async def phone(course: Course, tmp_path: Path) -> AsyncIterator[BrowserHands]:
    """The tutor's, on the page of the plan."""
    looked = Looked()
    async with chromium() as browser, served(tmp_path) as address:
        hands = await window(browser, address, looked, width=390)
        await seated(hands, course.tutor)
        await hands.open(f"/plans/{course.plan_id}")
        yield hands
    assert [one for one in looked.problems if "htmx: htmx:error" not in one] == []


async def kept(page: Page) -> list[dict[str, Any]]:
    return json.loads(await page.evaluate("localStorage.getItem('da-inviare') || '[]'"))


async def press(page: Page, button: str) -> None:
    await page.get_by_role("button", name=button, exact=True).click()


async def count(table: str) -> int:
    return int(await db.fetchval(f"SELECT count(*) FROM {table}"))


async def sees(page: Page, words: str) -> None:
    await expect(page.get_by_text(words).first).to_be_visible()


async def write_diary(page: Page, text: str) -> None:
    await page.fill("[name=title]", "Ordini")
    await page.fill("textarea[name=text]", text)
    await press(page, "Salva nel diario")


async def test_what_could_not_leave_is_kept_and_sent_once_when_the_network_is_back(tmp_path: Path) -> None:
    course = await builders.running_plan()
    async with phone(course, tmp_path) as hands:
        page = hands.page
        await hands.context.set_offline(True)
        await press(page, "Registra presenza")
        await sees(page, WAITS)
        await write_diary(page, "Sei ordini su sette.")
        await expect(page.locator("#da-inviare .callout")).to_have_count(2)
        # the form is free again, for something else
        assert await page.input_value("textarea[name=text]") == ""
        assert await count("attendance") == await count("diary_entry") == 0

        await hands.context.set_offline(False)
        await sees(page, "Inviato quello che era rimasto sul telefono.")
        await expect(page.locator("#da-inviare .callout")).to_have_count(0)
        assert await kept(page) == []
        assert (await count("attendance"), await count("diary_entry")) == (1, 1)
        await page.reload()
        await sees(page, "Sei ordini su sette.")
    assert (await count("attendance"), await count("diary_entry")) == (1, 1)


async def test_a_form_that_did_arrive_is_not_taken_twice(tmp_path: Path) -> None:
    """The answer is lost, not the request: the phone cannot know, the server does."""
    course = await builders.running_plan()
    arrived: list[int] = []

    async def lose_the_answer(route: Route) -> None:
        answer = await route.fetch(max_redirects=0)
        arrived.append(answer.status)
        await route.abort("connectionreset")

    async with phone(course, tmp_path) as hands:
        page = hands.page
        await page.route("**/attendance", lose_the_answer)
        await page.route("**/diary", lose_the_answer)
        await press(page, "Registra presenza")
        await sees(page, WAITS)
        await write_diary(page, "Sei ordini su sette.")
        await expect(page.locator("#da-inviare .callout")).to_have_count(2)
        assert len(arrived) == 2
        assert (await count("attendance"), await count("diary_entry")) == (1, 1)
        # meanwhile the line is corrected elsewhere: what comes again must not undo it
        await keeping.log_day(
            course.plan_id,
            day=clock.today(),
            starts_at=builders.time(8, 30),
            ends_at=builders.time(11),
            by=course.tutor,
        )
        await page.unroute("**/attendance")
        await page.unroute("**/diary")
        for left in (1, 0):
            await page.get_by_role("button", name="Invia ora").first.click()
            await expect(page.locator("#da-inviare .callout")).to_have_count(left)
        assert await kept(page) == []
    (line,) = await register.attendance(course.plan_id)
    assert line.ends_at == builders.time(11)
    assert await count("diary_entry") == 1


async def test_who_sends_from_a_page_that_changed_meanwhile_is_told(tmp_path: Path) -> None:
    course = await builders.running_plan()
    async with phone(course, tmp_path) as hands:
        page = hands.page
        await hands.context.set_offline(True)
        await press(page, "Registra presenza")
        await sees(page, WAITS)
        await keeping.log_day(
            course.plan_id,
            day=clock.today(),
            starts_at=builders.time(9),
            ends_at=builders.time(11),
            by=course.tutor,
        )
        await hands.context.set_offline(False)
        await sees(page, "ora c’è scritto «dalle 9:00 alle 11:00»")
        await press(page, "Invia ora")
        await expect(page.locator(".error-summary")).to_contain_text("Nel frattempo")
        assert await kept(page) == []
        # she knows now, and decides
        await page.get_by_role("button", name="presenza").first.click()
        await sees(page, "Presenza registrata.")
    (line,) = await register.attendance(course.plan_id)
    assert line.ends_at == builders.time(12, 30)


async def test_pages_that_are_sent_whole_are_kept_too_and_show_their_answer(tmp_path: Path) -> None:
    course = await builders.running_plan()
    async with phone(course, tmp_path) as hands:
        page = hands.page
        await hands.open(f"/plans/{course.plan_id}/difficulties")
        await hands.context.set_offline(True)
        await page.fill("textarea[name=text]", "Arriva tardi da una settimana.")
        await press(page, "Invia la segnalazione")
        await sees(page, WAITS)
        await hands.context.set_offline(False)
        await sees(page, "Inviato quello che era rimasto sul telefono.")
        assert await count("diary_entry") == 1
        assert len(await told(course.counsellor, Kind.PLAN_DIFFICULTY)) == 1

        await hands.open(f"/plans/{course.plan_id}/goals")
        await page.locator("[name=level_1][value='3']").check()
        await press(page, "Salva le valutazioni")
        await expect(page.locator(".error-summary")).to_contain_text("Scrivi il fatto")
        await page.fill("textarea[name=fact_1]", "Sei ordini su sette.")
        await press(page, "Salva le valutazioni")
        await sees(page, "Valutazione salvata.")
        assert page.url.endswith(f"/plans/{course.plan_id}")
        assert await kept(page) == []
    assert await count("goal_rating") == 1


async def test_what_is_kept_expires_after_a_day_and_she_is_told(tmp_path: Path) -> None:
    course = await builders.running_plan()
    async with phone(course, tmp_path) as hands:
        page = hands.page
        await hands.context.set_offline(True)
        await press(page, "Registra presenza")
        await sees(page, WAITS)
        await page.evaluate(
            "localStorage['da-inviare'] = JSON.stringify(JSON.parse(localStorage['da-inviare'])"
            ".map((one) => ({ ...one, at: one.at - 864e5 })))"
        )
        await page.close()
        await hands.context.set_offline(False)
        page = await hands.context.new_page()
        await page.goto(f"{hands.address}/plans/{course.plan_id}")
        await sees(page, "è scaduta. Scrivila di nuovo.")
        assert await kept(page) == []
    assert await count("attendance") == 0


@pytest.mark.parametrize("where", ["the plan", "another page"])
async def test_signing_out_erases_what_is_kept(tmp_path: Path, where: str) -> None:
    course = await builders.running_plan()
    async with phone(course, tmp_path) as hands:
        page = hands.page
        await hands.context.set_offline(True)
        await write_diary(page, "Sei ordini su sette.")
        await sees(page, WAITS)
        assert "ordini" in json.dumps(await kept(page))
        # the answers of the plan stay away, so that nothing is sent on the way out
        await page.route("**/diary", lambda route: route.abort())
        await hands.context.set_offline(False)
        if where == "another page":
            await page.goto(f"{hands.address}/notifications")
        await press(page, "Esci")
        await page.wait_for_url("**/sign-in")
        assert await page.evaluate("localStorage.length") == 0
    assert await count("diary_entry") == 0


async def test_somebody_else_on_the_same_phone_finds_nothing(tmp_path: Path) -> None:
    course = await builders.running_plan()
    other = await builders.running_plan()
    async with phone(course, tmp_path) as hands:
        page = hands.page
        await hands.context.set_offline(True)
        await write_diary(page, "Sei ordini su sette.")
        await sees(page, WAITS)
        await hands.context.set_offline(False)
        await page.goto("about:blank")
        await hands.context.clear_cookies(name="session")
        await seated(hands, other.tutor)
        await page.goto(f"{hands.address}/plans/{other.plan_id}")
        await expect(page.locator("#da-inviare")).to_be_hidden()
        assert await kept(page) == []
    assert await db.fetchval("SELECT count(*) FROM diary_entry WHERE plan = $1", other.plan_id) == 0


async def test_after_the_session_has_ended_it_waits_for_the_next_one(tmp_path: Path) -> None:
    course = await builders.running_plan()
    async with phone(course, tmp_path) as hands:
        page = hands.page
        await hands.context.clear_cookies(name="session")
        await press(page, "Registra presenza")
        await page.wait_for_url("**/sign-in")
        assert len(await kept(page)) == 1
        await seated(hands, course.tutor)
        await page.goto(f"{hands.address}/plans/{course.plan_id}")
        await sees(page, "Inviato quello che era rimasto sul telefono.")
    assert await count("attendance") == 1
