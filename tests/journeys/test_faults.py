"""Programs are killed between an acceptance and its plan: exactly one plan results, whatever dies and whenever."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import asyncpg
import psutil
import pytest

from portal.foundation import db, jobs
from portal.foundation.embedded.redis import EmbeddedRedis
from portal.matching.actions import answering
from tests.environment import ENVIRONMENT
from tests.matching import builders as proposals
from tests.matching.builders import Stage

pytestmark = [pytest.mark.usefixtures("fresh_database"), pytest.mark.xdist_group("faults")]

_ROOT = Path(__file__).parents[2]
_PATIENCE = 25.0


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[EmbeddedRedis]:
    """A Redis of the test's own, which may be killed."""
    server = EmbeddedRedis(tmp_path / "servers", durable=False)
    server.start()
    yield server
    server.stop()


@asynccontextmanager
async def worker(dsn: str, redis: EmbeddedRedis, folder: Path) -> AsyncIterator[Process]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    env |= ENVIRONMENT | {
        "PORTAL_DATABASE_URL": dsn,
        "PORTAL_REDIS_URL": redis.address(),
        "PORTAL_DATA_DIR": str(folder),
        "PYTHONPATH": str(_ROOT),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "portal", "worker", env=env, cwd=folder, stdout=DEVNULL, stderr=DEVNULL
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def kill(pid: int) -> None:
    """SIGKILL to a program and to what it started: nothing gets to tidy up."""
    victim = psutil.Process(pid)
    family = [*victim.children(recursive=True), victim]
    for one in family:
        one.kill()


def kill_redis(redis: EmbeddedRedis) -> None:
    assert redis.child is not None
    kill(redis.child.pid)
    redis.child.wait()


async def until(true: Callable[[], Awaitable[bool]], what: str) -> None:
    try:
        async with asyncio.timeout(_PATIENCE):
            while not await true():  # noqa: ASYNC110 - other programs do it, in a database
                await asyncio.sleep(0.02)
    except TimeoutError:
        pytest.fail(f"waited {_PATIENCE:.0f} s and {what}")


@dataclass(frozen=True)
class OnTheTable:
    """The person has agreed, the counsellor has sent: it is the recruiter's turn."""

    stage: Stage
    proposal_id: UUID

    async def accept(self) -> None:
        await answering.accept(self.proposal_id, by=self.stage.recruiter)


async def on_the_table() -> OnTheTable:
    stage = await proposals.stage()
    proposal_id, _ = await proposals.sent(stage)
    return OnTheTable(stage, proposal_id)


async def plans_of(proposal_id: UUID) -> int:
    return int(await db.fetchval("SELECT count(*) FROM plan WHERE proposal = $1", proposal_id))


async def has_plan(table: OnTheTable) -> None:
    async def true() -> bool:
        return await plans_of(table.proposal_id) > 0

    await until(true, "no plan was drafted")


async def nothing_waits() -> None:
    async def true() -> bool:
        return not await db.fetchval("SELECT count(*) FROM outbox WHERE done_at IS NULL")

    await until(true, "the outbox is not empty")


async def is_planned_once(table: OnTheTable) -> None:
    """One plan, found by its parties, recorded once; and delivering everything again changes nothing."""
    await nothing_waits()
    await db.execute(
        "UPDATE outbox SET done_at = NULL, sent_at = NULL, due_at = now() WHERE event = 'ProposalAccepted'"
    )
    await jobs.drain()
    assert await plans_of(table.proposal_id) == 1
    assert await db.fetchval("SELECT count(*) FROM plan") == 1
    assert await db.fetchval("SELECT count(*) FROM audit_entry WHERE what = 'PlanDrafted'") == 1
    assert (
        await db.fetchval("SELECT count(*) FROM outbox WHERE failed_at IS NOT NULL OR failure IS NOT NULL")
        == 0
    )
    readers = await db.fetch("SELECT account FROM plan_party WHERE role = 'company'")
    assert [row["account"] for row in readers] == [table.stage.recruiter.account_id]


@asynccontextmanager
async def nobody_may_write_plans(dsn: str) -> AsyncIterator[None]:
    """Holds the moment between acceptance and plan open: the job begins and waits."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            await connection.execute("LOCK TABLE plan IN EXCLUSIVE MODE")
            yield
    finally:
        await connection.close()


async def a_job_waits_for_the_plan() -> bool:
    return bool(
        await db.fetchval(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'plan'::regclass "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
    )


async def test_the_worker_then_redis_are_killed_while_the_plan_is_being_drafted(
    fresh_database: str, redis: EmbeddedRedis, tmp_path: Path
) -> None:
    table = await on_the_table()
    await jobs.drain()
    async with worker(fresh_database, redis, tmp_path) as first:
        async with nobody_may_write_plans(fresh_database):
            await table.accept()
            await until(a_job_waits_for_the_plan, "the worker did not begin to draft the plan")
            kill(first.pid)
            kill_redis(redis)
            assert await first.wait() < 0
        assert await plans_of(table.proposal_id) == 0
        redis.start()
        async with worker(fresh_database, redis, tmp_path):
            await has_plan(table)
            await is_planned_once(table)


async def test_redis_is_killed_with_the_acceptance_in_its_queue_and_no_worker_to_take_it(
    fresh_database: str, redis: EmbeddedRedis, tmp_path: Path
) -> None:
    """The worker was killed before; what it had handed over is lost with Redis, which keeps nothing."""
    table = await on_the_table()
    await jobs.drain()
    async with worker(fresh_database, redis, tmp_path) as first:
        async with nobody_may_write_plans(fresh_database):
            await table.accept()
            await until(a_job_waits_for_the_plan, "the worker did not begin to draft the plan")
            kill(first.pid)
            await first.wait()
        kill_redis(redis)
        assert (
            await db.fetchval("SELECT count(*) FROM outbox WHERE done_at IS NULL AND sent_at IS NOT NULL") > 0
        )
        redis.start()
        async with worker(fresh_database, redis, tmp_path), worker(fresh_database, redis, tmp_path):
            await has_plan(table)
            await is_planned_once(table)


async def test_redis_goes_and_comes_back_under_a_worker_that_lives_on(
    fresh_database: str, redis: EmbeddedRedis, tmp_path: Path
) -> None:
    table = await on_the_table()
    async with worker(fresh_database, redis, tmp_path) as only:
        await nothing_waits()
        kill_redis(redis)
        await table.accept()
        redis.start()
        await has_plan(table)
        await is_planned_once(table)
        assert only.returncode is None
