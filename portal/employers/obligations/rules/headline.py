"""The figures of a position alone, without its lines: for lists and for many days in a row."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import msgspec

from portal.employers.obligations.rules.base_di_computo import both_bases, counted
from portal.employers.obligations.rules.figures import Figures
from portal.employers.obligations.rules.in_force import in_force_art3, in_force_by_province
from portal.employers.obligations.rules.provinces import provincial_positions, quotas_by_province
from portal.employers.obligations.rules.quota_di_riserva import class_of, reserved_art3, reserved_art18
from portal.employers.obligations.rules.scopertura import (
    scopertura_art3,
    scopertura_art18,
    transitional_reduction,
)
from portal.employers.obligations.rules.situation import Situation
from portal.employers.obligations.rules.thresholds import Thresholds, thresholds
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.parameters import Parameters


class Headline(msgspec.Struct, frozen=True):
    """``gap3`` and ``gap18`` are what is missing once every measure is taken in."""

    base3: int
    base18: int
    quota3: int
    quota18: int
    in_force3: int
    in_force18: int
    gap3: int
    gap18: int


def headline(figures: Figures, parameters: Parameters, on: date) -> Headline:
    """Of the nation's figures, for a private employer without measures. Raises Refused for a negative base."""
    return plain_headline(figures, thresholds(parameters, on))


def plain_headline(figures: Figures, limits: Thresholds, framework_cap: Fraction | None = None) -> Headline:
    out3 = figures.leaving(Subject.ART3)
    out18 = out3 if figures.art3_only is figures.art18_only else figures.leaving(Subject.ART18)
    base3 = counted(figures, out3, limits)
    base18 = base3 if out18 is out3 else counted(figures, out18, limits)
    quota3, quota18 = reserved_art3(base3, limits), reserved_art18(base18, limits)
    in_force3 = in_force_art3(figures, class_of(base3, limits), quota3, limits, framework_cap).units
    in_force18 = figures.art18_in_force
    gap3 = max(0, quota3 - in_force3)
    if gap3 and figures.art18_since_2000:
        surplus18 = max(0, in_force18 - quota18)
        gap3 -= transitional_reduction(gap3, quota18, surplus18, figures.art18_since_2000)
    return Headline(base3, base18, quota3, quota18, in_force3, in_force18, gap3, max(0, quota18 - in_force18))


def headline_of(
    provinces: Mapping[str, Figures], nation: Figures, situation: Situation, limits: Thresholds
) -> Headline:
    """The same with measures or for a public employer: only the provinces tell. ``nation`` is their sum."""
    base3, base18 = both_bases(provinces, nation, limits)
    class_ = class_of(base3.national, limits)
    quota3, quota18 = reserved_art3(base3.national, limits), reserved_art18(base18.national, limits)
    there = in_force_art3(nation, class_, quota3, limits, situation.framework_cap)
    quotas = quotas_by_province(
        base3.provinces, base18.provinces, class_, quota3, quota18, situation.head_office, limits
    )
    local = in_force_by_province(provinces, nation, class_, there)
    places = provincial_positions(provinces, base3.provinces, base18.provinces, quotas, local, situation)
    art18 = scopertura_art18(quota18, nation.art18_in_force, places, public=situation.public)
    art3 = scopertura_art3(
        quota3, there.units, places, art18, nation.art18_since_2000, public=situation.public
    )
    return Headline(
        base3.national,
        base18.national,
        quota3,
        quota18,
        there.units,
        nation.art18_in_force,
        art3.gap,
        art18.gap,
    )
