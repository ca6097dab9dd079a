"""The INPS incentive: who, how much, for how long, within which days (§9.1)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.rules.deadlines import incentive_deadlines
from portal.employers.obligations.rules.incentivi import (
    IncentiveContract,
    IncentiveHire,
    incentive,
    months_of,
)
from portal.kernel.refusals import Refused
from tests.employers.rules.workforce import LAW

PERMANENT, FIXED = IncentiveContract.PERMANENT, IncentiveContract.FIXED_TERM
HIRE = IncentiveHire(date(2026, 3, 2), PERMANENT, Fraction(26000), percentage=80)


@pytest.mark.parametrize(
    ("percentage", "mental", "euro", "months"),
    [
        (80, False, 54600, 36),
        (100, False, 54600, 36),
        (79, False, 27300, 36),
        (67, False, 27300, 36),
        (46, True, 91000, 60),
        (90, True, 91000, 60),
    ],
)
def test_a_pay_of_26000_euro_brings(percentage: int, mental: bool, euro: int, months: int) -> None:
    """§9.1: 70 % × 3 years, 35 % × 3, 70 % × 5."""
    found = incentive(replace(HIRE, percentage=percentage, mental=mental), LAW)
    assert (found.amount, found.months, found.reason) == (euro, months, None)


@pytest.mark.parametrize(("category", "share"), [(1, 70), (3, 70), (4, 35), (6, 35)])
def test_war_categories_stand_beside_percentages(category: int, share: int) -> None:
    found = incentive(replace(HIRE, percentage=None, war_category=category), LAW)
    assert (found.share * 100, found.months) == (share, 36)


@pytest.mark.parametrize(
    "hire",
    [
        replace(HIRE, percentage=66),
        replace(HIRE, percentage=45, mental=True),
        replace(HIRE, percentage=None, war_category=7),
        replace(HIRE, contract=FIXED, ends_on=date(2028, 3, 1)),
        replace(HIRE, contract=FIXED, percentage=70, mental=True, ends_on=date(2027, 2, 28)),
        replace(HIRE, employer=EmployerKind.PUBLIC),
        replace(HIRE, net_increase=False),
        replace(HIRE, contributions_regular=False),
    ],
)
def test_nothing_is_due_and_the_reason_is_told(hire: IncentiveHire) -> None:
    found = incentive(hire, LAW)
    assert (found.amount, found.months) == (0, 0)
    assert found.reason
    assert found.reason.endswith(".")


@pytest.mark.parametrize(
    ("ends_on", "months", "euro"),
    [(date(2027, 3, 1), 12, 18200), (date(2027, 9, 1), 18, 27300), (date(2032, 3, 1), 72, 109200)],
)
def test_a_fixed_term_of_twelve_months_is_paid_whole(ends_on: date, months: int, euro: int) -> None:
    hire = replace(HIRE, contract=FIXED, percentage=50, mental=True, ends_on=ends_on)
    found = incentive(hire, LAW)
    assert (found.months, found.amount) == (months, euro)


def test_public_economic_bodies_have_it_too() -> None:
    assert incentive(replace(HIRE, employer=EmployerKind.PUBLIC_ECONOMIC), LAW).amount == 54600


@pytest.mark.parametrize(
    "hire",
    [
        replace(HIRE, hired_on=date(2015, 12, 31)),
        replace(HIRE, yearly_pay=Fraction(0)),
        replace(HIRE, contract=FIXED),
        replace(HIRE, ends_on=date(2027, 3, 1)),
        replace(HIRE, contract=FIXED, ends_on=date(2026, 3, 1)),
        replace(HIRE, percentage=None),
    ],
)
def test_data_that_do_not_stand_are_refused(hire: IncentiveHire) -> None:
    with pytest.raises(Refused):
        incentive(hire, LAW)


def test_months_count_whole_and_the_rest_by_days() -> None:
    assert months_of(date(2026, 1, 1), date(2026, 12, 31)) == 12
    assert months_of(date(2026, 1, 1), date(2027, 1, 15)) == 12 + Fraction(15, 31)
    assert months_of(date(2026, 1, 31), date(2026, 2, 27)) == 1


def test_five_seven_and_fourteen_days() -> None:
    [asked] = incentive_deadlines(date(2026, 3, 2), None, LAW)
    assert asked.due_on == date(2026, 3, 7)
    found = incentive_deadlines(date(2026, 3, 2), date(2026, 3, 5), LAW)
    assert [one.due_on for one in found] == [date(2026, 3, 7), date(2026, 3, 12), date(2026, 3, 19)]


@given(
    st.integers(1, 100), st.booleans(), st.fractions(1, 200000), st.one_of(st.none(), st.integers(0, 2000))
)
def test_it_never_passes_the_pay_and_more_pay_never_brings_less(
    percentage: int, mental: bool, pay: Fraction, days: int | None
) -> None:
    hire = replace(HIRE, percentage=percentage, mental=mental, yearly_pay=pay)
    if days is not None:
        ends_on = date.fromordinal(HIRE.hired_on.toordinal() + days)
        hire = replace(hire, contract=FIXED, ends_on=ends_on)
    found = incentive(hire, LAW)
    assert 0 <= found.amount <= pay / 12 * found.months + 1
    assert incentive(replace(hire, yearly_pay=pay * 2), LAW).amount >= found.amount
    assert (found.amount > 0) is (found.reason is None)
