"""Whether an index still holds what it should: asked every night, and after an accident."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from portal.foundation import clock, db
from portal.foundation.search.port import Document, IndexSettings, SearchEngine, SearchUnavailable

KEEP_CHECKS = timedelta(days=90)

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Drift:
    """``stale``: there, but with other words or values than it should have."""

    missing: frozenset[UUID]
    unexpected: frozenset[UUID]
    stale: frozenset[UUID] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.ids)

    @property
    def ids(self) -> frozenset[UUID]:
        """All that differ: what to write or delete, then propagate."""
        return self.missing | self.unexpected | self.stale


async def drift(engine: SearchEngine, index: IndexSettings, expected: Iterable[UUID]) -> dict[str, Drift]:
    """For each part of the engine, by name, what it lacks and what it should not hold.

    Raises SearchUnavailable when a part cannot be asked.
    """
    wanted = frozenset(expected)
    found = {}
    for name, part in engine.parts().items():
        present = await part.ids(index)
        found[name] = Drift(wanted - present, present - wanted)
    return found


@dataclass(slots=True)
class Compared:
    """What a look at every document found. ``parts``: None for one that could not be asked."""

    documents: int = 0
    parts: dict[str, Drift | None] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[UUID]:
        return frozenset().union(*(one.ids for one in self.parts.values() if one is not None))


async def compare(engine: SearchEngine, index: IndexSettings, documents: AsyncIterable[Document]) -> Compared:
    """For each part of the engine what it lacks, what it should not hold, and what it holds wrongly."""
    expected: set[UUID] = set()
    stale: dict[str, set[UUID] | None] = {name: set() for name in engine.parts()}
    async for batch in _batches(documents):
        expected |= {one.id for one in batch}
        for name, part in engine.parts().items():
            known = stale[name]
            if known is None:
                continue
            try:
                known |= await part.differing(index, batch)
            except SearchUnavailable:
                stale[name] = None
    found = Compared(len(expected))
    for name, part in engine.parts().items():
        known = stale[name]
        found.parts[name] = None
        if known is None:
            continue
        try:
            present = await part.ids(index)
        except SearchUnavailable:
            continue
        found.parts[name] = Drift(frozenset(expected - present), present - expected, frozenset(known))
    return found


async def _batches(documents: AsyncIterable[Document]) -> AsyncIterable[list[Document]]:
    batch: list[Document] = []
    async for one in documents:
        batch.append(one)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison as it is remembered: numbers of documents, before they were mended."""

    index_name: str
    part: str
    checked_at: datetime
    documents: int
    missing: int
    unexpected: int
    stale: int
    answered: bool

    @property
    def wrong(self) -> int:
        return self.missing + self.unexpected + self.stale


_REMEMBER = """
INSERT INTO search_check (index_name, part, checked_at, documents, missing, unexpected, stale, answered)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""
_LATEST = """
SELECT index_name, part, checked_at, documents, missing, unexpected, stale, answered FROM search_check
ORDER BY checked_at DESC, id DESC LIMIT $1
"""


async def remember(index: IndexSettings, found: Compared) -> None:
    """Writes down what a comparison found; forgets those of long ago."""
    now = clock.now()
    for name, part in found.parts.items():
        counts = (0, 0, 0) if part is None else (len(part.missing), len(part.unexpected), len(part.stale))
        await db.execute(_REMEMBER, index.name, name, now, found.documents, *counts, part is not None)
    await db.execute("DELETE FROM search_check WHERE checked_at < $1", now - KEEP_CHECKS)


async def latest_checks(limit: int) -> list[Check]:
    """Latest first."""
    return [Check(*row.values()) for row in await db.fetch(_LATEST, limit)]
