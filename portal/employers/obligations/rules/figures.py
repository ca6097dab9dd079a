"""Figures of a province: what the workforce comes to, before any threshold is asked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from portal.employers.companies.vocabulary import Protection
from portal.employers.obligations.rules.treatments import HEADS_OUT, group_of
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Group
from portal.kernel.parameters import Parameters

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Figures:
    """Heads are whole persons; sums are exact fractions, rounded only where the law rounds.

    ``art18_for_base`` are the art. 18 workers nothing else takes out of the base, ``art18_in_force`` all.
    ``covering_part`` sums the values of part-time workers that cover; ``covering_part_small`` the same sum
    under the rule of companies from 15 to 35 (DPR 333/2000 art. 3 c. 5).
    """

    dependants: int = 0
    agency: int = 0
    disabled_heads: int = 0
    excluded: dict[Group, int] = field(default_factory=dict)
    telework: int = 0
    art18_for_base: int = 0
    art18_in_force: int = 0
    part_time_heads: int = 0
    part_time_sum: Fraction = ZERO
    covering_full: int = 0
    covering_part: Fraction = ZERO
    covering_part_small: Fraction = ZERO

    def __add__(self, other: "Figures") -> "Figures":
        return self._with(other, 1)

    def __sub__(self, other: "Figures") -> "Figures":
        return self._with(other, -1)

    def _with(self, other: "Figures", sign: int) -> "Figures":
        excluded = self.excluded
        if other.excluded:
            excluded = dict(excluded)
            for group, heads in other.excluded.items():
                excluded[group] = excluded.get(group, 0) + sign * heads
        return Figures(
            self.dependants + sign * other.dependants,
            self.agency + sign * other.agency,
            self.disabled_heads + sign * other.disabled_heads,
            excluded,
            self.telework + sign * other.telework,
            self.art18_for_base + sign * other.art18_for_base,
            self.art18_in_force + sign * other.art18_in_force,
            self.part_time_heads + sign * other.part_time_heads,
            self.part_time_sum + sign * other.part_time_sum if other.part_time_heads else self.part_time_sum,
            self.covering_full + sign * other.covering_full,
            self.covering_part + sign * other.covering_part if other.covering_part else self.covering_part,
            self.covering_part_small + sign * other.covering_part_small
            if other.covering_part_small
            else self.covering_part_small,
        )


def covering_value(worker: WorkerFacts, parameters: Parameters, on: date, *, small_company: bool) -> Fraction:
    """What one worker who covers is worth (DPR 333/2000; ministry note 77 of 24-01-2005)."""
    if worker.share > parameters.value("coverage.part_time_whole_above", on):
        return Fraction(1)
    over = (worker.percentage or 0) > parameters.value("coverage.small_company_pct_above", on)
    war = worker.war_category is not None and worker.war_category <= parameters.value(
        "coverage.small_company_war_category", on
    )
    return Fraction(1) if small_company and (over or war) else worker.share


def of_worker(worker: WorkerFacts, parameters: Parameters, on: date) -> Figures:
    """What one worker adds to the figures of the province where they work."""
    group = group_of(worker, parameters, on)
    covering_full, part, part_small = 0, ZERO, ZERO
    covers = group is Group.DISABLED_COUNTED
    if covers and worker.part_time:
        part = covering_value(worker, parameters, on, small_company=False)
        part_small = covering_value(worker, parameters, on, small_company=True)
    elif covers:
        covering_full = 1
    outside = group is Group.AGENCY or worker.is_agency
    return Figures(
        dependants=0 if outside else 1,
        agency=1 if outside else 0,
        disabled_heads=1 if covers and not outside else 0,
        excluded={group: 1} if group in HEADS_OUT else {},
        telework=1 if group is Group.TELEWORK else 0,
        art18_for_base=1 if group is Group.ART18 else 0,
        art18_in_force=1 if worker.protection is Protection.ART18 and not outside else 0,
        part_time_heads=1 if group is Group.PART_TIME else 0,
        part_time_sum=worker.share if group is Group.PART_TIME else ZERO,
        covering_full=covering_full,
        covering_part=part,
        covering_part_small=part_small,
    )


def by_province(workers: Iterable[WorkerFacts], parameters: Parameters, on: date) -> dict[str, Figures]:
    """The figures of those at work on ``on``."""
    provinces: dict[str, Figures] = {}
    for worker in workers:
        if worker.works_on(on):
            mine = of_worker(worker, parameters, on)
            known = provinces.get(worker.province)
            provinces[worker.province] = mine if known is None else known + mine
    return provinces


def total(provinces: Iterable[Figures]) -> Figures:
    sum_ = Figures()
    for figures in provinces:
        sum_ = sum_ + figures
    return sum_
