"""What each worker adds to the figures of the province where they work."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from portal.employers.companies.vocabulary import CoverageTitle, Protection, WorkContract
from portal.employers.obligations.rules.figures import ZERO, Figures, Reductions, combined
from portal.employers.obligations.rules.situation import Situation
from portal.employers.obligations.rules.thresholds import Thresholds, thresholds
from portal.employers.obligations.rules.titles import covers
from portal.employers.obligations.rules.treatments import HEADS_OUT, DayRules, groups_on
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Group, HoursBasis
from portal.kernel.parameters import Parameters

FIRST_DAY_OF_THE_LAW = date(2000, 1, 17)
"""Art. 18 workers in force since then are those of the transitional rule."""

ONE = Fraction(1)
_HEADS_OUT = frozenset(HEADS_OUT)


def day_rules(parameters: Parameters, on: date, situation: Situation | None = None) -> DayRules:
    limits = thresholds(parameters, on)
    return DayRules(on, limits, situation.regime, situation.hours) if situation else DayRules(on, limits)


def of_worker(
    worker: WorkerFacts, parameters: Parameters, on: date, situation: Situation | None = None
) -> Figures:
    return contribution(worker, day_rules(parameters, on, situation))


def contribution(worker: WorkerFacts, day: DayRules) -> Figures:
    inside = worker.dependant
    covering = covers(worker, day.limits, day.on)
    full, part, part_small = _covering(worker, day.limits) if covering else (0, ZERO, ZERO)
    art18 = 1 if worker.protection is Protection.ART18 and inside else 0
    art3_group, art18_group = groups_on(worker, day)
    both = _reductions(worker, art3_group, day) if art3_group is art18_group else Reductions()
    return Figures(
        dependants=1 if inside else 0,
        agency=0 if inside or worker.contract is WorkContract.NOT_SUBORDINATE else 1,
        disabled_heads=1 if covering and inside else 0,
        excluded=both.excluded,
        telework=both.telework,
        art18_for_base=both.art18_for_base,
        art18_in_force=art18,
        part_time_heads=both.part_time_heads,
        part_time_sum=both.part_time_sum,
        covering_full=full,
        covering_part=part,
        covering_part_small=part_small,
        intermittent_heads=both.intermittent_heads,
        intermittent_sum=both.intermittent_sum,
        receiving_body=full + part if worker.coverage_title is CoverageTitle.RECEIVING_BODY else ZERO,
        framework=full + part if worker.coverage_title is CoverageTitle.FRAMEWORK_CONVENTION else ZERO,
        art18_since_2000=art18 if worker.contract_period[0] <= FIRST_DAY_OF_THE_LAW else 0,
        art3_only=None if art3_group is art18_group else _reductions(worker, art3_group, day),
        art18_only=None if art3_group is art18_group else _reductions(worker, art18_group, day),
    )


def _reductions(worker: WorkerFacts, group: Group, day: DayRules) -> Reductions:
    if group in _HEADS_OUT:
        return Reductions(excluded={group: 1})
    match group:
        case Group.TELEWORK:
            return Reductions(telework=1)
        case Group.ART18:
            return Reductions(art18_for_base=1)
        case Group.PART_TIME:
            hours = worker.weekly_hours
            if day.hours is HoursBasis.WORKED:
                hours += worker.extra_hours
            return Reductions(part_time_heads=1, part_time_sum=min(ONE, hours / worker.full_time_hours))
        case Group.INTERMITTENT:
            return Reductions(intermittent_heads=1, intermittent_sum=semester_share(worker, day.limits))
    return Reductions()


def semester_share(worker: WorkerFacts, limits: Thresholds) -> Fraction:
    """Hours worked in the semester over those of a full-time worker (DLgs 81/2015 art. 18); unknown, one."""
    if worker.semester_hours is None:
        return ONE
    return min(ONE, worker.semester_hours / (worker.full_time_hours * limits.semester_weeks))


def _covering(worker: WorkerFacts, limits: Thresholds) -> tuple[int, Fraction, Fraction]:
    """Whole units, value of a part-time worker, the same value in a company from 15 to 35."""
    if worker.contract is WorkContract.INTERMITTENT:
        share = semester_share(worker, limits)
    elif worker.part_time:
        share = worker.share
    else:
        return 1, ZERO, ZERO
    if share == ONE:
        return 1, ZERO, ZERO
    return 0, covering_value(worker, share, limits), covering_value(worker, share, limits, small_company=True)


def covering_value(
    worker: WorkerFacts, share: Fraction, limits: Thresholds, *, small_company: bool = False
) -> Fraction:
    """What one worker who covers is worth (DPR 333/2000 art. 3 c. 5; ministry note 77 of 24-01-2005).

    The rule of small companies is for those they hire, not for the people of a receiving body.
    """
    if share > limits.whole_above:
        return ONE
    if not small_company or not worker.dependant:
        return share
    over = (worker.percentage or 0) > limits.small_company_pct_above
    war = worker.war_category is not None and worker.war_category <= limits.small_company_war_category
    return ONE if over or war else share


class Contributions:
    """Contributions of a whole workforce on one day; those of ordinary workers are worked out once a kind."""

    def __init__(self, day: DayRules) -> None:
        self._day = day
        self._known: dict[Any, Figures] = {}

    def of(self, worker: WorkerFacts, on: date | None = None) -> Figures:
        """``on``: another day under the same law; only titles and exclusions with an end look at it."""
        if (
            worker.protection is not Protection.NONE
            or worker.exclusion is not None
            or worker.duties is not None
            or worker.contract is not WorkContract.PERMANENT
        ):
            day = self._day if on is None or on == self._day.on else replace(self._day, on=on)
            return contribution(worker, day)
        key = (worker.weekly_hours, worker.full_time_hours, worker.telework, worker.extra_hours)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = contribution(worker, self._day)
        return known


def by_province(
    workers: Iterable[WorkerFacts], parameters: Parameters, on: date, situation: Situation | None = None
) -> dict[str, Figures]:
    """The figures of those at work on ``on``."""
    contributions = Contributions(day_rules(parameters, on, situation))
    figures: dict[int, Figures] = {}
    heads: Counter[tuple[str, int]] = Counter()
    provinces: dict[str, Figures] = {}
    for worker in workers:
        if worker.works_on(on):
            mine = contributions.of(worker)
            figures[id(mine)] = mine
            heads[worker.province, id(mine)] += 1
    for (province, which), count in heads.items():
        known = provinces.get(province)
        provinces[province] = combined(known or _NONE, figures[which], count)
    return provinces


_NONE = Figures()
