"""Migrations bring any database up to date, once, however many processes start together."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from portal.foundation import db
from portal.foundation.embedded.for_tests import Servers
from portal.foundation.migrations import migrate

_CODE = (
    "import asyncio, sys; from portal.foundation.migrations import migrate; asyncio.run(migrate(sys.argv[1]))"
)


@pytest.fixture
async def empty_database(servers: Servers, worker_number: int) -> str:
    name = f"portal_{worker_number}_empty"
    connection = await asyncpg.connect(servers.dsn_admin)
    try:
        await connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        await connection.execute(f'CREATE DATABASE "{name}"')
    finally:
        await connection.close()
    return servers.dsn(name)


async def _ran(dsn: str) -> list[str]:
    connection = await asyncpg.connect(dsn)
    try:
        return [row["name"] for row in await connection.fetch("SELECT name FROM migration")]
    finally:
        await connection.close()


async def _in_a_process(dsn: str) -> tuple[int, bytes, bytes]:
    root = str(Path(__file__).parents[2])
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _CODE, dsn,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": root}, cwd="/",
    )  # fmt: skip
    out, err = await process.communicate()
    return process.returncode or 0, out, err


async def test_processes_that_migrate_together_do_it_once_and_quietly(empty_database: str) -> None:
    results = await asyncio.gather(*(_in_a_process(empty_database) for _ in range(3)))
    assert [result for result in results if result != (0, b"", b"")] == []
    ran = await _ran(empty_database)
    assert len(ran) == len(set(ran)) >= 2


async def test_a_migrated_database_is_left_as_it_is(empty_database: str) -> None:
    await _in_a_process(empty_database)
    ran = await _ran(empty_database)
    assert await _in_a_process(empty_database) == (0, b"", b"")
    assert await _ran(empty_database) == ran


async def test_a_process_that_works_already_does_not_migrate(pool: None, database: str) -> None:
    assert db.ENGINE.pool is not None
    with pytest.raises(RuntimeError, match="before the connection pool"):
        await migrate(database)


@pytest.mark.usefixtures("db_rollback")
async def test_tables_and_migrations_agree() -> None:
    from piccolo.apps.migrations.commands.new import AutoMigrationManager
    from piccolo.conf.apps import Finder

    for app in Finder().get_app_configs():
        statements = await AutoMigrationManager(auto_input="n").get_alter_statements(app_config=app)
        assert [line for one in statements for line in one.statements] == [], app.app_name


@pytest.mark.usefixtures("db_rollback")
async def test_no_column_has_a_default_that_hides_what_was_forgotten() -> None:
    rows = await db.fetch(
        "SELECT table_name || '.' || column_name AS place FROM information_schema.columns "
        "WHERE table_schema = 'public' AND column_default IN ('''''::text', '''''::character varying') "
        "AND table_name <> 'migration'"
    )
    assert [row["place"] for row in rows] == []
