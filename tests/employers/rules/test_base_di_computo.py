"""Base di computo: L. 68/1999 art. 4 c. 1; who leaves it, who is counted in part."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from portal.employers.companies.vocabulary import (
    CoverageTitle,
    Exclusion,
    ProtectedCategory,
    Protection,
    WorkContract,
)
from portal.employers.obligations.rules.base_di_computo import base_di_computo, national_base
from portal.employers.obligations.rules.contributions import by_province
from portal.employers.obligations.rules.figures import Figures
from portal.employers.obligations.rules.months import add_months, lasts_at_most
from portal.employers.obligations.rules.position import position
from portal.employers.obligations.rules.treatments import TREATMENTS, group_of
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Group, Subject
from portal.kernel.refusals import Refused
from tests.employers.rules.workforce import (
    LAW,
    LONG_AGO,
    TODAY,
    employee,
    part_time,
    protected_art18,
    reserved,
    staff,
    with_contract,
)

_C = WorkContract
_JULY = date(2026, 7, 1)

GROUPS = [
    # who, group, article
    (employee(), Group.COUNTED, "art. 4 c. 1"),
    (reserved(), Group.DISABLED_COUNTED, "art. 4 c. 1: whole head"),
    (reserved(20), Group.DISABLED_COUNTED, "whole head, also at part time"),
    (reserved(contract=_C.APPRENTICESHIP), Group.DISABLED_COUNTED, "taken out once, as a person who covers"),
    (
        employee(protection=Protection.ART1, category=ProtectedCategory.D1, percentage=50),
        Group.COUNTED,
        "46–59 % hired outside the targeted channel: does not cover, stays in the base",
    ),
    (employee(contract=_C.COOPERATIVE_MEMBER), Group.COOPERATIVE_MEMBER, "art. 4 c. 1"),
    (employee(contract=_C.EXECUTIVE), Group.EXECUTIVE, "art. 4 c. 1"),
    (employee(contract=_C.APPRENTICESHIP), Group.APPRENTICE, "DLgs 81/2015 art. 47 c. 3"),
    (
        employee(starts_on=_JULY, ends_on=date(2026, 12, 31), contract=_C.FIXED_TERM),
        Group.SHORT_FIXED_TERM,
        "exactly six months are «fino a sei mesi»",
    ),
    (
        employee(starts_on=_JULY, ends_on=date(2027, 1, 1), contract=_C.FIXED_TERM),
        Group.COUNTED,
        "six months and a day: counted as one",
    ),
    (
        employee(contract=_C.SEASONAL_AGRICULTURAL, seasonal_days=180),
        Group.SHORT_SEASONAL_AGRICULTURAL,
        "INL 43/2018: 180 days",
    ),
    (employee(contract=_C.SEASONAL_AGRICULTURAL, seasonal_days=181), Group.COUNTED, "INL 43/2018: beyond"),
    (employee(contract=_C.SEASONAL, seasonal_days=120), Group.SHORT_SEASONAL, "circ. ML 4/2000"),
    (employee(contract=_C.SEASONAL, seasonal_days=None), Group.COUNTED, "days not known: counted"),
    (employee(contract=_C.AGENCY), Group.AGENCY, "DLgs 81/2015 art. 34"),
    (employee(exclusion=Exclusion.WORK_ABROAD), Group.WORK_ABROAD, "art. 4 c. 1"),
    (employee(contract=_C.HOME), Group.HOME_WORKER, "art. 4 c. 1"),
    (employee(telework=True), Group.TELEWORK, "DLgs 80/2015 art. 23"),
    (employee(telework=True, weekly_hours=Fraction(20)), Group.TELEWORK, "the whole head leaves"),
    (protected_art18(), Group.ART18, "art. 18"),
    (part_time(20), Group.PART_TIME, "DLgs 81/2015 art. 9"),
]


@pytest.mark.parametrize(("worker", "group", "article"), GROUPS)
def test_each_worker_falls_into_the_first_group_that_fits(
    worker: WorkerFacts, group: Group, article: str
) -> None:
    assert group_of(worker, LAW, TODAY) is group, article


def test_every_group_of_the_table_is_met_by_a_case() -> None:
    assert {row.group for row in TREATMENTS} <= {group for _, group, _ in GROUPS}


TITLES = [
    # title, percentage, mental or intellectual, war category, counts, article
    (CoverageTitle.TARGETED_HIRE, 46, False, None, True, "art. 3"),
    (CoverageTitle.DISABLED_BEFORE_HIRE, 60, False, None, True, "art. 4 c. 3-bis: 60 and over"),
    (CoverageTitle.DISABLED_BEFORE_HIRE, 59, False, None, False, "art. 4 c. 3-bis"),
    (
        CoverageTitle.DISABLED_BEFORE_HIRE,
        46,
        True,
        None,
        True,
        "art. 4 c. 3-bis: intellectual or mental over 45",
    ),
    (CoverageTitle.DISABLED_BEFORE_HIRE, 45, True, None, False, "45 is not over 45"),
    (CoverageTitle.DISABLED_BEFORE_HIRE, None, False, 6, True, "war, first to sixth category"),
    (CoverageTitle.DISABLED_BEFORE_HIRE, None, False, 7, False, "war, seventh category"),
    (CoverageTitle.BECAME_UNABLE, 60, False, None, True, "art. 4 c. 4"),
    (CoverageTitle.BECAME_UNABLE, 59, False, None, False, "art. 4 c. 4"),
    (CoverageTitle.WORK_INJURY, 34, False, None, True, "DPR 333/2000 art. 3 c. 4: over 33"),
    (CoverageTitle.WORK_INJURY, 33, False, None, False, "DPR 333/2000 art. 3 c. 4"),
    (CoverageTitle.HOME_OR_TELEWORK, 50, False, None, False, "art. 4 c. 3: neither at home nor teleworking"),
    (CoverageTitle.SPECIAL_LIST, None, False, None, True, "art. 3 c. 7"),
]


@pytest.mark.parametrize(("title", "percentage", "mental", "war", "counts", "article"), TITLES)
def test_a_title_covers_only_when_its_condition_holds(
    title: CoverageTitle, percentage: int | None, mental: bool, war: int | None, counts: bool, article: str
) -> None:
    worker = reserved(
        percentage=percentage,
        coverage_title=title,
        mental_or_intellectual=mental,
        war_category=war,
    )
    assert (group_of(worker, LAW, TODAY) is Group.DISABLED_COUNTED) is counts, article


@pytest.mark.parametrize(
    ("ends_on", "covers"),
    [(date(2026, 12, 31), True), (date(2026, 12, 30), False), (None, True)],
)
def test_an_agency_worker_covers_from_a_mission_of_twelve_months(ends_on: date | None, covers: bool) -> None:
    """DLgs 81/2015 art. 34 c. 3; the worker enters neither the base nor the headcount."""
    worker = reserved(
        contract=_C.AGENCY,
        coverage_title=CoverageTitle.AGENCY_TWELVE_MONTHS,
        starts_on=date(2026, 1, 1),
        ends_on=ends_on,
    )
    there = position([worker, *staff(20)], "MI", LAW, TODAY)
    assert (there.art3.in_force == 1) is covers
    assert there.dependants == there.base3 == 20


def test_part_time_is_summed_over_the_nation_and_rounded_once() -> None:
    """§3.3: 3.5 + 3 + 1.5 = 8.0; rounding by province would give 7."""
    workers = [part_time(20)] * 7 + [part_time(30)] * 4 + [part_time(18, 36, "BG")] * 3
    figures = by_province(workers, LAW, TODAY)
    base = base_di_computo(figures, Subject.ART3, LAW, TODAY)
    assert base.national == 8
    assert base.provinces == {"MI": 6, "BG": 2}


def test_the_worked_company_of_180_comes_to_141() -> None:
    """§3.4: 180 − 10 − 15 − min(3, 2) − 6 − 3 = 144 without the intermittent workers, who come later."""
    workers = (
        [reserved()] * 8
        + [reserved(30), reserved(20)]
        + with_contract(_C.EXECUTIVE, 4)
        + with_contract(_C.APPRENTICESHIP, 6)
        + with_contract(_C.FIXED_TERM, 5, starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 31))
        + [protected_art18()] * 3
        + [part_time(20)] * 8
        + [part_time(24), part_time(24), part_time(32), part_time(32), part_time(24), part_time(24)]
        + [employee(telework=True)] * 3
    )
    assert sum(w.share for w in workers if group_of(w, LAW, TODAY) is Group.PART_TIME) == 8
    workers += staff(180 - len(workers))
    there = position(workers, "MI", LAW, TODAY)
    assert there.dependants == 180
    assert there.base3 == there.base18 == 144
    assert there.art3.in_force == 9
    assert (there.art3.quota, there.art3.gap) == (10, 1)
    assert (there.art18.quota, there.art18.in_force, there.art18.real) == (1, 3, -2)


def test_the_figures_of_that_company_give_the_base_of_the_public_software() -> None:
    """§3.4 as figures: 15 excluded heads and 3 more for the intermittent hours make 141 → 10 and 1."""
    figures = Figures(
        dependants=180,
        disabled_heads=10,
        excluded={Group.EXECUTIVE: 4, Group.APPRENTICE: 6, Group.SHORT_FIXED_TERM: 5, Group.WORK_ABROAD: 3},
        telework=3,
        art18_for_base=3,
        art18_in_force=3,
        part_time_heads=14,
        part_time_sum=Fraction(8),
    )
    assert national_base(figures, Subject.ART3, LAW, TODAY) == 141


@pytest.mark.parametrize(("dependants", "leave"), [(50, 0), (51, 1), (150, 1), (151, 2), (180, 2)])
def test_art_18_workers_leave_the_base_up_to_one_per_cent(dependants: int, leave: int) -> None:
    workers = [protected_art18()] * 3 + staff(dependants - 3)
    assert position(workers, "MI", LAW, TODAY).base3 == dependants - leave


def test_a_negative_base_is_an_error_of_the_data() -> None:
    with pytest.raises(Refused, match="negativa"):
        national_base(Figures(dependants=3, telework=4), Subject.ART3, LAW, TODAY)


@pytest.mark.parametrize(
    ("start", "months", "result"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2023, 8, 30), 6, date(2024, 2, 29)),
    ],
)
def test_months_are_calendar_months(start: date, months: int, result: date) -> None:
    assert add_months(start, months) == result
    assert lasts_at_most(start, result - timedelta(days=1), months)
    assert not lasts_at_most(start, result, months)


def test_only_those_at_work_on_the_day_are_counted() -> None:
    workers = [
        employee(starts_on=TODAY + timedelta(days=1)),
        employee(ends_on=TODAY - timedelta(days=1)),
        employee(ends_on=TODAY),
        employee(starts_on=TODAY),
        employee(starts_on=LONG_AGO),
    ]
    assert position(workers, "MI", LAW, TODAY).dependants == 3
