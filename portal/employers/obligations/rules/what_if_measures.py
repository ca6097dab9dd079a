"""The lawful measures of a change that has not happened, laid over those in force."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from portal.employers.obligations.rules.change import Change
from portal.employers.obligations.rules.compensazione import (
    Compensation,
    CompensationFacts,
    CompensationKind,
    problems,
)
from portal.employers.obligations.rules.esonero import (
    ExemptUnits,
    ProvinceStanding,
    exempt_units,
    open_to,
    percentage_in_cap,
)
from portal.employers.obligations.rules.position import Position
from portal.employers.obligations.rules.provinces import ProvincePosition
from portal.employers.obligations.rules.situation import ProvinceSituation, Situation
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.italian_counts import count_it
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused

RegionOf = Callable[[str], str]


def changed_situation(
    change: Change, there: Position, parameters: Parameters, region_of: RegionOf
) -> tuple[Situation, ExemptUnits | None]:
    """``there`` is the position once the people have changed.

    Compensation comes before esonero (nota ML 1630/M76 of 11-10-2001).

    Raises Refused, with the field of the change, for what the law or the figures do not allow.
    """
    places = dict(there.situation.provinces)
    if change.in_convention:
        _schedule(change, there, places)
    if change.compensated:
        _compensate(change, there, places, region_of)
    exempt = _exempt(change, there, places, parameters, there.on) if change.exemption_percentage else None
    return replace(there.situation, provinces=places), exempt


Places = dict[str, ProvinceSituation]


def _of(places: Places, province: str) -> ProvinceSituation:
    return places.get(province, ProvinceSituation())


def _schedule(change: Change, there: Position, places: Places) -> None:
    if change.in_convention > there.art3.gap:
        raise Refused(
            f"Dopo il cambiamento {count_it(there.art3.gap, 'manca # posto', 'mancano # posti')}:"
            f" non puoi programmarne {change.in_convention}.",
            field="in_convention",
        )
    mine = _of(places, change.province)
    places[change.province] = replace(mine, in_convention=mine.in_convention + change.in_convention)


def _compensate(change: Change, there: Position, places: Places, region_of: RegionOf) -> None:
    here, source, count = change.province, change.compensated_from, change.compensated
    group = None if source else "altra azienda del gruppo"
    rows = [Compensation(here, CompensationKind.REDUCTION, count, Subject.ART3, source, group)]
    if source:
        rows.append(Compensation(source, CompensationKind.EXCESS, count, Subject.ART3, here))
    facts = CompensationFacts(
        {(one.province, Subject.ART3): one.real3 - one.compensated3 for one in there.provinces},
        there.situation.employer,
        frozenset(one.province for one in there.provinces if one.exempted or one.exemption_asked),
        # whether the office would authorise a public employer is for the office to say
        authorised=True,
    )
    wrong = problems(rows, facts, region_of)
    if wrong:
        raise Refused(wrong[0].sentence, field="compensated")
    for row in rows:
        mine = _of(places, row.province)
        places[row.province] = replace(mine, compensated3=mine.compensated3 + row.signed)


def _exempt(change: Change, there: Position, places: Places, parameters: Parameters, on: date) -> ExemptUnits:
    open_to(there.situation.employer)
    percentage = Fraction(change.exemption_percentage)
    try:
        percentage_in_cap(percentage, change.exemption_sector, on, parameters)
    except Refused as refusal:
        raise Refused(refusal.sentence, field="exemption_percentage") from None
    mine, standing = _of(places, change.province), _province(there, change.province)
    if mine.exempted:
        raise Refused(
            "In questa provincia c’è già un esonero in vigore: per provarne un altro scegli un’altra provincia.",
            field="exemption_percentage",
        )
    if mine.compensated3 < 0:
        raise Refused(
            "Questa provincia dà la sua eccedenza a un’altra: esonero ed eccedenza non possono stare insieme.",
            field="exemption_percentage",
        )
    asked = ProvinceStanding(
        standing.quota3 - standing.suspended,
        standing.in_force3,
        mine.compensated3,
        mine.in_convention,
        mine.self_certified,
    )
    found = exempt_units(asked, percentage, on, parameters)
    if not found.units:
        raise Refused(
            f"Nessun posto esonerabile: quota {asked.quota}, posti da coprire {asked.missing}, "
            f"massimo {found.highest}.",
            field="exemption_percentage",
        )
    places[change.province] = replace(mine, exempted=mine.exempted + found.units)
    return found


def _province(there: Position, province: str) -> ProvincePosition:
    """A province where nobody works yet has no quota."""
    return next(
        (one for one in there.provinces if one.province == province),
        ProvincePosition(province, 0, 0, 0, 0, 0, 0),
    )
