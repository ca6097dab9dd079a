"""What the uncovered places of a company cost, on its own calendar of working days."""

from datetime import date

from portal.employers.obligations.queries.standing import Standing
from portal.employers.obligations.rules.cost_of_inaction import Cost, cost_of_inaction
from portal.reference import holidays_it


def cost_until(now: Standing, until: date) -> Cost:
    """From today's places to that day, with the holidays of the head office's province."""
    return cost_of_inaction(
        now.places,
        until,
        now.parameters,
        lambda year: holidays_it.of_year(year, now.company.province),
        week=now.company.working_week,
    )
