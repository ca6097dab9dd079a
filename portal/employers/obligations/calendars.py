"""The calendar of a workplace: national holidays, its patron saint, the days off of its contract."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from portal.employers.obligations.rules.working_days import Holidays, WorkCalendar, no_days
from portal.reference import holidays_it

PATRON_SAINT = "Santo patrono"
CONTRACTUAL = "Giorno festivo del contratto"


@cache
def _national(year: int) -> frozenset[date]:
    return frozenset(holidays_it.of_year(year))


@cache
def _saints_of_province(province: str) -> Holidays:
    return cache(lambda year: frozenset(holidays_it.of_year(year, province)) - _national(year))


@cache
def _saint_of_day(month: int, day: int) -> Holidays:
    def saint(year: int) -> tuple[date, ...]:
        try:
            return (date(year, month, day),)
        except ValueError:
            return ()  # 29 February

    return saint


def work_calendar(
    *,
    week: int = 5,
    province: str | None = None,
    patron_saint: tuple[int, int] | None = None,
    contractual: Iterable[date] = (),
) -> WorkCalendar:
    """``patron_saint``: month and day of the comune's own; without it the one of the capital of the province."""
    saint: Holidays = no_days
    if patron_saint is not None:
        saint = _saint_of_day(*patron_saint)
    elif province is not None:
        saint = _saints_of_province(province)
    return WorkCalendar(_national, week, saint, frozenset(contractual))


def name_of(day: date, calendar: WorkCalendar, province: str | None = None) -> str:
    """Why it is a day off: the holiday's name, or what kind it is."""
    if day in calendar.national(day.year):
        return holidays_it.holiday_name(day) or PATRON_SAINT
    if day in calendar.patron_saint(day.year):
        return (province and holidays_it.holiday_name(day, province)) or PATRON_SAINT
    return CONTRACTUAL
