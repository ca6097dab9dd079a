"""Working days of a week of five or six days, holidays left out."""

from collections.abc import Callable, Collection
from datetime import date, timedelta

Holidays = Callable[[int], Collection[date]]
"""The days off of a year: national holidays and the patron saint of the municipality."""


def working_days(first: date, last: date, holidays: Holidays, *, week: int = 5) -> int:
    """Both ends included; 0 when the period is empty. ``week`` is 5 (Monday–Friday) or 6 (to Saturday)."""
    if last < first:
        return 0
    weeks, rest = divmod((last - first).days + 1, 7)
    count = weeks * week
    count += sum(1 for offset in range(rest) if (first + timedelta(days=offset)).weekday() < week)
    off = {day for year in range(first.year, last.year + 1) for day in holidays(year)}
    return count - sum(1 for day in off if first <= day <= last and day.weekday() < week)
