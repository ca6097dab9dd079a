"""Measures between the quota and the gap: esonero, suspension, compensation, conventions, gradualità (§4.3–§6.4)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.rules.position import Position, position
from portal.employers.obligations.rules.provinces import ProvincePosition
from portal.employers.obligations.rules.scopertura import transitional_reduction
from portal.employers.obligations.rules.situation import ProvinceSituation, Situation
from portal.employers.obligations.rules.workers import WorkerFacts
from portal.employers.obligations.vocabulary import Subject
from tests.employers.rules.workforce import LAW, LONG_AGO, TODAY, protected_art18, reserved, staff

_P = ProvinceSituation


def _with(workers: list[WorkerFacts], **measures: object) -> Position:
    """Everything in Milan, with these measures there."""
    situation = Situation("MI", provinces={"MI": _P(**measures)})  # type: ignore[arg-type]
    return position(workers, situation, LAW, TODAY)


WORKERS_128 = [*staff(128), *[reserved()] * 5]
"""Quota 9 (8.96), five in force."""

ONE_PROVINCE = [
    # measures, real, gap, surplus, article
    ({}, 4, 4, 0, "art. 3 c. 1"),
    ({"exempted": 3}, 1, 1, 0, "art. 5 c. 3: units granted"),
    ({"exemption_asked": 3}, 4, 4, 0, "§4.3: a pending request lowers nothing"),
    ({"self_certified": 2}, 2, 2, 0, "art. 5 c. 3-bis"),
    ({"exempted": 2, "self_certified": 2}, 0, 0, 0, "both together"),
    ({"exempted": 5}, -1, 0, 0, "a surplus beside an esonero covers nobody"),
    ({"suspended_share": Fraction(1, 3)}, 4, 1, 0, "art. 3 c. 5: 9 × 2/3 = 6 still due"),
    ({"suspended_share": Fraction(1, 2)}, 4, 0, 0, "4.5 stays down: 4 still due, 5 in force"),
    ({"suspended_share": Fraction(1)}, 4, 0, 0, "no surplus from a suspension"),
    ({"compensated3": 2}, 4, 2, 0, "art. 5 c. 8: two places moved elsewhere"),
    ({"compensated3": -2}, 4, 6, 0, "two places taken over"),
    ({"in_convention": 3}, 4, 1, 0, "art. 11: scheduled places are not uncovered"),
    ({"in_convention": 9}, 4, 0, 0, "no surplus from a programme"),
    ({"gradual": 1}, 4, 3, 0, "gradualità"),
    ({"exempted": 1, "compensated3": 1, "in_convention": 1, "gradual": 9}, 3, 0, 0, "each its part"),
]


@pytest.mark.parametrize(("measures", "real", "gap", "surplus", "article"), ONE_PROVINCE)
def test_each_measure_lowers_what_is_missing_and_never_makes_a_surplus(
    measures: dict[str, object], real: int, gap: int, surplus: int, article: str
) -> None:
    there = _with(WORKERS_128, **measures)
    assert (there.art3.real, there.art3.gap, there.art3.surplus) == (real, gap, surplus), article
    [mi] = there.provinces
    assert (mi.real3, mi.gap3) == (real, gap), article


@pytest.mark.parametrize(
    ("share", "due"), [(Fraction(30, 90), 4), (Fraction(40, 90), 3), (Fraction(1), 0), (Fraction(0), 6)]
)
def test_a_suspended_quota_is_rounded_half_down(share: Fraction, due: int) -> None:
    """§6.2: quota 6 with 90 workers; 30 suspended leave 4, 40 leave 3 (3.33)."""
    there = _with(staff(90), suspended_share=share)
    assert there.art3.quota - there.art3.suspended == there.art3.gap == due


def test_a_suspension_holds_only_in_its_province() -> None:
    workers = [*staff(100), *staff(100, "BG")]
    situation = Situation("MI", provinces={"BG": _P(suspended_share=Fraction(1))})
    there = position(workers, situation, LAW, TODAY)
    assert {p.province: p.gap3 for p in there.provinces} == {"BG": 0, "MI": 7}
    assert there.art3.gap == 7


def test_a_collective_dismissal_suspends_everywhere() -> None:
    workers = [*staff(100), *staff(100, "BG")]
    there = position(workers, Situation("MI", collective_dismissal=True), LAW, TODAY)
    assert (there.art3.suspended, there.art3.gap) == (14, 0)
    assert (there.art18.quota, there.art18.gap) == (2, 2)


def test_the_art_18_quota_is_compensated_apart() -> None:
    there = _with([*staff(200)], compensated18=1)
    assert (there.art18.quota, there.art18.gap, there.art3.gap) == (2, 1, 14)


# --- between provinces -----------------------------------------------------------------------------------------

TWO_PROVINCES = [*staff(100), *staff(100, "BG"), *[reserved()] * 3, *[reserved(province="BG")] * 10]
"""Quota 14, seven each; Milan lacks four, Bergamo has three more."""


def _province(there: Position, code: str) -> ProvincePosition:
    return next(p for p in there.provinces if p.province == code)


def test_a_private_employer_covers_one_province_with_another_by_law() -> None:
    there = position(TWO_PROVINCES, "MI", LAW, TODAY)
    assert (_province(there, "MI").gap3, _province(there, "BG").surplus3) == (4, 3)
    assert there.art3.gap == 1
    step = next(step for step in there.steps if step.rule == "measure.art3.across_provinces")
    assert (step.result, step.article) == (-3, "L. 68/1999 art. 5 c. 8; DL 138/2011 art. 9")


@pytest.mark.parametrize(
    "kind", [EmployerKind.PRIVATE, EmployerKind.PUBLIC_ECONOMIC, EmployerKind.PRIVATE_IN_GROUP]
)
def test_declaring_that_compensation_changes_the_provinces_and_not_the_nation(kind: EmployerKind) -> None:
    """Compensation is applied before the gap: R in Milan, E in Bergamo."""
    situation = Situation("MI", kind, provinces={"MI": _P(compensated3=3), "BG": _P(compensated3=-3)})
    there = position(TWO_PROVINCES, situation, LAW, TODAY)
    assert (_province(there, "MI").gap3, _province(there, "BG").surplus3) == (1, 0)
    assert there.art3.gap == 1


def test_a_public_employer_compensates_only_where_it_was_authorised() -> None:
    """§6.4, §6.1: same quotas; no compensation by law."""
    public = Situation("MI", EmployerKind.PUBLIC)
    there = position(TWO_PROVINCES, public, LAW, TODAY)
    assert (there.art3.quota, there.art3.gap, there.art3.surplus) == (14, 4, 3)
    step = next(step for step in there.steps if step.rule == "measure.art3.across_provinces")
    assert step.result == 0
    authorised = replace(public, provinces={"MI": _P(compensated3=3), "BG": _P(compensated3=-3)})
    assert position(TWO_PROVINCES, authorised, LAW, TODAY).art3.gap == 1


def test_a_surplus_beside_an_esonero_does_not_cover_another_province() -> None:
    """§5.3: note ML 1630/M76 of 11-10-2001."""
    situation = Situation("MI", provinces={"BG": _P(exempted=2)})
    there = position(TWO_PROVINCES, situation, LAW, TODAY)
    assert _province(there, "BG").real3 == -5
    assert there.art3.gap == 4


def test_places_taken_over_for_a_company_of_the_group_add_to_the_nation() -> None:
    situation = Situation("MI", EmployerKind.PRIVATE_IN_GROUP, provinces={"BG": _P(compensated3=-2)})
    there = position(TWO_PROVINCES, situation, LAW, TODAY)
    assert (there.art3.compensated, there.art3.gap) == (-2, 3)


def test_a_measure_in_a_province_without_people_is_still_read() -> None:
    situation = Situation("MI", provinces={"TO": _P(compensated3=-1)})
    there = position(staff(60), situation, LAW, TODAY)
    assert [p.province for p in there.provinces] == ["MI", "TO"]
    assert there.art3.gap == 5


# --- art. 18 and the transitional rule --------------------------------------------------------------------------

TRANSITIONAL = [
    # gap of art. 3, quota 18, surplus 18, in force since 2000, reduction: §4.5
    (1, 1, 2, 1, 1),
    (3, 1, 2, 2, 1),
    (3, 2, 1, 2, 1),
    (3, 2, 2, 1, 1),
    (1, 2, 2, 2, 1),
    (0, 1, 2, 1, 0),
    (3, 0, 2, 2, 0),
]


@pytest.mark.parametrize(("gap", "quota18", "surplus18", "since", "reduction"), TRANSITIONAL)
def test_the_transitional_reduction_is_the_least_of_four(
    gap: int, quota18: int, surplus18: int, since: int, reduction: int
) -> None:
    assert transitional_reduction(gap, quota18, surplus18, since) == reduction


@pytest.mark.parametrize(("first_day", "gap"), [("2000-01-17", 3), ("2000-01-18", 4)])
def test_only_art_18_workers_in_force_on_17_january_2000_help_art_3(first_day: str, gap: int) -> None:
    long_there = replace(protected_art18(), starts_on=LONG_AGO.fromisoformat(first_day))
    there = position([*staff(60), long_there, *[protected_art18()] * 2], "MI", LAW, TODAY)
    assert (there.art18.quota, there.art18.surplus, there.art3.quota) == (1, 2, 4)
    assert there.art3.gap == gap
    assert there.art3.transitional == 4 - gap


def test_every_measure_is_a_line_with_its_article() -> None:
    workers = [*staff(128), replace(protected_art18(), starts_on=LONG_AGO.replace(1999)), protected_art18()]
    workers += [protected_art18()]
    there = _with(
        workers, exempted=1, exemption_asked=1, suspended_share=Fraction(1, 5), compensated3=1,
        in_convention=1, gradual=1,
    )  # fmt: skip
    lines = [step for step in there.steps if step.rule.startswith("measure.art3.")]
    assert [step.rule.removeprefix("measure.art3.") for step in lines] == [
        "suspended",
        "exempted",
        "exemption_asked",
        "compensated",
        "transitional",
        "in_convention",
        "gradual",
    ]
    assert all(step.article for step in lines)
    assert there.art3.quota + sum(step.result for step in lines) == there.art3.gap
    assert [step.rule for step in lines if step.to_check] == ["measure.art3.gradual"]


@pytest.mark.parametrize("subject", list(Subject))
def test_the_last_line_is_what_is_missing_or_what_is_over(subject: Subject) -> None:
    there = position(TWO_PROVINCES, "MI", LAW, TODAY)
    side = there.art3 if subject is Subject.ART3 else there.art18
    step = next(step for step in there.steps if step.rule == f"scopertura.{subject}")
    assert step.result == (side.gap or side.surplus)


OFFICERS = [
    # employer, dependants, whether somebody must be in charge: DLgs 165/2001 art. 39-ter
    (EmployerKind.PUBLIC, 200, False),
    (EmployerKind.PUBLIC, 201, True),
    (EmployerKind.PUBLIC_ECONOMIC, 500, False),
    (EmployerKind.PRIVATE, 500, False),
]


@pytest.mark.parametrize(("kind", "dependants", "due"), OFFICERS)
def test_a_large_public_employer_names_who_is_in_charge_of_placements(
    kind: EmployerKind, dependants: int, due: bool
) -> None:
    steps = position(staff(dependants), Situation("MI", kind), LAW, TODAY).steps
    found = [step for step in steps if step.rule == "public.placement_officer"]
    assert [step.to_check for step in found] == [True] * due


@pytest.mark.parametrize("kind", list(EmployerKind))
def test_every_employer_owes_the_same_quota(kind: EmployerKind) -> None:
    there = position(staff(160), Situation("MI", kind), LAW, TODAY)
    assert (there.art3.quota, there.art18.quota) == (11, 2)
