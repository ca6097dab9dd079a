"""What the database itself refuses of proposals, whoever writes."""

import asyncpg
import pytest

from portal.foundation import db
from portal.foundation.ids import new_id
from portal.matching.piccolo_app import APP_CONFIG
from tests.matching import builders

pytestmark = pytest.mark.usefixtures("db_rollback")

WRONG = {
    "a state nobody knows": (
        "UPDATE proposal SET state = 'lost', waiting_since = NULL, answer_due_on = NULL",
        "proposal_state",
    ),
    "a wait where nobody waits": ("UPDATE proposal SET waiting_since = NULL", "proposal_waiting"),
    "a company that is not asked for an answer": (
        "UPDATE proposal SET answer_due_on = NULL",
        "proposal_answer_due",
    ),
    "with the company and never sent": ("UPDATE proposal SET sent_at = NULL", "proposal_sent"),
    "a reason of what is open": ("UPDATE proposal SET close_reason = 'tasks'", "proposal_reason"),
    "an interview on its day that nobody is to answer": (
        "UPDATE proposal SET state = 'interview', interview_at = now(), interview_place = 'Qui', answer_due_on = NULL",
        "proposal_interview_known",
    ),
    "an interview nowhere": ("UPDATE proposal SET interview_at = now()", "proposal_interview"),
    "a score beyond the scale": ("UPDATE proposal SET score = 100.1", "proposal_score"),
    "two steps in one place": ("UPDATE proposal_step SET position = 1", "proposal_step_place"),
    "a reader twice": (
        "INSERT INTO proposal_reader SELECT gen_random_uuid(), proposal, account FROM proposal_reader",
        "proposal_reader_once",
    ),
    "a consent to nothing": ("UPDATE disclosure_consent SET groups = '{}'", "disclosure_consent_groups"),
    "a consent to what nobody ticks": (
        "UPDATE disclosure_consent SET groups = ARRAY['diagnosis']",
        "disclosure_consent_groups",
    ),
    "a consent that lasts longer": (
        "UPDATE disclosure_consent SET expires_at = given_at + interval '61 days'",
        "disclosure_consent_days",
    ),
    "taken back before it was given": (
        "UPDATE disclosure_consent SET revoked_at = given_at - interval '1 day'",
        "disclosure_consent_revoked",
    ),
    "a second consent beside the one in force": (
        "INSERT INTO disclosure_consent SELECT gen_random_uuid(), proposal, person, company, vacancy, purpose, groups,"
        " notice_version, notice_hash, channel, collected_by, given_at, expires_at, revoked_at, closed_at"
        " FROM disclosure_consent",
        "disclosure_consent_standing",
    ),
    "a used link that is still known": (
        "UPDATE consent_link SET token_sealed = 'x' WHERE used_at IS NOT NULL",
        "consent_link_used_is_forgotten",
    ),
}


@pytest.mark.parametrize("what", WRONG)
async def test_the_database_refuses(what: str) -> None:
    now = await builders.stage()
    await builders.sent(now)
    statement, constraint = WRONG[what]
    with pytest.raises(asyncpg.IntegrityConstraintViolationError, match=constraint):
        async with db.unit_of_work():
            await db.execute(statement)


async def test_the_same_two_are_put_together_once_at_a_time() -> None:
    now = await builders.stage()
    id = await builders.drafted(now)
    with pytest.raises(asyncpg.UniqueViolationError, match="proposal_one_open"):
        async with db.unit_of_work():
            await db.execute(
                "INSERT INTO proposal (id, code, person, vacancy, company, service, state, state_since, origin,"
                " created_at, created_by, counsellor, score, terms_sealed, model_version) SELECT $1, 'P-X', person,"
                " vacancy, company, service, state, state_since, origin, created_at, created_by, counsellor, score,"
                " terms_sealed, model_version FROM proposal WHERE id = $2",
                new_id(),
                id,
            )


async def test_a_reminder_of_one_wait_is_kept_once() -> None:
    now = await builders.stage()
    id = await builders.drafted(now)
    for expected in (True, False):
        new = await db.fetchval(
            "INSERT INTO proposal_reminder (proposal, step, since, due_on, taken_at)"
            " VALUES ($1, 'first_reminder', '2026-11-20', '2026-11-23', now())"
            " ON CONFLICT (proposal, step, since) DO NOTHING RETURNING id",
            id,
        )
        assert (new is not None) is expected


TABLES = [table._meta.tablename for table in APP_CONFIG.table_classes]


async def test_nothing_a_proposal_refers_to_is_deleted_under_it() -> None:
    kinds = await db.fetch(
        "SELECT DISTINCT confdeltype::text AS kind FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid::regclass::text = ANY($1)",
        TABLES,
    )
    assert [row["kind"] for row in kinds] == ["r"]


DAY = (
    "INSERT INTO interview_date (id, proposal, asked_at, starts_at, minutes, place, state, decided_at, outcome,"
    " recorded_at) SELECT gen_random_uuid(), id, now(), now() + interval '3 days', {minutes}, 'Qui', '{state}',"
    " {decided}, {outcome}, {recorded} FROM proposal"
)
WRONG_DAYS = {
    "a day of four minutes": ({"minutes": "4"}, "interview_date_minutes"),
    "a state nobody knows": ({"state": "lost"}, "interview_date_state"),
    "a day that nobody chose": ({"decided": "NULL"}, "interview_date_decided"),
    "an outcome nobody wrote": ({"outcome": "'held'"}, "interview_date_told"),
    "an outcome of a day that was not chosen": (
        {"state": "dropped", "outcome": "'held'", "recorded": "now()"},
        "interview_date_told",
    ),
}


@pytest.mark.parametrize("what", WRONG_DAYS)
async def test_the_database_refuses_of_an_interview(what: str) -> None:
    changed, constraint = WRONG_DAYS[what]
    usual = {"minutes": "45", "state": "chosen", "decided": "now()", "outcome": "NULL", "recorded": "NULL"}
    await builders.opened(await builders.stage())
    with pytest.raises(asyncpg.CheckViolationError) as refused:
        await db.execute(DAY.format(**{**usual, **changed}))
    assert refused.value.constraint_name == constraint


async def test_of_an_interview_one_day_is_chosen_at_a_time() -> None:
    await builders.opened(await builders.stage())
    chosen = DAY.format(minutes=45, state="chosen", decided="now()", outcome="NULL", recorded="NULL")
    await db.execute(chosen)
    with pytest.raises(asyncpg.UniqueViolationError):
        await db.execute(chosen)
