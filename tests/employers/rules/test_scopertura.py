"""Who covers, what is missing, where: DPR 333/2000 art. 3; the provinces of companies over 50."""

from datetime import date
from fractions import Fraction

import pytest

from portal.employers.companies.vocabulary import ProtectedCategory
from portal.employers.obligations.rules.position import position
from portal.employers.obligations.rules.provinces import allot
from portal.employers.obligations.rules.scopertura import scopertura
from portal.employers.obligations.rules.spread import spread
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.refusals import Refused
from tests.employers.rules.workforce import LAW, TODAY, employee, protected_art18, reserved, staff

SEVEN = Fraction(7, 100)

PART_TIME = [
    # who covers, other staff, in force, article
    ([reserved(21)], 60, 1, "more than half: one whole"),
    ([reserved(20)], 60, 0, "exactly half: 0.5, which the final rounding leaves out"),
    ([reserved(20), reserved(20)], 60, 1, "two halves make one"),
    ([reserved(10)] * 4, 60, 1, "four quarters"),
    ([reserved(20)], 20, 1, "15–35 and over 50 %: one whatever the hours, DPR 333/2000 art. 3 c. 5"),
    ([reserved(20, percentage=50)], 20, 0, "15–35 and 50 % is not over 50 %"),
    (
        [reserved(12, percentage=None, category=ProtectedCategory.D4, war_category=5)],
        20,
        1,
        "15–35 and fifth category of war",
    ),
    ([reserved(12, percentage=None, category=ProtectedCategory.D4, war_category=6)], 20, 0, "sixth category"),
    ([reserved()] * 8 + [reserved(30), reserved(20)], 134, 9, "§4.2: 8 + rhd(1 + 0.5)"),
]


@pytest.mark.parametrize(("covering", "others", "in_force", "article"), PART_TIME)
def test_part_time_workers_cover_by_their_hours(
    covering: list[WorkerFacts], others: int, in_force: int, article: str
) -> None:
    there = position([*covering, *staff(others)], "MI", LAW, TODAY)
    assert there.art3.in_force == in_force, article


@pytest.mark.parametrize(
    ("quota", "in_force", "exempted", "real", "gap", "surplus"),
    [(10, 9, 0, 1, 1, 0), (1, 3, 0, -2, 0, 2), (9, 5, 4, 0, 0, 0), (0, 0, 0, 0, 0, 0)],
)
def test_what_is_missing_and_what_is_over(
    quota: int, in_force: int, exempted: int, real: int, gap: int, surplus: int
) -> None:
    found = scopertura(Subject.ART3, quota, in_force, exempted)
    assert (found.real, found.gap, found.surplus) == (real, gap, surplus)


PROVINCES = [
    # bases, national quota, head office, expected: §4.6
    ({"MI": 80, "BG": 51, "TO": 22}, 11, "MI", {"MI": 5, "BG": 4, "TO": 2}),
    ({"MI": 77, "BG": 49, "TO": 35}, 11, "BG", {"MI": 5, "BG": 4, "TO": 2}),
    ({"MI": 51}, 4, "MI", {"MI": 4}),
    ({"MI": 60, "BG": 0}, 4, "BG", {"MI": 4, "BG": 0}),
]


@pytest.mark.parametrize(("bases", "whole", "head_office", "expected"), PROVINCES)
def test_the_quota_goes_to_the_provinces(
    bases: dict[str, int], whole: int, head_office: str, expected: dict[str, int]
) -> None:
    assert allot(bases, SEVEN, whole, head_office) == expected


def test_an_excess_larger_than_one_share_goes_on_to_the_next_province() -> None:
    """Four provinces of 8 round up to one each where the nation asks for two: the first by name lose theirs."""
    bases = {"BG": 8, "BS": 8, "CO": 8, "MI": 8}
    assert allot(bases, SEVEN, 2, "MI") == {"BG": 0, "BS": 0, "CO": 1, "MI": 1}


def test_small_companies_keep_the_whole_quota_at_the_head_office() -> None:
    workers = [*staff(20, "MI"), *staff(20, "LC")]
    there = position(workers, "LC", LAW, TODAY)
    assert {p.province: p.quota3 for p in there.provinces} == {"LC": 2, "MI": 0}


def test_what_one_province_has_too_much_keeps_its_sign() -> None:
    workers = [*staff(60, "MI"), *staff(60, "BG"), *[reserved(province="BG")] * 6]
    there = position(workers, "MI", LAW, TODAY)
    assert {p.province: p.real3 for p in there.provinces} == {"MI": 4, "BG": -2}
    assert there.art3.real == 2


def test_a_head_office_without_workers_is_still_a_province() -> None:
    there = position(staff(55, "MI"), "RM", LAW, TODAY)
    assert [p.province for p in there.provinces] == ["MI", "RM"]


@pytest.mark.parametrize(
    ("parts", "whole", "expected"),
    [
        ({"A": Fraction(7, 2), "B": Fraction(3, 2)}, 5, {"A": 4, "B": 1}),
        ({"A": Fraction(4, 5), "B": Fraction(4, 5)}, 1, {"A": 0, "B": 1}),
        ({"A": Fraction(0), "B": Fraction(0)}, 0, {"A": 0, "B": 0}),
        ({}, 0, {}),
    ],
)
def test_shares_of_provinces_add_up_to_the_nation(
    parts: dict[str, Fraction], whole: int, expected: dict[str, int]
) -> None:
    assert spread(parts, whole) == expected


def test_art_18_workers_count_by_heads_and_on_their_own_quota() -> None:
    there = position([*staff(60), protected_art18(), protected_art18()], "MI", LAW, TODAY)
    assert (there.art18.quota, there.art18.in_force, there.art18.surplus) == (1, 2, 1)
    assert there.art3.in_force == 0


def test_days_before_2018_are_refused_with_the_reason() -> None:
    with pytest.raises(Refused, match="1 gennaio 2018"):
        position(staff(20), "MI", LAW, date(2017, 12, 31))
    assert position(staff(20), "MI", LAW, date(2018, 1, 1)).art3.quota == 1


def test_every_line_of_the_calculation_names_its_article() -> None:
    workers = [*staff(150), reserved(), protected_art18(), employee(telework=True)]
    steps = position(workers, "MI", LAW, TODAY).steps
    assert all(step.article for step in steps)
    assert len({step.rule for step in steps}) == len(steps)


BOUNDARIES = [
    # base, class, quota of art. 3, quota of art. 18
    (14, "none", 0, 0),
    (15, "C", 1, 0),
    (35, "C", 1, 0),
    (36, "B", 2, 0),
    (50, "B", 2, 0),
    (51, "A", 4, 1),
    (150, "A", 10, 1),
    (151, "A", 11, 2),
    (250, "A", 17, 2),
    (251, "A", 18, 3),
]


@pytest.mark.parametrize(("base", "company_class", "quota3", "quota18"), BOUNDARIES)
def test_a_workforce_at_each_threshold_owes_what_the_law_says(
    base: int, company_class: str, quota3: int, quota18: int
) -> None:
    there = position(staff(base), "MI", LAW, TODAY)
    assert (there.base3, there.base18, there.company_class) == (base, base, company_class)
    assert (there.art3.gap, there.art18.gap) == (quota3, quota18)
    assert there.obliged is (base >= 15)


SPREAD = [
    # staff by province, head office, quotas of art. 3, of art. 18: §4.6
    ({"MI": 80, "BG": 51, "TO": 22}, "MI", {"BG": 4, "MI": 5, "TO": 2}, {"BG": 1, "MI": 1, "TO": 0}),
    ({"MI": 77, "BG": 49, "TO": 35}, "BG", {"BG": 4, "MI": 5, "TO": 2}, {"BG": 1, "MI": 1, "TO": 0}),
    ({"MI": 40, "BG": 40}, "BG", {"BG": 3, "MI": 3}, {"BG": 1, "MI": 0}),
    ({"MI": 30, "BG": 10}, "BG", {"BG": 2, "MI": 0}, {"BG": 0, "MI": 0}),
]


@pytest.mark.parametrize(("people", "head_office", "quotas3", "quotas18"), SPREAD)
def test_the_quotas_of_the_provinces_add_up_and_are_explained(
    people: dict[str, int], head_office: str, quotas3: dict[str, int], quotas18: dict[str, int]
) -> None:
    workers = [one for province, count in people.items() for one in staff(count, province)]
    there = position(workers, head_office, LAW, TODAY)
    assert {p.province: p.quota3 for p in there.provinces} == quotas3
    assert {p.province: p.quota18 for p in there.provinces} == quotas18
    lines = {step.rule: step.result for step in there.province_steps}
    assert lines == {
        **{f"province.art3.{province}": units for province, units in quotas3.items()},
        **{f"province.art18.{province}": units for province, units in quotas18.items()},
    }


def test_a_company_in_one_province_has_nothing_to_spread() -> None:
    assert position(staff(60), "MI", LAW, TODAY).province_steps == ()
