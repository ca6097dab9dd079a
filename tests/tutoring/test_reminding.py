"""What passes with time: a reminder a month, follow-ups on their day, each once; and the pages of the day."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine

from portal.foundation import clock, db
from portal.foundation.clock import ROME
from portal.foundation.notifications import Kind
from portal.kernel.roles import Role
from portal.tutoring import public
from portal.tutoring.actions import ending, keeping, reminding, running, signing
from portal.tutoring.vocabulary import Outcome, StillThere
from tests.told import told
from tests.tutoring import builders
from tests.tutoring.builders import Course

pytestmark = pytest.mark.usefixtures("db_rollback")

STARTS, ENDS = date(2026, 12, 7), date(2027, 3, 31)


def on_day(day: date) -> time_machine.travel:
    return time_machine.travel(datetime.combine(day, time(7, 30), tzinfo=ROME), tick=True)


async def since_december() -> Course:
    """A plan that begins on 7 December 2026."""
    course = await builders.ready(starts_on=STARTS, ends_on=ENDS)
    with on_day(STARTS):
        await running.start(course.plan_id, by=course.counsellor)
    return course


async def test_each_month_that_ended_is_called_to_mind_once() -> None:
    course = await since_december()
    with on_day(date(2026, 12, 31)):
        assert await reminding.remind_months() == 0
    with on_day(date(2027, 1, 1)):
        assert [await reminding.remind_months() for _ in range(3)] == [1, 0, 0]
        (text,) = await told(course.tutor, Kind.PLAN_DUE)
    assert "dicembre 2026" in text
    assert f"/plans/{course.plan_id}/attendance?month=2026-12" in text
    with on_day(date(2027, 2, 1)):
        assert await reminding.remind_months() == 1


async def test_after_a_standstill_every_month_still_comes_once_with_its_name() -> None:
    course = await since_december()
    with on_day(date(2027, 3, 4)):
        assert await reminding.remind_months() == 3
        texts = await told(course.tutor, Kind.PLAN_DUE)
    assert [
        month in text for month, text in zip(("dicembre", "gennaio", "febbraio"), texts, strict=True)
    ] == [True] * 3
    rows = await db.fetch("SELECT period, due_on FROM plan_reminder ORDER BY period")
    assert [(row["period"], row["due_on"]) for row in rows] == [
        ("2026-12", date(2026, 12, 31)),
        ("2027-01", date(2027, 1, 31)),
        ("2027-02", date(2027, 2, 28)),
    ]


async def test_after_its_end_nobody_is_asked_for_a_month() -> None:
    course = await since_december()
    with on_day(date(2026, 12, 20)):
        await ending.end(
            course.plan_id,
            outcome=Outcome.OTHER_PATH,
            ended_on=date(2026, 12, 18),
            words=None,
            by=course.counsellor,
        )
    with on_day(date(2027, 1, 1)):
        assert await reminding.remind_months() == 0


async def test_a_plan_that_has_not_started_is_asked_for_nothing() -> None:
    await builders.ready(starts_on=STARTS, ends_on=ENDS)
    with on_day(date(2027, 1, 1)):
        assert await reminding.remind_months() == 0


async def test_more_plans_than_one_batch_are_all_reminded(monkeypatch: pytest.MonkeyPatch) -> None:
    await since_december()
    await since_december()
    monkeypatch.setattr(reminding, "BATCH", 1)
    with on_day(date(2027, 1, 1)):
        assert await reminding.remind_months() == 2


async def test_follow_ups_are_called_to_mind_on_their_day_once() -> None:
    course = await since_december()
    with on_day(date(2026, 12, 31)):
        await ending.end(
            course.plan_id,
            outcome=Outcome.OTHER_PATH,
            ended_on=date(2026, 12, 31),
            words=None,
            by=course.counsellor,
        )
    with on_day(date(2027, 1, 30)):
        assert await reminding.remind_follow_ups() == 0
    with on_day(date(2027, 1, 31)):
        assert [await reminding.remind_follow_ups() for _ in range(2)] == [1, 0]
        (text,) = await told(course.counsellor, Kind.PLAN_DUE)
        assert "1 mese" in text
    with on_day(date(2027, 7, 15)):
        assert await reminding.remind_follow_ups() == 2


async def test_a_follow_up_already_recorded_is_not_asked_for() -> None:
    course = await since_december()
    with on_day(date(2026, 12, 31)):
        await ending.end(
            course.plan_id,
            outcome=Outcome.OTHER_PATH,
            ended_on=date(2026, 12, 31),
            words=None,
            by=course.counsellor,
        )
    with on_day(date(2027, 2, 2)):
        await ending.record_follow_up(
            course.plan_id, months=1, still_there=StillThere.YES, by=course.counsellor
        )
        assert await reminding.remind_follow_ups() == 0


# --- the pages of the day --------------------------------------------------------------------------------------


async def titles(course: Course) -> list[str]:
    found = await public.waiting_for_counsellor(course.counsellor, [course.stage.person_id])
    return [one.title for one in found]


async def test_the_counsellor_s_day_holds_what_each_plan_waits_for() -> None:
    course = await builders.drafted()
    code = await builders.value(course, "code")
    assert await titles(course) == [f"Prepara il percorso {code}"]
    await builders.to_sign(course)
    assert await titles(course) == [f"Raccogli le firme del percorso {code}"]
    await builders.documents(course)
    await builders.signed(course)
    assert await titles(course) == [f"Avvia il percorso {code}"]


async def test_the_counsellor_s_day_holds_registers_with_empty_weeks_and_plans_past_their_end() -> None:
    course = await since_december()
    code = await builders.value(course, "code")
    with on_day(date(2026, 12, 13)):
        assert await titles(course) == []
    with on_day(date(2026, 12, 14)):
        assert await titles(course) == [f"Presenze da completare, {code}"]
        await keeping.log_day(
            course.plan_id, day=STARTS, starts_at=time(8, 30), ends_at=time(12, 30), by=course.tutor
        )
        assert await titles(course) == []
    with on_day(date(2027, 4, 1)):
        assert f"Concludi il percorso {code}" in await titles(course)


async def test_the_counsellor_s_day_holds_follow_ups_that_are_due() -> None:
    course = await since_december()
    code = await builders.value(course, "code")
    with on_day(date(2026, 12, 31)):
        await ending.end(
            course.plan_id,
            outcome=Outcome.OTHER_PATH,
            ended_on=date(2026, 12, 31),
            words=None,
            by=course.counsellor,
        )
        assert await titles(course) == []
    with on_day(date(2027, 2, 1)):
        (one,) = await public.waiting_for_counsellor(course.counsellor, [course.stage.person_id])
        assert (one.title, one.due_on) == (f"Verifica a 1 mese, {code}", date(2027, 1, 31))
    assert await public.waiting_for_counsellor(course.counsellor, []) == []


async def test_the_company_s_day_holds_what_it_is_to_sign_and_only_for_who_is_named() -> None:
    course = await builders.to_sign()
    colleague = await course.stage.people.teammate(Role.COMPANY_RECRUITER)
    assert [row[0] for row in await public.waiting_for_company(course.recruiter)] == [course.plan_id]
    assert await public.waiting_for_company(colleague) == []
    await signing.sign_for_company(course.plan_id, by=course.recruiter)
    assert await public.waiting_for_company(course.recruiter) == []


async def test_the_tutor_s_day_holds_the_plans_of_today_and_whether_they_are_written() -> None:
    course = await builders.running_plan()
    (row,) = await public.plans_of_tutor_today(course.tutor)
    assert (row.plan_id, row.done) == (course.plan_id, False)
    await keeping.log_day(
        course.plan_id, day=clock.today(), starts_at=time(8, 30), ends_at=time(12, 30), by=course.tutor
    )
    (row,) = await public.plans_of_tutor_today(course.tutor)
    assert row.done
    with time_machine.travel(clock.now() + timedelta(days=121), tick=True):
        assert await public.plans_of_tutor_today(course.tutor) == []


async def test_running_plans_are_found_by_who_is_named() -> None:
    course = await builders.running_plan()
    assert [row.id for row in await public.running_for_company(course.recruiter)] == [course.plan_id]
    colleague = await course.stage.people.teammate(Role.COMPANY_RECRUITER)
    assert await public.running_for_company(colleague) == []
