"""What the processes of one instance are told: who writes the search index has another key than who only asks it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from portal.cli.shape import Servers, child_environment, start_servers
from portal.foundation.embedded import EmbeddedServer
from portal.foundation.embedded.meilisearch import program
from tests.environment import settings

KEY = "PORTAL_MEILISEARCH_KEY"


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    # a socket's path is short: not below pytest's own folders
    place = Path(tempfile.mkdtemp(prefix="incontro-shape-"))
    yield place
    shutil.rmtree(place)


@pytest.fixture(scope="module")
def servers(place: Path) -> Iterator[Servers]:
    if program() is None:
        pytest.skip("no meilisearch on PATH")
    started: list[EmbeddedServer] = []

    def start(server: EmbeddedServer) -> str:
        started.append(server)
        return server.start()

    wanted = replace(settings(), data_dir=place / "var", search="auto", meilisearch_url=None)
    try:
        yield start_servers(replace(wanted, database_url=None, redis_url=None), start)
    finally:
        for server in started:
            server.stop()


def test_the_web_holds_a_key_of_its_own_at_the_same_address(servers: Servers) -> None:
    web, worker = child_environment(servers.web), child_environment(servers.settings)
    assert web[KEY] not in {"", worker[KEY]}
    assert {name: value for name, value in web.items() if name != KEY} == {
        name: value for name, value in worker.items() if name != KEY
    }
    assert servers.index_is_new


def test_neither_holds_the_master_key(servers: Servers, place: Path) -> None:
    master = next((place / "var").rglob("master.key")).read_text(encoding="ascii").strip()
    assert master not in {servers.web.meilisearch_key, servers.settings.meilisearch_key}
