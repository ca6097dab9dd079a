"""Pure rules of the services to companies: when silence is called to mind, and what a meeting may be."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from statistics import median

from portal.reference.holidays_it import add_working_days

REMIND_AFTER = 3
"""Working days without an answer after which whoever holds the request is reminded (services §9)."""
ESCALATE_AFTER = 7
"""Working days after which the coordinator is told."""


def silence(asked_on: date, today: date) -> int | None:
    """The step a request without an answer has reached: 3 or 7 working days; None before."""
    for days in (ESCALATE_AFTER, REMIND_AFTER):
        if today >= add_working_days(asked_on, days):
            return days
    return None


def session_problem(held_on: date, asked_on: date, today: date) -> str | None:
    if held_on > today:
        return "La data non può essere nel futuro."
    return "L’incontro non può precedere la richiesta." if held_on < asked_on else None


def usual_days(days: Sequence[int]) -> Fraction | None:
    """The median of the days from question to answer; None where nothing was answered."""
    return Fraction(median([Fraction(one) for one in days])) if days else None
