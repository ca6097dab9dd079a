"""PostgreSQL: one pool a process, one ``unit_of_work()`` a verb.

Piccolo's own ``transaction()`` is not used: a failing COMMIT leaks its connection and leaves the context
variable set, and a nested one is a no-op that keeps the rows of a caught failure. Here every connection
goes back whatever happens, and nesting is a savepoint.
"""

import os
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import Any, cast

from piccolo.engine.postgres import PostgresEngine
from piccolo.querystring import QueryString

os.environ.setdefault("PICCOLO_CONF", "portal.piccolo_conf")

_counted: ContextVar[list[str] | None] = ContextVar("counted_queries", default=None)


_all_or_nothing: ContextVar[bool] = ContextVar("all_or_nothing", default=False)


class Unit:
    """The running transaction, as Piccolo and the functions below look for it."""

    __slots__ = ("connection",)

    def __init__(self, connection: Any) -> None:
        self.connection = connection


class PortalEngine(PostgresEngine):
    """Piccolo's engine, which asks no database anything while it is being imported."""

    async def check_version(self) -> None:
        """The launchers and `portal check` look at the version; an import must not connect."""

    async def prep_database(self) -> None:
        """No extension is needed."""

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Any:
        _count(querystring.template)
        return await super().run_querystring(querystring, in_pool=in_pool)


ENGINE = PortalEngine(config={})


def configure(dsn: str) -> None:
    """Say which database the process talks to; before any query."""
    ENGINE.config.clear()
    ENGINE.config["dsn"] = dsn


STATEMENTS_KEPT = 600
"""Prepared statements a connection keeps. The portal has some hundreds; with asyncpg's 100 they push each other out,
and each comes back at the price of two more round trips."""


async def _keep_session_state(_connection: Any) -> None:
    """No session state is ever set on a pooled connection, so there is nothing to reset on release."""


async def open_pool(dsn: str | None = None, *, min_size: int = 1, max_size: int = 10) -> None:
    if dsn is not None:
        configure(dsn)
    if ENGINE.pool is None:
        await ENGINE.start_connection_pool(
            min_size=min_size,
            max_size=max_size,
            reset=_keep_session_state,
            statement_cache_size=STATEMENTS_KEPT,
        )


async def close_pool() -> None:
    pool, ENGINE.pool = ENGINE.pool, None
    if pool is not None:
        await pool.close()


def current() -> Unit | None:
    return cast("Unit | None", ENGINE.current_transaction.get())


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """Inside, nested units of work set no savepoints: for a filling that one failure undoes as a whole."""
    token = _all_or_nothing.set(True)
    try:
        yield
    finally:
        _all_or_nothing.reset(token)


@asynccontextmanager
async def unit_of_work() -> AsyncIterator[Any]:
    """One transaction; yields its connection. Inside another one it is a savepoint.

    Never start a task inside it: the task would inherit a connection that is given back before it runs.
    """
    outer = current()
    if outer is not None and _all_or_nothing.get():
        yield outer.connection
        return
    if outer is not None:
        async with outer.connection.transaction():
            yield outer.connection
        return
    pool = ENGINE.pool
    if pool is None:
        raise RuntimeError("the connection pool is not open")
    connection = await pool.acquire()
    token = None
    try:
        transaction = connection.transaction()
        await transaction.start()
        token = ENGINE.current_transaction.set(cast(Any, Unit(connection)))
        try:
            yield connection
        except BaseException:
            await _roll_back(connection, transaction)
            raise
        await transaction.commit()
    finally:
        if token is not None:
            ENGINE.current_transaction.reset(token)
        if connection.is_in_transaction():
            # A commit that failed half-way: the server will roll back when the connection ends.
            connection.terminate()
        await pool.release(connection)


async def _roll_back(connection: Any, transaction: Any) -> None:
    try:
        await transaction.rollback()
    except Exception:
        # A lost connection rolls back by itself; the first failure is the one to report.
        connection.terminate()


def _count(query: str) -> None:
    queries = _counted.get()
    if queries is not None:
        queries.append(query)


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Collects the queries run inside, for the tests that assert a constant number."""
    token = _counted.set([])
    try:
        yield cast("list[str]", _counted.get())
    finally:
        _counted.reset(token)


@asynccontextmanager
async def _connection() -> AsyncIterator[Any]:
    unit = current()
    if unit is not None:
        yield unit.connection
        return
    if ENGINE.pool is None:
        raise RuntimeError("the connection pool is not open")
    async with ENGINE.pool.acquire() as connection:
        yield connection


async def fetch(query: str, *args: Any) -> list[Any]:
    """Rows of a hand-written query, in the running transaction when there is one."""
    _count(query)
    async with _connection() as connection:
        return cast("list[Any]", await connection.fetch(query, *args))


async def fetchrow(query: str, *args: Any) -> Any | None:
    _count(query)
    async with _connection() as connection:
        return await connection.fetchrow(query, *args)


async def fetchval(query: str, *args: Any) -> Any:
    _count(query)
    async with _connection() as connection:
        return await connection.fetchval(query, *args)


async def execute(query: str, *args: Any) -> str:
    """Runs a statement; answers its tag («UPDATE 1»)."""
    _count(query)
    async with _connection() as connection:
        return str(await connection.execute(query, *args))


async def executemany(query: str, rows: Iterable[Sequence[Any]]) -> None:
    _count(query)
    async with _connection() as connection:
        await connection.executemany(query, rows)


async def copy(table: str, columns: Sequence[str], records: Iterable[Sequence[Any]]) -> None:
    """COPY: for imports and for the load size of the sample data."""
    _count(f"COPY {table}")
    async with _connection() as connection:
        await connection.copy_records_to_table(table, columns=columns, records=records)


async def lock(name: str) -> None:
    """A transaction-long advisory lock by name; waits. Only inside a unit of work."""
    await execute("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", name)


def affected(tag: str) -> int:
    """Number of rows a statement's tag speaks of."""
    last = tag.rsplit(" ", 1)[-1]
    return int(last) if last.isdigit() else 0
