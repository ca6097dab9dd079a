"""What the embedded servers share: one folder, one log, one pid file, start, watch, stop."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from portal.foundation.embedded import process
from portal.foundation.embedded.identity import Identity, current_identity, private_folder, reachable_folder

# sockaddr_un holds 108 bytes on Linux, 104 elsewhere; the longest name we put in the folder is .s.PGSQL.5432
LONGEST_SOCKET_FOLDER = 80
# a comma or a quote would end the path inside the server's settings and inside the address
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._+-]+")


class StartFailed(Exception):
    """An Italian sentence, with the end of the server's log where there is one."""


class EmbeddedServer(ABC):
    """One server of an instance. Not safe for two instances on one folder: the caller holds a lock on it."""

    name: ClassVar[str]
    stop_signal: ClassVar[signal.Signals] = signal.SIGTERM
    patience: ClassVar[float] = 60.0  # recovery after a hard stop may have much to replay

    def __init__(
        self,
        data_dir: Path,
        *,
        durable: bool = True,
        identity: Identity | None = None,
        give_up: Callable[[], bool] = lambda: False,
    ) -> None:
        """`durable=False` trades safety for speed in tests; `give_up` ends a start nobody waits for any more."""
        self.data_dir = data_dir
        self.durable = durable
        self.identity = identity or current_identity()
        self.give_up = give_up
        self.log = data_dir / "logs" / f"{self.name}.log"
        self.child: subprocess.Popen[bytes] | None = None
        self._sockets_elsewhere: Path | None = None

    # ── what each server says about itself ──

    @abstractmethod
    def prepare(self) -> None:
        """Make the folder ready; harmless when it is."""

    @abstractmethod
    def command(self) -> list[str | Path]: ...

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether the running child answers."""

    @abstractmethod
    def address(self) -> str: ...

    def environment(self) -> Mapping[str, str] | None:
        return None

    def repair(self) -> bool:
        """Called when a start failed; True where something was mended and another start makes sense."""
        return False

    # ── what they share ──

    @property
    def folder(self) -> Path:
        self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        return reachable_folder(self.data_dir / self.name, self.identity)

    @property
    def socket_folder(self) -> Path:
        """Beside the data, or under the temporary folder when that path is too long or odd for a socket."""
        beside = self.folder / "run"
        if not _fits_a_socket(beside):
            # never XDG_RUNTIME_DIR: it goes when its owner signs out, and the servers may stay
            base = Path(tempfile.gettempdir())
            if not _fits_a_socket(base / ("x" * 30)):
                base = Path("/tmp")  # noqa: S108 - private_folder() refuses what is not ours
            digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
            beside = self._sockets_elsewhere = base / f"incontro-{os.geteuid()}-{digest}"
        return private_folder(beside, self.identity)

    @property
    def pid_file(self) -> Path:
        return self.data_dir / "logs" / f"{self.name}.pid"

    def start(self) -> str:
        """Start and wait until it answers. Returns the address. Raises `StartFailed`."""
        self.stop_orphan()
        self.prepare()
        for attempt in range(4):
            self._launch()
            if process.wait_until(
                self.is_ready, self.patience, unless=lambda: self._ended() or self.give_up()
            ):
                return self.address()
            self.stop()
            if self.give_up():
                break
            # PostgreSQL's children may hold its shared memory for a moment after a SIGKILL
            if not self.repair():
                process.wait_until(self.give_up, 0.5 * (attempt + 1))
        raise StartFailed(
            f"{self.name} non parte. Ultime righe di {self.log}:\n{process.last_lines(self.log)}"
        )

    def is_running(self) -> bool:
        return self.child is not None and self.child.poll() is None

    def stop(self) -> None:
        if self.child is not None:
            process.stop_child(self.child, self.stop_signal)
            self.child = None
        if self._sockets_elsewhere is not None:
            shutil.rmtree(self._sockets_elsewhere, ignore_errors=True)
        self.pid_file.unlink(missing_ok=True)

    def stop_orphan(self) -> None:
        """Stop the server a killed parent left behind, if the kernel did not."""
        with suppress(OSError, ValueError):
            pid = int(self.pid_file.read_text(encoding="ascii"))
            process.stop_stranger(pid, str(self.folder), self.stop_signal)

    def _launch(self) -> None:
        self.child = process.spawn(
            self.command(),
            identity=self.identity,
            log=self.log,
            env=self.environment(),
            cwd=self.folder,
            when_we_die=self.stop_signal,
        )
        self.pid_file.write_text(str(self.child.pid), encoding="ascii")

    def _ended(self) -> bool:
        return not self.is_running()


def _fits_a_socket(folder: Path) -> bool:
    return len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER and bool(_PLAIN_PATH.fullmatch(str(folder)))
