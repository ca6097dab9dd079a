"""The contribution of an esonero over a period, split whenever something changes; no spell crosses 31 December."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from portal.employers.obligations.rules.esonero import (
    CONTRIBUTION,
    EsoneroSector,
    ProvinceStanding,
    contribution,
    exempt_units,
    percentage_in_cap,
)
from portal.employers.obligations.rules.money import to_cent
from portal.employers.obligations.rules.sospensione import SuspensionCause, suspended_quota
from portal.employers.obligations.rules.spells import cuts_of, day_in_figures, spells
from portal.employers.obligations.rules.steps import Step
from portal.employers.obligations.rules.working_days import WorkCalendar
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused

_CAPS = (
    "esonero.cap_pct",
    "esonero.cap_pct_security_transport",
    "esonero.one_unit_quota",
    "esonero.one_unit",
)


class EsoneroStatus(StrEnum):
    """While a request is pending the percentage asked for counts, and is paid; a refused one exempts nobody."""

    REQUESTED = "requested"
    GRANTED = "granted"
    REFUSED = "refused"


ESONERO_STATUS_LABELS: dict[EsoneroStatus, str] = {
    EsoneroStatus.REQUESTED: "Richiesto",
    EsoneroStatus.GRANTED: "Concesso",
    EsoneroStatus.REFUSED: "Negato",
}


@dataclass(frozen=True, slots=True)
class PartSuspended:
    """``share``: the part of the work that stopped, 0 to 1."""

    cause: SuspensionCause
    share: Fraction


@dataclass(frozen=True, slots=True)
class EsoneroFrom:
    """How a province stands from ``starts_on`` until the next of a list. ``quota`` is the one before suspension.

    ``percentage``: of the request or of the grant, 0 to 100.
    """

    starts_on: date
    standing: ProvinceStanding
    percentage: Fraction
    status: EsoneroStatus = EsoneroStatus.GRANTED
    suspension: PartSuspended | None = None


@dataclass(frozen=True, slots=True)
class EsoneroSpell:
    first: date
    last: date
    status: EsoneroStatus
    quota: int
    """After suspension."""
    units: int
    uncovered: int
    days: int
    per_day: Fraction
    amount: Fraction
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class EsoneroOver:
    """Amounts in euro; the contribution is paid by year."""

    spells: tuple[EsoneroSpell, ...]
    amount: Fraction
    total: Step

    @property
    def by_year(self) -> dict[int, Fraction]:
        years: dict[int, Fraction] = {}
        for spell in self.spells:
            years[spell.first.year] = years.get(spell.first.year, Fraction(0)) + spell.amount
        return years


def esonero_over(
    first: date,
    last: date,
    states: Sequence[EsoneroFrom],
    sector: EsoneroSector,
    calendar: WorkCalendar,
    parameters: Parameters,
) -> EsoneroOver:
    """Raises Refused when the states do not begin by ``first``, share a day, or ask more than the maximum."""
    ordered = in_order(states, first, last)
    cuts = {state.starts_on for state in ordered} | cuts_of((CONTRIBUTION, *_CAPS), first, last, parameters)
    found = []
    for start, end in spells(first, last, cuts, by_year=True):
        state = [one for one in ordered if one.starts_on <= start][-1]
        found.append(_spell(start, end, state, sector, calendar, parameters))
    amount = to_cent(sum((spell.amount for spell in found), Fraction(0)))
    total = Step(
        "esonero.total",
        "Contributo del periodo, al Fondo regionale",
        "L. 68/1999 art. 5 c. 3 e art. 14",
        tuple((f"dal {day_in_figures(spell.first)}", spell.amount) for spell in found),
        amount,
    )
    return EsoneroOver(tuple(found), amount, total)


def in_order(states: Iterable[EsoneroFrom], first: date, last: date) -> list[EsoneroFrom]:
    ordered = sorted(states, key=lambda state: state.starts_on)
    days = [state.starts_on for state in ordered]
    if last < first:
        raise Refused("L’ultimo giorno viene prima del primo: controlla le due date.", field="to")
    if not ordered or days[0] > first:
        raise Refused(
            f"Manca la situazione del {day_in_figures(first)}, primo giorno del periodo: aggiungila.",
            field="changes",
        )
    if len(set(days)) < len(days):
        raise Refused("Due cambiamenti hanno la stessa data: uniscili in uno.", field="changes")
    return ordered


def _spell(
    first: date,
    last: date,
    state: EsoneroFrom,
    sector: EsoneroSector,
    calendar: WorkCalendar,
    parameters: Parameters,
) -> EsoneroSpell:
    steps: list[Step] = []
    standing = state.standing
    if state.suspension is not None:
        left = suspended_quota(standing.quota, state.suspension.cause, state.suspension.share)
        standing = replace(standing, quota=left.quota)
        steps.append(left.step)
    days = calendar.count(first, last)
    if state.status is EsoneroStatus.REFUSED:
        steps.append(_refused(standing.missing))
        units, uncovered = 0, standing.missing
    else:
        percentage_in_cap(state.percentage, sector, first, parameters)
        exempt = exempt_units(standing, state.percentage, first, parameters)
        steps += exempt.steps
        units, uncovered = exempt.units, exempt.uncovered
    paid = contribution(units, days, first, parameters)
    steps.append(paid)
    return EsoneroSpell(
        first,
        last,
        state.status,
        standing.quota,
        units,
        uncovered,
        days,
        parameters.value(CONTRIBUTION, first),
        Fraction(paid.result),
        tuple(steps),
    )


def _refused(missing: int) -> Step:
    return Step(
        "esonero.refused",
        "Domanda negata: nessuna unità esonerata",
        "L. 68/1999 art. 5 c. 3-4; DM 357/2000",
        (("da coprire", missing),),
        0,
    )


@dataclass(frozen=True, slots=True)
class EsoneroRequest:
    """A request and what the office decided. Percentages 0 to 100; ``granted`` 0 when it was refused.

    ``ends_on``: the last day of the authorisation, always limited in time; None while nobody decided.
    """

    requested_on: date
    requested: Fraction
    decided_on: date | None = None
    granted: Fraction = Fraction(0)
    ends_on: date | None = None


def percentage_on(request: EsoneroRequest, day: date) -> tuple[EsoneroStatus, Fraction] | None:
    """What counts on a day: the percentage asked for until the decision, then the one granted; None outside."""
    if day < request.requested_on or (request.ends_on is not None and day > request.ends_on):
        return None
    if request.decided_on is None or day < request.decided_on:
        return EsoneroStatus.REQUESTED, request.requested
    if request.granted == 0:
        return EsoneroStatus.REFUSED, Fraction(0)
    return EsoneroStatus.GRANTED, request.granted
