"""Calendar months from a day, as terms of law count them."""

import calendar
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def lasts_at_most(starts_on: date, ends_on: date, months: int) -> bool:
    """Whether a contract is «fino a» so many months: exactly six months are within six."""
    return ends_on <= add_months(starts_on, months) - timedelta(days=1)


def lasts_at_least(starts_on: date, ends_on: date | None, months: int) -> bool:
    return ends_on is None or ends_on >= add_months(starts_on, months) - timedelta(days=1)
