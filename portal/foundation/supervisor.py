"""Keeps an instance's servers and programs running, and stops them all in order.

One thread and no event loop: the kernel tells a child that its parent is gone when the *thread* that started
it is gone, so everything is started from the main one. Servers (databases) are started first and stopped
last; programs (web, worker) may be restarted at any moment, because nothing is lost with them.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, TracebackType

from portal.foundation.embedded import EmbeddedServer, StartFailed
from portal.foundation.embedded.process import last_lines, spawn, stop_stranger

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0
"""Seconds of life after which a fall is a new one, not the same one again."""

PATIENCE_WITH_PROGRAMS = 8.0
FALLS_BEFORE_READY = 3
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """Somebody asked for the end before the start was complete."""


class NotStarted(Exception):
    """An Italian sentence, with the end of the log of what did not start."""


@dataclass(slots=True)
class Pauses:
    """How long to wait before something that fell is started again: doubled while it keeps falling."""

    next_pause: float = FIRST_PAUSE
    started_at: float = 0.0
    resume_at: float = 0.0
    falls: int = 0

    def fell(self, now: float) -> float:
        if now - self.started_at > STEADY_AFTER:
            self.next_pause, self.falls = FIRST_PAUSE, 0
        pause = self.next_pause
        self.falls += 1
        self.next_pause = min(pause * 2, LONGEST_PAUSE)
        self.resume_at = now + pause
        return pause


@dataclass(slots=True)
class Program:
    """A child that always runs. `log` None lets its output through to ours."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    log: Path | None = None
    pid_file: Path | None = None
    pass_fds: Sequence[int] = ()
    child: subprocess.Popen[bytes] | None = None
    pauses: Pauses = field(default_factory=Pauses)
    told_through: int | None = None
    """Where a child that was started ahead learns its environment."""

    def start_ahead(self) -> None:
        """Start a child that gets ready (imports, the longest part) and waits to be told its environment.

        Its command must take `--told-through N` (`told_environment`); a later start needs no telling.
        """
        ours, self.told_through = os.pipe()
        try:
            self._spawn([*self.command, "--told-through", str(ours)], [*self.pass_fds, ours])
        finally:
            os.close(ours)

    def start(self) -> None:
        if not self._tell():
            self._spawn(self.command, self.pass_fds)

    def _tell(self) -> bool:
        """Whether a child that was started ahead is there and heard its environment."""
        if self.child is None or self.told_through is None:
            return False
        self.pauses.started_at = time.monotonic()
        telling, self.told_through = self.told_through, None
        try:
            with open(telling, "wb") as pipe:
                pipe.write(json.dumps(dict(self.env)).encode())
        except BrokenPipeError:
            return False
        return self.child.poll() is None

    def _spawn(self, command: Sequence[str], pass_fds: Sequence[int]) -> None:
        self.pauses.started_at = time.monotonic()
        self.child = spawn(command, env=self.env, log=self.log, pass_fds=pass_fds)
        if self.pid_file:
            self.pid_file.write_text(str(self.child.pid), encoding="ascii")


class Supervisor:
    """Use as a context: inside it Ctrl-C and SIGTERM only set `stopping`; at its end everything is stopped."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.stopping = False
        self._servers: list[tuple[EmbeddedServer, Pauses]] = []
        self._programs: list[Program] = []
        self._previous_handlers: dict[signal.Signals, object] = {}

    def __enter__(self) -> Supervisor:
        for one in _SIGNALS:
            if one == signal.SIGHUP and signal.getsignal(one) == signal.SIG_IGN:
                continue  # nohup: it is meant to survive its terminal
            self._previous_handlers[one] = signal.signal(one, self._asked_to_stop)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping = True
        self._stop_programs()
        for server, _ in reversed(self._servers):
            server.stop()
        for one, handler in self._previous_handlers.items():
            signal.signal(one, handler)  # type: ignore[arg-type]

    def start_server(self, server: EmbeddedServer) -> str:
        """Start a server and keep it running. Returns its address. Raises `StartFailed`, `Stopped`."""
        server.give_up = lambda: self.stopping
        pauses = Pauses(started_at=time.monotonic())
        self._servers.append((server, pauses))
        try:
            return server.start()
        except StartFailed:
            self._raise_if_stopping()
            raise

    def run_step(self, program: Program) -> None:
        """Run a program to its end, for instance a migration. Raises `NotStarted`, `Stopped`."""
        program.start()
        self._programs.append(program)
        assert program.child is not None
        while program.child.poll() is None:
            self._raise_if_stopping()
            time.sleep(0.02)
        self._programs.remove(program)
        self._raise_if_stopping()
        if program.child.returncode:
            raise NotStarted(_told(program))

    def prepare(self, program: Program) -> None:
        """Start a program ahead of what it needs; `keep` lets it begin."""
        program.start_ahead()
        self._programs.append(program)

    def keep(self, program: Program) -> None:
        program.start()
        if program not in self._programs:
            self._programs.append(program)

    def wait_until_ready(self, is_ready: Callable[[], bool]) -> None:
        """Watch until `is_ready`. Raises `NotStarted` when a program keeps falling meanwhile, `Stopped`."""
        while not is_ready():
            self._raise_if_stopping()
            self._look_after_all()
            for program in self._programs:
                if program.pauses.falls >= FALLS_BEFORE_READY:
                    raise NotStarted(_told(program))
            time.sleep(0.05)

    def watch(self) -> None:
        """Restart what falls, until asked to stop."""
        while not self.stopping:
            self._look_after_all()
            time.sleep(0.2)

    def _look_after_all(self) -> None:
        now = time.monotonic()
        for server, pauses in self._servers:
            if not server.is_running() and now >= pauses.resume_at and not self.stopping:
                self._restart_server(server, pauses)
        for program in self._programs:
            child = program.child
            if child is not None and child.poll() is not None:
                program.child = None
                pause = program.pauses.fell(now)
                self.say(
                    f"{program.name} si è fermato (codice {child.returncode}): riparte tra {pause:g} s."
                    + (f" Dettagli in {program.log}" if program.log else "")
                )
            elif child is None and now >= program.pauses.resume_at and not self.stopping:
                program.start()

    def _restart_server(self, server: EmbeddedServer, pauses: Pauses) -> None:
        self.say(f"{server.name} si è fermato: riparte. Dettagli in {server.log}")
        pauses.fell(time.monotonic())
        try:
            server.start()
        except StartFailed as problem:
            if not self.stopping:
                self.say(str(problem))
        pauses.started_at = time.monotonic()

    def _stop_programs(self) -> None:
        running = [program.child for program in self._programs if program.child is not None]
        for child in running:
            if child.poll() is None:
                child.terminate()
        until = time.monotonic() + PATIENCE_WITH_PROGRAMS
        for child in running:
            try:
                child.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        for program in self._programs:
            if program.pid_file:
                program.pid_file.unlink(missing_ok=True)

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _raise_if_stopping(self) -> None:
        if self.stopping:
            raise Stopped


def stop_orphans(folder: Path, belongs_to: str) -> None:
    """Stop the programs of a killed supervisor, where the kernel did not or they are still ending."""
    for pid_file in folder.glob("*.program.pid"):
        with suppress(OSError, ValueError):
            stop_stranger(
                int(pid_file.read_text(encoding="ascii")), belongs_to, signal.SIGTERM, PATIENCE_WITH_PROGRAMS
            )
        pid_file.unlink(missing_ok=True)


def program_pid_file(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"{name}.program.pid"


def inherited_environment(extra: Mapping[str, str | None]) -> dict[str, str]:
    """Our environment for a child, with `extra` set, or removed where None."""
    merged = {**os.environ, **extra}
    return {name: value for name, value in merged.items() if value is not None}


def told_environment(told_through: int) -> None:
    """Wait, in a child that was started ahead, for the environment to work in. Ends when nobody tells any."""
    with open(told_through, "rb") as pipe:
        told = pipe.read()
    if not told:
        raise SystemExit(0)
    os.environ.clear()
    os.environ.update(json.loads(told))


def _told(program: Program) -> str:
    code = program.child.returncode if program.child is not None else None
    sentence = f"{program.name} non parte" + (f" (codice {code})" if code is not None else "")
    if program.log is None:
        return f"{sentence}: il motivo è scritto qui sopra."
    return f"{sentence}. Ultime righe di {program.log}:\n{last_lines(program.log)}"
