"""What the tutor keeps: attendance, reviews, diary, difficulties, messages; and who else may not."""

from datetime import time, timedelta
from uuid import UUID

import pytest

from portal.foundation import audit, clock, db, jobs
from portal.foundation.ids import new_id
from portal.foundation.notifications import Kind
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.matching.vocabulary import Group
from portal.tutoring.actions import keeping, messages, running
from portal.tutoring.actions.keeping import Rated
from portal.tutoring.actions.reading import read_contacts
from portal.tutoring.queries import messages as message_queries
from portal.tutoring.queries import register
from portal.tutoring.queries.detail import detail_for_party
from portal.tutoring.vocabulary import Absence, DiaryKind, PartyRole
from tests import cast
from tests.told import told
from tests.tutoring import builders
from tests.tutoring.builders import Course

pytestmark = pytest.mark.usefixtures("db_rollback")

MORNING = {"starts_at": time(8, 30), "ends_at": time(12, 30)}


async def strangers(course: Course) -> list[Viewer]:
    return [
        await cast.someone(course.stage.company_id, Role.IN_COMPANY_TUTOR),
        await course.stage.people.outsider(Role.IN_COMPANY_TUTOR),
        course.recruiter,
        await course.stage.people.teammate(Role.JOB_COUNSELLOR),
    ]


# --- attendance ------------------------------------------------------------------------------------------------


async def test_a_day_is_one_line_and_writing_it_again_corrects_it() -> None:
    course = await builders.running_plan()
    today = clock.today()
    await keeping.log_day(course.plan_id, day=today, **MORNING, by=course.tutor)
    await keeping.log_day(
        course.plan_id, day=today, starts_at=time(9, 0), ends_at=time(11, 0), by=course.tutor
    )
    (line,) = await register.attendance(course.plan_id)
    assert line.minutes == 120


async def test_an_absence_takes_the_hours_away_and_a_presence_the_absence() -> None:
    course = await builders.running_plan()
    today = clock.today()
    await keeping.log_day(course.plan_id, day=today, **MORNING, by=course.tutor)
    await keeping.log_day(course.plan_id, day=today, absence=Absence.ILLNESS, by=course.tutor)
    (line,) = await register.attendance(course.plan_id)
    assert (line.minutes, line.absence) == (0, "illness")
    await keeping.log_day(course.plan_id, day=today, **MORNING, by=course.tutor)
    (line,) = await register.attendance(course.plan_id)
    assert (line.minutes, line.absence) == (240, None)


async def test_before_the_start_and_after_the_end_the_register_is_closed() -> None:
    course = await builders.ready()
    with pytest.raises(Refused, match="«Pronto»: il registro è chiuso"):
        await keeping.log_day(course.plan_id, day=clock.today(), **MORNING, by=course.tutor)


async def test_while_suspended_past_days_are_corrected_and_new_ones_are_not_written() -> None:
    course = await builders.running_plan()
    today = clock.today()
    with clock.as_of(clock.now() - timedelta(days=3)):
        await running.suspend(course.plan_id, reason="Lavori in reparto.", by=course.counsellor)
    await keeping.log_day(course.plan_id, day=today - timedelta(days=5), **MORNING, by=course.tutor)
    with pytest.raises(Refused, match="era sospeso"):
        await keeping.log_day(course.plan_id, day=today, **MORNING, by=course.tutor)
    await running.resume(course.plan_id, by=course.counsellor)
    await keeping.log_day(course.plan_id, day=today, **MORNING, by=course.tutor)
    with pytest.raises(Refused, match="era sospeso"):
        await keeping.log_day(course.plan_id, day=today - timedelta(days=2), **MORNING, by=course.tutor)


async def test_why_it_was_suspended_is_kept_sealed() -> None:
    course = await builders.running_plan()
    await running.suspend(course.plan_id, reason="Lavori in reparto.", by=course.counsellor)
    row = await db.fetchrow("SELECT * FROM plan_step WHERE move = 'suspend'")
    assert row is not None
    assert row["account"] == course.counsellor.account_id
    assert b"reparto" not in row["note_sealed"]


async def test_nobody_else_writes_in_the_register() -> None:
    course = await builders.running_plan()
    for viewer in [*await strangers(course), course.counsellor]:
        with pytest.raises(NotThere):
            await keeping.log_day(course.plan_id, day=clock.today(), **MORNING, by=viewer)
    assert await register.attendance(course.plan_id) == []


# --- reviews ---------------------------------------------------------------------------------------------------


async def goal_ids(course: Course) -> list[UUID]:
    return [goal.id for goal in await register.goals(course.plan_id)]


async def test_a_review_gives_levels_with_the_facts_they_rest_on() -> None:
    course = await builders.running_plan()
    first, second = await goal_ids(course)
    earlier = clock.today() - timedelta(days=20)
    await keeping.rate_goals(course.plan_id, [Rated(first, 1, "Con guida.")], on=earlier, by=course.tutor)
    ratings = [Rated(first, 3, "Sei ordini su sette."), Rated(second, 2, "Una volta.")]
    await keeping.rate_goals(course.plan_id, ratings, on=clock.today(), by=course.tutor)
    goals = await register.goals(course.plan_id)
    assert [[one.level for one in goal.ratings] for goal in goals] == [[1, 3], [2]]
    assert goals[0].ratings[-1].fact == "Sei ordini su sette."
    assert b"ordini" not in await db.fetchval("SELECT fact_sealed FROM goal_rating LIMIT 1")


async def test_twice_on_one_day_the_second_review_corrects_the_first() -> None:
    course = await builders.running_plan()
    first, _ = await goal_ids(course)
    for level in (2, 4):
        await keeping.rate_goals(
            course.plan_id, [Rated(first, level, "Visto.")], on=clock.today(), by=course.tutor
        )
    goals = await register.goals(course.plan_id)
    assert [one.level for one in goals[0].ratings] == [4]


@pytest.mark.parametrize("level", [0, 6])
async def test_a_level_beyond_the_scale_is_refused(level: int) -> None:
    course = await builders.running_plan()
    first, _ = await goal_ids(course)
    with pytest.raises(Refused, match="da 1 a 5"):
        await keeping.rate_goals(
            course.plan_id, [Rated(first, level, "x")], on=clock.today(), by=course.tutor
        )


@pytest.mark.parametrize("days", [1, -60])
async def test_a_review_is_of_a_day_of_the_plan(days: int) -> None:
    course = await builders.running_plan()
    first, _ = await goal_ids(course)
    with pytest.raises(Refused) as refused:
        await keeping.rate_goals(
            course.plan_id, [Rated(first, 3, "x")], on=clock.today() + timedelta(days=days), by=course.tutor
        )  # fmt: skip
    assert refused.value.field == "on"


async def test_a_goal_of_another_plan_is_not_there() -> None:
    course = await builders.running_plan()
    with pytest.raises(NotThere):
        await keeping.rate_goals(course.plan_id, [Rated(new_id(), 3, "x")], on=clock.today(), by=course.tutor)


# --- diary -----------------------------------------------------------------------------------------------------


async def entry(
    course: Course, by: Viewer, *, id: UUID | None = None, for_service: bool = False, title: str = "Ordini"
) -> None:
    await keeping.write_diary(
        course.plan_id,
        id=id or new_id(),
        kind=DiaryKind.NOTE,
        title=title,
        text="Ha preparato sei ordini su sette.",
        goal_id=None,
        for_service=for_service,
        by=by,
    )


async def titles(course: Course, viewer: Viewer, *, whole: bool = False) -> set[str]:
    rows, total = await register.diary(course.plan_id, viewer, whole=whole, limit=50)
    assert total == len(rows)
    return {row.title for row in rows}


async def test_tutor_and_counsellor_write_in_one_diary_and_pressed_twice_once() -> None:
    course = await builders.running_plan()
    id = new_id()
    for _ in range(2):
        await entry(course, course.tutor, id=id)
    await entry(course, course.counsellor, title="Visita")
    assert await titles(course, course.recruiter) == {"Ordini", "Visita"}
    assert b"ordini" not in await db.fetchval("SELECT text_sealed FROM diary_entry LIMIT 1")


async def test_what_is_for_the_service_nobody_of_the_company_reads_but_who_wrote_it() -> None:
    course = await builders.running_plan()
    await entry(course, course.tutor, for_service=True, title="Del tutor")
    await entry(course, course.counsellor, for_service=True, title="Dell’operatore")
    assert await titles(course, course.recruiter) == set()
    assert await titles(course, course.tutor) == {"Del tutor"}
    assert await titles(course, course.counsellor, whole=True) == {"Del tutor", "Dell’operatore"}


async def test_the_diary_opens_with_the_plan_and_stays_open_to_the_counsellor() -> None:
    course = await builders.ready()
    for viewer in (course.tutor, course.counsellor):
        with pytest.raises(Refused):
            await entry(course, viewer)


async def test_strangers_write_in_no_diary() -> None:
    course = await builders.running_plan()
    for viewer in await strangers(course):
        with pytest.raises(NotThere):
            await entry(course, viewer)


async def test_a_difficulty_reaches_the_counsellor_at_once_without_a_word_of_it() -> None:
    course = await builders.running_plan()
    await keeping.report_difficulty(course.plan_id, id=new_id(), text="Arriva tardi.", by=course.tutor)
    (text,) = await told(course.counsellor, Kind.PLAN_DIFFICULTY)
    assert "Arriva tardi" not in text
    assert f"/plans/{course.plan_id}" in text
    assert await titles(course, course.recruiter) == set()
    assert await titles(course, course.counsellor, whole=True) == {"Difficoltà segnalata"}


async def test_a_difficulty_pressed_twice_is_told_once() -> None:
    course = await builders.running_plan()
    id = new_id()
    for _ in range(2):
        await keeping.report_difficulty(course.plan_id, id=id, text="Arriva tardi.", by=course.tutor)
    assert len(await told(course.counsellor, Kind.PLAN_DIFFICULTY)) == 1


# --- messages --------------------------------------------------------------------------------------------------


async def test_tutor_and_counsellor_write_to_each_other() -> None:
    course = await builders.running_plan()
    before = len(await told(course.tutor, Kind.PLAN_NEWS))
    await messages.write(course.plan_id, id=new_id(), text="Possiamo sentirci?", by=course.tutor)
    await messages.write(course.plan_id, id=new_id(), text="Alle 14.", by=course.counsellor)
    rows = await message_queries.messages(course.plan_id)
    assert [row.text for row in rows] == ["Possiamo sentirci?", "Alle 14."]
    news = await told(course.counsellor, Kind.PLAN_NEWS)
    assert any("Il tutor ti ha scritto" in text for text in news)
    assert len(await told(course.tutor, Kind.PLAN_NEWS)) == before + 1
    (thread,) = await message_queries.threads(course.tutor)
    assert thread.count == 2


async def test_strangers_and_the_company_s_recruiters_write_no_message() -> None:
    course = await builders.running_plan()
    for viewer in await strangers(course):
        with pytest.raises(NotThere):
            await messages.write(course.plan_id, id=new_id(), text="Ciao", by=viewer)


async def test_without_a_tutor_there_is_nobody_to_write_to() -> None:
    course = await builders.drafted()
    with pytest.raises(Refused, match="non ha ancora un tutor"):
        await messages.write(course.plan_id, id=new_id(), text="Ciao", by=course.counsellor)


# --- what the person ticked ------------------------------------------------------------------------------------


async def contacts(course: Course, viewer: Viewer, side: PartyRole) -> list[tuple[str, str]]:
    detail = await detail_for_party(course.plan_id, viewer)
    return await read_contacts(detail, side, by=viewer)


async def test_parties_read_what_was_ticked_the_tutor_what_the_work_needs_and_each_reading_is_kept() -> None:
    course = await builders.running_plan(await builders.drafted(contract="permanent", reserved="art3"))
    company = dict(await contacts(course, course.recruiter, PartyRole.COMPANY))
    tutor = dict(await contacts(course, course.tutor, PartyRole.TUTOR))
    assert "Nives" in company["Nome"]
    assert "Idoneità" in company
    assert "Nives" in tutor["Nome"]
    assert "Idoneità" not in tutor
    entries = await audit.entries_about(course.plan_id, what=["IdentityRead"])
    assert {one.account_id for one in entries} == {course.recruiter.account_id, course.tutor.account_id}


async def test_what_was_not_ticked_no_party_reads() -> None:
    course = await builders.drafted(groups=[Group.CONTACTS])
    company = dict(await contacts(course, course.recruiter, PartyRole.COMPANY))
    assert set(company) <= {"Nome", "Telefono", "E-mail", "Preferisce"}


async def test_a_consent_taken_back_after_acceptance_leaves_the_plan_its_ground() -> None:
    now = await builders.proposals.stage(contract="tis", reserved="none")
    id, back = await builders.proposals.sent(now)
    await builders.proposals.answering.accept(id, by=now.recruiter)
    await jobs.drain()
    await builders.proposals.consent.take_back(back)
    plan_id = await db.fetchval("SELECT id FROM plan")
    course = Course(now, plan_id, now.recruiter)
    assert await contacts(course, now.recruiter, PartyRole.COMPANY)


async def test_strangers_find_no_plan() -> None:
    course = await builders.running_plan()
    for viewer in (await strangers(course))[:2]:
        with pytest.raises(NotThere):
            await detail_for_party(course.plan_id, viewer)
