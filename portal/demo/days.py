"""Days and moments of the lived past: working days, working hours, never after the reference day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache

from portal.foundation.clock import ROME
from portal.reference import holidays_it

ONE = timedelta(days=1)


@cache
def is_working(day: date) -> bool:
    return holidays_it.is_working_day(day)


def working(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_working(day):
        day -= ONE
    return day


@lru_cache(maxsize=20_000)
def at(day: date, hour: float) -> datetime:
    """That hour of an Italian day («9.25» is a quarter past nine), with its zone."""
    minutes = round(hour * 60)
    return datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=ROME)


def working_days(first: date, last: date) -> list[date]:
    return [
        day for offset in range((last - first).days + 1) if is_working(day := first + timedelta(days=offset))
    ]


def following(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working(day):
        day += ONE
    return day
