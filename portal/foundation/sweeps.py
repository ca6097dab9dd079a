"""Sweeps: what is due because time passed, found by SQL. Never two runs of one at once, anywhere."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import time, timedelta

import structlog

from portal.foundation import clock, db
from portal.foundation.effects import describe

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The hours, minutes and seconds of an Italian day at which a sweep runs; None is every one."""

    hours: frozenset[int] | None
    minutes: frozenset[int] | None
    seconds: frozenset[int]


def schedule(*, every: timedelta | None = None, daily_at: time | None = None) -> Schedule:
    """Raises ValueError unless ``every`` divides a minute, an hour or a day evenly."""
    if (every is None) == (daily_at is None):
        raise ValueError("a sweep runs either every so often or daily at a time")
    if daily_at is not None:
        return Schedule(
            frozenset({daily_at.hour}), frozenset({daily_at.minute}), frozenset({daily_at.second})
        )
    assert every is not None
    seconds = int(every.total_seconds())
    first = frozenset({0})
    if every != timedelta(seconds=seconds) or seconds < 1:
        raise ValueError(f"{every} is not a number of seconds")
    if 60 % seconds == 0:
        return Schedule(None, None, frozenset(range(0, 60, seconds)))
    if seconds % 60 == 0 and 60 % (seconds // 60) == 0:
        return Schedule(None, frozenset(range(0, 60, seconds // 60)), first)
    if seconds % 3600 == 0 and 24 % (seconds // 3600) == 0:
        return Schedule(frozenset(range(0, 24, seconds // 3600)), first, first)
    raise ValueError(f"{every} does not divide a minute, an hour or a day evenly")


@dataclass(frozen=True, slots=True)
class Sweep:
    name: str
    run: Callable[[], Awaitable[None]]
    schedule: Schedule


async def run(sweep: Sweep) -> bool:
    """Runs a sweep unless it is running somewhere; True when it ran to its end. A failure is written down.

    The lock has a connection of its own, outside the pool: sweeps that each held one of the pool's while they
    wait for a second would stop each other.
    """
    connection = await db.ENGINE.get_new_connection()
    try:
        async with connection.transaction():
            if not await connection.fetchval(
                "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))", f"sweep {sweep.name}"
            ):
                return False
            return await _run(sweep)
    finally:
        await connection.close()


async def _run(sweep: Sweep) -> bool:
    await db.execute(
        "INSERT INTO sweep_run (name, started_at) VALUES ($1, $2) "
        "ON CONFLICT (name) DO UPDATE SET started_at = $2, finished_at = NULL, failure = NULL",
        sweep.name,
        clock.now(),
    )
    failure = None
    try:
        await sweep.run()
    except Exception as problem:
        failure = describe(problem)
        _log.warning("sweep failed", sweep=sweep.name, failure=failure)
    await db.execute(
        "UPDATE sweep_run SET finished_at = $2, failure = $3 WHERE name = $1",
        sweep.name,
        clock.now(),
        failure,
    )
    return failure is None
