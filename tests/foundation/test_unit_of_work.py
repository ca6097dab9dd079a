"""One verb, one transaction: what happens when it fails, nests, or cannot commit."""

import asyncio
from datetime import UTC, datetime

import asyncpg
import pytest

from portal.foundation import db
from portal.foundation.tables import SweepRun

pytestmark = pytest.mark.usefixtures("db_rollback")

_DEFERRED = """
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (parent_id int REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
"""


async def _note(name: str) -> None:
    await db.execute("INSERT INTO sweep_run (name, started_at) VALUES ($1, now())", name)


async def _noted() -> set[str]:
    return {row["name"] for row in await db.fetch("SELECT name FROM sweep_run")}


async def test_a_unit_of_work_that_ends_well_is_saved() -> None:
    async with db.unit_of_work():
        await _note("a")
    assert await _noted() == {"a"}


async def test_a_unit_of_work_that_fails_leaves_nothing() -> None:
    with pytest.raises(ValueError, match="no"):
        async with db.unit_of_work():
            await _note("a")
            raise ValueError("no")
    assert await _noted() == set()


async def test_a_caught_failure_inside_undoes_only_the_inner_part() -> None:
    async with db.unit_of_work():
        await _note("outer")
        with pytest.raises(ValueError, match="inner"):
            async with db.unit_of_work():
                await _note("inner")
                raise ValueError("inner")
        await _note("afterwards")
    assert await _noted() == {"outer", "afterwards"}


async def test_a_database_error_inside_a_savepoint_does_not_spoil_the_outer_transaction() -> None:
    async with db.unit_of_work():
        await _note("once")
        with pytest.raises(asyncpg.UniqueViolationError):
            async with db.unit_of_work():
                await _note("once")
        await _note("twice")
    assert await _noted() == {"once", "twice"}


@pytest.mark.usefixtures("fresh_database")
async def test_what_was_saved_inside_disappears_with_the_outer_transaction() -> None:
    with pytest.raises(ValueError, match="outer"):
        async with db.unit_of_work():
            async with db.unit_of_work():
                await _note("inner")
            raise ValueError("outer")
    assert await _noted() == set()


@pytest.mark.usefixtures("fresh_database")
async def test_a_commit_that_fails_gives_its_connection_back_every_time() -> None:
    await db.execute(_DEFERRED)
    for _ in range(25):  # more often than the pool has connections
        with pytest.raises(asyncpg.ForeignKeyViolationError):
            async with db.unit_of_work():
                await db.execute("INSERT INTO child VALUES (1)")
        assert db.current() is None
    assert await db.fetchval("SELECT count(*) FROM child") == 0
    await asyncio.wait_for(db.close_pool(), 5)


@pytest.mark.usefixtures("fresh_database")
async def test_a_connection_lost_midway_gives_its_place_back() -> None:
    for _ in range(12):
        with pytest.raises(
            (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, asyncpg.AdminShutdownError)
        ):
            async with db.unit_of_work() as connection:
                await db.execute("SELECT pg_terminate_backend(pg_backend_pid())")
                assert connection is not None
        assert db.current() is None
    assert await db.fetchval("SELECT 1") == 1
    await asyncio.wait_for(db.close_pool(), 5)


@pytest.mark.usefixtures("fresh_database")
async def test_a_cancelled_verb_leaves_nothing_and_gives_its_connection_back() -> None:
    async def slow() -> None:
        async with db.unit_of_work():
            await _note("slow")
            await db.execute("SELECT pg_sleep(30)")

    for _ in range(12):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(slow(), 0.05)
    assert await _noted() == set()
    await asyncio.wait_for(db.close_pool(), 5)


@pytest.mark.usefixtures("fresh_database")
async def test_two_verbs_at_once_have_a_transaction_each() -> None:
    async def verb(name: str) -> int:
        async with db.unit_of_work():
            await _note(name)
            await asyncio.sleep(0.02)
            return int(await db.fetchval("SELECT pg_backend_pid()"))

    first, second = await asyncio.gather(verb("a"), verb("b"))
    assert first != second
    assert await _noted() == {"a", "b"}


async def test_queries_are_counted_for_those_who_promise_a_number() -> None:
    with db.counted_queries() as queries:
        await _noted()
        await _note("counted")
    assert len(queries) == 2


async def test_piccolo_tables_take_part_in_the_unit_of_work() -> None:
    with pytest.raises(ValueError, match="no"):
        async with db.unit_of_work():
            await SweepRun.insert(SweepRun(name="piccolo", started_at=datetime.now(UTC)))
            assert await SweepRun.exists().where(SweepRun.name == "piccolo")
            raise ValueError("no")
    assert not await SweepRun.exists().where(SweepRun.name == "piccolo")


async def test_an_empty_row_is_not_saved_by_default() -> None:
    with pytest.raises(ValueError, match="started_at"):
        SweepRun(name="empty")
    with pytest.raises(asyncpg.NotNullViolationError):
        await db.execute("INSERT INTO sweep_run (name) VALUES ('empty')")
