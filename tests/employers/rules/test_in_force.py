"""Who covers the quota: the titles K1–K8, part-time values, caps of the receiving bodies."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from portal.employers.companies.vocabulary import (
    CoverageTitle,
    ProtectedCategory,
    WorkContract,
)
from portal.employers.obligations.rules.position import position
from portal.employers.obligations.rules.situation import Situation
from portal.employers.obligations.rules.titles import TITLE_ARTICLES, counts_for_coverage
from portal.employers.obligations.rules.treatments import group_of
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Group
from tests.employers.rules.workforce import LAW, TODAY, protected_art18, reserved, staff

_C = WorkContract
_K = CoverageTitle
_CATEGORY = ProtectedCategory

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


CATEGORIES = [
    # category, percentage, war category, covers when hired through L. 68, article
    (_CATEGORY.D1, 46, None, True, "art. 1 c. 1 lett. a: over 45"),
    (_CATEGORY.D1, 45, None, False, "art. 1 c. 1 lett. a"),
    (_CATEGORY.D1B, None, None, True, "L. 222/1984: the award is the title"),
    (_CATEGORY.D2, 34, None, True, "art. 1 c. 1 lett. b: over 33"),
    (_CATEGORY.D2, 33, None, False, "art. 1 c. 1 lett. b"),
    (_CATEGORY.D3N, None, None, True, "art. 1 c. 1 lett. c: a status"),
    (_CATEGORY.D3S, None, None, True, "art. 1 c. 1 lett. c"),
    (_CATEGORY.D4, None, 8, True, "art. 1 c. 1 lett. d: first to eighth"),
    (_CATEGORY.D4, None, 9, False, "there is no ninth"),
    (_CATEGORY.C1, None, None, False, "art. 18: another quota"),
]


@pytest.mark.parametrize(("category", "percentage", "war", "covers", "article"), CATEGORIES)
def test_a_targeted_hire_covers_when_the_category_is_of_art_1(
    category: ProtectedCategory, percentage: int | None, war: int | None, covers: bool, article: str
) -> None:
    worker = replace(reserved(), category=category, percentage=percentage, war_category=war)
    assert counts_for_coverage(worker, LAW, TODAY) is covers, article


def test_a_worker_whose_category_is_not_known_yet_is_not_held_back() -> None:
    """A hire that comes from a plan tells the quota, not the category."""
    assert counts_for_coverage(replace(reserved(), category=None, percentage=None), LAW, TODAY)


PLACES = [
    # who, covers, article
    (reserved(coverage_title=_K.HOME_OR_TELEWORK, contract=_C.HOME), True, "art. 4 c. 3"),
    (reserved(coverage_title=_K.HOME_OR_TELEWORK, telework=True), True, "art. 4 c. 3"),
    (
        reserved(39, coverage_title=_K.HOME_OR_TELEWORK, telework=True),
        False,
        "art. 4 c. 3: less than normal hours",
    ),
    (reserved(coverage_title=_K.BECAME_UNABLE, percentage=80, breach=True), False, "art. 4 c. 4: breach"),
    (reserved(coverage_title=_K.AGENCY_TWELVE_MONTHS), False, "DLgs 81/2015 art. 34: not an agency's worker"),
    (reserved(contract=_C.AGENCY), False, "an agency's worker covers through the mission only"),
    (reserved(coverage_title=_K.RECEIVING_BODY), False, "art. 12-bis: an employee of the company"),
    (reserved(contract=_C.NOT_SUBORDINATE), False, "no employment"),
    (
        reserved(contract=_C.RECEIVING_BODY, coverage_title=_K.RECEIVING_BODY),
        True,
        "art. 12-bis",
    ),
    (
        reserved(contract=_C.RECEIVING_BODY, coverage_title=_K.FRAMEWORK_CONVENTION),
        True,
        "DLgs 276/2003 art. 14",
    ),
    (reserved(contract=_C.RECEIVING_BODY), False, "no convention named"),
    (reserved(coverage_title=_K.SPECIAL_LIST_THERAPIST, category=_CATEGORY.D3N), True, "art. 3 c. 7"),
]


@pytest.mark.parametrize(("worker", "covers", "article"), PLACES)
def test_a_title_holds_only_where_the_law_knows_it(worker: WorkerFacts, covers: bool, article: str) -> None:
    assert counts_for_coverage(worker, LAW, TODAY) is covers, article


def test_every_title_names_its_article() -> None:
    assert set(TITLE_ARTICLES) == set(CoverageTitle)


def test_a_worker_who_became_disabled_in_service_covers_from_that_day_on() -> None:
    worker = reserved(coverage_title=_K.BECAME_UNABLE, percentage=70, covers_since=TODAY)
    assert counts_for_coverage(worker, LAW, TODAY)
    before = TODAY - timedelta(days=1)
    assert not counts_for_coverage(worker, LAW, before)
    assert group_of(worker, LAW, before) is Group.COUNTED


def test_a_mission_is_measured_on_the_whole_contract() -> None:
    """A row that ends in the middle, because the hours change, is still a mission of twelve months."""
    worker = reserved(
        contract=_C.AGENCY,
        coverage_title=_K.AGENCY_TWELVE_MONTHS,
        starts_on=date(2026, 10, 1),
        ends_on=date(2026, 12, 31),
    )
    assert not counts_for_coverage(worker, LAW, TODAY)
    whole = replace(worker, contract_starts_on=date(2026, 2, 1), contract_ends_on=date(2027, 1, 31))
    assert counts_for_coverage(whole, LAW, TODAY)


def _at_a_body(count: int, title: CoverageTitle, hours: int = 40) -> list[WorkerFacts]:
    return [reserved(hours, contract=_C.RECEIVING_BODY, coverage_title=title)] * count


CAPS = [
    # staff, people at bodies, title, day, in force, article: §8.2, quota 9
    (128, 6, _K.RECEIVING_BODY, TODAY, 5, "12-bis, from 31-12-2025: 60 % of 9 is 5.4"),
    (128, 6, _K.RECEIVING_BODY, date(2025, 12, 31), 5, "12-bis, on that day"),
    (128, 6, _K.RECEIVING_BODY, date(2025, 12, 30), 1, "12-bis, before: 10 % of 9 is 0.9"),
    (128, 4, _K.RECEIVING_BODY, TODAY, 4, "within the cap"),
    (40, 2, _K.RECEIVING_BODY, TODAY, 0, "12-bis is for companies over 50"),
    (128, 4, _K.FRAMEWORK_CONVENTION, TODAY, 3, "art. 14: 30 % of 9 is 2.7"),
]


@pytest.mark.parametrize(("others", "count", "title", "day", "in_force", "article"), CAPS)
def test_people_of_a_receiving_body_cover_up_to_a_cap(
    others: int, count: int, title: CoverageTitle, day: date, in_force: int, article: str
) -> None:
    there = position([*staff(others), *_at_a_body(count, title)], "MI", LAW, day)
    assert there.art3.in_force == in_force, article
    assert there.dependants == others
    assert (in_force < count) is any(step.rule.startswith("in_force.art3.cap") for step in there.steps)
    assert sum(p.in_force3 for p in there.provinces) == in_force


def test_the_framework_agreement_may_state_its_own_cap() -> None:
    workers = [*staff(128), *_at_a_body(4, _K.FRAMEWORK_CONVENTION)]
    situation = Situation("MI", framework_cap=Fraction(1, 10))
    assert position(workers, situation, LAW, TODAY).art3.in_force == 1


def test_values_beyond_the_cap_do_not_cover_in_the_provinces_either() -> None:
    workers = [*staff(64), *staff(64, "BG")]
    workers += [replace(one, province="BG") for one in _at_a_body(6, _K.RECEIVING_BODY)]
    there = position(workers, "MI", LAW, TODAY)
    assert {p.province: p.in_force3 for p in there.provinces} == {"BG": 5, "MI": 0}


def test_a_blind_switchboard_operator_covers_as_one_and_leaves_the_base() -> None:
    worker = reserved(coverage_title=_K.SPECIAL_LIST, category=_CATEGORY.D3N, percentage=None)
    there = position([*staff(20), worker], "MI", LAW, TODAY)
    assert (there.base3, there.art3.in_force) == (20, 1)


def test_part_time_values_of_employees_missions_and_bodies_make_one_sum() -> None:
    """§4.2: the sum of all part-time values is rounded once."""
    mission = reserved(20, contract=_C.AGENCY, coverage_title=_K.AGENCY_TWELVE_MONTHS)
    workers = [*staff(128), reserved(20), mission, *_at_a_body(1, _K.RECEIVING_BODY, 20)]
    assert position(workers, "MI", LAW, TODAY).art3.in_force == 1
    assert position([*workers, reserved(4)], "MI", LAW, TODAY).art3.in_force == 2


def test_an_art_18_worker_never_covers_art_3() -> None:
    there = position([*staff(60), *[protected_art18()] * 3], "MI", LAW, TODAY)
    assert (there.art3.in_force, there.art18.in_force) == (0, 3)
    assert there.art3.transitional == 0
