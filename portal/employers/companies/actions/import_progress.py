"""How far a file is, told while the transaction that reads or loads it is still open."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar
from uuid import UUID

from portal.foundation import clock, db

_Result = TypeVar("_Result")
EVERY = 0.4
"""Seconds between two words about the progress."""

READING, COMPARING, SAVING = "reading", "comparing", "saving"


class Progress:
    """Tells on a connection of its own, which commits at once; without one (small files) it tells nobody."""

    def __init__(self, import_id: UUID, connection: Any | None) -> None:
        self._id = import_id
        self._connection = connection
        self.done = 0

    async def tell(self, step: str, done: int, total: int) -> None:
        if self._connection is not None:
            await self._connection.execute(
                "UPDATE workforce_progress SET step = $2, done = $3, total = $4, told_at = $5 WHERE id = $1",
                self._id,
                step,
                min(done, total),
                total,
                clock.now(),
            )

    async def while_(
        self, step: str, total: int, work: Callable[[Callable[[int], None]], _Result], *, done: int = 0
    ) -> _Result:
        """Runs ``work`` beside the event loop and tells how far it says it is, beyond what was ``done`` before."""
        self.done = done

        def heard(more: int) -> None:
            self.done = done + more

        running = asyncio.ensure_future(asyncio.to_thread(work, heard))
        await self.tell(step, done, total)
        while not running.done():
            await asyncio.wait({running}, timeout=EVERY)
            await self.tell(step, self.done, total)
        return await running


@asynccontextmanager
async def progress_of(import_id: UUID, *, told: bool) -> AsyncIterator[Progress]:
    if not told:
        yield Progress(import_id, None)
        return
    # outside of the pool, as long as the work: jobs that each held one of the pool's would stop each other
    connection = await db.ENGINE.get_new_connection()
    try:
        yield Progress(import_id, connection)
    finally:
        await connection.close()
