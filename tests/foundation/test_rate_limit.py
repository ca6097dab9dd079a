"""Tries are counted once for all processes, and the count stays when the try is undone."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.foundation import db, rate_limit

pytestmark = pytest.mark.usefixtures("db_rollback")

_NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
_QUARTER = timedelta(minutes=15)


async def _allowed(key: str = "sign-in:a@b.it", limit: int = 3) -> bool:
    return (await rate_limit.allow(key, limit=limit, window=_QUARTER)).allowed


async def test_the_first_tries_are_allowed_and_the_next_is_not() -> None:
    assert [await _allowed() for _ in range(5)] == [True, True, True, False, False]


async def test_one_key_does_not_count_for_another() -> None:
    assert [await _allowed("a", 1), await _allowed("b", 1), await _allowed("a", 1)] == [True, True, False]


async def test_the_answer_says_how_long_to_wait_and_then_it_is_allowed_again() -> None:
    with time_machine.travel(_NOON + timedelta(minutes=4), tick=False) as clock:
        assert await _allowed(limit=1)
        refusal = await rate_limit.allow("sign-in:a@b.it", limit=1, window=_QUARTER)
        assert (refusal.allowed, refusal.retry_after) == (False, timedelta(minutes=11))
        clock.shift(refusal.retry_after)
        assert await _allowed(limit=1)


async def test_the_count_stays_when_the_caller_s_transaction_is_undone() -> None:
    with pytest.raises(ValueError, match="wrong password"):
        async with db.unit_of_work():
            assert await _allowed(limit=1)
            raise ValueError("wrong password")
    assert not await _allowed(limit=1)


async def test_after_a_success_the_tries_are_forgotten() -> None:
    assert await _allowed(limit=1)
    await rate_limit.clear("sign-in:a@b.it")
    assert await _allowed(limit=1)


@pytest.mark.usefixtures("fresh_database")
async def test_tries_at_once_are_all_counted() -> None:
    allowed = await asyncio.gather(*(_allowed(limit=10) for _ in range(40)))
    assert sum(allowed) == 10


@pytest.mark.usefixtures("fresh_database")
async def test_callers_that_hold_every_connection_of_the_pool_still_get_an_answer() -> None:
    async def verb() -> bool:
        async with db.unit_of_work():
            await db.execute("SELECT pg_sleep(0.05)")
            return await _allowed(limit=100)

    async with asyncio.timeout(20):
        assert all(await asyncio.gather(*(verb() for _ in range(20))))


async def test_neither_address_nor_key_is_stored() -> None:
    await _allowed("sign-in:mario.rossi@example.org")
    rows = await db.fetch("SELECT * FROM rate_limit")
    assert "mario" not in str(rows)


async def test_old_counts_are_forgotten() -> None:
    with time_machine.travel(_NOON, tick=False) as clock:
        await _allowed()
        clock.shift(timedelta(days=3))
        assert await rate_limit.forget_old(timedelta(days=2)) == 1
