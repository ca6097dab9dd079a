"""Self-certified esonero for work at 60 per mille or more (§5.2)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.employers.obligations.rules.esonero_60_permille import (
    SixtyPermille,
    contribution,
    highest_of_base,
    reaches_threshold,
    self_certified,
)
from portal.employers.obligations.rules.quota_di_riserva import units_art3
from portal.kernel.parameters import Evidence
from portal.kernel.refusals import Refused
from tests.employers.rules.workforce import LAW

ON = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("base", "workers", "in_force", "highest"),
    [
        (128, 40, 0, 3),  # 9 on all, 6 without them
        (128, 40, 7, 2),  # two places missing
        (128, 128, 0, 5),  # 60 % of 9
        (128, 0, 0, 0),
        (51, 1, 0, 2),  # 4 on all, 2 without
        (36, 1, 0, 1),  # 2 on all, 1 without
        (14, 14, 0, 0),
        (128, 40, 12, 0),
    ],
)
def test_the_smallest_of_three_limits(base: int, workers: int, in_force: int, highest: int) -> None:
    assert highest_of_base(base, workers, in_force, ON, LAW).highest == highest


@pytest.mark.parametrize(("permille", "right"), [("59.99", False), ("60", True), ("110", True)])
def test_the_threshold_is_sixty_included(permille: str, right: bool) -> None:
    assert reaches_threshold(Fraction(permille), ON, LAW) is right


def test_workers_above_the_base_and_units_above_the_law_are_refused() -> None:
    with pytest.raises(Refused, match="base di computo"):
        highest_of_base(20, 21, 0, ON, LAW)
    with pytest.raises(Refused, match="al massimo 3"):
        self_certified(SixtyPermille(128, 40, 4), 9, 0, ON, LAW)


def test_without_a_number_the_most_is_taken() -> None:
    assert self_certified(SixtyPermille(128, 40), 9, 0, ON, LAW)[0] == 3
    assert self_certified(SixtyPermille(128, 40, 1), 9, 0, ON, LAW)[0] == 1


@pytest.mark.parametrize(
    ("on", "euro", "evidence"),
    [
        (date(2021, 12, 31), "30.64", Evidence.TWO_SOURCES),
        (date(2022, 1, 1), "39.21", Evidence.ONE_SOURCE),
        (date(2027, 1, 1), "39.21", Evidence.UNVERIFIED),
    ],
)
def test_a_day_costs_what_was_in_force(on: date, euro: str, evidence: Evidence) -> None:
    step = contribution(1, 1, on, LAW)
    assert (step.result, step.evidence) == (Fraction(euro), evidence)


@given(st.integers(0, 2000), st.integers(0, 2000), st.integers(0, 200))
def test_never_above_any_limit(base: int, workers: int, in_force: int) -> None:
    workers = min(base, workers)
    quota = units_art3(base, LAW, ON)
    found = highest_of_base(base, workers, in_force, ON, LAW).highest
    assert 0 <= found <= max(0, quota - in_force)
    assert found <= quota - units_art3(base - workers, LAW, ON)
    assert found <= Fraction(6, 10) * quota + Fraction(1, 2)
