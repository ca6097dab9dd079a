"""The worker as its own process: stopped politely, killed, started again."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from portal.foundation import db, mail
from tests.environment import ENVIRONMENT

pytestmark = pytest.mark.usefixtures("fresh_database")

_ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def worker(dsn: str, redis_url: str, folder: Path) -> AsyncIterator[Process]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    env |= ENVIRONMENT | {
        "PORTAL_DATABASE_URL": dsn,
        "PORTAL_REDIS_URL": redis_url,
        "PORTAL_DATA_DIR": str(folder),
        "PORTAL_LOG_LEVEL": "info",
        "PYTHONPATH": str(_ROOT),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "portal", "worker", env=env, cwd=folder, stdout=PIPE, stderr=DEVNULL
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def send(count: int) -> None:
    async with db.unit_of_work():
        for number in range(count):
            await mail.send(to="a@example.org", subject="x", text=f"{number}", kind="test")


async def until_kept(count: int) -> None:
    async with asyncio.timeout(60):
        while await db.fetchval("SELECT count(*) FROM mail_message WHERE kept_at IS NOT NULL") < count:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_a_worker_asked_to_end_ends_well(fresh_database: str, redis_url: str, tmp_path: Path) -> None:
    async with worker(fresh_database, redis_url, tmp_path) as process:
        await send(3)
        await until_kept(3)
        process.send_signal(signal.SIGTERM)
        out, _ = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0
    assert b"worker ready" in out
    assert b"a@example.org" not in out


async def test_a_killed_worker_s_work_is_done_by_the_next(
    fresh_database: str, redis_url: str, tmp_path: Path
) -> None:
    await send(400)
    async with worker(fresh_database, redis_url, tmp_path) as process:
        await until_kept(1)
        process.kill()
        await process.communicate()
    left = await db.fetchval("SELECT count(*) FROM outbox WHERE done_at IS NULL")
    assert left > 0
    async with worker(fresh_database, redis_url, tmp_path):
        await until_kept(400)
    assert await db.fetchval("SELECT count(*) FROM outbox WHERE done_at IS NULL") == 0
    assert await db.fetchval("SELECT count(*) FROM outbox WHERE attempts > 0") == 0


async def test_the_worker_seals_the_audit_log(fresh_database: str, redis_url: str, tmp_path: Path) -> None:
    from portal.foundation import audit
    from portal.kernel.viewer import SYSTEM

    for _ in range(3):
        await audit.note("SignedIn", by=SYSTEM, subject_kind="account", subject_id=None)
    async with worker(fresh_database, redis_url, tmp_path), asyncio.timeout(30):
        while (await audit.verify()).unsealed:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    assert (await audit.verify()).is_whole
