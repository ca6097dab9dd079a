"""The tutor's day on a phone, 390 px wide, with JavaScript and without: today, month, goals, diary, help, training."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page

from portal.foundation import clock, db, jobs
from portal.foundation.notifications import Kind
from portal.foundation.web.italian import month_year
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import keeping, months
from portal.tutoring.modules import MODULES
from portal.tutoring.queries import months as month_queries
from portal.tutoring.queries import register
from portal.tutoring.rules import Month, month_of
from portal.tutoring.vocabulary import MonthAnswer
from tests.journeys.chromium import BrowserHands, Looked, chromium, served, window
from tests.journeys.hands import follow, sees, words_of
from tests.told import told
from tests.tutoring import builders
from tests.tutoring.builders import Course
from tests.tutoring.test_in_a_browser import seated

pytestmark = [pytest.mark.usefixtures("fresh_database"), pytest.mark.xdist_group("browser 5")]
BOTH = pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])

_SMALL = """() => [...document.querySelectorAll('main :is(button, .btn, input, select, textarea, summary, .touch)')]
  .filter((one) => one.type !== 'hidden' && one.offsetParent)
  .map((one) => [one.closest('.choice') || one, one])
  .filter(([box]) => box.getBoundingClientRect().height < 44)
  .map(([, one]) => one.outerHTML.slice(0, 120))"""


async def small_targets(page: Page) -> list[str]:
    """What is pressed and is lower than 44 px."""
    found: list[str] = await page.evaluate(_SMALL)
    return found


def before() -> Month:
    return month_of(clock.today() - timedelta(days=clock.today().day))


async def with_last_month() -> Course:
    course = await builders.running_plan()
    await keeping.log_day(
        course.plan_id,
        day=before().last,
        starts_at=builders.time(8, 30),
        ends_at=builders.time(12, 30),
        by=course.tutor,
    )
    return course


async def holding(hands: BrowserHands, viewer: Viewer, path: str) -> None:
    await seated(hands, viewer)
    await hands.open(path)


@BOTH
async def test_a_tutor_s_day(tmp_path: Path, script: bool) -> None:
    course, looked = await with_last_month(), Looked()
    plan = f"/plans/{course.plan_id}"
    async with chromium() as browser, served(tmp_path) as address:
        hands = await window(browser, address, looked, width=390, script=script)
        await holding(hands, course.tutor, plan)
        assert hands.html.index("Oggi, ") < hands.html.index("Avanzamento"), "today comes first"

        # one tap: the hours of the plan stand there already
        await hands.send("/attendance")
        sees(hands, "Presenza registrata.")
        for typed in ("8:30", "8.30", "0830"):
            await hands.send("/attendance", {"starts_at": typed, "ends_at": "12.30"})
            sees(hands, "Presenza registrata.", "dalle 8:30 alle 12:30")
        await hands.send("/absences", {"absence": "Assenza per malattia"})
        sees(hands, "Assenza segnata.", "Assenza per malattia")

        await hands.open(f"{plan}/goals")
        await hands.send("/goals", {"level_1": "3", "fact_1": "Sei ordini su sette."})
        sees(hands, "Valutazione salvata.")

        await hands.send(
            "/diary", {"title": "Mattina", "text": "Ha parlato dei suoi farmaci.", "kind": "Da seguire"}
        )
        assert hands.status == 422
        assert "«farmaci» può parlare di salute." in words_of(hands)
        await hands.send("/diary", {"text": "Si è fermata tre volte."})
        sees(hands, "Annotazione salvata nel diario.", "Da seguire")

        await hands.open(f"{plan}/difficulties")
        await hands.send("/difficulties", {"text": "Arriva tardi da una settimana."})
        sees(hands, "Segnalazione inviata.")
        assert len(await told(course.counsellor, Kind.PLAN_DIFFICULTY)) == 1

        month = before()
        await hands.open(f"{plan}?month={month.key}")
        await follow(hands, "Chiudi il mese")
        await hands.send(f"/months/{month.key}")
        sees(hands, "Mese chiuso.", "Aspetta la conferma della persona.")
        await holding(hands, course.counsellor, "/")
        sees(hands, "Difficoltà segnalata")
    assert looked.problems == []
    (line,) = [day for day in await register.attendance(course.plan_id) if day.on == clock.today()]
    assert line.absence == "illness"


@BOTH
async def test_the_person_confirms_a_month_and_its_correction(tmp_path: Path, script: bool) -> None:
    course, looked, month = await with_last_month(), Looked(), before()
    await months.close(course.plan_id, month, unwritten=True, by=course.tutor)

    async def link() -> str:
        (asked,) = await months.waiting_links(course.plan_id)
        return asked.url.rsplit("/", 1)[-1]

    async with chromium() as browser, served(tmp_path) as address:
        hers = await window(browser, address, looked, width=390, script=script)
        token = await link()
        await hers.open(f"/confirm-month/{token}")
        sees(hers, f"Presenze di {month_year(month.first)}", "4 ore", "dalle 8:30 alle 12:30")
        await hers.send("/objection", {"objection": ""})
        assert hers.status == 422
        await hers.send(f"/{token}")
        sees(hers, "Mese confermato")

        tutor = await window(browser, address, looked, width=390, script=script)
        await holding(tutor, course.tutor, f"/plans/{course.plan_id}/months/{month.key}")
        sees(tutor, "La persona lo ha confermato")
        await follow(tutor, "Proponi una correzione")
        await tutor.send(
            "/corrections", {"corrected_ends_at": "13.30", "reason": "Era rimasta un’ora in più."}
        )
        sees(tutor, "Correzione proposta.")

        token = await link()
        await hers.open(f"/confirm-month/{token}")
        sees(hers, "Che cosa cambia", "dalle 8:30 alle 13:30")
        await hers.send(f"/{token}")
        sees(hers, "Mese confermato")
        await hers.open(f"/confirm-month/{token}")
        assert hers.status == 410
    assert looked.problems == []
    one = (await month_queries.latest(course.plan_id))[month.key]
    assert (one.answer, one.minutes) == (MonthAnswer.CONFIRMED, 300)


@BOTH
async def test_a_module_is_read_and_its_questions_answered(tmp_path: Path, script: bool) -> None:
    course, looked, module = await builders.drafted(trained=False), Looked(), MODULES[0]
    async with chromium() as browser, served(tmp_path) as address:
        hands = await window(browser, address, looked, width=390, script=script)
        await holding(hands, course.tutor, "/tutor-training")
        sees(hands, "0 di 5 conclusi")
        await follow(hands, module.title)
        sees(hands, *(section.title for section in module.sections))
        await hands.send("/reading")
        wrong = {question.key: "c" for question in module.questions}
        await hands.send("/questions", wrong)
        assert hands.status == 422
        for words in ("Non è la risposta migliore.", "Oggi puoi provare ancora 2 volte."):
            assert words in words_of(hands)
        await hands.send("/questions", module.best)
        sees(hands, f"Modulo concluso: {module.title}.", "1 di 5 conclusi")
        await builders.train(course.tutor)
        await hands.open("/tutor-training")
        sees(hands, "Formazione conclusa.", "Scarica l’attestato (PDF)")
        await holding(hands, course.recruiter, "/tutors")
        sees(hands, course.tutor.name, "Formato")
    assert looked.problems == []


async def test_what_a_thumb_presses_is_high_enough(tmp_path: Path) -> None:
    course, looked, month = await with_last_month(), Looked(), before()
    plan = f"/plans/{course.plan_id}"
    await jobs.drain()
    async with chromium() as browser, served(tmp_path) as address:
        hands = await window(browser, address, looked, width=390)
        await seated(hands, course.tutor)
        small = {}
        for path in (
            plan,
            f"{plan}/attendance",
            f"{plan}/goals",
            f"{plan}/difficulties",
            f"{plan}/months/{month.key}",
            f"{plan}/corrections",
            f"{plan}/messages",
            "/tutor-training",
            f"/tutor-training/{MODULES[0].key}",
            f"/tutor-training/{MODULES[0].key}/questions",
        ):
            await hands.open(path)
            await hands.page.evaluate(
                "document.querySelectorAll('details').forEach((one) => (one.open = true))"
            )
            if found := await small_targets(hands.page):
                small[path] = found
        assert small == {}
        # the test sees what it is for
        await hands.page.evaluate(
            "document.querySelector('main .btn').style.cssText = 'min-height:0;height:30px'"
        )
        assert await small_targets(hands.page)
    assert [one for one in looked.problems if "content security policy" not in one] == []
    assert await db.fetchval("SELECT count(*) FROM plan_month") == 0
