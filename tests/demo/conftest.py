"""A database filled once with the test size, lent to each test in a transaction that is undone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date

import asyncpg
import pytest_asyncio

from portal import demo
from portal.demo.sizes import SizeName
from portal.foundation import clock, db
from portal.foundation.embedded.for_tests import Servers
from tests.demo.worlds import SEED


@dataclass(frozen=True)
class Filled:
    """``day`` is the day it was filled for: today, when the run began."""

    dsn: str
    day: date


class _Undo(Exception):
    """Ends the transaction of a test."""


@asynccontextmanager
async def new_database(servers: Servers, template: str, name: str) -> AsyncIterator[str]:
    """A migrated database that is gone afterwards."""
    await _as_admin(servers, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    await _as_admin(servers, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield servers.dsn(name)
    finally:
        await _as_admin(servers, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@asynccontextmanager
async def on_database(dsn: str) -> AsyncIterator[None]:
    """The process's pool is on that database meanwhile."""
    usual_pool, usual_config = db.ENGINE.pool, dict(db.ENGINE.config)
    db.ENGINE.pool = None
    await db.open_pool(dsn)
    own_pool = db.ENGINE.pool
    try:
        yield
    finally:
        if own_pool is not None:
            own_pool.terminate()
        db.ENGINE.pool = usual_pool
        db.ENGINE.config.clear()
        db.ENGINE.config.update(usual_config)


async def fill(dsn: str, size: SizeName = "test") -> Filled:
    day = clock.today()
    async with on_database(dsn):
        await demo.fill(size=size, seed=SEED, reference_day=day)
    return Filled(dsn, day)


@pytest_asyncio.fixture(scope="session")
async def filled_once(
    pool: None, servers: Servers, template: str, worker_number: int
) -> AsyncIterator[Filled]:
    async with new_database(servers, template, f"portal_{worker_number}_sample") as dsn:
        yield await fill(dsn)


@pytest_asyncio.fixture
async def filled(filled_once: Filled) -> AsyncIterator[Filled]:
    async with on_database(filled_once.dsn):
        try:
            async with db.unit_of_work():
                yield filled_once
                raise _Undo
        except _Undo:
            pass


async def _as_admin(servers: Servers, statement: str) -> None:
    connection = await asyncpg.connect(servers.dsn_admin)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
