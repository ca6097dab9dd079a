"""The servers of a run of the tests: started once, whoever asks first, and gone when the run is gone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
import pytest
import redis

from portal.foundation.embedded import for_tests
from portal.foundation.embedded.process import wait_until

REPOSITORY = Path(__file__).parents[3]
ASK = "import sys, pathlib; from portal.foundation.embedded import for_tests as f; "
ASK += "print(f.ensure_running(pathlib.Path(sys.argv[1])).redis_url)"


@pytest.fixture
def root() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="incontro-run-"))
    yield path
    for_tests.stop(path)


async def test_all_who_ask_get_the_same_servers(root: Path) -> None:
    with ThreadPoolExecutor(4) as asking:
        answers = set(asking.map(for_tests.ensure_running, [root] * 4))
    assert len(answers) == 1
    servers = answers.pop()
    connection = await asyncpg.connect(servers.dsn_admin)
    await connection.execute("CREATE DATABASE one")
    await connection.close()
    copy = await asyncpg.connect(servers.dsn("one"))
    assert await copy.fetchval("SHOW fsync") == "off"
    await copy.close()


def test_stopped_they_leave_nothing(root: Path) -> None:
    client = redis.Redis.from_url(for_tests.ensure_running(root).redis_url)
    assert client.ping()
    for_tests.stop(root)
    assert not root.exists()
    with pytest.raises(redis.ConnectionError):
        client.ping()


def test_they_go_when_the_run_that_asked_is_gone(root: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"}
    subprocess.run([sys.executable, "-c", ASK, str(root)], cwd=REPOSITORY, env=environ, check=True)
    assert wait_until(lambda: not root.exists(), 15)
