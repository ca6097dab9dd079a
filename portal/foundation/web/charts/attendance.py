"""A month of attendance as the rows of a table."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from portal.foundation.web.italian import month_year


@dataclass(frozen=True, slots=True)
class DayCell:
    number: int | None
    """None outside the month."""
    kind: str
    words: str
    today: bool


@dataclass(frozen=True, slots=True)
class AttendanceMonth:
    title: str
    weekdays: list[tuple[str, str]]
    weeks: list[list[DayCell]]


_WEEKDAYS = [
    ("Lun", "lunedì"),
    ("Mar", "martedì"),
    ("Mer", "mercoledì"),
    ("Gio", "giovedì"),
    ("Ven", "venerdì"),
    ("Sab", "sabato"),
    ("Dom", "domenica"),
]


def attendance_month(
    year: int, month: int, days: Mapping[date, tuple[str, str]], today: date
) -> AttendanceMonth:
    """The month as a table, Monday to Friday; Saturday and Sunday only when something happened on one.

    `days` gives kind (present, absent, unplanned) and words («4 h», «assente») of the days that have a record.
    """
    first = date(year, month, 1)
    monday = first - timedelta(days=first.weekday())
    last = date(year, month, calendar.monthrange(year, month)[1])
    in_month = [day for day in days if (day.year, day.month) == (year, month)]
    columns = max([5, *(day.weekday() + 1 for day in in_month)])
    weeks = []
    while monday <= last:
        week = [monday + timedelta(days=offset) for offset in range(columns)]
        if any(day.month == month for day in week):
            weeks.append([_cell(day, month, days, today) for day in week])
        monday += timedelta(days=7)
    return AttendanceMonth(month_year(first), _WEEKDAYS[:columns], weeks)


def _cell(day: date, month: int, days: Mapping[date, tuple[str, str]], today: date) -> DayCell:
    if day.month != month:
        return DayCell(None, "outside", "", False)
    kind, words = days.get(day, ("free", ""))
    return DayCell(day.day, kind, words or ("oggi" if day == today else ""), day == today)
