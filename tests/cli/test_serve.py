"""One command serves, Ctrl-C stops what it started, and whatever is killed comes back."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from portal.foundation.embedded.process import wait_until

REPOSITORY = Path(__file__).parents[2]

# whole instances are heavy: one after the other
pytestmark = pytest.mark.xdist_group("serve")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Serving:
    """`python -m portal serve` on a folder and a port of its own, without a search server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.output = folder.with_suffix(".txt")
        self.start()

    def environment(self, **changed: str) -> dict[str, str]:
        others = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
        own = {
            "PORTAL_DATA_DIR": str(self.folder),
            "PORTAL_PORT": str(self.port),
            "PORTAL_SEARCH": "postgresql",
        }
        return others | own | changed

    def start(self) -> None:
        with self.output.open("ab") as output:
            command = [sys.executable, "-m", "portal", "serve"]
            self.process = psutil.Popen(
                command, cwd=REPOSITORY, env=self.environment(), stdout=output, stderr=output
            )
        assert wait_until(self.said_ready, 90, unless=lambda: self.process.poll() is not None), self.said()
        self.family = self.process.children(recursive=True)

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def said_ready(self) -> bool:
        return "Ctrl-C ferma tutto." in self.said()

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def child(self, *words: str) -> psutil.Process | None:
        """The direct child whose command line holds all `words`."""
        for child in self.process.children():
            try:
                if all(word in " ".join(child.cmdline()) for word in words):
                    return child
            except psutil.Error:
                continue
        return None

    def all_gone(self) -> bool:
        return not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in self.family)

    def run(self, *arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "portal", *arguments],
            cwd=REPOSITORY,
            env=self.environment(**changed),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)


@pytest.fixture
def place() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="incontro-serve-"))
    yield place
    shutil.rmtree(place)


@pytest.fixture(scope="module")
def serving() -> Iterator[Serving]:
    place = Path(tempfile.mkdtemp(prefix="incontro-serve-"))
    instance = Serving(place / "var")
    yield instance
    instance.end()
    shutil.rmtree(place)


def test_it_answers_and_has_started_all_its_parts(serving: Serving) -> None:
    assert serving.answers()
    for words in (("postgres", "-D"), ("redis-server",), ("serve", "--fd"), ("portal", "worker")):
        assert serving.child(*words) is not None, words


def test_a_second_instance_on_the_folder_is_refused_in_one_sentence(serving: Serving) -> None:
    refused = serving.run("serve", PORTAL_PORT=str(free_port()))
    assert refused.returncode == 1
    assert f"processo {serving.process.pid}, http://127.0.0.1:{serving.port}" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert serving.answers()


def test_a_taken_port_is_refused_in_one_sentence(serving: Serving) -> None:
    refused = serving.run("serve", PORTAL_DATA_DIR=str(serving.folder.with_name("other")))
    assert refused.returncode == 1
    assert f"La porta {serving.port} è già usata" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_wrong_settings_are_refused_before_anything_starts(serving: Serving) -> None:
    other = serving.folder.with_name("never")
    refused = serving.run("serve", PORTAL_DATA_DIR=str(other), PORTAL_NAME="x", PORTAL_K="3")
    assert refused.returncode == 2
    assert "PORTAL_NAME" in refused.stderr
    assert "PORTAL_K" in refused.stderr
    assert not other.exists()


def test_a_command_works_with_the_running_instances_servers(serving: Serving) -> None:
    done = serving.run("migrate")
    assert done.returncode == 0, done.stderr
    assert "ultima versione" in done.stdout


@pytest.mark.parametrize(
    "words", [("serve", "--fd"), ("portal", "worker"), ("redis-server",), ("postgres", "-D")]
)
def test_a_killed_part_comes_back_and_the_portal_answers(serving: Serving, words: tuple[str, ...]) -> None:
    killed = serving.child(*words)
    assert killed is not None
    killed.kill()

    def another_runs() -> bool:
        now = serving.child(*words)
        return now is not None and now.pid != killed.pid

    assert wait_until(another_runs, 30), serving.said()
    assert wait_until(serving.answers, 30), serving.said()


def test_killed_as_a_whole_it_starts_again_at_once_and_ctrl_c_ends_it(place: Path) -> None:
    instance = Serving(place / "var")
    secrets = (instance.folder / "secrets.json").read_bytes()
    instance.process.kill()
    instance.process.wait()
    instance.output.unlink()
    instance.start()
    assert instance.answers()
    assert (instance.folder / "secrets.json").read_bytes() == secrets

    asked_at = time.monotonic()
    instance.process.send_signal(signal.SIGINT)
    assert instance.process.wait(30) == 0
    assert time.monotonic() - asked_at < 15
    assert wait_until(instance.all_gone, 1)
    assert not instance.answers()
