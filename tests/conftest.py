"""What every test may ask for: servers, a migrated database, a transaction undone at the end, a database of its own.

One PostgreSQL and one Redis serve the whole run. The schema is migrated once into a template; each parallel worker
clones it. Most tests take ``db_rollback``; those about commits, concurrency or NOTIFY take ``fresh_database``.
"""

import fcntl
import gc
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

import asyncpg
import pytest
import pytest_asyncio
from hypothesis import settings

from portal.foundation import db, migrations, outbox, process
from portal.foundation.embedded import for_tests
from portal.foundation.embedded.for_tests import Servers
from portal.subscriptions import SUBSCRIPTIONS
from tests import environment

_ROOT = "PORTAL_TEST_ROOT"
_TEMPLATE = "portal_template"

LONGEST_NAME = 120
"""Characters of a value that may stand in the name of a test."""


# a busy machine is not a failing property
settings.register_profile("portal", deadline=None)
settings.load_profile("portal")


def pytest_configure(config: pytest.Config) -> None:
    # parallel workers inherit the variable, and with it the servers of the run
    os.environ.setdefault(_ROOT, str(Path(gettempdir()) / f"incontro-tests-{os.getpid()}"))


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Long values and files are named by their argument: names of megabytes would travel between workers, and
    what was made at this second would differ from one worker to the other."""
    return argname if isinstance(val, bytes | str) and len(val) > LONGEST_NAME else None


def pytest_collection_finish(session: pytest.Session) -> None:
    """Thousands of collected tests stay to the end: the collector need not walk over them again and again, which
    takes a sixth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        for_tests.stop(Path(os.environ[_ROOT]))


@pytest.fixture(scope="session")
def worker_number(request: pytest.FixtureRequest) -> int:
    """0 when the tests do not run in parallel, else 1, 2, … for each worker."""
    name = os.environ.get("PYTEST_XDIST_WORKER", "")
    return int(name.removeprefix("gw")) + 1 if name else 0


@pytest.fixture(scope="session")
def servers() -> Servers:
    return for_tests.ensure_running(Path(os.environ[_ROOT]))


@pytest_asyncio.fixture(scope="session")
async def template(servers: Servers) -> str:
    """Name of the migrated, empty database that all others are cloned from."""
    root = Path(os.environ[_ROOT])
    with _held(root / "template.lock"):
        done = root / "template.done"
        if not done.exists():
            await _create(servers, _TEMPLATE)
            await migrations.migrate(servers.dsn(_TEMPLATE))
            done.touch()
    return _TEMPLATE


@pytest_asyncio.fixture(scope="session")
async def database(servers: Servers, template: str, worker_number: int) -> str:
    """Address of this worker's database. Nothing may stay in it: see ``db_rollback``."""
    name = f"portal_{worker_number}"
    await _create(servers, name, template)
    return servers.dsn(name)


@pytest_asyncio.fixture(scope="session")
async def pool(database: str) -> AsyncIterator[None]:
    """The process ready to work: settings of the tests, followers, pool on this worker's database."""
    process.configure(environment.settings())
    outbox.install(SUBSCRIPTIONS)
    await db.open_pool(database)
    yield
    await db.close_pool()


class _Undo(Exception):
    """Ends the transaction of a test."""


@pytest_asyncio.fixture
async def db_rollback(request: pytest.FixtureRequest, pool: None) -> AsyncIterator[None]:
    """One transaction around the test, undone at its end; what is called inside nests by savepoint.

    A failing statement outside of any ``unit_of_work`` spoils the whole transaction, as it should.
    Steps aside where the test has a database of its own.
    """
    if "fresh_database" in request.fixturenames:
        yield
        return
    try:
        async with db.unit_of_work():
            yield
            raise _Undo
    except _Undo:
        pass
    # tries are counted outside of the caller's transaction
    await db.execute("DELETE FROM rate_limit")


@pytest_asyncio.fixture
async def fresh_database(
    pool: None, servers: Servers, template: str, worker_number: int
) -> AsyncIterator[str]:
    """A migrated database for this test alone, with the process's pool on it. 65 ms: for what needs commits."""
    name = f"portal_{worker_number}_fresh"
    await _create(servers, name, template)
    usual_pool, usual_config = db.ENGINE.pool, dict(db.ENGINE.config)
    db.ENGINE.pool = None
    await db.open_pool(servers.dsn(name))
    own_pool = db.ENGINE.pool
    try:
        yield servers.dsn(name)
    finally:
        if own_pool is not None:
            own_pool.terminate()
        db.ENGINE.pool = usual_pool
        db.ENGINE.config.clear()
        db.ENGINE.config.update(usual_config)
        await _drop(servers, name)


@pytest.fixture(scope="session")
def _redis_of_worker(servers: Servers, worker_number: int) -> str:
    return f"{servers.redis_url}?db={worker_number % 16}"


@pytest_asyncio.fixture
async def redis_url(_redis_of_worker: str) -> str:
    """Address of this worker's own, empty database in the shared Redis."""
    from redis.asyncio import Redis

    async with Redis.from_url(_redis_of_worker) as redis:
        await redis.flushdb()
    return _redis_of_worker


async def _create(servers: Servers, name: str, template: str | None = None) -> None:
    await _drop(servers, name)
    await _as_admin(servers, f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))


async def _drop(servers: Servers, name: str) -> None:
    await _as_admin(servers, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


async def _as_admin(servers: Servers, statement: str) -> None:
    connection = await asyncpg.connect(servers.dsn_admin)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@contextmanager
def _held(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
