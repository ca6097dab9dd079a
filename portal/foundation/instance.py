"""One running instance a folder: the lock that says so, and what others may know about the instance.

The lock goes with its process, however that ends. Whoever finds it taken reads who holds it; a command that
needs the databases for a moment (a migration, a rebuilt index) uses the running instance's.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

FILE_NAME = "instance.json"


@dataclass(frozen=True, slots=True)
class Instance:
    """Written into the folder, readable by its owner only. Without `database_url` it is still starting."""

    pid: int
    address: str
    database_url: str | None = None
    redis_url: str | None = None
    meilisearch_url: str | None = None
    meilisearch_key: str | None = None

    @property
    def is_ready(self) -> bool:
        return self.database_url is not None


class FolderInUse(Exception):
    """An Italian sentence naming the folder, the process and its address."""

    def __init__(self, data_dir: Path, holder: Instance | None) -> None:
        who = f" (processo {holder.pid}, {holder.address})" if holder else ""
        super().__init__(
            f"La cartella {data_dir} appartiene a un'istanza già in esecuzione{who}. "
            "Fermala con Ctrl-C, oppure scegli un'altra cartella con PORTAL_DATA_DIR."
        )


class InstanceFile:
    """The folder's file while we hold its lock."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, instance: Instance) -> None:
        content = json.dumps(asdict(instance)).encode()
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, content, 0)


@contextmanager
def hold(data_dir: Path, address: str) -> Iterator[InstanceFile]:
    """Own the folder for as long as the block runs. Raises `FolderInUse`."""
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(data_dir / FILE_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderInUse(data_dir, _read(data_dir)) from None
        file = InstanceFile(descriptor)
        file.write(Instance(os.getpid(), address))
        yield file
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def running(data_dir: Path) -> Instance | None:
    """The instance that holds the folder now, if one does."""
    try:
        descriptor = os.open(data_dir / FILE_NAME, os.O_RDWR)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return _read(data_dir)
    else:
        return None
    finally:
        os.close(descriptor)


def _read(data_dir: Path) -> Instance | None:
    try:
        return Instance(**json.loads((data_dir / FILE_NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
