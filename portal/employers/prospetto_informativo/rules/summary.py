"""Quadro 3: what the position comes to, as the module writes it: a figure below zero is written as zero."""

from portal.employers.obligations.rules.position import Position
from portal.employers.prospetto_informativo.rules.document import ProvinceTotals, Totals


def totals_of(position: Position, *, collective_dismissal: bool = False) -> Totals:
    return Totals(
        position.base3,
        position.base18,
        position.art3.quota,
        position.art18.quota,
        position.art3.exempted,
        position.art3.in_force,
        position.art18.in_force,
        position.art3.transitional,
        max(0, position.art3.real),
        max(0, position.art18.real),
        collective_dismissal or position.art3.suspended > 0,
    )


def province_totals_of(
    position: Position, *, collective_dismissal: bool = False
) -> tuple[ProvinceTotals, ...]:
    return tuple(
        ProvinceTotals(
            one.province,
            one.base3,
            one.base18,
            one.quota3,
            one.quota18,
            one.exempted,
            one.in_force3,
            one.in_force18,
            max(0, one.real3),
            max(0, one.real18),
            collective_dismissal or one.suspended > 0,
            one.compensated3,
            one.compensated18,
        )
        for one in position.provinces
    )
