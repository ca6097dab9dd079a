"""Public holidays, with the patron saints of the provincial capitals, and working days.

A patron saint is a holiday of one comune: here a province stands for its capital, so for a workplace
elsewhere the day is an indication. Where a province has two capitals, both saints count.
"""

from datetime import date, timedelta
from functools import cache

from portal.reference import provinces

SATURDAY = 5

# In the calendar since 1977 but a Sunday: it gives nobody a day off.
_NO_DAY_OFF = "Giorno dell'unità nazionale"


@cache
def of_year(year: int, province: str | None = None) -> dict[date, str]:
    """The holidays of a year by day, with their Italian names. Raises UnknownCode for a province."""
    # Imported here: it takes longer than all the rest of this package.
    import holidays

    if province is not None:
        provinces.by_code(province)
    calendar = holidays.country_holidays("IT", subdiv=province, years=year, language="it_IT")
    found = {}
    for day, names in sorted(calendar.items()):
        kept = [name for name in names.split("; ") if name != _NO_DAY_OFF]
        if kept:
            found[day] = "; ".join(kept)
    return found


def holiday_name(day: date, province: str | None = None) -> str | None:
    """The name of the holiday, or nothing on any other day, Sundays included."""
    return of_year(day.year, province).get(day)


def is_working_day(day: date, province: str | None = None) -> bool:
    """Monday to Friday, and no holiday."""
    return day.weekday() < SATURDAY and holiday_name(day, province) is None


def add_working_days(day: date, count: int, province: str | None = None) -> date:
    """The working day that comes ``count`` working days after, or before when ``count`` is negative.

    The day itself is not counted. With 0 it is the first working day from ``day`` on.
    """
    step = timedelta(days=-1 if count < 0 else 1)
    if count == 0:
        while not is_working_day(day, province):
            day += step
        return day
    left = abs(count)
    while left:
        day += step
        if is_working_day(day, province):
            left -= 1
    return day
