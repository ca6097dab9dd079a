"""One PostgreSQL and one Redis for a whole run of the tests, shared by its parallel workers.

The servers are children of a guardian process, not of the worker that asked first: a worker may crash and be
replaced while the others go on. The guardian ends them when told to, or when the run it watches is gone.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from portal.foundation.embedded.postgres import EmbeddedPostgres
from portal.foundation.embedded.process import is_alive, stop_stranger, wait_until
from portal.foundation.embedded.redis import EmbeddedRedis


@dataclass(frozen=True, slots=True)
class Servers:
    """`dsn_admin` is the role `portal` on database `portal`: it may create databases and copy its own."""

    dsn_admin: str
    redis_url: str

    def dsn(self, database: str) -> str:
        return self.dsn_admin.replace("@/portal?", f"@/{database}?")


def ensure_running(root: Path) -> Servers:
    """The servers under `root`, started if no worker of this run has done so yet."""
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (root / "lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _guardian(root):
            _start_guardian(root)
        found = json.loads((root / "servers.json").read_text(encoding="utf-8"))
    return Servers(**found["servers"])


def stop(root: Path) -> None:
    """Stop the servers and remove `root`."""
    guardian = _guardian(root)
    if guardian:
        stop_stranger(guardian, str(root), signal.SIGTERM)
    shutil.rmtree(root, ignore_errors=True)


def _guardian(root: Path) -> int | None:
    try:
        pid = int(json.loads((root / "servers.json").read_text(encoding="utf-8"))["guardian"])
    except (OSError, ValueError, KeyError):
        return None
    return pid if is_alive(pid, str(root)) else None


def _start_guardian(root: Path) -> None:
    (root / "servers.json").unlink(missing_ok=True)
    # a parallel worker's parent is the run itself
    run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    log = root / "guardian.log"
    with log.open("ab") as output:
        guardian = subprocess.Popen(
            [sys.executable, "-m", __name__, str(root), str(run)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
        )
    ready = wait_until((root / "servers.json").exists, 60, unless=lambda: guardian.poll() is not None)
    if not ready:
        raise RuntimeError(f"the servers of the tests did not start:\n{log.read_text(encoding='utf-8')}")


def _guard(root: Path, run: int) -> None:
    over = False

    def end(*_: object) -> None:
        nonlocal over
        over = True

    signal.signal(signal.SIGTERM, end)
    postgres, redis = (
        EmbeddedPostgres(root, durable=False, connections=200),
        EmbeddedRedis(root, durable=False),
    )
    try:
        servers = Servers(dsn_admin=postgres.start(), redis_url=redis.start())
        draft = root / "servers.draft"
        draft.write_text(json.dumps({"guardian": os.getpid(), "servers": asdict(servers)}), encoding="utf-8")
        draft.rename(root / "servers.json")
        while not over and is_alive(run, ""):
            time.sleep(0.2)
    finally:
        redis.stop()
        postgres.stop()
        if not over:
            shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    _guard(Path(sys.argv[1]), int(sys.argv[2]))
