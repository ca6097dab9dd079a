"""The gap of the quota that a vacancy would close."""

from fractions import Fraction
from uuid import UUID

from portal.employers.obligations.queries.standing import standing
from portal.employers.vacancies.queries import detail
from portal.employers.vacancies.queries.detail import VacancyDetail
from portal.employers.vacancies.rules import ClosedGap, closed_gap
from portal.employers.vacancies.vocabulary import Reserved
from portal.foundation import clock


async def gap_closed(vacancy: VacancyDetail) -> ClosedGap | None:
    """None when the vacancy is open to everybody."""
    if vacancy.reserved in (None, Reserved.NONE):
        return None
    today = clock.today()
    now = await standing(vacancy.company_id, today)
    there = now.position
    return closed_gap(
        vacancy.reserved,
        there.art3.gap,
        there.art18.gap,
        vacancy.places_left,
        vacancy.weekly_hours_min,
        Fraction(vacancy.full_time_hours),
        now.parameters.value("coverage.part_time_whole_above", today),
    )


async def gap_closed_by(vacancy_id: UUID) -> ClosedGap | None:
    found = await detail.vacancy(vacancy_id)
    return None if found is None else await gap_closed(found)
