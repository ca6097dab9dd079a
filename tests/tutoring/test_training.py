"""The tutors' training: questions with a threshold and tries, valid for two years, renewed in time, told ahead."""

from datetime import date, datetime, timedelta

import pytest

from portal.foundation import clock, db
from portal.foundation.notifications import Kind
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import refreshing, running, training
from portal.tutoring.modules import MODULES, TRAINING
from portal.tutoring.queries.training import standing
from portal.tutoring.rules import ROME, add_months
from portal.tutoring.vocabulary import PlanState
from tests.told import told
from tests.tutoring import builders

pytestmark = pytest.mark.usefixtures("db_rollback")
FIRST = MODULES[0]


def wrong(count: int) -> dict[str, str]:
    """So many wrong answers, the first ones."""
    found = dict(FIRST.best)
    for question in FIRST.questions[:count]:
        found[question.key] = next(key for key, _ in question.answers if key != question.right)
    return found


async def learner() -> Viewer:
    return (await builders.drafted(trained=False)).tutor


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=ROME)


async def test_enough_right_answers_complete_a_module() -> None:
    tutor = await learner()
    result = await training.answer(FIRST.key, wrong(1), by=tutor)
    assert (result.passed, result.score) == (True, len(FIRST.questions) - 1)
    assert (await standing(tutor.account_id)).completed == {FIRST.key}


async def test_too_few_right_answers_complete_nothing_and_count_as_a_try() -> None:
    tutor = await learner()
    for left in (2, 1, 0):
        result = await training.answer(FIRST.key, wrong(2), by=tutor)
        assert (result.passed, result.left) == (False, left)
    assert (await standing(tutor.account_id)).completed == set()
    with pytest.raises(Refused, match="puoi riprovare domani"):
        await training.answer(FIRST.key, FIRST.best, by=tutor)
    with clock.as_of(clock.now() + timedelta(days=1)):
        assert (await training.answer(FIRST.key, FIRST.best, by=tutor)).passed


async def test_every_question_wants_an_answer() -> None:
    tutor = await learner()
    for answers in ({}, {**FIRST.best, "q1": "z"}):
        with pytest.raises(Refused, match="Rispondi a tutte le domande") as refused:
            await training.answer(FIRST.key, answers, by=tutor)
        assert refused.value.field == "q1"


async def test_a_module_is_of_the_tutors_and_completed_twice_counts_once() -> None:
    course = await builders.drafted(trained=False)
    with pytest.raises(NotThere):
        await training.answer(FIRST.key, FIRST.best, by=course.recruiter)
    with pytest.raises(NotThere):
        await training.read("nothing", by=course.tutor)
    for _ in range(2):
        await training.read(FIRST.key, by=course.tutor)
        await training.answer(FIRST.key, FIRST.best, by=course.tutor)
    assert await db.fetchval("SELECT count(*) FROM tutor_module") == 1
    assert await db.fetchval("SELECT count(*) FROM audit_entry WHERE what = 'TutorModuleCompleted'") == 1


async def test_a_training_is_valid_for_two_years_from_its_first_module() -> None:
    tutor = await learner()
    with clock.as_of(at(date(2024, 2, 29))):
        await training.answer(FIRST.key, FIRST.best, by=tutor)
    with clock.as_of(at(date(2024, 3, 20))):
        await builders.train(tutor)
        assert (await standing(tutor.account_id)).valid_until == date(2026, 2, 27)
    with clock.as_of(at(date(2026, 2, 27))):
        assert (await standing(tutor.account_id)).is_trained
    with clock.as_of(at(date(2026, 2, 28))):
        known = await standing(tutor.account_id)
        assert not known.is_trained
        assert known.ended_on == date(2026, 2, 27)
        assert FIRST.key not in known.completed


async def test_it_is_renewed_only_when_it_is_time() -> None:
    tutor = await learner()
    with clock.as_of(at(date(2024, 3, 1))):
        await builders.train(tutor)
    with clock.as_of(at(date(2025, 3, 1))):
        await builders.train(tutor)
        assert (await standing(tutor.account_id)).valid_until == date(2026, 2, 28)
    with clock.as_of(at(date(2026, 3, 1)) - timedelta(days=TRAINING.renewable_days)):
        await builders.train(tutor)
        assert (await standing(tutor.account_id)).valid_until == date(2027, 11, 30)


async def test_a_plan_does_not_start_with_a_training_that_is_over() -> None:
    course = await builders.drafted(trained=False)
    with clock.as_of(clock.now() - timedelta(days=800)):
        await builders.train(course.tutor)
    await builders.ready(course)
    assert await builders.state_of(course) is PlanState.TO_SIGN
    with pytest.raises(Refused, match="La formazione del tutor è finita"):
        await builders.signing.make_ready(course.plan_id, by=course.counsellor)
    await builders.train(course.tutor)
    await builders.jobs.drain()
    assert await builders.state_of(course) is PlanState.READY
    await running.start(course.plan_id, by=course.counsellor)


async def test_the_end_is_told_ahead_once_a_stage_with_its_real_day() -> None:
    tutor = await learner()
    await builders.train(tutor)
    last = (await standing(tutor.account_id)).valid_until
    assert last is not None
    for days, count in ((70, 0), (60, 1), (59, 1), (14, 2), (3, 2), (0, 3), (-30, 3), (-90, 3)):
        with clock.as_of(at(last - timedelta(days=days))):
            for _ in range(2):
                await refreshing.remind_tutors()
            assert len(await told(tutor, Kind.PLAN_DUE)) == count, days
    assert day_it(last, "al") in (await told(tutor, Kind.PLAN_DUE))[0]


async def test_after_days_of_standstill_only_the_stage_reached_goes_out() -> None:
    tutor = await learner()
    await builders.train(tutor)
    with clock.as_of(at(add_months(clock.today(), 24)) - timedelta(days=9)):
        assert await refreshing.remind_tutors() == 1
        assert await refreshing.remind_tutors() == 0


async def test_who_never_finished_is_not_reminded() -> None:
    tutor = await learner()
    await builders.train(tutor, len(MODULES) - 1)
    with clock.as_of(at(add_months(clock.today(), 24)) - timedelta(days=9)):
        assert await refreshing.remind_tutors() == 0
