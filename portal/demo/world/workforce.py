"""Workforces that come to a wanted base di computo, with the shares of synthetic-data.md [D]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from portal.demo import names
from portal.demo.chance import Chance
from portal.demo.world.models import Site
from portal.employers.companies.rules import ProtectionDetails, WorkerDraft
from portal.employers.companies.vocabulary import CoverageTitle, ProtectedCategory, Protection, WorkContract
from portal.employers.obligations.parameters import in_law
from portal.employers.obligations.rules.quota_di_riserva import units_art3, units_art18
from portal.kernel.numbers import round_half_down

PART_TIME, LONG_TERM, SHORT_TERM = 0.22, 0.09, 0.05
APPRENTICES, MANAGERS, AGENCY, TELEWORK, LEFT = 0.04, 0.015, 0.03, 0.05, 0.08
ART18_CAP = Fraction(1, 100)

FULL_TIME = Decimal(40)
_SHORTER_HOURS = (Decimal(16), Decimal(20), Decimal(24), Decimal(30))

_CATEGORIES = {
    ProtectedCategory.D1: 89.0, ProtectedCategory.D1B: 3.0, ProtectedCategory.D2: 3.0, ProtectedCategory.D3S: 2.0,
    ProtectedCategory.D3N: 1.0, ProtectedCategory.D4: 0.5,
}  # fmt: skip
_PERCENTAGES = {(46, 66): 38.0, (67, 79): 35.0, (80, 100): 27.0}
_TITLES = {
    CoverageTitle.TARGETED_HIRE: 78.0, CoverageTitle.BECAME_UNABLE: 12.0, CoverageTitle.DISABLED_BEFORE_HIRE: 10.0,
}  # fmt: skip
_SURE_PERCENTAGE = 60
"""From here on every title covers, whatever its own threshold."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How many of each kind are at work on the day; ``covering`` and ``art18`` are those of a reserved quota."""

    base: int
    covering: int
    art18: int
    part_time: int
    long_term: int
    short_term: int
    apprentices: int
    managers: int
    agency: int
    telework: int
    left: int


def shape_of(chance: Chance, base: int, day: date) -> Shape:
    """About as many as the shares say; the reserved places covered by 71 in 100, more or less by company [S1]."""
    covered = min(1.0, chance.betavariate(2.2, 0.9))
    quota3, quota18 = units_art3(base, in_law(), day), units_art18(base, in_law(), day)

    def heads(share: float) -> int:
        whole, rest = divmod(base * share, 1)
        return int(whole) + (1 if chance.happens(rest) else 0)

    return Shape(
        base,
        covering=round(quota3 * covered),
        art18=sum(chance.happens(0.7) for _ in range(quota18)),
        part_time=min(heads(PART_TIME), base),
        long_term=heads(LONG_TERM),
        short_term=heads(SHORT_TERM),
        apprentices=heads(APPRENTICES),
        managers=heads(MANAGERS),
        agency=heads(AGENCY),
        telework=heads(TELEWORK),
        left=heads(LEFT),
    )


def workforce(
    chance: Chance, shape: Shape, sites: Sequence[Site], day: date
) -> list[tuple[UUID, WorkerDraft]]:
    """Rows that come to ``shape.base`` on the day exactly."""
    staff = Staff(chance, sites, day)
    share = Fraction(0)
    for _ in range(shape.part_time):
        share += staff.part_time()
    for _ in range(shape.covering):
        staff.covering()
    for _ in range(shape.art18):
        staff.art18()
    for _ in range(shape.managers):
        staff.add(WorkContract.EXECUTIVE, staff.long_ago())
    for _ in range(shape.apprentices):
        staff.add(WorkContract.APPRENTICESHIP, day - chance.days(20, 900))
    for _ in range(shape.short_term):
        start = day - chance.days(5, 120)
        staff.add(WorkContract.FIXED_TERM, start, ends_on=start + timedelta(days=165))
    for _ in range(shape.telework):
        staff.add(WorkContract.PERMANENT, staff.long_ago(), telework=True)
    for _ in range(shape.agency):
        staff.add(WorkContract.AGENCY, day - chance.days(10, 300))
    whole = shape.base - round_half_down(share) - _art18_in_base(shape)
    if whole < 0:
        raise ValueError(f"{shape.part_time} part-timers are too many for a base of {shape.base}")
    for index in range(whole):
        if index < shape.long_term:
            start = day - chance.days(20, 400)
            staff.add(WorkContract.FIXED_TERM, start, ends_on=start + timedelta(days=700))
        else:
            staff.add(WorkContract.PERMANENT, staff.long_ago())
    for _ in range(shape.left):
        end = day - chance.days(10, 700)
        staff.add(WorkContract.PERMANENT, end - chance.days(200, 4000), ends_on=end)
    return staff.rows


def _art18_in_base(shape: Shape) -> int:
    """Workers of art. 18 leave the base up to one in a hundred dependants; the others stay in it."""
    others = shape.covering + shape.managers + shape.apprentices + shape.short_term + shape.telework
    # whoever is over the cap counts, and so one full-timer fewer does: the number of dependants does not change
    without = shape.base + others + shape.art18
    dependants = without + shape.part_time // 2
    return max(0, shape.art18 - round_half_down(dependants * ART18_CAP))


class Staff:
    """Rows of a workforce in the making."""

    def __init__(self, chance: Chance, sites: Sequence[Site], day: date) -> None:
        self.chance, self.sites, self.day = chance, sites, day
        self.rows: list[tuple[UUID, WorkerDraft]] = []

    def long_ago(self) -> date:
        return self.day - timedelta(days=30 + min(12_000, int(self.chance.expovariate(1 / 2_500))))

    def years_ago(self) -> date:
        """Long enough ago to have been there in all the quarters that a chart shows."""
        return self.long_ago() - timedelta(days=1_000)

    def part_time(self) -> Fraction:
        hours = self.chance.choice(_SHORTER_HOURS)
        self.add(WorkContract.PERMANENT, self.long_ago(), hours=hours)
        return Fraction(hours) / Fraction(FULL_TIME)

    def covering(
        self, starts_on: date | None = None, ends_on: date | None = None, *, whole: bool = False
    ) -> None:
        chance = self.chance
        hours = FULL_TIME if whole or chance.happens(0.7) else Decimal(24)
        details = protection(chance)
        title = chance.pick(_TITLES)
        if (details.percentage or 0) < _SURE_PERCENTAGE:
            title = CoverageTitle.TARGETED_HIRE
        self.add(
            WorkContract.PERMANENT,
            starts_on or self.long_ago(),
            ends_on=ends_on,
            hours=hours,
            quota=Protection.ART1,
            details=details,
            title=title,
        )

    def art18(self, starts_on: date | None = None) -> None:
        details = ProtectionDetails(ProtectedCategory.C1)
        start = starts_on or self.long_ago()
        self.add(WorkContract.PERMANENT, start, quota=Protection.ART18, details=details)

    def add(
        self,
        contract: WorkContract,
        starts_on: date,
        *,
        ends_on: date | None = None,
        hours: Decimal = FULL_TIME,
        telework: bool = False,
        quota: Protection = Protection.NONE,
        details: ProtectionDetails | None = None,
        title: CoverageTitle | None = None,
    ) -> None:
        chance = self.chance
        first, last = names.person_name(chance, woman=chance.happens(0.43))
        draft = WorkerDraft(
            code=f"{len(self.rows) + 1:04d}",
            site_id=(self.sites[0] if chance.happens(0.75) else chance.choice(self.sites)).id,
            starts_on=starts_on,
            contract=contract,
            weekly_hours=hours,
            full_time_hours=FULL_TIME,
            name=f"{last} {first}",
            ends_on=ends_on,
            telework=telework,
            protection=quota,
            details=details,
            coverage_title=title,
        )
        self.rows.append((chance.id(starts_on), draft))


def protection(chance: Chance) -> ProtectionDetails:
    """Category and degree of somebody of art. 1."""
    category = chance.pick(_CATEGORIES)
    if category is ProtectedCategory.D4:
        return ProtectionDetails(category, war_category=chance.randint(3, 6))
    least, most = chance.pick(_PERCENTAGES)
    mental = category is ProtectedCategory.D1 and chance.happens(0.35)
    return ProtectionDetails(category, chance.randint(least, most), mental)
