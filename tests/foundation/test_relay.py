"""Relay and worker on real servers: quick, and nothing is lost or done twice when a server goes."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import asyncpg
import pytest
from redis.asyncio import Redis

from portal.foundation import db, outbox
from portal.foundation.embedded.redis import EmbeddedRedis
from portal.foundation.jobs import Sweep, job, sweep
from portal.foundation.outbox import Sent
from portal.foundation.relay import Lane, Relay
from portal.worker import work
from portal.worker.lanes import JOBS
from tests.foundation.told import (
    Told,
    effects_of,
    following,
    make_effect_table,
    open_rows,
    take_effect,
    tell,
    tell_many,
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
    await asyncio.sleep(0.3)


@job("tests.abroad", outside=True)
async def abroad(event: Told) -> None:
    await asyncio.sleep(0.5)


@asynccontextmanager
async def working(redis_url: str, every_sweep: Sequence[Sweep] = ()) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    task = asyncio.create_task(work(redis_url, every_sweep, stop))
    try:
        yield stop
    finally:
        stop.set()
        async with asyncio.timeout(30):
            await task


async def until(holds: Callable[[], Awaitable[bool]], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110 - what is waited for happens in the database
            await asyncio.sleep(0.005)


async def until_done(seconds: float = 30) -> None:
    await until(_all_done, seconds)


async def _all_done() -> bool:
    return await open_rows() == 0


async def until_effects(count: int, seconds: float = 30) -> None:
    async def enough() -> bool:
        return len(await effects_of()) >= count

    await until(enough, seconds)


async def test_a_fact_takes_effect_soon_after_its_commit(redis_url: str) -> None:
    with following({Told: (effect,)}):
        async with working(redis_url):
            await tell(-1)
            await until_done()
            waits = []
            for number in range(20):
                started = perf_counter()
                await tell(number)
                await until_done()
                waits.append(perf_counter() - started)
    assert sorted(await effects_of()) == list(range(-1, 20))
    # the budget is for an idle machine (benchmarks); here only that nobody waits for the slow poll
    assert sorted(waits)[10] < 0.5


async def test_what_was_committed_before_the_worker_started_takes_effect(redis_url: str) -> None:
    with following({Told: (effect,)}):
        await tell_many(30)
        async with working(redis_url):
            await until_done()
    assert sorted(await effects_of()) == list(range(30))


async def test_two_workers_share_the_rows_and_each_takes_effect_once(redis_url: str) -> None:
    with following({Told: (effect,)}):
        await tell_many(200)
        async with working(redis_url), working(redis_url):
            await until_done()
    assert sorted(await effects_of()) == list(range(200))


async def test_redis_killed_with_rows_pending_loses_nothing_and_repeats_nothing() -> None:
    with TemporaryDirectory(prefix="r") as folder, following({Told: (effect,)}):
        redis = EmbeddedRedis(Path(folder), durable=False)
        url = redis.start()
        try:
            async with working(url):
                await tell_many(600)
                await until_effects(1)
                assert redis.child is not None
                redis.child.kill()
                redis.child.wait()
                assert await open_rows() > 100
                await tell_many(50)
                await asyncio.sleep(0.5)
                assert redis.start() == url
                await until_done()
        finally:
            redis.stop()
    assert sorted(await effects_of()) == sorted([*range(600), *range(50)])


async def test_a_redis_that_forgets_everything_is_told_again(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.foundation.outbox.handover.RESEND", timedelta(seconds=1))
    with following({Told: (slow_effect,)}):
        async with working(redis_url):
            await tell_many(120)
            await until_effects(1)
            async with Redis.from_url(redis_url) as redis:
                await redis.flushdb()
            await until_done()
    assert sorted(await effects_of()) == list(range(120))


async def test_a_worker_without_redis_waits_for_it() -> None:
    with TemporaryDirectory(prefix="r") as folder, following({Told: (effect,)}):
        redis = EmbeddedRedis(Path(folder), durable=False)
        url = redis.start()
        redis.stop()
        async with working(url):
            await tell(1)
            await asyncio.sleep(0.3)
            assert await open_rows() == 1
            redis.start()
            await until_done()
        redis.stop()
    assert await effects_of() == [1]


async def test_jobs_in_redis_are_json_with_an_id_and_nothing_else(redis_url: str) -> None:
    from arq.connections import RedisSettings

    from portal.worker.queue import Queue

    queue = Queue(RedisSettings.from_dsn(redis_url))
    await queue.put(Lane(JOBS, ("tests.effect",), 10), [Sent(17, "tests.effect", 2)])
    await queue.close()
    async with Redis.from_url(redis_url) as redis:
        stored = json.loads(await redis.get("arq:job:ob:17:2"))
    assert (stored["f"], stored["a"], stored["k"]) == ("tests.effect", [17], {})


async def test_the_relay_goes_on_when_the_database_drops_its_ear(redis_url: str) -> None:
    with following({Told: (effect,)}):
        async with working(redis_url):
            await tell(1)
            await until_done()
            dropped = await db.fetchval(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE datname = current_database() AND query ILIKE 'LISTEN%'"
            )
            assert dropped == 1
            await tell(2)
            await until_done(5)
    assert await effects_of() == [1, 2]


async def test_a_slow_server_elsewhere_does_not_hold_up_the_others(redis_url: str) -> None:
    with following({Told: (abroad, effect)}):
        async with working(redis_url):
            await tell_many(8)
            await until_effects(8, 10)
            assert await open_rows() >= 4
            await until_done()


async def _sent() -> bool:
    return bool(await db.fetchval("SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL"))


async def test_running_jobs_end_before_the_worker_does(redis_url: str) -> None:
    with following({Told: (slow_effect,)}):
        async with working(redis_url):
            await tell(1)
            await until(_sent)
            await asyncio.sleep(0.15)
    assert await effects_of() == [1]
    assert await open_rows() == 0


async def test_sweeps_run_at_the_start_and_on_their_hour(redis_url: str) -> None:
    @sweep("tests.tick", every=timedelta(seconds=1))
    async def tick() -> None:
        await take_effect(1)

    with following({Told: (effect,)}):
        async with working(redis_url, (tick,)):
            await until_effects(3, 15)


async def test_a_row_for_a_job_that_this_version_does_not_know_stays_for_the_next() -> None:
    with following({Told: (effect, slow_effect)}):
        await tell()
    assert [sent.job for sent in await outbox.claim(["tests.effect"], 10)] == ["tests.effect"]
    assert await open_rows() == 2


async def test_what_the_queue_refuses_is_due_again() -> None:
    again, twice = asyncio.Event(), asyncio.Event()

    async def refuse(lane: Lane, sent: Sequence[Sent]) -> None:
        if again.is_set():
            twice.set()
        again.set()
        raise ConnectionError

    with following({Told: (effect,)}):
        await tell()
        relay = Relay([Lane("x", ("tests.effect",), 10)], refuse)
        running = asyncio.create_task(relay.run())
        async with asyncio.timeout(5):
            await twice.wait()
        relay.stop()
        await running
    assert await outbox.in_flight(["tests.effect"]) == 0
    assert len(await outbox.claim(["tests.effect"], 10)) == 1


async def test_no_more_than_the_window_is_in_flight() -> None:
    taken: list[Sent] = []

    async def take(lane: Lane, sent: Sequence[Sent]) -> None:
        taken.extend(sent)

    with following({Told: (effect,)}):
        await tell_many(40)
        relay = Relay([Lane("x", ("tests.effect",), 15)], take)
        running = asyncio.create_task(relay.run())
        await asyncio.sleep(0.5)
        assert len(taken) == 15
        await db.execute("UPDATE outbox SET done_at = now() WHERE sent_at IS NOT NULL")
        await asyncio.sleep(0.5)
        assert len(taken) == 30
        relay.stop()
        await running
    assert len({sent.id for sent in taken}) == len(taken)


async def test_a_database_that_drops_every_connection_loses_nothing_and_repeats_nothing(
    redis_url: str, fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.foundation.outbox.handover.RESEND", timedelta(seconds=1))
    monkeypatch.setattr("portal.foundation.outbox.rows.BACKOFF", (timedelta(seconds=0.2),) * 9)
    observer = await asyncpg.connect(fresh_database)
    with following({Told: (effect,)}):
        await tell_many(300)
        async with working(redis_url):
            for _ in range(3):
                await asyncio.sleep(0.15)
                await observer.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )

            async def all_done() -> bool:
                return not await observer.fetchval("SELECT count(*) FROM outbox WHERE done_at IS NULL")

            await until(all_done)
    assert sorted(row["number"] for row in await observer.fetch("SELECT number FROM effect")) == list(
        range(300)
    )
    await observer.close()
