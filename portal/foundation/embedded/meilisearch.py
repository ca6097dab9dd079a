"""Meilisearch, where a program of that name is on PATH: loopback, generated master key, a scoped key for each task.

Its index is a copy of rows in PostgreSQL, so a database it cannot open (an older version's, a torn one) is
thrown away and rebuilt.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portal.foundation.embedded.server import EmbeddedServer, StartFailed

# fixed, so that the same keys are found again at the next start
_WRITING_UID = "9a5a2c0e-6f0f-4f0e-9a54-5d2c1c0b7d11"
_SEARCHING_UID = "3f1f7c52-8d0b-4b7c-a0a6-2b6f0d9c4e35"
_WRITING = ["search", "documents.*", "indexes.*", "settings.*", "tasks.*"]
_SEARCHING = ["search"]


def program() -> str | None:
    return shutil.which("meilisearch")


class EmbeddedMeilisearch(EmbeddedServer):
    name = "meilisearch"

    def __init__(self, data_dir: Path, **more: Any) -> None:
        super().__init__(data_dir, **more)
        # chosen once: a restart must come back where web and worker look for it
        self.port = _free_port()
        self.is_new = False
        """True when this start found no index: whoever started it has to fill it."""

    @property
    def database(self) -> Path:
        return self.folder / "data.ms"

    @property
    def master_key(self) -> str:
        path = self.folder / "master.key"
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(32))
        return path.read_text(encoding="ascii").strip()

    def prepare(self) -> None:
        self.is_new = not self.database.exists()

    def command(self) -> list[str | Path]:
        found = program()
        if found is None:
            raise StartFailed(
                "Il programma meilisearch non è più sul PATH: reinstallalo o riavvia il portale senza."
            )
        return [
            found, "--no-analytics", "--env", "production", "--http-addr", f"127.0.0.1:{self.port}",
            "--db-path", self.database, "--dump-dir", self.folder / "dumps", "--snapshot-dir",
            self.folder / "snapshots", "--log-level", "WARN",
            # by default two thirds of the machine's memory: preparing them made each small write six times slower
            "--max-indexing-memory", "512MiB",
        ]  # fmt: skip

    def environment(self) -> Mapping[str, str]:
        # not on the command line, which every user of the machine can read
        return {name: value for name, value in os.environ.items() if not name.startswith("MEILI_")} | {
            "MEILI_MASTER_KEY": self.master_key
        }

    def is_ready(self) -> bool:
        try:
            return bool(self._ask("GET", "/health").get("status") == "available")
        except (OSError, ValueError):
            return False

    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def scoped_key(self) -> str:
        """For the worker and for commands: reads and writes indexes, and cannot make keys, dumps or snapshots."""
        return self._key(_WRITING_UID, "portal", _WRITING)

    def search_key(self) -> str:
        """For the web, which anyone may knock at: searches, and cannot list, write or delete a document."""
        return self._key(_SEARCHING_UID, "portal, searching", _SEARCHING)

    def _key(self, uid: str, name: str, actions: list[str]) -> str:
        try:
            return str(self._ask("GET", f"/keys/{uid}")["key"])
        except urllib.error.HTTPError as refused:
            if refused.code != 404:
                raise
        wanted = {"uid": uid, "name": name, "actions": actions, "indexes": ["*"], "expiresAt": None}
        return str(self._ask("POST", "/keys", wanted)["key"])

    def repair(self) -> bool:
        if not self.database.exists() or self.give_up():
            return False
        shutil.rmtree(self.database)
        self.is_new = True
        return True

    def _ask(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310 - our own address
            self.address() + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.master_key}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - our own address
            found = json.loads(answer.read())
        return found if isinstance(found, dict) else {}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
