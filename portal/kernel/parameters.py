"""Dated parameters: every amount, threshold and percentage has a first day, a source, an evidence mark."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction


class Evidence(StrEnum):
    """How well a figure is known; an unverified one is shown as «da verificare»."""

    TWO_SOURCES = "V2"
    ONE_SOURCE = "V1"
    PUBLIC_SOFTWARE = "SW"
    UNVERIFIED = "UNVERIFIED"
    DESIGN = "DESIGN"


@dataclass(frozen=True, slots=True)
class Parameter:
    key: str
    value: Fraction
    valid_from: date
    valid_to: date | None
    source: str
    evidence: Evidence

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class NoParameter(LookupError):
    """No value of that key is in force on that day."""


class Parameters:
    """A set of dated parameters, asked by key and day."""

    def __init__(self, rows: Iterable[Parameter]) -> None:
        self._by_key: dict[str, list[Parameter]] = {}
        for row in rows:
            self._by_key.setdefault(row.key, []).append(row)

    def row(self, key: str, on: date) -> Parameter:
        """The parameter in force on ``on``; the latest start wins, of two such the one given last.

        Raises NoParameter.
        """
        rows = [row for row in self._by_key.get(key, ()) if row.in_force(on)]
        if not rows:
            raise NoParameter(f"{key} on {on.isoformat()}")
        return max(reversed(rows), key=lambda row: row.valid_from)

    def value(self, key: str, on: date) -> Fraction:
        return self.row(key, on).value

    def known(self, key: str, on: date) -> bool:
        return any(row.in_force(on) for row in self._by_key.get(key, ()))

    def changes(self, key: str, first: date, last: date) -> list[date]:
        """The days after ``first``, up to ``last``, on which another row of that key may come into force."""
        days = {row.valid_from for row in self._by_key.get(key, ())}
        days |= {row.valid_to + timedelta(days=1) for row in self._by_key.get(key, ()) if row.valid_to}
        return sorted(day for day in days if first < day <= last)

    def __iter__(self) -> Iterator[Parameter]:
        for rows in self._by_key.values():
            yield from rows
