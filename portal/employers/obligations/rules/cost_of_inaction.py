"""What it costs to do nothing until a day (L. 68/1999 art. 15 c. 1 and c. 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from portal.employers.obligations.rules.deadlines import due_on_of
from portal.employers.obligations.rules.months import add_months
from portal.employers.obligations.rules.sanctions import MULTIPLE, daily_spells, late_prospetto, rates
from portal.employers.obligations.rules.steps import weakest
from portal.employers.obligations.rules.timeline import OpenPlace
from portal.employers.obligations.rules.working_days import Holidays, WorkCalendar
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.parameters import Evidence, Parameters

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CostLine:
    """One uncovered place: from the day after its deadline to the day asked for, or to the day before the company
    asked for it (``answered_on``). Amounts in euro.
    """

    since: date
    due_on: date
    first_day: date
    days: int
    per_day: Fraction
    amount: Fraction
    article: str
    evidence: Evidence = Evidence.TWO_SOURCES
    subject: Subject = Subject.ART3
    answered_on: date | None = None
    of_esonero: bool = False


@dataclass(frozen=True, slots=True)
class Cost:
    until: date
    lines: tuple[CostLine, ...]
    diffida_share: Fraction

    @property
    def amount(self) -> Fraction:
        return sum((line.amount for line in self.lines), Fraction(0))

    @property
    def with_diffida(self) -> Fraction:
        """When the employer makes the request or signs the contract in answer to the diffida (c. 4-bis)."""
        return self.amount * self.diffida_share

    @property
    def to_check(self) -> bool:
        return any(line.evidence is Evidence.UNVERIFIED for line in self.lines)


def per_day(day: date, parameters: Parameters) -> Fraction:
    """The sanction of a working day for one place on that day."""
    return rates(day, parameters)[0]


def reaches(subject: Subject, on: date, parameters: Parameters) -> bool:
    """Whether the daily sanction is applied to places of art. 18 has no source: a figure says it, «no» at first."""
    return subject is Subject.ART3 or parameters.value("sanction.applies_to_art18", on) == 1


def cost_of_inaction(
    places: Iterable[OpenPlace],
    until: date,
    parameters: Parameters,
    holidays: Holidays,
    *,
    week: int = 5,
    contractual: frozenset[date] = frozenset(),
) -> Cost:
    """What the places uncovered today would have cost on ``until`` if nothing changes."""
    calendar = WorkCalendar(holidays, week, contractual=contractual)
    lines: list[CostLine] = []
    for place in places:
        if not reaches(place.subject, until, parameters):
            continue
        due_on = due_on_of(place, parameters)
        last = until if place.answered_on is None else min(until, place.answered_on - DAY)
        found = daily_spells(due_on + DAY, last, 1, calendar, parameters)
        today, used = rates(until, parameters)
        evidence = max((*(one.evidence for one in found), weakest(*used)), key=list(Evidence).index)
        if place.subject is Subject.ART18 or (place.answered_on is not None and found):
            # neither art. 18 nor how a late request stops the days has a source
            evidence = Evidence.UNVERIFIED
        lines.append(
            CostLine(
                place.since,
                due_on,
                due_on + DAY,
                sum(one.days for one in found),
                today,
                sum((one.amount for one in found), Fraction(0)),
                parameters.row(MULTIPLE, until).source,
                evidence,
                place.subject,
                place.answered_on,
                place.of_esonero,
            )
        )
    return Cost(until, tuple(lines), parameters.value("sanction.diffida_share", until))


def progression(
    places: Iterable[OpenPlace],
    first: date,
    last: date,
    parameters: Parameters,
    holidays: Holidays,
    *,
    week: int = 5,
) -> list[tuple[date, Fraction]]:
    """The cost on ``first``, on the same day of each month after it, and on ``last``: it only grows."""
    known = list(places)
    days, months = [first], 1
    while add_months(first, months) < last:
        days.append(add_months(first, months))
        months += 1
    if last > first:
        days.append(last)
    return [(day, cost_of_inaction(known, day, parameters, holidays, week=week).amount) for day in days]


def late_prospetto_informativo(due_on: date, sent_on: date, parameters: Parameters) -> Fraction:
    """For a prospetto sent late: calendar days from the day after the deadline, peremptory also on holidays."""
    return late_prospetto(due_on, sent_on, parameters).amount
