"""Quota di riserva: the places the law reserves (L. 68/1999 art. 3 c. 1, art. 4 c. 2, art. 18 c. 2)."""

from datetime import date
from functools import lru_cache

import msgspec

from portal.employers.obligations.rules.steps import Step, points
from portal.employers.obligations.rules.thresholds import Thresholds, thresholds
from portal.employers.obligations.vocabulary import CompanyClass
from portal.kernel.numbers import round_half_down
from portal.kernel.parameters import Parameters


class Quota(msgspec.Struct, frozen=True):
    units: int
    step: Step


def company_class(base3: int, parameters: Parameters, on: date) -> CompanyClass:
    """The class of the prospetto, by the national base of art. 3."""
    return class_of(base3, thresholds(parameters, on))


def class_of(base3: int, limits: Thresholds) -> CompanyClass:
    if base3 >= limits.class_a_from:
        return CompanyClass.A
    if base3 >= limits.class_b_from:
        return CompanyClass.B
    return CompanyClass.C if base3 >= limits.class_c_from else CompanyClass.NONE


def units_art3(base3: int, parameters: Parameters, on: date) -> int:
    return reserved_art3(base3, thresholds(parameters, on))


def reserved_art3(base3: int, limits: Thresholds) -> int:
    match class_of(base3, limits):
        case CompanyClass.NONE:
            return 0
        case CompanyClass.C:
            return limits.class_c_units
        case CompanyClass.B:
            return limits.class_b_units
        case CompanyClass.A:
            return round_half_down(base3 * limits.class_a_share)


def units_art18(base18: int, parameters: Parameters, on: date) -> int:
    return reserved_art18(base18, thresholds(parameters, on))


def reserved_art18(base18: int, limits: Thresholds) -> int:
    if base18 < limits.art18_from:
        return 0
    if base18 < limits.art18_share_from:
        return limits.art18_units
    return round_half_down(base18 * limits.art18_share)


@lru_cache(maxsize=8192)
def quota_art3(base3: int, parameters: Parameters, on: date) -> Quota:
    units = units_art3(base3, parameters, on)
    match company_class(base3, parameters, on):
        case CompanyClass.NONE:
            first = parameters.row("quota.art3.class_c_from", on)
            step = Step(
                "quota.art3.none",
                "Sotto la soglia: nessun obbligo",
                first.source,
                (("base", base3), ("soglia", first.value)),
                0,
            )
        case CompanyClass.C:
            row = parameters.row("quota.art3.15_35", on)
            step = Step(
                "quota.art3.c", "Da 15 a 35 dipendenti", row.source, (("base", base3),), units, row.evidence
            )
        case CompanyClass.B:
            row = parameters.row("quota.art3.36_50", on)
            step = Step(
                "quota.art3.b", "Da 36 a 50 dipendenti", row.source, (("base", base3),), units, row.evidence
            )
        case CompanyClass.A:
            row = parameters.row("quota.art3.gt50_pct", on)
            operands = (("base", base3), ("percentuale", points(row.value)), ("prodotto", base3 * row.value))
            step = Step(
                "quota.art3.a",
                "Oltre 50 dipendenti: percentuale della base",
                f"{row.source}; art. 4 c. 2",
                operands,
                units,
                row.evidence,
            )
    return Quota(units, step)


@lru_cache(maxsize=8192)
def quota_art18(base18: int, parameters: Parameters, on: date) -> Quota:
    units = units_art18(base18, parameters, on)
    first, percent_from = parameters.row("quota.art18.from", on), parameters.value("quota.art18.pct_from", on)
    if base18 < first.value:
        step = Step(
            "quota.art18.none",
            "Fino a 50 dipendenti: nessun obbligo",
            first.source,
            (("base", base18), ("soglia", first.value)),
            0,
        )
    elif base18 < percent_from:
        row = parameters.row("quota.art18.51_150", on)
        step = Step(
            "quota.art18.one", "Da 51 a 150 dipendenti", row.source, (("base", base18),), units, row.evidence
        )
    else:
        row = parameters.row("quota.art18.gt150_pct", on)
        operands = (("base", base18), ("percentuale", points(row.value)), ("prodotto", base18 * row.value))
        step = Step(
            "quota.art18.pct",
            "Oltre 150 dipendenti: percentuale della base",
            f"{row.source}; art. 4 c. 2",
            operands,
            units,
            row.evidence,
        )
    return Quota(units, step)
