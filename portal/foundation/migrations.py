"""Brings a database up to date, in-process and quietly, however many processes start at once."""

import io
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, redirect_stdout

import asyncpg
from piccolo.apps.migrations.commands.forwards import run_forwards

from portal.foundation import db

_LOCK = "portal migrations"


class MigrationFailed(Exception):
    """Which migration did not go through; the ones before it stay. The database's own words are its cause."""


async def migrate(dsn: str) -> None:
    """Runs every migration that the database ``dsn`` has not seen, each in its own transaction.

    Piccolo takes no lock, so a session of our own holds one meanwhile: a second process waits, then finds
    nothing to do. Raises MigrationFailed. Must not be called while the process has a pool open.
    """
    if db.ENGINE.pool is not None:
        raise RuntimeError("migrations run before the connection pool is opened")
    db.configure(dsn)
    said = io.StringIO()
    path = list(sys.path)
    async with _alone(dsn):
        await db.open_pool(max_size=1)
        try:
            with redirect_stdout(said):
                result = await run_forwards("all")
        except BaseException as problem:
            # not close(): after a failed commit Piccolo never gives its connection back, and close would wait
            pool, db.ENGINE.pool = db.ENGINE.pool, None
            if pool is not None:
                pool.terminate()
            if isinstance(problem, Exception):
                raise MigrationFailed(_last_line(said)) from problem
            raise
        finally:
            # Piccolo puts each migrations folder in front of the import path and leaves it there
            sys.path[:] = path
        await db.close_pool()
    if not result.success:
        raise MigrationFailed(result.message or _last_line(said))


@asynccontextmanager
async def _alone(dsn: str) -> AsyncIterator[None]:
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", _LOCK)
            yield
    finally:
        await connection.close()


def _last_line(said: io.StringIO) -> str:
    lines = [line.strip() for line in said.getvalue().splitlines() if line.strip()]
    return lines[-1] if lines else "no migration had started"
