"""Early warnings: raised once with their reason, told to who follows the person, on «Oggi» until answered."""

from datetime import date, datetime, time

import pytest
import time_machine

from portal.foundation import db
from portal.foundation.clock import ROME
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.tutoring import public
from portal.tutoring.actions import contents, keeping, running
from portal.tutoring.actions.keeping import Rated
from portal.tutoring.queries import under_way
from portal.tutoring.signals import actions, queries
from portal.tutoring.signals.pages import reason, signal_views
from portal.tutoring.signals.vocabulary import SignalAnswer, SignalKind
from portal.tutoring.signals.watching import watch
from portal.tutoring.vocabulary import Absence, VisitKind, VisitMode
from tests.told import told
from tests.tutoring import builders
from tests.tutoring.builders import Course
from tests.tutoring.test_pages import as_, at

pytestmark = pytest.mark.usefixtures("db_rollback")

STARTS, ENDS = date(2026, 12, 7), date(2027, 6, 30)
"""A Monday."""


def on_day(day: date) -> time_machine.travel:
    return time_machine.travel(datetime.combine(day, time(6, 0), tzinfo=ROME), tick=True)


async def since_december(**changes: object) -> Course:
    course = await builders.ready(**{"starts_on": STARTS, "ends_on": ENDS, "weekdays": (1, 3, 5), **changes})
    with on_day(STARTS):
        await running.start(course.plan_id, by=course.counsellor)
    return course


async def present(course: Course, *days: date) -> None:
    for day in days:
        await keeping.log_day(
            course.plan_id, day=day, starts_at=time(8, 30), ends_at=time(12, 30), by=course.tutor
        )


async def absent(course: Course, *days: date) -> None:
    for day in days:
        await keeping.log_day(course.plan_id, day=day, absence=Absence.UNJUSTIFIED, by=course.tutor)


async def kinds(course: Course) -> list[SignalKind]:
    return [one.kind for one in await queries.of_plan(course.plan_id)]


async def test_a_register_that_stops_is_called_to_the_tutor_twice_and_then_to_the_counsellor() -> None:
    course = await since_december()
    with on_day(date(2026, 12, 9)):
        await present(course, STARTS)
        assert await watch() == 0
    for day, count in ((11, 0), (12, 1), (15, 0), (16, 1)):
        with on_day(date(2026, 12, day)):
            assert [await watch() for _ in range(2)] == [count, 0], day
    assert len(await told(course.tutor, Kind.PLAN_DUE)) == 2
    assert await told(course.counsellor, Kind.PLAN_SIGNAL) == []
    with on_day(date(2026, 12, 19)):
        assert [await watch() for _ in range(2)] == [1, 0]
        (text,) = await told(course.counsellor, Kind.PLAN_SIGNAL)
        (one,) = await queries.of_plan(course.plan_id)
    assert "registro fermo" in text
    assert "Nives" not in text
    assert reason(one) == "Dal 9 dicembre 2026: 5 giorni previsti senza una riga."


async def test_once_the_register_goes_on_a_new_silence_is_another_warning() -> None:
    course = await since_december()
    with on_day(date(2026, 12, 20)):
        await watch()
        await present(course, date(2026, 12, 18))
    with on_day(date(2026, 12, 22)):
        assert await watch() == 0
    with on_day(date(2027, 1, 8)):
        await watch()
    assert (await kinds(course)).count(SignalKind.MISSED_LOGS) == 2


async def test_after_a_standstill_everything_due_goes_out_once_with_its_real_day() -> None:
    course = await since_december()
    with on_day(date(2027, 2, 20)):
        # sixty days and more: silence, no visit, and the tutor's reminder
        assert [await watch() for _ in range(3)] == [3, 0, 0]
        found = {one.kind: one for one in await queries.of_plan(course.plan_id)}
        assert len(await told(course.tutor, Kind.PLAN_DUE)) == 1
        assert len(await told(course.counsellor, Kind.PLAN_SIGNAL)) == 2
    assert set(found) == {SignalKind.MISSED_LOGS, SignalKind.NO_VISIT}
    assert {one.since for one in found.values()} == {STARTS}


async def test_absences_over_the_threshold_warn_once_a_month_with_the_rule() -> None:
    course = await since_december()
    with on_day(date(2026, 12, 18)):
        await present(course, date(2026, 12, 7), date(2026, 12, 9), date(2026, 12, 11))
        await absent(course, date(2026, 12, 14), date(2026, 12, 16))
        assert await watch() == 0, "two absences are too few to judge"
        await absent(course, date(2026, 12, 18))
        assert [await watch() for _ in range(2)] == [1, 0]
        (one,) = await queries.of_plan(course.plan_id)
    assert one.kind is SignalKind.ABSENCES
    words = reason(one)
    assert words.startswith("A dicembre 2026 presente 3 giorni su 6: la soglia è 80 %.")
    assert "Regola: Lombardia DGR 7763 del 17-01-2018." in words


async def rate(course: Course, on: date, *levels: int) -> None:
    rows = await db.fetch("SELECT id FROM plan_goal WHERE plan = $1 ORDER BY position", course.plan_id)
    rated = [Rated(row["id"], level, "Un fatto visto.") for row, level in zip(rows, levels, strict=True)]
    await keeping.rate_goals(course.plan_id, rated, on=on, by=course.tutor)


async def test_ratings_that_fall_warn_once_for_each_round() -> None:
    course = await since_december()
    with on_day(date(2026, 12, 8)):
        await rate(course, date(2026, 12, 8), 3, 3)
        assert await watch() == 0
    with on_day(date(2026, 12, 9)):
        await present(course, STARTS, date(2026, 12, 9))
        await rate(course, date(2026, 12, 9), 2, 4)
        assert [await watch() for _ in range(2)] == [1, 0]
        (one,) = await queries.of_plan(course.plan_id)
    assert one.kind is SignalKind.RATINGS
    assert reason(one) == "Nella valutazione del 9 dicembre 2026 1 obiettivo è sceso, su 2 valutati."
    with on_day(date(2026, 12, 10)):
        await rate(course, date(2026, 12, 10), 3, 4)
        assert await watch() == 0


async def test_sixty_days_without_a_visit_warn_and_a_visit_begins_them_again() -> None:
    course = await since_december()
    visit = new_id()
    with on_day(date(2027, 1, 4)):
        await contents.plan_visit(
            course.plan_id, id=visit, kind=VisitKind.VISIT, due_on=date(2027, 1, 4), by=course.counsellor
        )
        await contents.report_visit(
            course.plan_id,
            visit,
            held_on=date(2027, 1, 4),
            mode=VisitMode.IN_PERSON,
            minutes=40,
            agreed=None,
            by=course.counsellor,
        )
    with on_day(date(2027, 3, 4)):
        await watch()
        assert SignalKind.NO_VISIT not in await kinds(course)
    with on_day(date(2027, 3, 5)):
        await watch()
        (one,) = [one for one in await queries.of_plan(course.plan_id) if one.kind is SignalKind.NO_VISIT]
    assert reason(one) == "Nessuna visita dal 4 gennaio 2027: 60 giorni."


async def test_a_suspended_plan_is_left_alone_and_watched_again_afterwards() -> None:
    course = await since_december()
    with on_day(date(2026, 12, 9)):
        await present(course, STARTS)
        await running.suspend(course.plan_id, reason="Chiusura", by=course.counsellor)
    with on_day(date(2027, 3, 1)):
        assert await watch() == 0
        await running.resume(course.plan_id, by=course.counsellor)
        assert await watch() == 0
    with on_day(date(2027, 3, 11)):
        await watch()
        (one,) = await queries.of_plan(course.plan_id)
    assert (one.kind, one.since) == (SignalKind.MISSED_LOGS, date(2027, 3, 1))


async def test_a_plan_past_its_longest_duration_warns_with_the_rule() -> None:
    course = await since_december()
    await db.execute("UPDATE plan SET ends_on = $1", date(2029, 6, 30))
    with on_day(date(2028, 12, 6)):
        await watch()
        assert SignalKind.TOO_LONG not in await kinds(course)
    with on_day(date(2028, 12, 7)):
        await watch()
        (one,) = [one for one in await queries.of_plan(course.plan_id) if one.kind is SignalKind.TOO_LONG]
    assert reason(one).startswith(
        "La durata massima di 24 mesi è finita il 6 dicembre 2028, sospensioni escluse."
    )


# --- what is done about it -------------------------------------------------------------------------------------


async def silent() -> Course:
    course = await since_december()
    with on_day(date(2026, 12, 18)):
        await watch()
    return course


async def test_a_warning_stands_on_oggi_and_on_the_plan_until_it_is_answered() -> None:
    course = await silent()
    code = await builders.value(course, "code")
    with on_day(date(2026, 12, 18)):
        (one,) = await queries.of_plan(course.plan_id)
        waiting = await public.waiting_for_counsellor(course.counsellor, [course.stage.person_id])
        assert (waiting[0].title, waiting[0].path) == (f"Registro fermo, {code}", f"/signals/{one.id}")
        assert "senza una riga" in waiting[0].note
        await actions.answer(
            course.plan_id, one.id, answered=SignalAnswer.TUTOR, note="Era in ferie.", by=course.counsellor
        )
        waiting = await public.waiting_for_counsellor(course.counsellor, [course.stage.person_id])
        assert not any("Registro fermo" in row.title for row in waiting)
        (shown,) = await signal_views(course.plan_id)
        assert shown.answer is not None
        assert shown.answer.startswith("Ho sentito il tutor, 18 dicembre 2026")
        assert shown.note == "Era in ferie."
        assert b"ferie" not in await db.fetchval("SELECT note_sealed FROM plan_signal")
        with pytest.raises(Refused, match="ha già una risposta del 18 dicembre 2026"):
            await actions.answer(
                course.plan_id, one.id, answered=SignalAnswer.SEEN, note=None, by=course.counsellor
            )
    assert await db.fetchval("SELECT count(*) FROM audit_entry WHERE what = 'PlanSignalAnswered'") == 1


async def test_nobody_else_answers_a_warning_nor_reads_it() -> None:
    course = await silent()
    (one,) = await queries.of_plan(course.plan_id)
    outsider = await course.stage.people.outsider(Role.JOB_COUNSELLOR)
    for viewer in (course.tutor, course.recruiter, outsider):
        with pytest.raises(NotThere):
            await actions.answer(course.plan_id, one.id, answered=SignalAnswer.SEEN, note=None, by=viewer)
        async with as_(viewer) as browser:
            assert (await browser.get(at(course, f"/signals/{one.id}"))).status in (403, 404)
    async with as_(course.tutor) as browser:
        assert "Registro fermo" not in await browser.get(at(course))


async def test_the_counsellor_answers_on_a_page_and_is_told_what_is_missing() -> None:
    course = await silent()
    (one,) = await queries.of_plan(course.plan_id)
    async with as_(course.counsellor) as browser:
        page = await browser.get("/")
        assert f"/plans/{course.plan_id}/signals/{one.id}" in page.html
        page = await browser.get(at(course))
        assert "Registro fermo" in page
        assert "senza una riga" in page
        await browser.get(at(course, f"/signals/{one.id}"))
        page = await browser.press(f"/signals/{one.id}", {})
        assert page.status == 422
        assert "Scegli che cosa fai." in page
        page = await browser.press(f"/signals/{one.id}", {"answer": "visit", "note": ""})
        assert "Risposta registrata." in page
        assert "Con risposta" in page


async def test_a_batch_costs_as_many_queries_as_one_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    await since_december()
    with on_day(date(2027, 2, 20)), db.counted_queries() as one:
        assert await watch() == 3
    for _ in range(3):
        await since_december()
    with on_day(date(2027, 2, 21)), db.counted_queries() as three:
        assert await watch() == 9
    assert len(three) == len(one)
    monkeypatch.setattr(under_way, "BATCH", 1)
    with on_day(date(2027, 2, 22)):
        assert await watch() == 0
