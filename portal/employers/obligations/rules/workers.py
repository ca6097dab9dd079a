"""A worker as the rules see one: no name, only what the law asks about."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from portal.employers.companies.vocabulary import (
    NOT_DEPENDANTS,
    CoverageTitle,
    Duties,
    Exclusion,
    ExclusionScope,
    ProtectedCategory,
    Protection,
    WorkContract,
)


@dataclass(frozen=True, slots=True)
class WorkerFacts:
    """One period of one person at one place: a change of hours or of place is another row.

    ``ends_on`` is the last day; hours are weekly; ``seasonal_days`` are days worked in the calendar year.
    ``war_category`` is the table of DPR 915/1978 (1 to 8); ``percentage`` whole points, 0–100.
    ``exclusion_scope`` narrows an exclusion by sector to one base; None leaves it to the dated parameters.
    ``exclusion_ends_on`` is its last day, None as long as the worker stays.
    ``semester_hours`` are the hours an intermittent worker really worked in the semester; ``extra_hours`` the
    weekly hours worked beyond a part-time contract, counted only by a company that chose so.
    ``contract_starts_on`` and ``contract_ends_on`` are those of the whole contract, extensions included, where
    the row is only a part of it or ended before its term. ``covers_since``: the first day on which the title
    holds, for those who became disabled in service. ``breach``: a court found that the employer's breach of
    the safety rules caused the disability.
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
    exclusion_scope: ExclusionScope | None = None
    exclusion_ends_on: date | None = None
    semester_hours: Fraction | None = None
    extra_hours: Fraction = Fraction(0)
    contract_starts_on: date | None = None
    contract_ends_on: date | None = None
    covers_since: date | None = None
    breach: bool = False
    duties: Duties | None = None

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
    def dependant(self) -> bool:
        """Whether the worker is an employee of this company (L. 68/1999 art. 4 c. 1)."""
        return self.contract not in NOT_DEPENDANTS

    @property
    def contract_period(self) -> tuple[date, date | None]:
        """First and last day of the whole contract: its length is what art. 4 c. 1 looks at."""
        return self.contract_starts_on or self.starts_on, self.contract_ends_on or self.ends_on
