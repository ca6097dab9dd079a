"""Where a company stands on a day: bases, quotas, who covers, what is missing, line by line."""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from portal.employers.obligations.rules.base_di_computo import both_bases
from portal.employers.obligations.rules.base_steps import base_steps
from portal.employers.obligations.rules.contributions import by_province
from portal.employers.obligations.rules.figures import Figures, total
from portal.employers.obligations.rules.gap_steps import gap_steps
from portal.employers.obligations.rules.headline import Headline, headline
from portal.employers.obligations.rules.in_force import (
    in_force_art3,
    in_force_art18_step,
    in_force_by_province,
    in_force_steps,
)
from portal.employers.obligations.rules.province_steps import province_steps
from portal.employers.obligations.rules.provinces import (
    ProvincePosition,
    provincial_positions,
    quotas_by_province,
)
from portal.employers.obligations.rules.public_employers import placement_officer
from portal.employers.obligations.rules.quota_di_riserva import class_of, quota_art3, quota_art18
from portal.employers.obligations.rules.scopertura import Scopertura, scopertura_art3, scopertura_art18
from portal.employers.obligations.rules.situation import Situation, situation_of
from portal.employers.obligations.rules.steps import Step
from portal.employers.obligations.rules.thresholds import thresholds
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import CompanyClass, Subject
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused

__all__ = [
    "FIRST_DAY",
    "Headline",
    "Position",
    "day_is_computable",
    "headline",
    "position",
    "position_of_figures",
]

FIRST_DAY = date(2018, 1, 1)
"""Since then the 15th countable employee triggers the duty at once (DL 244/2016, conv. L. 19/2017)."""


class Position(msgspec.Struct, frozen=True):
    on: date
    dependants: int
    company_class: CompanyClass
    base3: int
    base18: int
    art3: Scopertura
    art18: Scopertura
    provinces: tuple[ProvincePosition, ...]
    steps: tuple[Step, ...]
    """Of the base and quota of art. 3, of who is in force, of the measures and the gap; then of art. 18."""
    province_steps: tuple[Step, ...]
    """How the quotas were spread; empty for a company in one province."""
    situation: Situation

    @property
    def obliged(self) -> bool:
        return self.art3.quota > 0 or self.art18.quota > 0

    @property
    def headline(self) -> Headline:
        return Headline(
            self.base3,
            self.base18,
            self.art3.quota,
            self.art18.quota,
            self.art3.in_force,
            self.art18.in_force,
            self.art3.gap,
            self.art18.gap,
        )


def day_is_computable(on: date) -> None:
    """Raises Refused for a day before today's rule began."""
    if on < FIRST_DAY:
        raise Refused(
            "La regola attuale vale dal 1 gennaio 2018: per i giorni precedenti il portale non calcola la quota.",
            field="on",
        )


def position_of_figures(
    figures: Mapping[str, Figures], situation: Situation | str, parameters: Parameters, on: date
) -> Position:
    """Raises Refused for a day that cannot be computed and for a base that comes out negative."""
    day_is_computable(on)
    situation = situation_of(situation)
    limits = thresholds(parameters, on)
    nation = total(figures.values())
    base3, base18 = both_bases(figures, nation, limits)
    class_ = class_of(base3.national, limits)
    quota3 = quota_art3(base3.national, parameters, on)
    quota18 = quota_art18(base18.national, parameters, on)
    there = in_force_art3(nation, class_, quota3.units, limits, situation.framework_cap)
    provinces = provincial_positions(
        figures,
        base3.provinces,
        base18.provinces,
        quotas_by_province(
            base3.provinces,
            base18.provinces,
            class_,
            quota3.units,
            quota18.units,
            situation.head_office,
            limits,
        ),
        in_force_by_province(figures, nation, class_, there),
        situation,
    )
    since_2000, public = nation.art18_since_2000, situation.public
    art18 = scopertura_art18(quota18.units, nation.art18_in_force, provinces, public=public)
    art3 = scopertura_art3(quota3.units, there.units, provinces, art18, since_2000, public=public)
    steps = (
        *base_steps(nation, Subject.ART3, base3.national, parameters, on),
        quota3.step,
        *in_force_steps(there, nation, class_, quota3.units, situation.framework_cap, limits, parameters, on),
        *gap_steps(art3, art18_since_2000=since_2000, art18=art18, public=public),
        *base_steps(nation, Subject.ART18, base18.national, parameters, on),
        quota18.step,
        in_force_art18_step(nation),
        *gap_steps(art18, art18_since_2000=since_2000, art18=art18, public=public),
        *placement_officer(situation, nation.dependants, parameters, on),
    )
    spread3 = limits.class_a_share if class_ is CompanyClass.A else None
    spread18 = limits.art18_share if base18.national >= limits.art18_share_from else None
    local = (
        *province_steps(provinces, Subject.ART3, spread3),
        *province_steps(provinces, Subject.ART18, spread18),
    )
    return Position(
        on,
        nation.dependants,
        class_,
        base3.national,
        base18.national,
        art3,
        art18,
        provinces,
        steps,
        local,
        situation,
    )


def position(
    workers: Iterable[WorkerFacts], situation: Situation | str, parameters: Parameters, on: date
) -> Position:
    """``situation`` may be the province of the sede legale alone: a private employer without measures.

    Raises Refused for a day that cannot be computed.
    """
    day_is_computable(on)
    situation = situation_of(situation)
    figures = by_province(workers, parameters, on, situation)
    return position_of_figures(figures, situation, parameters, on)
