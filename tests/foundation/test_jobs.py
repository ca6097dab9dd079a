"""A job takes effect once, fails in the open, and is not forgotten. A sweep never runs beside itself."""

import asyncio
from datetime import time, timedelta

import pytest

from portal.foundation import audit, context, db, effects, jobs, outbox, sweeps
from portal.foundation.jobs import job, sweep
from portal.kernel.viewer import OPERATOR_COMMAND
from tests.foundation.told import (
    Told,
    effects_of,
    following,
    make_effect_table,
    open_rows,
    take_effect,
    tell,
)

pytestmark = pytest.mark.usefixtures("fresh_database")


@pytest.fixture(autouse=True)
async def _table(fresh_database: str) -> None:
    await make_effect_table()


@job("tests.effect")
async def effect(event: Told) -> None:
    await take_effect(event.number)


@job("tests.slow_effect")
async def slow_effect(event: Told) -> None:
    await take_effect(event.number)
    await asyncio.sleep(0.1)


@job("tests.half")
async def half(event: Told) -> None:
    await take_effect(event.number)
    raise LookupError("Mario Rossi, via Roma 1")


@job("tests.endless", limit=timedelta(milliseconds=50))
async def endless(event: Told) -> None:
    await take_effect(event.number)
    await db.execute("SELECT pg_sleep(30)")


async def _row_id() -> int:
    return int(await db.fetchval("SELECT max(id) FROM outbox"))


async def test_a_delivered_job_takes_effect_and_its_row_is_done() -> None:
    with following({Told: (effect,)}):
        await tell(7)
        assert await effects.perform(await _row_id())
    assert await effects_of() == [7]
    assert await open_rows() == 0


async def test_a_row_delivered_again_takes_no_effect() -> None:
    with following({Told: (effect,)}):
        await tell(7)
        await effects.perform(await _row_id())
        assert not await effects.perform(await _row_id())
    assert await effects_of() == [7]


async def test_a_row_delivered_five_times_at_once_takes_one_effect() -> None:
    with following({Told: (slow_effect,)}):
        await tell(7)
        row = await _row_id()
        ran = await asyncio.gather(*(effects.perform(row) for _ in range(5)))
    assert sorted(ran) == [False, False, False, False, True]
    assert await effects_of() == [7]


async def test_a_row_that_never_was_is_nothing_to_do() -> None:
    assert not await effects.perform(4711)


async def test_a_failing_job_leaves_nothing_of_what_it_did_and_is_listed_without_its_words() -> None:
    with following({Told: (half,)}):
        await tell(7)
        assert not await effects.perform(await _row_id())
        (failure,) = await jobs.failures()
    assert await effects_of() == []
    assert (failure.event, failure.job, failure.attempts) == ("Told", "tests.half", 1)
    assert failure.failure.startswith("LookupError")
    assert failure.next_attempt_at is not None
    assert "Rossi" not in str(await db.fetch("SELECT * FROM outbox"))


async def test_a_failure_in_our_code_names_its_place() -> None:
    @job("tests.unfollowed")
    async def unfollowed(event: Told) -> None:
        await outbox.put(event.__class__.__mro__[1]())  # an Event that nobody subscribed

    with following({Told: (unfollowed,)}):
        await tell()
        await effects.perform(await _row_id())
        (failure,) = await jobs.failures()
    assert failure.failure.startswith("NotSubscribed at portal/foundation/outbox/subscriptions.py:")


async def test_a_job_whose_commit_fails_has_failed() -> None:
    await db.execute("CREATE TABLE parent (id int PRIMARY KEY)")
    await db.execute("CREATE TABLE child (parent int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)")

    @job("tests.orphan")
    async def orphan(event: Told) -> None:
        await db.execute("INSERT INTO child VALUES (1)")

    with following({Told: (orphan,)}):
        await tell()
        for _ in range(12):  # more often than the pool has connections
            assert not await effects.perform(await _row_id())
        (failure,) = await jobs.failures()
    assert failure.failure.startswith("ForeignKeyViolationError")
    assert await db.fetchval("SELECT count(*) FROM child") == 0


async def test_a_job_that_takes_too_long_is_cut_off_and_has_failed() -> None:
    with following({Told: (endless,)}):
        await tell(7)
        async with asyncio.timeout(5):
            assert not await effects.perform(await _row_id())
        (failure,) = await jobs.failures()
    assert failure.failure.startswith("TimeoutError")
    assert await effects_of() == []


async def test_a_fact_that_this_code_cannot_read_is_a_failure_not_a_loss() -> None:
    with following({Told: (effect,)}):
        await tell()
        await db.execute("UPDATE outbox SET payload = '{}'")
        assert not await effects.perform(await _row_id())
        (failure,) = await jobs.failures()
    assert failure.failure.startswith("ValidationError")


async def test_pauses_grow_and_in_the_end_the_job_is_given_up() -> None:
    with following({Told: (half,)}):
        await tell()
        pauses = []
        for _ in outbox.BACKOFF:
            await effects.perform(await _row_id())
            (failure,) = await jobs.failures()
            assert failure.next_attempt_at is not None
            now = await db.fetchval("SELECT now()")
            pauses.append((failure.next_attempt_at - now).total_seconds())
        await effects.perform(await _row_id())
        (failure,) = await jobs.failures()
        assert pauses == sorted(pauses)
        assert pauses[-1] > 3600
        assert failure.next_attempt_at is None
        assert not await effects.perform(await _row_id())
        assert (await jobs.failures())[0].attempts == len(outbox.BACKOFF) + 1


async def test_an_operator_may_try_a_given_up_job_again_and_that_is_known() -> None:
    with following({Told: (half,)}):
        await tell(7)
        for _ in range(len(outbox.BACKOFF) + 1):
            await effects.perform(await _row_id())
    with following({Told: (job("tests.half")(effect.run),)}):
        assert await jobs.try_again(await _row_id(), by=OPERATOR_COMMAND)
        assert await effects.perform(await _row_id())
        assert not await jobs.try_again(await _row_id(), by=OPERATOR_COMMAND)
        assert await jobs.failures() == []
    assert await effects_of() == [7]
    assert [entry.what for entry in await audit.latest()] == ["JobTriedAgain", "Told"]


async def test_a_consequence_goes_under_the_request_that_caused_it() -> None:
    found: list[str | None] = []

    @job("tests.ask")
    async def ask(event: Told) -> None:
        found.append(context.request_id.get())

    with following({Told: (ask,)}):
        token = context.request_id.set("r-9")
        await tell()
        context.request_id.reset(token)
        await jobs.drain()
    assert found == ["r-9"]
    assert context.request_id.get() is None


@pytest.mark.parametrize(
    ("every", "daily_at", "hours", "minutes", "seconds"),
    [
        (timedelta(seconds=15), None, None, None, {0, 15, 30, 45}),
        (timedelta(minutes=1), None, None, None, {0}),
        (timedelta(minutes=20), None, None, {0, 20, 40}, {0}),
        (timedelta(hours=1), None, None, {0}, {0}),
        (timedelta(hours=6), None, {0, 6, 12, 18}, {0}, {0}),
        (None, time(6, 30), {6}, {30}, {0}),
    ],
)
def test_schedules_in_words_become_hours_minutes_and_seconds(
    every: timedelta | None,
    daily_at: time | None,
    hours: set[int] | None,
    minutes: set[int] | None,
    seconds: set[int],
) -> None:
    found = sweeps.schedule(every=every, daily_at=daily_at)
    assert (found.hours, found.minutes, found.seconds) == (hours, minutes, seconds)


@pytest.mark.parametrize(
    ("every", "daily_at"),
    [
        (None, None),
        (timedelta(hours=1), time(1)),
        (timedelta(minutes=7), None),
        (timedelta(hours=5), None),
        (timedelta(0), None),
        (timedelta(milliseconds=500), None),
        (timedelta(days=2), None),
    ],
)
def test_a_schedule_that_no_clock_can_keep_is_refused(every: timedelta | None, daily_at: time | None) -> None:
    with pytest.raises(ValueError, match=r"sweep|divide|seconds"):
        sweeps.schedule(every=every, daily_at=daily_at)


async def test_a_sweep_runs_and_its_run_is_written_down() -> None:
    @sweep("tests.sweep", every=timedelta(minutes=1))
    async def run() -> None:
        await take_effect(1)

    assert await sweeps.run(run)
    assert await effects_of() == [1]
    row = await db.fetchrow("SELECT * FROM sweep_run WHERE name = 'tests.sweep'")
    assert row is not None
    assert row["finished_at"] >= row["started_at"]
    assert row["failure"] is None


async def test_a_sweep_that_runs_elsewhere_is_left_alone_and_runs_afterwards() -> None:
    @sweep("tests.sweep", every=timedelta(minutes=1))
    async def run() -> None:
        await asyncio.sleep(0.1)
        await take_effect(1)

    assert sorted(await asyncio.gather(*(sweeps.run(run) for _ in range(4)))) == [False, False, False, True]
    assert await sweeps.run(run)
    assert await effects_of() == [1, 1]


async def test_more_sweeps_than_the_pool_has_connections_do_not_stop_each_other() -> None:
    def one(number: int) -> jobs.Sweep:
        @sweep(f"tests.sweep{number}", every=timedelta(minutes=1))
        async def run() -> None:
            async with db.unit_of_work():
                await take_effect(number)

        return run

    async with asyncio.timeout(20):
        await asyncio.gather(*(sweeps.run(one(number)) for number in range(15)))
    assert sorted(await effects_of()) == list(range(15))


async def test_a_failing_sweep_is_written_down_and_frees_its_lock() -> None:
    @sweep("tests.sweep", every=timedelta(minutes=1))
    async def run() -> None:
        raise LookupError("Mario Rossi")

    assert not await sweeps.run(run)
    failure = await db.fetchval("SELECT failure FROM sweep_run")
    assert failure.startswith("LookupError")
    assert "Rossi" not in failure
    assert not await sweeps.run(run)
    # of this database: beside it other tests hold locks of theirs
    assert (
        await db.fetchval(
            "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
            " WHERE l.locktype = 'advisory' AND d.datname = current_database()"
        )
        == 0
    )
