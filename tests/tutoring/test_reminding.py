"""What passes with time: a reminder a month, follow-ups on their day, each once; and the pages of the day."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine

from portal.foundation import clock, db
from portal.foundation.clock import ROME
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.roles import Role
from portal.tutoring import public
from portal.tutoring.actions import contents, ending, keeping, months, reminding, running, signing
from portal.tutoring.judgements import actions as judging
from portal.tutoring.judgements.vocabulary import Judgement
from portal.tutoring.rules import Month
from portal.tutoring.vocabulary import DocumentKind, Outcome, StillThere, VisitKind, VisitMode
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
        # January, and who follows the person hears that nobody closed December
        assert await reminding.remind_months() == 2
        (text,) = await told(course.counsellor, Kind.PLAN_DUE)
    assert "dicembre 2026" in text


async def test_after_a_standstill_every_month_still_comes_once_with_its_name() -> None:
    course = await since_december()
    with on_day(date(2027, 3, 4)):
        assert await reminding.remind_months() == 3
        texts = await told(course.tutor, Kind.PLAN_DUE)
    assert len(texts) == 3
    for month in ("dicembre 2026", "gennaio 2027", "febbraio 2027"):
        assert sum(month in text for text in texts) == 1
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
    with on_day(date(2027, 2, 14)):
        assert [await reminding.remind_follow_ups() for _ in range(2)] == [1, 0], "asked again, once"
    with on_day(date(2027, 7, 15)):
        assert [await reminding.remind_follow_ups() for _ in range(2)] == [2, 0]


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


async def test_a_month_nobody_closes_is_asked_for_again_and_then_the_counsellor_hears() -> None:
    course = await since_december()
    with on_day(date(2027, 1, 1)):
        await reminding.remind_months()
    with on_day(date(2027, 1, 5)):
        assert await reminding.remind_months() == 1
        assert len(await told(course.tutor, Kind.PLAN_DUE)) == 2
        assert await told(course.counsellor, Kind.PLAN_DUE) == []
    with on_day(date(2027, 1, 10)):
        assert [await reminding.remind_months() for _ in range(2)] == [1, 0]
        (text,) = await told(course.counsellor, Kind.PLAN_DUE)
    assert "non sono chiuse" in text


async def test_a_month_that_was_closed_is_not_asked_for_again() -> None:
    course = await since_december()
    with on_day(date(2027, 1, 1)):
        await reminding.remind_months()
        await keeping.log_day(
            course.plan_id, day=STARTS, starts_at=time(8, 30), ends_at=time(12, 30), by=course.tutor
        )
        await months.close(course.plan_id, Month(2026, 12), unwritten=True, by=course.tutor)
    with on_day(date(2027, 1, 20)):
        assert await reminding.remind_months() == 0


# --- reviews, the end, documents, steps ------------------------------------------------------------------------


async def reviews_of(course: Course) -> list[date]:
    rows = await db.fetch(
        "SELECT due_on FROM plan_visit WHERE plan = $1 AND kind = 'review' ORDER BY due_on", course.plan_id
    )
    return [row["due_on"] for row in rows]


async def test_a_week_before_its_day_a_review_is_called_once_and_both_sides_hear() -> None:
    course = await since_december()
    with on_day(date(2026, 12, 29)):
        assert await reminding.call_reviews() == 0
    with on_day(date(2026, 12, 30)):
        assert [await reminding.call_reviews() for _ in range(2)] == [1, 0]
        (text,) = await told(course.counsellor, Kind.PLAN_DUE)
        assert "verifica a 30 giorni" in text
        assert await told(course.tutor, Kind.PLAN_DUE) == [text]
    assert await reviews_of(course) == [date(2027, 1, 6)]


async def test_a_review_is_reminded_the_day_before_and_when_it_was_not_held() -> None:
    course = await since_december()
    with on_day(date(2026, 12, 30)):
        await reminding.call_reviews()
    with on_day(date(2027, 1, 5)):
        assert [await reminding.call_reviews() for _ in range(2)] == [1, 0]
    with on_day(date(2027, 1, 6)):
        assert await reminding.call_reviews() == 0
    with on_day(date(2027, 1, 13)):
        assert [await reminding.call_reviews() for _ in range(2)] == [1, 0]
        assert "non risulta fatta" in (await told(course.counsellor, Kind.PLAN_DUE))[-1]
        visit = await db.fetchval("SELECT id FROM plan_visit WHERE kind = 'review'")
        await contents.report_visit(
            course.plan_id,
            visit,
            held_on=date(2027, 1, 7),
            mode=VisitMode.IN_PERSON,
            minutes=45,
            agreed=None,
            by=course.counsellor,
        )
    with on_day(date(2027, 2, 20)):
        assert await reminding.call_reviews() == 0


async def test_who_planned_a_review_in_those_days_gets_no_second_one() -> None:
    course = await since_december()
    with on_day(date(2026, 12, 20)):
        await contents.plan_visit(
            course.plan_id,
            id=new_id(),
            kind=VisitKind.REVIEW,
            due_on=date(2027, 1, 8),
            by=course.counsellor,
        )
    with on_day(date(2026, 12, 31)):
        assert await reminding.call_reviews() == 1
    assert await reviews_of(course) == [date(2027, 1, 8)]


async def test_the_last_review_and_the_end_are_called_before_the_last_day() -> None:
    course = await since_december()
    with on_day(date(2027, 3, 1)):
        await reminding.call_reviews()
    with on_day(date(2027, 3, 17)):
        assert [await reminding.call_reviews() for _ in range(2)] == [3, 0], "two were not held, and it ends"
        texts = await told(course.counsellor, Kind.PLAN_DUE)
        assert sum("finisce il 31 marzo 2027" in text for text in texts) == 1
    with on_day(date(2027, 3, 24)):
        assert await reminding.call_reviews() >= 1
    assert await reviews_of(course) == [date(2027, 1, 6), date(2027, 3, 7), ENDS]
    with on_day(date(2027, 4, 1)):
        await reminding.call_reviews()
        texts = await told(course.counsellor, Kind.PLAN_DUE)
        assert sum("è finito il 31 marzo 2027" in text for text in texts) == 1


async def test_after_a_standstill_every_review_that_was_due_is_called_once_with_its_real_day() -> None:
    course = await since_december()
    with on_day(date(2027, 3, 25)):
        told_now = await reminding.call_reviews()
        assert told_now == 4, "30, 90, the end of it, and that it ends"
        assert await reminding.call_reviews() == 0
    assert await reviews_of(course) == [date(2027, 1, 6), date(2027, 3, 7), ENDS]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 1, 28), None),
        (date(2027, 1, 29), "vale fino al 28 febbraio 2027"),
        (date(2027, 2, 21), "vale fino al 28 febbraio 2027"),
        (date(2027, 2, 28), "vale solo fino al 28 febbraio 2027"),
        (date(2027, 3, 5), "vale solo fino al 28 febbraio 2027"),
    ],
)
async def test_a_document_that_ends_is_told_a_month_a_week_before_and_on_the_day(
    day: date, words: str | None
) -> None:
    course = await since_december()
    with on_day(STARTS):
        await builders.document(course, DocumentKind.INSURANCE, valid_until=date(2027, 2, 28))
    with on_day(day):
        assert [await reminding.remind_documents() for _ in range(2)] == [1 if words else 0, 0]
        texts = await told(course.counsellor, Kind.PLAN_DUE)
    assert [words in text for text in texts] == [True] if words else texts == []


async def test_a_document_that_was_renewed_is_told_again_before_its_new_end() -> None:
    course = await since_december()
    with on_day(date(2027, 2, 25)):
        await builders.document(course, DocumentKind.INSURANCE, valid_until=date(2027, 2, 28))
        assert await reminding.remind_documents() == 1
        await builders.document(course, DocumentKind.INSURANCE, valid_until=date(2027, 4, 30))
        assert await reminding.remind_documents() == 0
    with on_day(date(2027, 3, 31)):
        assert await reminding.remind_documents() == 1


async def test_a_step_of_the_return_is_told_the_day_before() -> None:
    course = await since_december()
    await db.execute(
        "INSERT INTO return_step (id, plan, starts_on, weekly_hours, remote) VALUES ($1, $2, $3, 12, false)",
        new_id(),
        course.plan_id,
        date(2027, 1, 18),
    )
    with on_day(date(2027, 1, 16)):
        assert await reminding.remind_steps() == 0
    with on_day(date(2027, 1, 17)):
        assert [await reminding.remind_steps() for _ in range(2)] == [1, 0]


async def test_a_batch_costs_as_many_queries_as_one_plan() -> None:
    await since_december()
    with on_day(date(2027, 1, 1)), db.counted_queries() as one:
        await reminding.remind_months()
    with on_day(date(2027, 1, 1)), db.counted_queries() as reviews_of_one:
        await reminding.call_reviews()
    for _ in range(3):
        await since_december()
    with on_day(date(2027, 1, 1)), db.counted_queries() as three:
        assert await reminding.remind_months() == 3
    with on_day(date(2027, 1, 1)), db.counted_queries() as reviews_of_three:
        assert await reminding.call_reviews() == 3
    assert (len(three), len(reviews_of_three)) == (len(one), len(reviews_of_one))


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
        assert await titles(course) == [f"Scrivi il giudizio finale, {code}"]
        await judging.fill(course.plan_id, judgement=Judgement.SUITED, by=course.counsellor)
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
