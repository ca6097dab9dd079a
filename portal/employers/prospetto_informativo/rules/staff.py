"""Quadro 2: who works in each province, in the groups of the module."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from portal.employers.companies.vocabulary import (
    CoverageTitle,
    ExclusionScope,
    Protection,
    WorkContract,
)
from portal.employers.obligations.rules.contributions import FIRST_DAY_OF_THE_LAW
from portal.employers.obligations.rules.titles import covers
from portal.employers.obligations.rules.treatments import HEADS_OUT, DayRules, groups_on
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Group, HoursBasis
from portal.employers.prospetto_informativo.rules.answers import EmployerSheet, ProvinceSheet
from portal.employers.prospetto_informativo.rules.document import (
    ExcludedRow,
    HoursRow,
    Province,
    Staff,
    excluded_word,
)
from portal.employers.prospetto_informativo.rules.hours import clock_hours
from portal.employers.prospetto_informativo.vocabulary import CodeList

_OUT = frozenset(HEADS_OUT)
_ORDER = {group: place for place, group in enumerate(HEADS_OUT)}
_Hours = tuple[str, str]


@dataclass
class _Tally:
    """Heads of one block: at full time, and by their hours."""

    full_time: int = 0
    by_hours: Counter[_Hours] = field(default_factory=Counter)

    def add(self, worker: WorkerFacts) -> None:
        if worker.part_time:
            self.by_hours[clock_hours(worker.full_time_hours), clock_hours(worker.weekly_hours)] += 1
        else:
            self.full_time += 1

    def staff(self) -> Staff:
        return Staff(self.full_time, _rows(self.by_hours))


def _rows(by_hours: Counter[_Hours]) -> tuple[HoursRow, ...]:
    return tuple(HoursRow(heads, *hours) for hours, heads in sorted(by_hours.items()))


@dataclass
class _Counting:
    day: DayRules
    workers: int = 0
    disabled: _Tally = field(default_factory=_Tally)
    switchboard: _Tally = field(default_factory=_Tally)
    therapists: _Tally = field(default_factory=_Tally)
    telework: _Tally = field(default_factory=_Tally)
    agency: _Tally = field(default_factory=_Tally)
    receiving_body: _Tally = field(default_factory=_Tally)
    excluded: Counter[tuple[Group, ExclusionScope]] = field(default_factory=Counter)
    part_time: Counter[_Hours] = field(default_factory=Counter)
    intermittent: Counter[_Hours] = field(default_factory=Counter)
    protected: int = 0
    since_2000: int = 0

    def add(self, worker: WorkerFacts) -> None:
        covering = covers(worker, self.day.limits, self.day.on)
        if not worker.dependant:
            if covering:
                where = self.agency if worker.contract is WorkContract.AGENCY else self.receiving_body
                where.add(worker)
            return
        self.workers += 1
        if worker.protection is Protection.ART18:
            self.protected += 1
            self.since_2000 += worker.contract_period[0] <= FIRST_DAY_OF_THE_LAW
        if covering:
            self._covering(worker)
            return
        for3, for18 = groups_on(worker, self.day)
        if for3 is for18:
            self._group(worker, for3, ExclusionScope.BOTH)
        elif for3 in _OUT:
            # out of one base by sector; what the worker is for the other base has a row of its own
            self._group(worker, for3, ExclusionScope.ART3)
            self._hours(worker, for18)
        else:
            self._group(worker, for18, ExclusionScope.ART18)
            self._hours(worker, for3)

    def _covering(self, worker: WorkerFacts) -> None:
        match worker.coverage_title:
            case CoverageTitle.SPECIAL_LIST:
                self.switchboard.add(worker)
            case CoverageTitle.SPECIAL_LIST_THERAPIST:
                self.therapists.add(worker)
            case _:
                self.disabled.add(worker)

    def _group(self, worker: WorkerFacts, group: Group, scope: ExclusionScope) -> None:
        if group in _OUT:
            self.excluded[group, scope] += 1
        elif group is Group.TELEWORK:
            self.telework.add(worker)
        else:
            self._hours(worker, group)

    def _hours(self, worker: WorkerFacts, group: Group) -> None:
        full = clock_hours(worker.full_time_hours)
        if group is Group.PART_TIME:
            extra = worker.extra_hours if self.day.hours is HoursBasis.WORKED else Fraction(0)
            self.part_time[full, clock_hours(min(worker.weekly_hours + extra, worker.full_time_hours))] += 1
        elif group is Group.INTERMITTENT:
            worked = worker.full_time_hours
            if worker.semester_hours is not None:
                worked = min(worked, worker.semester_hours / self.day.limits.semester_weeks)
            self.intermittent[full, clock_hours(worked)] += 1

    def sheet(self, province: str, answers: ProvinceSheet, employer: EmployerSheet) -> Province:
        excluded = tuple(
            ExcludedRow(group, scope, heads, employer.code(CodeList.EXCLUDED, excluded_word(group, scope)))
            for (group, scope), heads in sorted(
                self.excluded.items(), key=lambda item: (_ORDER[item[0][0]], item[0][1])
            )
        )
        return Province(
            province,
            answers,
            self.workers,
            self.disabled.staff(),
            self.switchboard.staff(),
            self.therapists.staff(),
            self.telework.staff(),
            excluded,
            _rows(self.part_time),
            _rows(self.intermittent),
            self.protected,
            self.since_2000,
            self.agency.staff(),
            self.receiving_body.staff(),
        )


def provinces_of(
    workers: Iterable[WorkerFacts],
    day: DayRules,
    employer: EmployerSheet,
    answers: dict[str, ProvinceSheet],
    also: Iterable[str] = (),
) -> dict[str, Province]:
    """Who is at work on ``day.on``, province by province; ``also`` are provinces with a measure or a post."""
    counting: dict[str, _Counting] = {province: _Counting(day) for province in also}
    for worker in workers:
        if worker.works_on(day.on):
            counting.setdefault(worker.province, _Counting(day)).add(worker)
    return {
        province: counted.sheet(province, answers.get(province, ProvinceSheet()), employer)
        for province, counted in sorted(counting.items())
    }
