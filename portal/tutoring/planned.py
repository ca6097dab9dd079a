"""Which days a plan expects, and for how many hours: from its weekdays and hours, without holidays."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import ceil

USUAL_DAY = 4
"""Hours of a day where nobody wrote from when to when."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """``weekdays``: 1 for Monday; empty: as many as the weekly hours need, from Monday on."""

    starts_on: date
    ends_on: date
    weekly_hours: int
    weekdays: tuple[int, ...] = ()
    day_starts_at: time | None = None
    day_ends_at: time | None = None

    @property
    def hours_a_day(self) -> Fraction:
        if self.day_starts_at is not None and self.day_ends_at is not None:
            day = date(2026, 1, 1)
            length = datetime.combine(day, self.day_ends_at) - datetime.combine(day, self.day_starts_at)
            return Fraction(int(length.total_seconds()), 3600)
        if self.weekdays:
            return Fraction(self.weekly_hours, len(self.weekdays))
        return Fraction(min(USUAL_DAY, self.weekly_hours))

    @property
    def days(self) -> tuple[int, ...]:
        if self.weekdays:
            return self.weekdays
        count = min(7, ceil(self.weekly_hours / self.hours_a_day))
        return tuple(range(1, count + 1))


def planned_days(pattern: Pattern, closed: Container[date]) -> dict[date, Fraction]:
    """Every expected day with its hours. A week never expects more than the weekly hours."""
    found: dict[date, Fraction] = {}
    left, week = Fraction(pattern.weekly_hours), None
    day = pattern.starts_on
    while day <= pattern.ends_on:
        monday = day - timedelta(days=day.weekday())
        if monday != week:
            week, left = monday, Fraction(pattern.weekly_hours)
        if day.isoweekday() in pattern.days and day not in closed and left > 0:
            found[day] = min(pattern.hours_a_day, left)
            left -= found[day]
        day += timedelta(days=1)
    return found
