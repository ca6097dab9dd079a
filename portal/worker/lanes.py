"""arq's workers, one for each lane. They die when Redis goes; here they are started again."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

import structlog
from arq.connections import RedisSettings, create_pool
from arq.cron import CronJob, cron
from arq.typing import WorkerCoroutine
from arq.worker import Function, Worker, func

from portal.foundation import effects, outbox, sweeps
from portal.foundation.clock import ROME
from portal.worker.queue import from_json, to_json

_log = structlog.get_logger(__name__)

Connection = RedisSettings

_PATIENCE = 20.0
"""Seconds that running jobs get to end after SIGTERM; what is cut off runs again after the next start."""

_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0

_JOB_LIMIT = timedelta(minutes=15)
"""Above every job's own limit, which is the one that is written down."""

_SWEEP_LIMIT = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Pace:
    poll: float
    at_once: int
    window: int


JOBS, OUTSIDE, SWEEPS = "incontro:jobs", "incontro:outside", "incontro:sweeps"

PACES = {
    JOBS: Pace(poll=0.02, at_once=50, window=2000),
    # servers elsewhere: a slow one holds up its own lane only
    OUTSIDE: Pace(poll=0.05, at_once=4, window=50),
    SWEEPS: Pace(poll=0.5, at_once=3, window=0),
}


def functions(names: Iterable[str]) -> list[Function]:
    return [func(cast("WorkerCoroutine", _effect), name=name) for name in names]


async def _effect(_context: dict[str, Any], outbox_id: int) -> None:
    try:
        await effects.perform(outbox_id)
    except Exception as problem:
        # even the failure could not be written down: the row is in flight and comes again
        _log.warning("effect lost its database", outbox=outbox_id, failure=type(problem).__name__)


def cron_job(sweep: sweeps.Sweep) -> CronJob:
    async def tick(_context: dict[str, Any]) -> None:
        await run_sweep(sweep)

    at = sweep.schedule
    return cron(
        cast("WorkerCoroutine", tick),
        name=sweep.name,
        hour=None if at.hours is None else set(at.hours),
        minute=None if at.minutes is None else set(at.minutes),
        second=set(at.seconds),
        timeout=_SWEEP_LIMIT,
    )


async def run_sweep(sweep: sweeps.Sweep) -> None:
    try:
        await sweeps.run(sweep)
    except Exception as problem:
        _log.warning("sweep could not start", sweep=sweep.name, failure=type(problem).__name__)


async def keep(name: str, redis: RedisSettings, stop: asyncio.Event, **what: Any) -> None:
    """One arq worker, started again as often as Redis goes."""
    pause, lost, now = _SHORTEST_PAUSE, False, asyncio.get_running_loop().time
    while not stop.is_set():
        started = now()
        try:
            await _run_lane(name, redis, stop, what, lost=lost)
        except Exception as problem:
            lost = True
            pause = _SHORTEST_PAUSE if now() - started > _LONGEST_PAUSE else min(pause * 2, _LONGEST_PAUSE)
            _log.warning("queue lost", queue=name, failure=type(problem).__name__, seconds=pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)


async def _run_lane(
    name: str, redis: RedisSettings, stop: asyncio.Event, what: dict[str, Any], *, lost: bool
) -> None:
    pool = await create_pool(redis, job_serializer=to_json, job_deserializer=from_json)
    if lost:
        # the new Redis may know nothing of what the old one held
        await outbox.resend_all()
    pace = PACES[name]
    worker = Worker(
        queue_name=name,
        redis_pool=pool,
        handle_signals=False,
        max_jobs=pace.at_once,
        poll_delay=pace.poll,
        job_timeout=_JOB_LIMIT,
        keep_result=0,
        job_serializer=to_json,
        job_deserializer=from_json,
        timezone=cast("Any", ROME),
        **what,
    )
    stopped = asyncio.create_task(stop.wait())
    working = asyncio.create_task(worker.async_run())
    try:
        await asyncio.wait([stopped, working], return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            working.result()
    finally:
        stopped.cancel()
        working.cancel()
        await _finish(worker, working)
        with suppress(Exception):
            await pool.aclose(close_connection_pool=True)


async def _finish(worker: Worker, working: asyncio.Task[None]) -> None:
    """Lets running jobs end, within patience. arq's own close would cancel them at once."""
    await asyncio.gather(working, return_exceptions=True)
    tasks = list(worker.tasks.values())
    if tasks:
        _, late = await asyncio.wait(tasks, timeout=_PATIENCE)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
