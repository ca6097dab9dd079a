"""What it costs to do nothing until a day (L. 68/1999 art. 15 c. 1 and c. 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from portal.employers.obligations.rules.deadlines import request_due_on
from portal.employers.obligations.rules.timeline import OpenPlace
from portal.employers.obligations.rules.working_days import Holidays, working_days
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.parameters import Parameters

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CostLine:
    """One uncovered place: from the day after its deadline to the day asked for. Amounts in euro."""

    since: date
    due_on: date
    first_day: date
    days: int
    per_day: Fraction
    amount: Fraction
    article: str


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


def per_day(day: date, parameters: Parameters) -> Fraction:
    """The sanction of a working day for one place: a multiple of the contribution in force that day."""
    return parameters.value("sanction.mancata_assunzione_multiple", day) * parameters.value(
        "esonero.contributo_day", day
    )


def _amount(
    first: date, last: date, parameters: Parameters, holidays: Holidays, week: int
) -> tuple[int, Fraction]:
    """Days and euro of a period, split where the contribution changes."""
    days, amount, start = 0, Fraction(0), first
    while start <= last:
        row = parameters.row("esonero.contributo_day", start)
        end = min(last, row.valid_to) if row.valid_to is not None else last
        part = working_days(start, end, holidays, week=week)
        days += part
        amount += part * per_day(start, parameters)
        start = end + DAY
    return days, amount


def cost_of_inaction(
    places: Iterable[OpenPlace], until: date, parameters: Parameters, holidays: Holidays, *, week: int = 5
) -> Cost:
    """Places of art. 3 only: whether the daily sanction reaches art. 18 has no source."""
    lines: list[CostLine] = []
    for place in places:
        if place.subject is not Subject.ART3:
            continue
        due_on = request_due_on(place.since, parameters)
        days, amount = _amount(due_on + DAY, until, parameters, holidays, week)
        source = parameters.row("sanction.mancata_assunzione_multiple", until).source
        lines.append(
            CostLine(place.since, due_on, due_on + DAY, days, per_day(until, parameters), amount, source)
        )
    return Cost(until, tuple(lines), parameters.value("sanction.diffida_share", until))


def late_prospetto_informativo(due_on: date, sent_on: date, parameters: Parameters) -> Fraction:
    """For a prospetto sent late: calendar days from the day after the deadline, peremptory also on holidays."""
    late = (sent_on - due_on).days
    if late <= 0:
        return Fraction(0)
    return parameters.value("sanction.prospetto_fixed", due_on) + late * parameters.value(
        "sanction.prospetto_per_day", due_on
    )
