"""A month of the register: closed by the tutor, confirmed by the person, corrected only by amendment."""

from datetime import date, datetime, time, timedelta

import pytest

from portal.foundation import clock, db, jobs
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.actions import amending, keeping, months, running
from portal.tutoring.actions.sending import ChangedMeanwhile
from portal.tutoring.queries import months as queries
from portal.tutoring.queries import register
from portal.tutoring.queries.months import Closing
from portal.tutoring.rules import ROME, Month, month_from
from portal.tutoring.vocabulary import Absence, AmendmentState, ConfirmedHow, MonthAnswer
from tests.told import told
from tests.tutoring import builders
from tests.tutoring.builders import Course

pytestmark = pytest.mark.usefixtures("db_rollback")

OCTOBER = Month(2026, 10)
NOW = datetime(2026, 11, 4, 10, tzinfo=ROME)
WORKED = (date(2026, 10, 12), date(2026, 10, 13), date(2026, 10, 14))


@pytest.fixture(autouse=True)
def in_november() -> object:
    with clock.as_of(NOW):
        yield


async def kept(**changes: object) -> Course:
    """A plan that began on 12 October, with three lines in its register."""
    usual = {"starts_on": date(2026, 10, 12), "ends_on": date(2027, 2, 12)}
    course = await begun(**{**usual, **changes})
    for day in WORKED:
        await log(course, day)
    return course


async def begun(**changes: object) -> Course:
    course = await builders.ready(**changes)
    with clock.as_of(datetime(2026, 10, 12, 9, tzinfo=ROME)):
        await running.start(course.plan_id, by=course.counsellor)
    return course


async def log(course: Course, day: date, hour: int = 12) -> None:
    await keeping.log_day(
        course.plan_id, day=day, starts_at=time(8, 30), ends_at=time(hour, 30), by=course.tutor
    )


async def closed(course: Course) -> None:
    await months.close(course.plan_id, OCTOBER, unwritten=True, by=course.tutor)


async def last(course: Course) -> Closing:
    return (await queries.latest(course.plan_id))[OCTOBER.key]


async def link(course: Course) -> str:
    (asked,) = await months.waiting_links(course.plan_id)
    return asked.url.rsplit("/", 1)[-1]


async def line(course: Course, day: date) -> tuple[time | None, time | None, str | None]:
    found = next(one for one in await register.attendance(course.plan_id) if one.on == day)
    return found.starts_at, found.ends_at, found.absence


# --- closing ----------------------------------------------------------------------------------------------------------


async def test_a_closed_month_keeps_its_figures_and_waits_for_the_person() -> None:
    course = await kept()
    await closed(course)
    one = await last(course)
    assert (one.version, one.minutes, one.present, one.expected) == (1, 720, 3, 3)
    assert one.waits


async def test_a_day_of_a_closed_month_is_no_longer_written() -> None:
    course = await kept()
    await closed(course)
    with pytest.raises(Refused, match=r"Ottobre 2026 è chiuso dal 4 novembre 2026.*proponi una correzione"):
        await log(course, WORKED[0], 13)
    await log(course, date(2026, 11, 2))


async def test_a_month_that_is_not_over_is_not_closed() -> None:
    course = await kept()
    await log(course, date(2026, 11, 2))
    with pytest.raises(Refused, match="Novembre 2026 non è finito: si chiude dal 30 novembre 2026"):
        await months.close(course.plan_id, Month(2026, 11), by=course.tutor)
    with clock.as_of(datetime(2026, 11, 30, 18, tzinfo=ROME)):
        await months.close(course.plan_id, Month(2026, 11), by=course.tutor)


async def test_the_last_month_closes_with_the_plan() -> None:
    course = await kept(ends_on=date(2026, 11, 3))
    await log(course, date(2026, 11, 2))
    await months.close(course.plan_id, Month(2026, 11), by=course.tutor)
    assert set(await queries.latest(course.plan_id)) == {"2026-11"}


async def test_a_month_without_a_line_or_outside_of_the_plan_is_not_closed() -> None:
    course = await begun(starts_on=date(2026, 10, 12), ends_on=date(2027, 2, 12))
    with pytest.raises(Refused, match="non c’è nessuna riga"):
        await months.close(course.plan_id, OCTOBER, by=course.tutor)
    with pytest.raises(Refused, match="non c’era"):
        await months.close(course.plan_id, Month(2026, 9), by=course.tutor)


async def test_expected_days_without_a_line_are_named_and_answered_for() -> None:
    course = await kept(weekdays=(1, 2, 3))
    with pytest.raises(Refused, match="Mancano i giorni 19, 20, 21, 26, 27 e 28") as refused:
        await months.close(course.plan_id, OCTOBER, by=course.tutor)
    assert refused.value.field == "unwritten"
    await months.close(course.plan_id, OCTOBER, unwritten=True, by=course.tutor)


async def test_a_closed_month_is_refused_with_the_state_it_is_in() -> None:
    course = await kept()
    await closed(course)
    with pytest.raises(Refused, match=r"già chiuso. Aspetta la conferma della persona"):
        await closed(course)


async def test_lines_written_since_the_page_was_drawn_are_told() -> None:
    course = await kept()
    with clock.as_of(NOW + timedelta(minutes=1)):
        await log(course, date(2026, 10, 15))
        with pytest.raises(ChangedMeanwhile, match="Nel frattempo le presenze sono cambiate"):
            await months.close(course.plan_id, OCTOBER, unwritten=True, drawn_at=NOW, by=course.tutor)


async def test_only_the_plan_s_tutor_closes() -> None:
    course = await kept()
    another = await builders.tutor_of(course.stage)
    for viewer in (another, course.recruiter, course.counsellor):
        with pytest.raises(NotThere):
            await months.close(course.plan_id, OCTOBER, unwritten=True, by=viewer)


# --- the person -------------------------------------------------------------------------------------------------------


async def test_the_person_confirms_by_her_link_once() -> None:
    course = await kept()
    await closed(course)
    token = await link(course)
    await months.answer_by_link(token, objection=None)
    one = await last(course)
    assert (one.answer, one.how) == (MonthAnswer.CONFIRMED, ConfirmedHow.LINK)
    assert set(await queries.confirmed(course.plan_id)) == {"2026-10"}
    with pytest.raises(Refused, match="già stato usato"):
        await months.answer_by_link(token, objection=None)


async def test_her_link_is_in_her_mail_and_expires() -> None:
    course = await kept()
    await closed(course)
    assert await db.fetchval("SELECT count(*) FROM mail_message WHERE kind = 'month_to_confirm'") == 1
    token = await link(course)
    with clock.as_of(NOW + timedelta(days=15)), pytest.raises(Refused, match="Il link è scaduto"):
        await months.answer_by_link(token, objection=None)


async def test_the_person_confirms_in_her_own_area_and_nobody_else_s_month() -> None:
    course = await kept()
    await closed(course)
    (waiting,) = await queries.waiting_for_person(course.stage.person_id)
    stranger = await builders.proposals.proposable(course.counsellor)
    with pytest.raises(NotThere):
        await months.answer_in_area(stranger, waiting.id, objection=None)
    await months.answer_in_area(course.stage.person_id, waiting.id, objection=None)
    assert (await last(course)).how is ConfirmedHow.AREA
    assert await queries.waiting_for_person(course.stage.person_id) == []


async def test_what_she_finds_wrong_reaches_tutor_and_counsellor_without_a_word_of_it() -> None:
    course = await kept()
    await closed(course)
    await months.answer_by_link(await link(course), objection="Il 15 ero presente.")
    await jobs.drain()
    one = await last(course)
    assert (one.answer, one.objection) == (MonthAnswer.OBJECTED, "Il 15 ero presente.")
    assert b"presente" not in await db.fetchval("SELECT objection_sealed FROM plan_month")
    for viewer in (course.tutor, course.counsellor):
        texts = await told(viewer, Kind.PLAN_NEWS)
        assert any("un mese di presenze non torna" in text for text in texts)
        assert not any("Il 15 ero presente" in text for text in texts)


async def test_without_a_mail_address_the_counsellor_is_told_to_hand_the_link_over() -> None:
    course = await kept()
    await db.execute("UPDATE person SET email = NULL WHERE id = $1", course.stage.person_id)
    await closed(course)
    assert any("daglielo tu" in text for text in await told(course.counsellor, Kind.PLAN_NEWS))


async def test_the_counsellor_asks_again_and_the_old_link_is_dead() -> None:
    course = await kept()
    await closed(course)
    old = await link(course)
    url = await months.ask_again(course.plan_id, OCTOBER, by=course.counsellor)
    with pytest.raises(Refused):
        await months.answer_by_link(old, objection=None)
    await months.answer_by_link(url.rsplit("/", 1)[-1], objection="Non torna.")
    # they talked, and it was right after all
    url = await months.ask_again(course.plan_id, OCTOBER, by=course.counsellor)
    await months.answer_by_link(url.rsplit("/", 1)[-1], objection=None)
    assert [one.answer for one in await queries.closings(course.plan_id)] == [
        MonthAnswer.OBJECTED,
        MonthAnswer.CONFIRMED,
    ]
    with pytest.raises(Refused, match="non aspetta nessuna conferma"):
        await months.ask_again(course.plan_id, OCTOBER, by=course.counsellor)


# --- corrections ------------------------------------------------------------------------------------------------------


async def propose(course: Course, day: date, hour: int, by: Viewer | None = None) -> None:
    await months.propose_correction(
        course.plan_id,
        day=day,
        starts_at=time(8, 30),
        ends_at=time(hour, 30),
        reason="Avevo scritto male.",
        by=by or course.tutor,
    )


async def test_a_correction_holds_only_once_the_person_has_confirmed_it() -> None:
    course = await kept()
    await closed(course)
    await months.answer_by_link(await link(course), objection=None)
    await propose(course, WORKED[0], 13)
    assert await line(course, WORKED[0]) == (time(8, 30), time(12, 30), None)
    assert (await queries.confirmed(course.plan_id))["2026-10"].minutes == 720
    await months.answer_by_link(await link(course), objection=None)
    assert await line(course, WORKED[0]) == (time(8, 30), time(13, 30), None)
    assert (await queries.confirmed(course.plan_id))["2026-10"].minutes == 780
    assert await db.fetchval("SELECT state FROM plan_amendment") == AmendmentState.IN_FORCE.value


async def test_a_correction_she_refuses_changes_nothing() -> None:
    course = await kept()
    await closed(course)
    await months.answer_by_link(await link(course), objection=None)
    await propose(course, WORKED[0], 13)
    await months.answer_by_link(await link(course), objection="Sono uscita alle 12:30.")
    assert await line(course, WORKED[0]) == (time(8, 30), time(12, 30), None)
    assert (await queries.confirmed(course.plan_id))["2026-10"].version == 1
    assert await db.fetchval("SELECT state FROM plan_amendment") == AmendmentState.WITHDRAWN.value


async def test_two_corrections_of_a_month_are_answered_once() -> None:
    course = await kept()
    await closed(course)
    await propose(course, WORKED[0], 13)
    await months.propose_correction(
        course.plan_id, day=WORKED[1], absence=Absence.JUSTIFIED, reason="Era assente.", by=course.tutor
    )
    assert [one.answer for one in await queries.closings(course.plan_id)] == [
        MonthAnswer.REPLACED,
        MonthAnswer.REPLACED,
        None,
    ]
    await months.answer_by_link(await link(course), objection=None)
    assert await line(course, WORKED[0]) == (time(8, 30), time(13, 30), None)
    assert await line(course, WORKED[1]) == (None, None, "justified")
    assert (await last(course)).present == 2


async def test_an_open_month_needs_no_correction_and_an_equal_line_is_none() -> None:
    course = await kept()
    with pytest.raises(Refused, match="ancora aperto"):
        await propose(course, WORKED[0], 13)
    await closed(course)
    with pytest.raises(Refused, match="dice già così"):
        await propose(course, WORKED[0], 12)


async def test_a_correction_does_not_wait_for_an_amendment_of_the_plan_nor_holds_it_up() -> None:
    course = await kept()
    await closed(course)
    await propose(course, WORKED[0], 13)
    changes = amending.Changes(weekly_hours=16)
    await amending.propose(course.plan_id, changes, reason="Meno ore.", by=course.counsellor)
    assert await db.fetchval("SELECT count(*) FROM plan_amendment WHERE state = 'proposed'") == 2


@pytest.mark.parametrize("key", ["", "2026", "2026-13", "2026-0", "26-10", "２０２６-10", "2026-10-01"])
def test_what_is_no_month_is_none(key: str) -> None:
    assert month_from(key) is None


def test_a_month_is_read_as_addresses_write_it() -> None:
    assert month_from("2026-10") == OCTOBER
