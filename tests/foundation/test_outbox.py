"""The outbox holds what must follow, and nothing else."""

import asyncpg
import pytest

from portal.foundation import audit, db, facts, ids, jobs, outbox
from portal.foundation.housekeeping import KEEP_DONE
from portal.foundation.jobs import job
from portal.kernel.events import Event
from portal.kernel.viewer import SYSTEM
from tests.foundation.told import Retold, Told, following, open_rows, tell

pytestmark = pytest.mark.usefixtures("db_rollback")

seen: list[object] = []


@pytest.fixture(autouse=True)
def _nothing_seen() -> None:
    seen.clear()


@job("tests.see")
async def see(event: Told | Retold) -> None:
    seen.append((type(event).__name__, event.thing_id))


@job("tests.retell")
async def retell(event: Told) -> None:
    await facts.record(Retold(thing_id=event.thing_id), by=SYSTEM)


@job("tests.break")
async def break_(event: Told) -> None:
    raise LookupError("Mario Rossi")


async def test_a_row_without_an_audit_entry_for_what_is_no_fact_of_a_slice() -> None:
    with following({Told: (see,)}):
        async with db.unit_of_work():
            await outbox.put(Told(thing_id=ids.new_id()))
    assert await open_rows() == 1
    assert await audit.latest() == []


async def test_draining_runs_everything_oldest_first_with_what_follows_from_it() -> None:
    with following({Told: (retell, see), Retold: (see,)}):
        first, second = await tell(), await tell()
        assert await jobs.drain() == 6
    assert seen == [("Told", first), ("Told", second), ("Retold", first), ("Retold", second)]
    assert await open_rows() == 0


async def test_draining_again_does_nothing_again() -> None:
    with following({Told: (see,)}):
        await tell()
        await jobs.drain()
        assert await jobs.drain() == 0
    assert len(seen) == 1


async def test_draining_raises_the_first_failure_and_leaves_its_row_open() -> None:
    with following({Told: (break_,)}):
        await tell()
        with pytest.raises(LookupError):
            await jobs.drain()
    assert await open_rows() == 1


async def test_a_job_that_causes_itself_is_noticed() -> None:
    @job("tests.echo")
    async def echo(event: Told) -> None:
        await facts.record(event, by=SYSTEM)

    with following({Told: (echo,)}):
        await tell()
        with pytest.raises(RuntimeError, match="cause itself"):
            await jobs.drain(at_most=20)


async def test_the_backlog_tells_what_waits_what_was_given_up_and_what_nobody_here_knows() -> None:
    with following({Told: (see, break_)}):
        await tell()
        await db.execute("UPDATE outbox SET failed_at = now(), failure = 'X' WHERE job = 'tests.break'")
        assert (await outbox.backlog()).unknown == 0
    with following({Told: ()}):
        backlog = await outbox.backlog()
    assert (backlog.open, backlog.given_up, backlog.unknown) == (1, 1, 1)
    assert backlog.oldest is not None


async def test_done_rows_are_forgotten_in_time_and_open_ones_never() -> None:
    with following({Told: (see,)}):
        await tell()
        await jobs.drain()
        await tell()
        await db.execute("UPDATE outbox SET created_at = now() - interval '1 year'")
        await db.execute("UPDATE outbox SET done_at = now() - interval '15 days' WHERE done_at IS NOT NULL")
        assert await outbox.forget_done(KEEP_DONE) == 1
    assert await open_rows() == 1


async def test_a_row_cannot_be_both_done_and_given_up() -> None:
    with following({Told: (see,)}):
        await tell()
    with pytest.raises(asyncpg.CheckViolationError):
        async with db.unit_of_work():
            await db.execute("UPDATE outbox SET done_at = now(), failed_at = now()")


def test_the_table_refuses_a_job_under_a_fact_that_it_does_not_take() -> None:
    with pytest.raises(ValueError, match=r"tests\.retell does not take Retold"):
        outbox.install({Retold: (retell,)})


def test_the_table_refuses_two_jobs_of_one_name() -> None:
    @job("tests.see")
    async def other(event: Told) -> None: ...

    with pytest.raises(ValueError, match=r"two jobs are called tests\.see"):
        outbox.install({Told: (see, other)})


def test_the_table_refuses_two_facts_of_one_name() -> None:
    namesake = type("Told", (Event,), {"__annotations__": {}, "subject": ""}, frozen=True, kw_only=True)
    with pytest.raises(ValueError, match="two facts are called Told"):
        outbox.install({Told: (), namesake: ()})


def test_a_job_must_say_which_fact_it_takes() -> None:
    async def of_words(event: str) -> None: ...
    async def of_two(event: Told, other: Told) -> None: ...

    for run in (of_words, of_two):
        with pytest.raises(TypeError, match="must take"):
            job("tests.wrong")(run)
