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
    no_surplus_given,
    percentage_in_cap,
)
from portal.employers.obligations.rules.esonero_60_permille import CONTRIBUTION as SIXTY_CONTRIBUTION
from portal.employers.obligations.rules.esonero_60_permille import SixtyPermille, self_certified
from portal.employers.obligations.rules.esonero_60_permille import contribution as sixty_contribution
from portal.employers.obligations.rules.money import to_cent
from portal.employers.obligations.rules.sospensione import SuspensionCause, suspended_quota
from portal.employers.obligations.rules.spells import cuts_of, spells
from portal.employers.obligations.rules.steps import Step
from portal.employers.obligations.rules.working_days import WorkCalendar
from portal.kernel.italian_days import day_it
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused

NOTHING = Fraction(0)
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

    ``percentage``: of the request or of the grant, 0 to 100; None when nothing was asked. ``sixty``: what is
    self-certified, counted anew; without it the units of the standing hold.
    """

    starts_on: date
    standing: ProvinceStanding
    percentage: Fraction | None
    status: EsoneroStatus = EsoneroStatus.GRANTED
    suspension: PartSuspended | None = None
    sixty: SixtyPermille | None = None


@dataclass(frozen=True, slots=True)
class EsoneroSpell:
    """``quota``: after suspension. ``amount`` goes to the regional fund, that of the self-certified units to the
    national one."""

    first: date
    last: date
    status: EsoneroStatus | None
    quota: int
    units: int
    self_certified: int
    uncovered: int
    days: int
    per_day: Fraction
    amount: Fraction
    self_certified_per_day: Fraction
    self_certified_amount: Fraction
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class YearOfEsonero:
    year: int
    amount: Fraction
    self_certified_amount: Fraction


@dataclass(frozen=True, slots=True)
class EsoneroOver:
    """Amounts in euro, exact to the cent."""

    spells: tuple[EsoneroSpell, ...]
    amount: Fraction
    self_certified_amount: Fraction
    steps: tuple[Step, ...]

    @property
    def years(self) -> tuple[YearOfEsonero, ...]:
        """The contribution is declared and paid by year."""
        years = sorted({spell.first.year for spell in self.spells})
        return tuple(
            YearOfEsonero(
                year,
                sum((one.amount for one in self.spells if one.first.year == year), NOTHING),
                sum((one.self_certified_amount for one in self.spells if one.first.year == year), NOTHING),
            )
            for year in years
        )


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
    figures = (CONTRIBUTION, SIXTY_CONTRIBUTION, *_CAPS)
    cuts = {state.starts_on for state in ordered} | cuts_of(figures, first, last, parameters)
    found = []
    for start, end in spells(first, last, cuts, by_year=True):
        state = [one for one in ordered if one.starts_on <= start][-1]
        found.append(spell_of(start, end, state, sector, calendar, parameters))
    asked = to_cent(sum((spell.amount for spell in found), NOTHING))
    certified = to_cent(sum((spell.self_certified_amount for spell in found), NOTHING))
    total = Step(
        "esonero.total",
        "Contributo del periodo, al Fondo regionale",
        "L. 68/1999 art. 5 c. 3 e art. 14",
        tuple((f"{day_it(spell.first, 'dal')}", spell.amount) for spell in found),
        asked,
    )
    total60 = Step(
        "esonero60.total",
        "Contributo delle unità autocertificate, al Fondo nazionale",
        "L. 68/1999 art. 5 c. 3-bis e art. 13 c. 4",
        tuple((f"{day_it(spell.first, 'dal')}", spell.self_certified_amount) for spell in found),
        certified,
    )
    return EsoneroOver(tuple(found), asked, certified, (total, total60) if certified else (total,))


def in_order(states: Iterable[EsoneroFrom], first: date, last: date) -> list[EsoneroFrom]:
    ordered = sorted(states, key=lambda state: state.starts_on)
    days = [state.starts_on for state in ordered]
    if last < first:
        raise Refused("L’ultimo giorno viene prima del primo: controlla le due date.", field="to")
    if not ordered or days[0] > first:
        raise Refused(
            f"Manca la situazione {day_it(first, 'del')}, primo giorno del periodo: aggiungila.",
            field="situations",
        )
    if len(set(days)) < len(days):
        raise Refused("Due cambiamenti hanno la stessa data: uniscili in uno.", field="situations")
    return ordered


def spell_of(
    first: date,
    last: date,
    state: EsoneroFrom,
    sector: EsoneroSector,
    calendar: WorkCalendar,
    parameters: Parameters,
) -> EsoneroSpell:
    """Days in which nothing changes. Raises Refused for what the state cannot be."""
    steps: list[Step] = []
    standing = state.standing
    if state.suspension is not None:
        left = suspended_quota(standing.quota, state.suspension.cause, state.suspension.share)
        standing = replace(standing, quota=left.quota)
        steps.append(left.step)
    if state.sixty is not None:
        units, why = self_certified(state.sixty, standing.quota, standing.in_force, first, parameters)
        standing = replace(standing, self_certified=units)
        steps += why
    if standing.self_certified:
        no_surplus_given(standing.compensated)
    exempt, uncovered = 0, standing.missing
    if state.percentage is not None and state.status is EsoneroStatus.REFUSED:
        steps.append(_refused(standing.missing))
    elif state.percentage is not None:
        percentage_in_cap(state.percentage, sector, first, parameters)
        found = exempt_units(standing, state.percentage, first, parameters)
        steps += found.steps
        exempt, uncovered = found.units, found.uncovered
    days = calendar.count(first, last)
    paid = contribution(exempt, days, first, parameters)
    certified = sixty_contribution(standing.self_certified, days, first, parameters)
    steps += [paid] if state.percentage is not None else []
    steps += [certified] if standing.self_certified else []
    return EsoneroSpell(
        first,
        last,
        state.status if state.percentage is not None else None,
        standing.quota,
        exempt,
        standing.self_certified,
        uncovered,
        days,
        parameters.value(CONTRIBUTION, first),
        Fraction(paid.result),
        parameters.value(SIXTY_CONTRIBUTION, first),
        Fraction(certified.result),
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
