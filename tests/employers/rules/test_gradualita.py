"""Gradualità of an employer that became private (§6.3, to be verified)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.employers.obligations.rules.gradualita import Gradualita, gradual_places, valid
from portal.kernel.refusals import Refused

ACT = Gradualita(date(2025, 1, 1), date(2025, 3, 1), "Determina 12", Fraction(30), 4)


@pytest.mark.parametrize(
    ("quota", "in_force", "hires", "due", "postponed"),
    [(7, 2, 0, 0, 5), (7, 2, 4, 1, 4), (7, 2, 5, 1, 4), (7, 2, 6, 2, 3), (7, 2, 100, 5, 0), (7, 9, 10, 0, 0)],
)
def test_places_come_due_with_the_new_hires(
    quota: int, in_force: int, hires: int, due: int, postponed: int
) -> None:
    """30 % of 5 is 1.5: it stays at 1."""
    found = gradual_places(quota, in_force, hires, Fraction(30))
    assert (found.due, found.postponed) == (due, postponed)
    assert found.step.to_check


def test_an_act_that_stands() -> None:
    valid(ACT)


@pytest.mark.parametrize(
    "act",
    [
        Gradualita(ACT.transformed_on, ACT.act_on, "x", Fraction(0)),
        Gradualita(ACT.transformed_on, ACT.act_on, "x", Fraction(101)),
        Gradualita(ACT.transformed_on, ACT.act_on, "x", Fraction(30), -1),
        Gradualita(ACT.act_on, ACT.transformed_on, "x", Fraction(30)),
    ],
)
def test_an_act_that_does_not_stand_is_refused(act: Gradualita) -> None:
    with pytest.raises(Refused):
        valid(act)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 500), st.fractions(0, 100))
def test_due_and_postponed_make_what_is_missing(
    quota: int, in_force: int, hires: int, percentage: Fraction
) -> None:
    found = gradual_places(quota, in_force, hires, percentage)
    assert found.due + found.postponed == max(0, quota - in_force)
    assert found.due >= 0
    assert found.postponed >= 0
