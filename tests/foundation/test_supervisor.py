"""What falls is started again, and whatever way the end comes nothing is left running."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from portal.foundation.embedded.process import wait_until
from portal.foundation.supervisor import LONGEST_PAUSE, STEADY_AFTER, NotStarted, Pauses, Program, Supervisor

REPOSITORY = Path(__file__).parents[2]

INSTANCE = """
import json, os, sys, threading, time
from pathlib import Path
from portal.foundation.embedded import EmbeddedRedis
from portal.foundation.supervisor import Program, Supervisor

folder = Path(sys.argv[1])
said = lambda sentence: print(sentence, file=sys.stderr, flush=True)
with Supervisor(said) as supervisor:
    queue = EmbeddedRedis(folder)
    supervisor.start_server(queue)
    job = Program("job", [sys.executable, "-c", "import time; time.sleep(600)"], os.environ)
    supervisor.keep(job)
    def tell():
        while True:
            if queue.child and job.child:
                draft = folder / "pids.draft"
                draft.write_text(json.dumps({"queue": queue.child.pid, "job": job.child.pid}))
                draft.rename(folder / "pids.json")
            time.sleep(0.05)
    threading.Thread(target=tell, daemon=True).start()
    supervisor.watch()
"""


class Running:
    """A supervisor in a process of its own, with one server and one program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen([sys.executable, "-c", INSTANCE, str(folder)], cwd=REPOSITORY)
        assert wait_until((folder / "pids.json").exists, 20)
        self.started = self.pids()

    def pids(self) -> dict[str, int]:
        return dict(json.loads((self.folder / "pids.json").read_text(encoding="utf-8")))

    def kill_and_wait_for_another(self, name: str) -> None:
        old = self.pids()[name]
        os.kill(old, signal.SIGKILL)
        assert wait_until(lambda: self.pids()[name] != old and is_running(self.pids()[name]), 15)

    def all_gone(self) -> bool:
        return not any(is_running(pid) for pid in (*self.started.values(), *self.pids().values()))


def is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture
def running() -> Iterator[Running]:
    place = Path(tempfile.mkdtemp(prefix="incontro-supervisor-"))
    instance = Running(place)
    yield instance
    instance.process.kill()
    instance.process.wait()
    for pid in instance.pids().values():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    shutil.rmtree(place)


def test_a_killed_program_and_a_killed_server_are_started_again(running: Running) -> None:
    running.kill_and_wait_for_another("job")
    running.kill_and_wait_for_another("queue")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_stops_everything_within_seconds(running: Running, how: signal.Signals) -> None:
    asked_at = time.monotonic()
    running.process.send_signal(how)
    assert running.process.wait(20) == 0
    assert time.monotonic() - asked_at < 10
    assert running.all_gone()


def test_killed_it_leaves_nothing_behind(running: Running) -> None:
    running.process.kill()
    assert wait_until(running.all_gone, 15)


AHEAD = """
import os, sys
from pathlib import Path
from portal.foundation.supervisor import told_environment
folder = Path(sys.argv[1])
(folder / "waits").touch()
if "--told-through" in sys.argv:
    told_environment(int(sys.argv[-1]))
(folder / "told").write_text(os.environ["WHERE"] + " " + str(len(sys.argv)))
import time; time.sleep(600)
"""


@pytest.mark.parametrize("falls", [False, True], ids=["waiting", "fallen meanwhile"])
def test_a_program_started_ahead_waits_for_its_environment(tmp_path: Path, falls: bool) -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    program = Program("web", [sys.executable, "-c", AHEAD, str(tmp_path)], environment)
    with Supervisor(lambda _: None) as supervisor:
        supervisor.prepare(program)
        assert wait_until((tmp_path / "waits").exists, 20)
        assert not (tmp_path / "told").exists()
        assert program.child is not None
        if falls:
            program.child.kill()
            program.child.wait()
        program.env = {**environment, "WHERE": "here"}
        supervisor.keep(program)
        assert wait_until(lambda: (tmp_path / "told").exists() and (tmp_path / "told").stat().st_size > 0, 20)
        assert (tmp_path / "told").read_text() == f"here {2 if falls else 4}"


def test_a_program_started_ahead_goes_with_its_supervisor(tmp_path: Path) -> None:
    program = Program(
        "web", [sys.executable, "-c", AHEAD, str(tmp_path)], {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    )
    with Supervisor(lambda _: None) as supervisor:
        supervisor.prepare(program)
        assert wait_until((tmp_path / "waits").exists, 20)
        assert program.child is not None
    assert program.child.poll() is not None


def test_a_program_that_cannot_start_ends_the_start_with_its_own_words(tmp_path: Path) -> None:
    failing = Program(
        "web", [sys.executable, "-c", "raise SystemExit('no such table')"], os.environ, tmp_path / "web.log"
    )
    with Supervisor(lambda _: None) as supervisor:
        supervisor.keep(failing)
        with pytest.raises(NotStarted, match="no such table"):
            supervisor.wait_until_ready(lambda: False)


def test_a_step_that_fails_ends_the_start(tmp_path: Path) -> None:
    step = Program(
        "La migrazione", [sys.executable, "-c", "raise SystemExit(3)"], os.environ, tmp_path / "step.log"
    )
    with (
        Supervisor(lambda _: None) as supervisor,
        pytest.raises(NotStarted, match=r"La migrazione .*codice 3"),
    ):
        supervisor.run_step(step)


def test_pauses_double_up_to_a_bound_and_begin_anew_after_a_steady_time() -> None:
    pauses = Pauses()
    assert [pauses.fell(0.0) for _ in range(8)] == [
        0.5,
        1.0,
        2.0,
        4.0,
        8.0,
        16.0,
        LONGEST_PAUSE,
        LONGEST_PAUSE,
    ]
    assert pauses.fell(STEADY_AFTER + 1) == 0.5
