"""From a fact's commit to its effect: latency on an idle portal, and effects a second in bulk.

    python -m benchmarks.outbox [--alone 200] [--bulk 5000]

PostgreSQL and Redis are started for it in a temporary folder, durable as in use. Facts are recorded here, in one
process; relay, queue and jobs run in another, as they do in the portal. The effect is one row written, its time is
the database's clock. Targets: p95 at most 100 ms idle, at least 500 effects a second.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import quantiles
from typing import ClassVar

from portal.foundation import db, facts, migrations, outbox
from portal.foundation.embedded import EmbeddedPostgres, EmbeddedRedis
from portal.foundation.jobs import job
from portal.kernel.events import Event
from portal.kernel.viewer import SYSTEM


class Measured(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = ""
    number: int


@job("benchmarks.effect")
async def effect(event: Measured) -> None:
    await db.execute("INSERT INTO effect (number) VALUES ($1)", event.number)


TABLE = """
CREATE TABLE cause (number int PRIMARY KEY, committed_at timestamptz NOT NULL);
CREATE TABLE effect (number int NOT NULL, begun_at timestamptz NOT NULL DEFAULT clock_timestamp());
"""


async def tell(number: int) -> None:
    async with db.unit_of_work():
        await facts.record(Measured(number=number), by=SYSTEM)
        # just before the commit, which so counts as part of the wait
        await db.execute("INSERT INTO cause VALUES ($1, clock_timestamp())", number)


async def until_done(count: int) -> None:
    while await db.fetchval("SELECT count(*) FROM effect") < count:  # noqa: ASYNC110 - happens in the database
        await asyncio.sleep(0.05)


async def alone(count: int) -> tuple[float, float]:
    """p50 and p95 in milliseconds; each fact waits for the effect of the one before and a little longer."""
    for number in range(count):
        await tell(number)
        await until_done(number + 1)
        await asyncio.sleep(0.02 + (number % 7) / 100)
    rows = await db.fetch(
        "SELECT extract(epoch FROM begun_at - committed_at)::float8 * 1000 AS ms "
        "FROM effect JOIN cause USING (number) ORDER BY 1"
    )
    hundredths = quantiles([row["ms"] for row in rows], n=100)
    return hundredths[49], hundredths[94]


async def bulk(count: int, before: int) -> float:
    """Effects a second, from the commit of all facts to the last effect."""
    async with db.unit_of_work():
        for number in range(before, before + count):
            await facts.record(Measured(number=number), by=SYSTEM)
    committed = await db.fetchval("SELECT clock_timestamp()")
    await until_done(before + count)
    last = await db.fetchval("SELECT max(begun_at) FROM effect")
    return float(count / (last - committed).total_seconds())


async def measure(dsn: str, redis_url: str, given: argparse.Namespace) -> None:
    await migrations.migrate(dsn)
    outbox.install({Measured: (effect,)})
    await db.open_pool(dsn)
    await db.execute(TABLE)
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.outbox", "--worker", dsn, redis_url, stdout=subprocess.DEVNULL
    )
    try:
        await tell(-1)
        await until_done(1)
        await db.execute("TRUNCATE cause, effect")
        p50, p95 = await alone(given.alone)
        rate = await bulk(given.bulk, given.alone)
        repeated = await db.fetchval("SELECT count(*) - count(DISTINCT number) FROM effect")
        print(f"outbox to effect, idle, {given.alone} facts: p50 {p50:.0f} ms, p95 {p95:.0f} ms (target 100)")
        print(f"outbox to effect, bulk, {given.bulk} facts: {rate:.0f} effects a second (target 500)")
        print(f"effects that happened twice: {repeated}")
    finally:
        worker.send_signal(signal.SIGTERM)
        await worker.wait()
        await db.close_pool()


async def be_worker(dsn: str, redis_url: str) -> None:
    from portal.worker import work

    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    outbox.install({Measured: (effect,)})
    await db.open_pool(dsn)
    await work(redis_url, (), stop)
    await db.close_pool()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--alone", type=int, default=200)
    parser.add_argument("--bulk", type=int, default=5000)
    parser.add_argument("--worker", nargs=2, metavar=("DSN", "REDIS"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.worker:
        asyncio.run(be_worker(*given.worker))
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        postgres, redis = EmbeddedPostgres(Path(folder)), EmbeddedRedis(Path(folder))
        try:
            dsn, redis_url = postgres.start(), redis.start()
            asyncio.run(measure(dsn, redis_url, given))
        finally:
            redis.stop()
            postgres.stop()


if __name__ == "__main__":
    main()
