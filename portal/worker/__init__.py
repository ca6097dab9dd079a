"""The worker process: relay, job queue, sweeps and the sealer of the audit log, under one roof.

Redis is disposable: when it goes, everything here waits, starts again and sends once more what was in flight.
"""

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress

import structlog

from portal import subscriptions
from portal.foundation import audit, db, outbox, process, search, sweeps
from portal.foundation.relay import Lane, Relay
from portal.foundation.settings import Settings
from portal.foundation.web.logging import configure_logging
from portal.worker.lanes import JOBS, OUTSIDE, PACES, SWEEPS, Connection, cron_job, functions, keep, run_sweep
from portal.worker.queue import Queue

_log = structlog.get_logger(__name__)

_SEAL_EVERY = 1.0


def run(settings: Settings) -> None:
    """Works until SIGTERM or SIGINT."""
    asyncio.run(_until_signalled(settings))


async def _until_signalled(settings: Settings) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    configure_logging(settings.log_level)
    process.configure(settings)
    outbox.install(subscriptions.SUBSCRIPTIONS)
    await db.open_pool(settings.database_url, max_size=settings.database_pool)
    try:
        await work(str(settings.redis_url), subscriptions.SWEEPS, stop)
    finally:
        await search.close()
        await db.close_pool()


async def work(redis_url: str, every_sweep: Sequence[sweeps.Sweep], stop: asyncio.Event) -> None:
    """Relay, lanes, sweeps and sealer until ``stop``, on an open pool and installed subscriptions."""
    redis = Connection.from_dsn(redis_url)
    # a lost server is waited for here, without end and without a line in the log for each try
    redis.conn_retries = 0
    lanes = _lanes()
    queue = Queue(redis)
    relay = Relay(lanes, queue.put)
    # a worker that was killed here may have left rows in flight; whatever comes twice takes effect once
    await outbox.resend_all()
    try:
        async with asyncio.TaskGroup() as group:
            relaying = group.create_task(relay.run())
            sealing = group.create_task(_seal(stop))
            sweeping = group.create_task(_sweep_all(every_sweep))
            for lane in lanes:
                if lane.jobs:
                    group.create_task(keep(lane.name, redis, stop, functions=functions(lane.jobs)))
            if every_sweep:
                schedule = [cron_job(sweep) for sweep in every_sweep]
                group.create_task(keep(SWEEPS, redis, stop, cron_jobs=schedule))
            _log.info("worker ready", jobs=len(outbox.installed().jobs), sweeps=len(every_sweep))
            await stop.wait()
            relay.stop()
            sweeping.cancel()
            await asyncio.wait([relaying, sealing])
    finally:
        await queue.close()


def _lanes() -> list[Lane]:
    jobs = outbox.installed().jobs
    return [
        Lane(name, tuple(job.name for job in jobs.values() if job.outside == outside), PACES[name].window)
        for name, outside in ((JOBS, False), (OUTSIDE, True))
    ]


async def _sweep_all(every_sweep: Sequence[sweeps.Sweep]) -> None:
    """All of them at the start, one after another: a schedule does not catch up on what a standstill missed."""
    for sweep in every_sweep:
        await run_sweep(sweep)


async def _seal(stop: asyncio.Event) -> None:
    while True:
        ending = stop.is_set()
        try:
            while await audit.seal():
                pass
        except Exception as problem:
            _log.warning("sealer waits", failure=type(problem).__name__)
        if ending:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _SEAL_EVERY)
