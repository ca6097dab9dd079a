"""The figures of the law on a day, looked up once for a whole count."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from portal.employers.companies.vocabulary import SECTOR_EXCLUSIONS, Exclusion
from portal.kernel.parameters import Parameter, Parameters


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Two days with equal thresholds count alike. Percentages of persons are whole points, shares 0 to 1."""

    class_c_from: int
    class_c_units: int
    class_b_from: int
    class_b_units: int
    class_a_from: int
    class_a_share: Fraction
    art18_from: int
    art18_units: int
    art18_share_from: int
    art18_share: Fraction
    art18_cap_share: Fraction
    fixed_term_months: int
    seasonal_days: Fraction
    seasonal_agricultural_days: Fraction
    semester_weeks: Fraction
    civil_first_pct: Fraction
    work_first_pct: Fraction
    war_last_category: Fraction
    before_hire_pct: Fraction
    before_hire_war_category: Fraction
    became_unable_pct: Fraction
    agency_months: int
    whole_above: Fraction
    small_company_pct_above: Fraction
    small_company_war_category: Fraction
    receiving_body_cap: Fraction
    framework_cap: Fraction
    sectors_out_of_art18: frozenset[Exclusion]
    """Exclusions by sector that leave the base of art. 18 too, where the row says nothing of its own."""


@lru_cache(maxsize=2048)
def row_on(parameters: Parameters, key: str, on: date) -> Parameter:
    """The parameter in force, remembered: many companies are counted on one day. Raises NoParameter."""
    return parameters.row(key, on)


@lru_cache(maxsize=512)
def thresholds(parameters: Parameters, on: date) -> Thresholds:
    """Raises NoParameter when a figure has no value on that day."""

    def value(key: str) -> Fraction:
        return parameters.value(key, on)

    return Thresholds(
        int(value("quota.art3.class_c_from")),
        int(value("quota.art3.15_35")),
        int(value("quota.art3.class_b_from")),
        int(value("quota.art3.36_50")),
        int(value("quota.art3.class_a_from")),
        value("quota.art3.gt50_pct"),
        int(value("quota.art18.from")),
        int(value("quota.art18.51_150")),
        int(value("quota.art18.pct_from")),
        value("quota.art18.gt150_pct"),
        value("base.art18_cap_pct"),
        int(value("fixed_term_excluded_max_months")),
        value("seasonal_max_days"),
        value("seasonal_agricultural_max_days"),
        value("base.semester_weeks"),
        value("protected.civil_first_pct"),
        value("protected.work_first_pct"),
        value("coverage.war_last_category"),
        value("coverage.before_hire_pct"),
        value("coverage.before_hire_war_category"),
        value("coverage.became_unable_pct"),
        int(value("coverage.agency_months")),
        value("coverage.part_time_whole_above"),
        value("coverage.small_company_pct_above"),
        value("coverage.small_company_war_category"),
        value("conv12bis.cap_pct"),
        value("conv14.cap_pct"),
        frozenset(one for one in SECTOR_EXCLUSIONS if value(f"exclusion.{one}.art18")),
    )
