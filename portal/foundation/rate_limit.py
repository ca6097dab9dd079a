"""How often something may be tried. Counted in PostgreSQL by one statement, so that all processes count together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from portal.foundation import clock, crypto, db

_ORIGIN = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Allowance:
    """``retry_after``: how long until the next try may succeed; zero when this one may."""

    allowed: bool
    retry_after: timedelta


# the count stops just above the limit: a flood must not overflow it
_COUNT = """
INSERT INTO rate_limit (key_hash, window_start, count) VALUES ($1, date_bin($2, $3, $5), 1)
ON CONFLICT (key_hash, window_start) DO UPDATE SET count = least(rate_limit.count + 1, $4 + 1)
RETURNING count, window_start
"""


async def allow(key: str, *, limit: int, window: timedelta) -> Allowance:
    """Counts one try of ``key`` («sign-in:address») and says whether it is among the first ``limit`` of its window.

    The count stays even where the caller's transaction is undone: that is when it matters.
    """
    now = clock.now()
    async with _apart() as connection:
        row = await connection.fetchrow(_COUNT, _hash(key), window, now, limit, _ORIGIN)
    allowed = row["count"] <= limit
    return Allowance(allowed, timedelta() if allowed else row["window_start"] + window - now)


async def clear(key: str) -> None:
    """Forgets the tries of ``key``, as after the right password."""
    async with _apart() as connection:
        await connection.execute("DELETE FROM rate_limit WHERE key_hash = $1", _hash(key))


async def forget_old(older_than: timedelta) -> int:
    return db.affected(
        await db.execute("DELETE FROM rate_limit WHERE window_start < $1", clock.now() - older_than)
    )


def _hash(key: str) -> bytes:
    # keyed: an address or a mailbox cannot be found again by trying
    return crypto.sign("rate limit", key)


@asynccontextmanager
async def _apart() -> AsyncIterator[Any]:
    """A connection outside of the caller's transaction. A new one where there is a transaction: if each of ten
    callers held a connection of the pool and waited for another, none would ever get it."""
    if db.current() is None:
        async with db.unit_of_work() as connection:
            yield connection
        return
    connection = await db.ENGINE.get_new_connection()
    try:
        yield connection
    finally:
        await connection.close()
