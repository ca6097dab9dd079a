"""What the database itself refuses of plans, whoever writes."""

from datetime import timedelta

import asyncpg
import pytest

from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.tutoring.actions import ending, keeping, months
from portal.tutoring.piccolo_app import APP_CONFIG
from portal.tutoring.rules import month_of
from portal.tutoring.vocabulary import Outcome
from tests.tutoring import builders

pytestmark = pytest.mark.usefixtures("db_rollback")

_AGAIN = "INSERT INTO {table} SELECT gen_random_uuid(), {columns} FROM {table}"

WRONG = {
    "a state nobody knows": ("UPDATE plan SET state = 'lost'", "plan_state"),
    "a kind nobody knows": ("UPDATE plan SET kind = 'stage'", "plan_kind"),
    "an end before the start": ("UPDATE plan SET ends_on = starts_on", "plan_period"),
    "too many hours": ("UPDATE plan SET weekly_hours = 41", "plan_hours"),
    "a day that ends before it starts": ("UPDATE plan SET day_ends_at = '08:00'", "plan_day"),
    "under way without a tutor": ("UPDATE plan SET tutor = NULL", "plan_whole"),
    "groups nobody ticks": ("UPDATE plan SET groups = ARRAY['diagnosis']", "plan_groups"),
    "a party twice": (_AGAIN.format(table="plan_party", columns="plan, account, role"), "plan_party_once"),
    "a party without a known role": ("UPDATE plan_party SET role = 'friend'", "plan_party_role"),
    "two steps in one place": ("UPDATE plan_step SET position = 1", "plan_step_place"),
    "a goal beyond the scale": ("UPDATE plan_goal SET target = 6", "plan_goal_target"),
    "two documents of a kind": (
        _AGAIN.format(
            table="plan_document", columns="plan, kind, reference, recorded_on, valid_until, recorded_by"
        ),
        "plan_document_once",
    ),
    "a document that ended before it began": (
        "UPDATE plan_document SET valid_until = recorded_on - 1",
        "plan_document_valid",
    ),
    "two signatures of a party": (
        "INSERT INTO plan_signature (id, plan, paper, signer, how, signed_at, recorded_by)"
        " SELECT gen_random_uuid(), plan, paper, signer, how, signed_at, recorded_by FROM plan_signature",
        "plan_signature_once",
    ),
    "a presence without hours": ("UPDATE attendance SET starts_at = NULL", "attendance_times_or_absence"),
    "a presence that ends before it begins": (
        "UPDATE attendance SET ends_at = starts_at",
        "attendance_times_or_absence",
    ),
    "an absence with hours": ("UPDATE attendance SET absence = 'illness'", "attendance_times_or_absence"),
    "two lines of one day": (
        _AGAIN.format(
            table="attendance", columns="plan, day, starts_at, ends_at, absence, entered_by, entered_at"
        ),
        "attendance_once",
    ),
    "a module twice": (
        _AGAIN.format(table="tutor_module", columns="account, module, completed_on"),
        "tutor_module_once",
    ),
}


@pytest.mark.parametrize("what", WRONG)
async def test_the_database_refuses(what: str) -> None:
    course = await builders.running_plan()
    await keeping.log_day(
        course.plan_id,
        day=clock.today(),
        starts_at=builders.time(8),
        ends_at=builders.time(12),
        by=course.tutor,
    )
    statement, constraint = WRONG[what]
    with pytest.raises(asyncpg.IntegrityConstraintViolationError, match=constraint):
        async with db.unit_of_work():
            await db.execute(statement)


AFTER = {
    "two outcomes": (
        _AGAIN.format(table="plan_outcome", columns="plan, outcome, ended_on, words_sealed, recorded_by"),
        "plan_outcome_once",
    ),
    "two follow-ups of a month": (
        _AGAIN.format(table="follow_up", columns="plan, months, due_on, done_on, still_there, recorded_by"),
        "follow_up_once",
    ),
    "a follow-up at no known month": ("UPDATE follow_up SET months = 2 WHERE months = 1", "follow_up_months"),
    "an answer without its day": ("UPDATE follow_up SET still_there = 'yes'", "follow_up_done"),
    "a second plan of one proposal": (
        "INSERT INTO plan (id, code, kind, title, proposal, person, company, service, counsellor, groups, state,"
        " state_since, created_at) SELECT gen_random_uuid(), 'TIS-X', kind, title, proposal, person, company, service,"
        " counsellor, groups, 'drafted', state_since, created_at FROM plan",
        "plan_of_proposal",
    ),
}


@pytest.mark.parametrize("what", AFTER)
async def test_the_database_refuses_after_the_end(what: str) -> None:
    course = await builders.running_plan()
    yesterday = clock.today() - timedelta(days=1)
    await ending.end(
        course.plan_id, outcome=Outcome.OTHER_PATH, ended_on=yesterday, words=None, by=course.counsellor
    )
    statement, constraint = AFTER[what]
    with pytest.raises(asyncpg.IntegrityConstraintViolationError, match=constraint):
        async with db.unit_of_work():
            await db.execute(statement)


_SECOND = "INSERT INTO plan_month ({0}, id) SELECT {1}, gen_random_uuid() FROM plan_month"
_ALL = "plan, month, version, minutes, present, expected, closed_by, closed_at"
OF_THE_REGISTER = {
    "a month that begins on another day": ("UPDATE plan_month SET month = month + 1", "plan_month_first"),
    "more days there than expected": ("UPDATE plan_month SET present = expected + 1", "plan_month_figures"),
    "a word of the person nobody knows": (
        "UPDATE plan_month SET answer = 'maybe', answered_at = now(), how = 'link'",
        "plan_month_answer",
    ),
    "a confirmation without its moment": (
        "UPDATE plan_month SET answer = 'confirmed', how = 'link'",
        "plan_month_answered",
    ),
    "a confirmation that came by no way": (
        "UPDATE plan_month SET answer = 'confirmed', answered_at = now()",
        "plan_month_heard",
    ),
    "a link without an end": ("UPDATE plan_month SET expires_at = NULL", "plan_month_link"),
    "one version twice": (
        "UPDATE plan_month SET answer = 'replaced', answered_at = now(); " + _SECOND.format(_ALL, _ALL),
        "plan_month_once",
    ),
    "two versions that wait": (
        _SECOND.format(_ALL, _ALL.replace("version", "version + 1")),
        "plan_month_waits_once",
    ),
    "a difficulty the company reads": (
        "UPDATE diary_entry SET for_service = false",
        "diary_entry_difficulty",
    ),
    "a difficulty taken up by nobody": ("UPDATE diary_entry SET handled_at = now()", "diary_entry_handled"),
    "a module nobody has begun": (
        "UPDATE tutor_module SET read_on = NULL, completed_on = NULL, tried_on = NULL",
        "tutor_module_begun",
    ),
    "tries on no day": ("UPDATE tutor_module SET tries = 1, tried_on = NULL", "tutor_module_tries"),
}


@pytest.mark.parametrize("what", OF_THE_REGISTER)
async def test_the_database_refuses_of_the_register(what: str) -> None:
    course = await builders.running_plan()
    month = month_of(clock.today() - timedelta(days=clock.today().day))
    await keeping.log_day(
        course.plan_id, day=month.last, starts_at=builders.time(8), ends_at=builders.time(12), by=course.tutor
    )
    await months.close(course.plan_id, month, unwritten=True, by=course.tutor)
    await keeping.report_difficulty(course.plan_id, id=new_id(), text="Arriva tardi.", by=course.tutor)
    statement, constraint = OF_THE_REGISTER[what]
    with pytest.raises(asyncpg.IntegrityConstraintViolationError, match=constraint):
        async with db.unit_of_work():
            await db.execute(statement)


TABLES = [table._meta.tablename for table in APP_CONFIG.table_classes]


async def test_nothing_a_plan_refers_to_is_deleted_under_it() -> None:
    kinds = await db.fetch(
        "SELECT DISTINCT confdeltype::text AS kind FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid::regclass::text = ANY($1)",
        TABLES,
    )
    assert [row["kind"] for row in kinds] == ["r"]
