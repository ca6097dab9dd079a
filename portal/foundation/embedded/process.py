"""Processes of this machine: start one that dies with us, recognise one that outlived us, stop either."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from portal.foundation.embedded.identity import Identity

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None

KEPT_LOG_BYTES = 5_000_000


def spawn(
    command: Sequence[str | Path],
    *,
    identity: Identity | None = None,
    log: Path | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    pass_fds: Sequence[int] = (),
    when_we_die: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own, so that Ctrl-C reaches it only through us.

    On Linux the kernel sends it `when_we_die` if the calling thread goes without stopping it: call from
    the main thread only. Output goes to `log`, or to our own output.
    """
    identity = identity or Identity()
    output: IO[bytes] | None = _open_log(log) if log else None
    parent = os.getpid()

    def die_with_us() -> None:
        if _libc is not None:
            _libc.prctl(_PR_SET_PDEATHSIG, int(when_we_die))
            if os.getppid() != parent:  # we went before the line above took effect
                os._exit(1)

    try:
        return subprocess.Popen(
            [*identity.prefix, *(str(part) for part in command)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            env=dict(env) if env is not None else None,
            cwd=cwd,
            pass_fds=pass_fds,
            start_new_session=True,
            preexec_fn=die_with_us,  # one thread, and prctl has no other door
            **identity.credentials,
        )
    finally:
        if output:
            output.close()


def is_alive(pid: int, belongs_to: str) -> bool:
    """Whether `pid` runs and its command line names `belongs_to`: a number alone may have been reused."""
    if pid <= 1:
        return False
    if sys.platform != "linux":
        found = subprocess.run(
            ["ps", "-ww", "-o", "state=,args=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
        return belongs_to in found.stdout and not found.stdout.startswith("Z")
    try:
        state = (
            Path(f"/proc/{pid}/stat")
            .read_text(encoding="utf-8", errors="replace")
            .rpartition(")")[2]
            .split()[0]
        )
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    # where nobody reaps orphans (a container's first process) a dead one stays listed as a zombie
    return state not in {"Z", "X"} and os.fsencode(belongs_to) in command


def stop_stranger(pid: int, belongs_to: str, how: signal.Signals, patience: float = 20.0) -> None:
    """Stop a process that is not our child; after `patience` seconds by SIGKILL."""
    for sent in (how, signal.SIGKILL):
        if not is_alive(pid, belongs_to):
            return
        try:
            os.kill(pid, sent)
        except ProcessLookupError:
            return
        wait_until(lambda: not is_alive(pid, belongs_to), patience)


def stop_child(child: subprocess.Popen[bytes], how: signal.Signals, patience: float = 20.0) -> None:
    """Stop our child and reap it; after `patience` seconds by SIGKILL."""
    if child.poll() is None:
        child.send_signal(how)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            child.kill()
    child.wait()


def wait_until(
    true: Callable[[], bool], patience: float, *, unless: Callable[[], bool] = lambda: False
) -> bool:
    """Ask every 10 ms for `patience` seconds; False when time is up or `unless` came first."""
    until = time.monotonic() + patience
    while not true():
        if time.monotonic() > until or unless():
            return False
        time.sleep(0.01)
    return True


def last_lines(log: Path, count: int = 20) -> str:
    try:
        return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])
    except OSError:
        return ""


def _open_log(log: Path) -> IO[bytes]:
    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if log.exists() and log.stat().st_size > KEPT_LOG_BYTES:
        log.replace(log.with_suffix(".previous.log"))
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    return os.fdopen(descriptor, "ab")
