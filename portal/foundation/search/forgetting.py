"""After an erasure: what a deleted document leaves behind in a search server.

Deleting takes the document out of every answer, but its bytes stay in the store's file until they are reused, and
the record of the task stays in the list of tasks. A rebuild writes a new file and drops the old; then the records go.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, runtime_checkable

from portal.foundation.search.port import IndexSettings, SearchEngine


@runtime_checkable
class KeepsTasks(Protocol):
    """An engine with a list of what it was asked to do."""

    async def forget_tasks(self, before: datetime) -> None: ...


@runtime_checkable
class Refills(Protocol):
    """An engine whose server is filled from what the database holds."""

    async def refill(self, index: IndexSettings) -> int: ...


async def forget_deleted(engine: SearchEngine, index: IndexSettings, *, before: datetime) -> None:
    """Outside of any unit of work. ``before``: tasks asked for until then; somebody may be waiting for later ones.

    Raises SearchUnavailable, to be tried again.
    """
    if isinstance(engine, Refills):
        await engine.refill(index)
    for part in engine.parts().values():
        if isinstance(part, KeepsTasks):
            await part.forget_tasks(before)
