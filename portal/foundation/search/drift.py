"""Whether an index still holds what it should: asked every night, and after an accident."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from portal.foundation.search.port import IndexSettings, SearchEngine


@dataclass(frozen=True, slots=True)
class Drift:
    missing: frozenset[UUID]
    unexpected: frozenset[UUID]

    def __bool__(self) -> bool:
        return bool(self.missing or self.unexpected)

    @property
    def ids(self) -> frozenset[UUID]:
        """All that differ: what to write or delete, then propagate."""
        return self.missing | self.unexpected


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
