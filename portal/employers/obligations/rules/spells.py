"""A period cut into spells in which nothing changes."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from portal.kernel.parameters import Parameters

DAY = timedelta(days=1)
Spell = tuple[date, date]
"""First and last day, both included."""


def spells(first: date, last: date, cuts: Iterable[date], *, by_year: bool = False) -> list[Spell]:
    """Each of ``cuts`` begins a spell; with ``by_year`` none crosses 31 December. Empty when the period is."""
    if last < first:
        return []
    starts = {first, *(day for day in cuts if first < day <= last)}
    if by_year:
        starts |= {date(year, 1, 1) for year in range(first.year + 1, last.year + 1)}
    ordered = sorted(starts)
    return [
        (start, ordered[index + 1] - DAY if index + 1 < len(ordered) else last)
        for index, start in enumerate(ordered)
    ]


def cuts_of(keys: Sequence[str], first: date, last: date, parameters: Parameters) -> set[date]:
    """The days inside the period on which one of these figures may change."""
    return {day for key in keys for day in parameters.changes(key, first, last)}


def overlapping(periods: Iterable[tuple[date, date | None]]) -> tuple[int, int] | None:
    """The places in the list of two periods that share a day; no last day means it goes on."""
    ordered = sorted(enumerate(periods), key=lambda one: (one[1][0], one[0]))
    latest: tuple[int, date | None] | None = None
    for index, (first, last) in ordered:
        if latest is not None and (latest[1] is None or first <= latest[1]):
            return latest[0], index
        latest = (index, last)
    return None
