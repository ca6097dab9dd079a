"""The real calendar of workplaces, as rules are given it."""

from datetime import date, timedelta

from portal.employers.obligations.calendars import work_calendar
from portal.employers.obligations.rules.working_days import WorkCalendar

FIVE = work_calendar()
SIX = work_calendar(week=6)
MILANO = work_calendar(province="MI")


def last_of(count: int, first: date, calendar: WorkCalendar = FIVE) -> date:
    """The day on which so many working days from ``first`` are over."""
    last = first
    while calendar.count(first, last) < count:
        last += timedelta(days=1)
    return last
