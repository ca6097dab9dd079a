"""What the uncovered places of a company cost, on its own calendar of working days."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from portal.employers.obligations.queries.standing import Standing
from portal.employers.obligations.rules.cost_of_inaction import Cost, cost_of_inaction, progression
from portal.employers.obligations.rules.timeline import OpenPlace
from portal.employers.obligations.rules.working_days import Holidays
from portal.reference import holidays_it


def cost_until(now: Standing, until: date, places: Sequence[OpenPlace] | None = None) -> Cost:
    """Of today's places, or of others, to that day; with the holidays of the head office's province."""
    return cost_of_inaction(
        now.places if places is None else places,
        until,
        now.parameters,
        _holidays(now),
        week=now.company.working_week,
    )


def cost_by_month(now: Standing, until: date) -> list[tuple[date, Fraction]]:
    """Today, then the same day of each month, then the day asked for."""
    return progression(
        now.places, now.position.on, until, now.parameters, _holidays(now), week=now.company.working_week
    )


def _holidays(now: Standing) -> Holidays:
    return lambda year: holidays_it.of_year(year, now.company.province)
