"""What a measure or a convention changes: the same day without it and with it."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from uuid import UUID

from portal.employers.companies.queries import company as companies
from portal.employers.companies.queries.company import CompanyDetail
from portal.employers.measures.queries.written import written
from portal.employers.measures.rules.situations import situation_on
from portal.employers.measures.rules.written import Written
from portal.employers.measures.vocabulary import ConvenzioneState, MeasureState
from portal.employers.obligations.calendars import work_calendar
from portal.employers.obligations.parameters import in_force
from portal.employers.obligations.queries.standing import employer_of, workers_of
from portal.employers.obligations.rules.esonero import EsoneroSector, ProvinceStanding
from portal.employers.obligations.rules.esonero_over_time import EsoneroFrom, EsoneroOver, esonero_over
from portal.employers.obligations.rules.position import FIRST_DAY, Position, position
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Effect:
    """``given``: it is in force or, for a request, as if it were granted."""

    on: date
    without: Position
    given: Position
    company: CompanyDetail
    parameters: Parameters


async def effect_of(company_id: UUID, id: UUID, today: date) -> Effect | None:
    """On today or, for what is to come, on its first day; None for what counts no more, or cannot be counted."""
    known = await written(company_id)
    held, others = _granted(known, id), _without(known, id)
    starts = {one.id: one.starts_on for one in held.measures} | {
        one.id: one.starts_on for one in held.conventions
    }
    starts_on = starts.get(id)
    if starts_on is None:
        return None
    day = max(today, starts_on, FIRST_DAY)
    detail = await companies.company(company_id)
    workers, parameters = await workers_of(company_id), await in_force()
    employer = employer_of(detail)
    try:
        return Effect(
            day,
            position(workers, situation_on(employer, others, day), parameters, day),
            position(workers, situation_on(employer, held, day), parameters, day),
            detail,
            parameters,
        )
    except Refused:
        return None  # the workforce itself makes no sense yet: its own pages say what


def _without(known: Written, id: UUID) -> Written:
    return Written(
        tuple(one for one in known.measures if one.id != id),
        tuple(one for one in known.conventions if one.id != id),
    )


def _granted(known: Written, id: UUID) -> Written:
    """Only what still may count keeps its place; the request itself as if the office had said yes."""
    return Written(
        tuple(
            replace(one, state=MeasureState.IN_FORCE) if one.id == id else one
            for one in known.measures
            if one.id != id or one.live
        ),
        tuple(
            replace(one, state=ConvenzioneState.IN_FORCE) if one.id == id else one
            for one in known.conventions
            if one.id != id or one.state in (ConvenzioneState.REQUESTED, ConvenzioneState.IN_FORCE)
        ),
    )


def contribution_of(
    effect: Effect, province: str, percentage: Fraction, sector: EsoneroSector, first: date, last: date
) -> EsoneroOver | None:
    """What an esonero costs over a period if the province stays as it is on the day of the effect."""
    place = next((one for one in effect.without.provinces if one.province == province), None)
    if place is None or last < first:
        return None
    standing = ProvinceStanding(
        place.quota3 - place.suspended,
        place.in_force3,
        place.compensated3,
        place.in_convention,
        self_certified=place.exempted,
    )
    calendar = work_calendar(week=effect.company.working_week, province=province)
    try:
        return esonero_over(
            first, last, [EsoneroFrom(first, standing, percentage)], sector, calendar, effect.parameters
        )
    except Refused:
        return None
