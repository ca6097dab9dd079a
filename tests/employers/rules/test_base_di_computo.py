"""Base di computo: L. 68/1999 art. 4 c. 1; who leaves it, who is counted in part."""

from datetime import date, timedelta
from fractions import Fraction

import msgspec
import pytest

from portal.employers.companies.vocabulary import (
    Exclusion,
    ProtectedCategory,
    Protection,
    WorkContract,
)
from portal.employers.obligations.rules.base_di_computo import base_di_computo, national_base
from portal.employers.obligations.rules.contributions import by_province
from portal.employers.obligations.rules.figures import Figures
from portal.employers.obligations.rules.months import add_months, lasts_at_most
from portal.employers.obligations.rules.position import position, position_of_figures
from portal.employers.obligations.rules.treatments import TREATMENTS, counted_otherwise, group_of
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
    (employee(contract=_C.INSERTION), Group.INSERTION, "art. 4 c. 1, historic"),
    (employee(contract=_C.RECEIVING_BODY), Group.RECEIVING_BODY, "art. 12-bis: never an employee here"),
    (employee(contract=_C.NOT_SUBORDINATE), Group.NOT_SUBORDINATE, "art. 4 c. 1 a contrario"),
    (employee(exclusion=Exclusion.SOCIALLY_USEFUL), Group.SOCIALLY_USEFUL, "art. 4 c. 1"),
    (employee(exclusion=Exclusion.EMERGED), Group.EMERGED, "L. 383/2001"),
    (employee(exclusion=Exclusion.CONTRACTOR_CHANGE), Group.CONTRACTOR_CHANGE, "INL 1046/2020"),
    (employee(exclusion=Exclusion.SUBSTITUTE), Group.SUBSTITUTE, "circ. ML 4/2000: once"),
    (employee(exclusion=Exclusion.TRAVELLING), Group.TRAVELLING, "art. 5 c. 2"),
    (employee(exclusion=Exclusion.ROAD_HAULAGE), Group.ROAD_HAULAGE, "art. 5 c. 2"),
    (employee(exclusion=Exclusion.BUILDING_SITE), Group.BUILDING_SITE, "art. 5 c. 2"),
    (employee(exclusion=Exclusion.ON_SITE_ASSEMBLY), Group.ON_SITE_ASSEMBLY, "art. 5 c. 2"),
    (employee(exclusion=Exclusion.CABLEWAY), Group.CABLEWAY, "art. 5 c. 2"),
    (employee(exclusion=Exclusion.UNDERGROUND), Group.UNDERGROUND, "L. 10/2011"),
    (protected_art18(), Group.ART18, "art. 18"),
    (employee(contract=_C.INTERMITTENT), Group.INTERMITTENT, "DLgs 81/2015 art. 18"),
    (part_time(20), Group.PART_TIME, "DLgs 81/2015 art. 9"),
]


@pytest.mark.parametrize(("worker", "group", "article"), GROUPS)
def test_each_worker_falls_into_the_first_group_that_fits(
    worker: WorkerFacts, group: Group, article: str
) -> None:
    assert group_of(worker, LAW, TODAY) is group, article


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "told"),
    [
        (date(2026, 7, 1), date(2026, 12, 31), True),  # six months, 184 days
        (date(2026, 9, 1), date(2027, 2, 28), True),  # six months, 181 days
        (date(2026, 9, 1), date(2027, 2, 27), False),  # 180 days: everybody leaves it out
        (date(2026, 7, 1), date(2027, 1, 1), False),  # beyond six months: everybody counts it
    ],
)
def test_a_contract_that_some_offices_measure_by_days_is_told(
    starts_on: date, ends_on: date, told: bool
) -> None:
    """§13.3: six calendar months here, fewer than 181 days in regional systems."""
    worker = employee(starts_on=starts_on, ends_on=ends_on, contract=_C.FIXED_TERM)
    assert counted_otherwise(worker, LAW, TODAY) is told


def test_every_group_of_the_table_is_met_by_a_case() -> None:
    """Other duties leave the base of special employers only, which has its own table."""
    assert {row.group for row in TREATMENTS} <= {group for _, group, _ in GROUPS} | {Group.OTHER_DUTIES}


def test_part_time_is_summed_over_the_nation_and_rounded_once() -> None:
    """§3.3: 3.5 + 3 + 1.5 = 8.0; rounding by province would give 7."""
    workers = [part_time(20)] * 7 + [part_time(30)] * 4 + [part_time(18, 36, "BG")] * 3
    figures = by_province(workers, LAW, TODAY)
    base = base_di_computo(figures, Subject.ART3, LAW, TODAY)
    assert base.national == 8
    assert base.provinces == {"MI": 6, "BG": 2}


def test_the_worked_company_of_180_comes_to_141() -> None:
    """§3.4: 180 − 10 − 15 − min(3, 2) − 6 − 3 − 3; five intermittent workers are worth 1.6."""
    workers = (
        [reserved()] * 8
        + [reserved(30), reserved(20)]
        + with_contract(_C.EXECUTIVE, 4)
        + with_contract(_C.APPRENTICESHIP, 6)
        + with_contract(_C.FIXED_TERM, 5, starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 31))
        + [protected_art18()] * 3
        + [part_time(20)] * 8
        + [part_time(24), part_time(24), part_time(32), part_time(32), part_time(24), part_time(24)]
        + with_contract(_C.INTERMITTENT, 4, semester_hours=Fraction(260))
        + with_contract(_C.INTERMITTENT, semester_hours=Fraction(624))
        + [employee(telework=True)] * 3
    )
    assert sum(w.share for w in workers if group_of(w, LAW, TODAY) is Group.PART_TIME) == 8
    workers += staff(180 - len(workers))
    there = position(workers, "MI", LAW, TODAY)
    assert there.dependants == 180
    assert there.base3 == there.base18 == 141
    assert there.art3.in_force == 9
    assert (there.art3.quota, there.art3.gap) == (10, 1)
    assert (there.art18.quota, there.art18.in_force, there.art18.real) == (1, 3, -2)


def test_one_art_18_worker_in_force_since_2000_closes_its_gap() -> None:
    """§4.5: surplus 3 − 1 = 2; min(1, 2, 1) = 1."""
    figures = Figures(
        dependants=180,
        disabled_heads=10,
        excluded={Group.EXECUTIVE: 4, Group.APPRENTICE: 6, Group.SHORT_FIXED_TERM: 5},
        telework=3,
        art18_for_base=3,
        art18_in_force=3,
        part_time_heads=14,
        part_time_sum=Fraction(8),
        covering_full=8,
        covering_part=Fraction(3, 2),
        intermittent_heads=5,
        intermittent_sum=Fraction(8, 5),
    )
    assert national_base(figures, Subject.ART3, LAW, TODAY) == 141
    assert position_of_figures({"MI": figures}, "MI", LAW, TODAY).art3.gap == 1
    since_2000 = msgspec.structs.replace(figures, art18_since_2000=1)
    there = position_of_figures({"MI": since_2000}, "MI", LAW, TODAY)
    assert (there.art3.transitional, there.art3.gap) == (1, 0)


@pytest.mark.parametrize(("dependants", "leave"), [(50, 0), (51, 1), (150, 1), (151, 2), (180, 2)])
def test_art_18_workers_leave_the_base_up_to_one_per_cent(dependants: int, leave: int) -> None:
    workers = [protected_art18()] * 3 + staff(dependants - 3)
    assert position(workers, "MI", LAW, TODAY).base3 == dependants - leave


def test_a_negative_base_is_an_error_of_the_data() -> None:
    with pytest.raises(Refused, match="negativa"):
        national_base(Figures(dependants=3, telework=4), Subject.ART3, LAW, TODAY)


def test_a_negative_base_of_one_province_is_an_error_too() -> None:
    """More than enough people elsewhere would hide it in the national total."""
    figures = {"MI": Figures(dependants=60), "BG": Figures(dependants=3, telework=4)}
    with pytest.raises(Refused, match="provincia di Bergamo"):
        position_of_figures(figures, "MI", LAW, TODAY)


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
