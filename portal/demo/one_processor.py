"""A process and the backend of its one connection on one processor, while they only wait for each other.

Filling by living is a hundred thousand short questions, each asked after the answer before. On two processors each
of them sleeps and is woken a hundred thousand times, which takes about a third of the time; on one, the next to run
is simply the other.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from portal.foundation import db


@asynccontextmanager
async def with_its_backend() -> AsyncIterator[None]:
    """Inside a transaction. Where the database is on another machine, or there are no affinities, nothing changes."""
    pid = await _own_backend()
    if pid is None:
        yield
        return
    before = {one: os.sched_getaffinity(one) for one in (0, pid)}
    one_processor = {max(before[0] & before[pid], default=max(before[0]))}
    try:
        for one in before:
            os.sched_setaffinity(one, one_processor)
        yield
    finally:
        for one, processors in before.items():
            with suppress(ProcessLookupError):
                os.sched_setaffinity(one, processors)


async def _own_backend() -> int | None:
    """The backend's process id when it runs here and we may place it: reached by a socket, not over a network."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    row = await db.fetchrow("SELECT pg_backend_pid() AS pid, inet_server_addr() IS NULL AS here")
    return int(row["pid"]) if row is not None and row["here"] and _may_place(row["pid"]) else None


def _may_place(pid: int) -> bool:
    """Whether it is a server process of PostgreSQL that is ours: in a container its number may be somebody else's."""
    with suppress(OSError):
        if Path(f"/proc/{pid}/comm").read_text().startswith("postgres"):
            os.sched_setaffinity(pid, os.sched_getaffinity(pid))
            return True
    return False
