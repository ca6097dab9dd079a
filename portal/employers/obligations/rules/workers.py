"""A worker as the rules see one: no name, only what the law asks about."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.employers.companies.vocabulary import (
    CoverageTitle,
    Exclusion,
    ProtectedCategory,
    Protection,
    WorkContract,
)


@dataclass(frozen=True, slots=True)
class WorkerFacts:
    """``ends_on`` is the last day; hours are weekly; ``seasonal_days`` are days worked in the calendar year.

    ``war_category`` is the table of DPR 915/1978 (1 to 8); ``percentage`` whole points, 0–100.
    """

    province: str
    starts_on: date
    ends_on: date | None = None
    contract: WorkContract = WorkContract.PERMANENT
    weekly_hours: Fraction = Fraction(40)
    full_time_hours: Fraction = Fraction(40)
    telework: bool = False
    protection: Protection = Protection.NONE
    category: ProtectedCategory | None = None
    percentage: int | None = None
    mental_or_intellectual: bool = False
    war_category: int | None = None
    coverage_title: CoverageTitle | None = None
    exclusion: Exclusion | None = None
    seasonal_days: int | None = None

    def works_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def share(self) -> Fraction:
        """Contract hours over the full-time hours of the collective agreement (DLgs 81/2015 art. 9)."""
        return min(Fraction(1), self.weekly_hours / self.full_time_hours)

    @property
    def part_time(self) -> bool:
        return self.weekly_hours < self.full_time_hours

    @property
    def is_agency(self) -> bool:
        """An agency's worker: not a dependant of the company where they work."""
        return self.contract is WorkContract.AGENCY
