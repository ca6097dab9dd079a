"""Draws that can be repeated: the same seed and name give the same numbers on every machine."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Hashable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import Any, TypeVar, cast
from uuid import UUID

from asyncpg.pgproto.pgproto import UUID as QuickUUID

T = TypeVar("T", bound=Hashable)

_MILLISECONDS = 86_400_000
_FIRST_DAY = date(1970, 1, 1)
_LOW_BITS = (1 << 62) - 1


class Chance(random.Random):
    """A source of draws of its own for each thing drawn, so that one thing more changes none of the others."""

    @classmethod
    def of(cls, *name: object) -> Chance:
        return cls(":".join(str(part) for part in name))

    def happens(self, probability: float) -> bool:
        return self.random() < probability

    def pick(self, weights: Mapping[T, float]) -> T:
        """One of the keys, each as often as its weight says; weights need not add up to anything."""
        keys, sums = _cumulated(tuple(weights.items()))
        return cast("T", keys[min(bisect(sums, self.random() * sums[-1]), len(keys) - 1)])

    def some(self, things: Sequence[T], least: int, most: int) -> tuple[T, ...]:
        """Between ``least`` and ``most`` of them, in their own order; fewer when there are not so many."""
        count = min(self.randint(least, most), len(things))
        chosen = sorted(self.sample(range(len(things)), count))
        return tuple(things[index] for index in chosen)

    def days(self, least: int, most: int) -> timedelta:
        return timedelta(days=self.randint(least, most))

    def day(self, first: date, last: date) -> date:
        """A day from ``first`` to ``last``; ``first`` when they are crossed."""
        return first + timedelta(days=self.randint(0, max(0, (last - first).days)))

    def id(self, on: date) -> UUID:
        """A version 7 UUID of that day, as the portal's own: rows written together lie together on disk."""
        moment = (on - _FIRST_DAY).days * _MILLISECONDS + int(self.random() * _MILLISECONDS)
        bits = self.getrandbits(74)
        # the driver's own UUID, made and sent in a quarter of the time
        number = moment << 80 | 0x7 << 76 | (bits >> 62) << 64 | 0b10 << 62 | bits & _LOW_BITS
        return cast("UUID", QuickUUID(number.to_bytes(16)))

    def opaque_id(self) -> UUID:
        """A version 4 UUID, which tells no day."""
        return UUID(int=self.getrandbits(128) & ~(0xF << 76) & ~(0b11 << 62) | 0x4 << 76 | 0b10 << 62)


@cache
def _cumulated(items: tuple[tuple[Any, float], ...]) -> tuple[list[Any], list[float]]:
    return [key for key, _ in items], list(accumulate(weight for _, weight in items))


def shared_out(total: int, weights: Mapping[T, float]) -> dict[T, int]:
    """``total`` split by weight into whole numbers that add up to it: the largest remainders get the rest."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    counts = {key: int(value) for key, value in exact.items()}
    by_remainder = sorted(exact, key=lambda key: exact[key] - counts[key], reverse=True)
    for key in by_remainder[: total - sum(counts.values())]:
        counts[key] += 1
    return counts
