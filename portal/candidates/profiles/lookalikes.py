"""Who cannot be told from whom by somebody who kept every release of some days. Pure.

Members of one class show the same fields, so a person's way through the releases is what her card showed, and from
when: people with one way are one cohort (anonymisation.md §3, G4).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class Span(NamedTuple):
    """From when on a card looked like that; ``since`` None: from before the days that are looked at."""

    since: datetime | None
    look: int


Way = tuple[Span, ...]
"""The spans of one profile in their order, the last one still standing."""


def cohorts(ways: Mapping[UUID, Way]) -> dict[UUID, int]:
    """A number for each way: people with the same number were in one class in every release of those days.

    Who came in those days was in no class before, so she is in no cohort yet.
    """
    numbers: dict[Way, int] = {}
    return {one: numbers.setdefault(way, len(numbers)) for one, way in ways.items() if way[0].since is None}


@dataclass(frozen=True, slots=True)
class Left:
    """How many people the releases left with fewer than k lookalikes, themselves counted, and how many alone."""

    people: int
    under_k: int
    alone: int

    @property
    def keeps_g4(self) -> bool:
        """G4: at most 5 % under k, at most 0.5 % alone."""
        return self.under_k * 20 <= self.people and self.alone * 200 <= self.people


def left(ways: Mapping[UUID, Way], k: int) -> Left:
    """Whoever came during those days is compared over the releases that she was in.

    The exact day of publication is a fact outside the card, against which nothing here protects.
    """
    entered: dict[datetime | None, list[Way]] = {}
    for way in ways.values():
        entered.setdefault(way[0].since, []).append(way)
    under_k = alone = 0
    for since, mine in entered.items():
        sizes = Counter(_from(way, since) for way in ways.values())
        for way in mine:
            size = sizes[_from(way, since)]
            under_k += size < k
            alone += size == 1
    return Left(len(ways), under_k, alone)


def _from(way: Way, since: datetime | None) -> Sequence[Span] | None:
    """The way from a moment on; None for who was not there yet."""
    if since is None:
        return way if way[0].since is None else None
    before = [span for span in way if span.since is None or span.since <= since]
    if not before:
        return None
    return (Span(None, before[-1].look), *way[len(before) :])
