"""Where a company stands on a day: bases, quotas, who covers, what is missing, line by line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from portal.employers.obligations.rules.base_di_computo import base_di_computo, national_base
from portal.employers.obligations.rules.figures import Figures, by_province, total
from portal.employers.obligations.rules.provinces import ProvincePosition, provincial_positions
from portal.employers.obligations.rules.quota_di_riserva import (
    company_class,
    quota_art3,
    quota_art18,
    units_art3,
    units_art18,
)
from portal.employers.obligations.rules.scopertura import (
    Scopertura,
    in_force_art3,
    in_force_art18_step,
    in_force_step,
    scopertura,
)
from portal.employers.obligations.rules.steps import Step
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import CompanyClass, Subject
from portal.kernel.parameters import Parameters
from portal.kernel.refusals import Refused

FIRST_DAY = date(2018, 1, 1)
"""Since then the 15th countable employee triggers the duty at once (DL 244/2016, conv. L. 19/2017)."""


@dataclass(frozen=True, slots=True)
class Position:
    on: date
    dependants: int
    company_class: CompanyClass
    base3: int
    base18: int
    art3: Scopertura
    art18: Scopertura
    provinces: tuple[ProvincePosition, ...]
    steps: tuple[Step, ...]
    """Of the two bases, then of the quotas, of who is in force, of the gaps."""

    @property
    def obliged(self) -> bool:
        return self.art3.quota > 0 or self.art18.quota > 0


@dataclass(frozen=True, slots=True)
class Headline:
    """The figures alone, for lists and for many days in a row."""

    base3: int
    base18: int
    quota3: int
    quota18: int
    in_force3: int
    in_force18: int

    @property
    def gap3(self) -> int:
        return max(0, self.quota3 - self.in_force3)

    @property
    def gap18(self) -> int:
        return max(0, self.quota18 - self.in_force18)


def day_is_computable(on: date) -> None:
    """Raises Refused for a day before today's rule began."""
    if on < FIRST_DAY:
        raise Refused(
            "La regola attuale vale dal 1 gennaio 2018: per i giorni precedenti il portale non calcola la quota.",
            field="on",
        )


def headline(figures: Figures, parameters: Parameters, on: date) -> Headline:
    base3 = national_base(figures, Subject.ART3, parameters, on)
    base18 = national_base(figures, Subject.ART18, parameters, on)
    return Headline(
        base3,
        base18,
        units_art3(base3, parameters, on),
        units_art18(base18, parameters, on),
        in_force_art3(figures, company_class(base3, parameters, on)),
        figures.art18_in_force,
    )


def position_of_figures(
    figures: Mapping[str, Figures], head_office: str, parameters: Parameters, on: date
) -> Position:
    day_is_computable(on)
    nation = total(figures.values())
    base3 = base_di_computo(figures, Subject.ART3, parameters, on)
    base18 = base_di_computo(figures, Subject.ART18, parameters, on)
    class_ = company_class(base3.national, parameters, on)
    quota3 = quota_art3(base3.national, parameters, on)
    quota18 = quota_art18(base18.national, parameters, on)
    art3 = scopertura(Subject.ART3, quota3.units, in_force_art3(nation, class_))
    art18 = scopertura(Subject.ART18, quota18.units, nation.art18_in_force)
    same_base = base18.national == base3.national
    steps = (
        *base3.steps,
        quota3.step,
        in_force_step(nation, class_, parameters, on),
        art3.step,
        *(base18.steps[-1:] if same_base else base18.steps),
        quota18.step,
        in_force_art18_step(nation),
        art18.step,
    )
    provinces = provincial_positions(
        figures,
        base3.provinces,
        base18.provinces,
        class_,
        quota3.units,
        quota18.units,
        head_office,
        parameters,
        on,
    )
    return Position(
        on, nation.dependants, class_, base3.national, base18.national, art3, art18, provinces, steps
    )


def position(workers: Iterable[WorkerFacts], head_office: str, parameters: Parameters, on: date) -> Position:
    """``head_office`` is the province of the sede legale. Raises Refused for a day that cannot be computed."""
    day_is_computable(on)
    return position_of_figures(by_province(workers, parameters, on), head_office, parameters, on)
