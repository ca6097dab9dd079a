"""Commands that work and end: each brings the servers it needs and leaves none running."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from portal.foundation.settings import readme_table

REPOSITORY = Path(__file__).parents[2]

pytestmark = pytest.mark.xdist_group("serve")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="incontro-commands-"))
    yield place / "var"
    shutil.rmtree(place)


def run(folder: Path, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    own = {"PORTAL_DATA_DIR": str(folder), "PORTAL_SEARCH": "postgresql"}
    return subprocess.run(
        [sys.executable, "-m", "portal", *arguments],
        cwd=REPOSITORY,
        env=others | own | given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def left_running(folder: Path) -> list[psutil.Process]:
    return [
        process
        for process in psutil.process_iter(["cmdline", "status"])
        if str(folder) in " ".join(process.info["cmdline"] or [])
        and process.info["status"] != psutil.STATUS_ZOMBIE
    ]


def test_a_new_folder_is_checked_migrated_and_in_order(folder: Path) -> None:
    before = run(folder, "check")
    assert before.returncode == 1
    assert "python -m portal migrate" in before.stderr

    migrated = run(folder, "migrate")
    assert migrated.returncode == 0, migrated.stderr

    after = run(folder, "check")
    assert after.returncode == 0, after.stderr
    assert left_running(folder) == []


def test_the_index_is_rebuilt_without_a_running_portal(folder: Path) -> None:
    assert run(folder, "migrate").returncode == 0
    rebuilt = run(folder, "search", "rebuild")
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert "Indice «cards» ricostruito in postgresql: 0 documenti." in rebuilt.stdout
    assert run(folder, "check").returncode == 0
    assert left_running(folder) == []


def test_the_settings_are_printed_as_the_readme_shows_them(folder: Path) -> None:
    assert run(folder, "check", "--settings").stdout.strip() == readme_table()


def test_a_worker_alone_asks_for_its_servers(folder: Path) -> None:
    refused = run(folder, "worker")
    assert refused.returncode == 1
    assert "PORTAL_REDIS_URL" in refused.stderr


def test_a_wanted_search_engine_that_is_not_there_is_named(folder: Path) -> None:
    refused = run(folder, "migrate", PORTAL_SEARCH="meilisearch", PATH="/usr/bin:/bin")
    assert refused.returncode == 1
    assert "meilisearch" in refused.stderr
    assert left_running(folder) == []


def test_sample_data_are_refused_in_production(folder: Path) -> None:
    refused = run(folder, "demo", PORTAL_ENVIRONMENT="production")
    assert refused.returncode == 2
    assert "dati di esempio" in refused.stderr
