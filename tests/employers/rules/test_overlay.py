"""Figures entered over those delivered: days, values as people type them, acts read again."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.overlay import (
    Act,
    ActKind,
    Unit,
    entered,
    laid_over,
    overlaps,
    period_problem,
    read_value,
)
from portal.kernel.parameters import Evidence, Parameter, Parameters

ONE = UUID(int=1)


def row(value: int, first: date, last: date | None = None, key: str = "k") -> Parameter:
    return Parameter(key, Fraction(value), first, last, "L. 68/1999", Evidence.UNVERIFIED)


OLD = row(1, date(2020, 1, 1))


def values(rows: list[Parameter], *days: date) -> list[int]:
    return [int(Parameters(rows).value("k", day)) for day in days]


def test_an_entered_figure_holds_on_its_days_and_the_delivered_one_around_them() -> None:
    rows = laid_over([OLD], [row(2, date(2026, 1, 1), date(2026, 12, 31))])
    days = date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)
    assert values(rows, *days) == [1, 2, 2, 1]
    assert sorted((one.valid_from, one.valid_to) for one in rows if one.value == 1) == [
        (date(2020, 1, 1), date(2025, 12, 31)),
        (date(2027, 1, 1), None),
    ]


def test_an_entered_figure_wins_over_a_later_delivered_one_on_its_days() -> None:
    rows = laid_over([OLD, row(3, date(2027, 1, 1))], [row(2, date(2026, 1, 1))])
    assert values(rows, date(2025, 6, 1), date(2026, 6, 1), date(2030, 1, 1)) == [1, 2, 2]


def test_other_keys_stay_as_they_are() -> None:
    other = row(9, date(2020, 1, 1), key="other")
    assert other in laid_over([OLD, other], [row(2, date(2020, 1, 1))])


@given(
    st.integers(0, 3000),
    st.integers(0, 3000),
    st.integers(0, 3000),
    st.integers(0, 3000),
)
def test_rows_of_one_key_never_overlap_once_laid_over(a: int, b: int, c: int, d: int) -> None:
    start = date(2018, 1, 1).toordinal()
    delivered = row(1, date.fromordinal(start + min(a, b)), date.fromordinal(start + max(a, b)))
    over = row(2, date.fromordinal(start + min(c, d)), date.fromordinal(start + max(c, d)))
    rows = sorted(laid_over([delivered], [over]), key=lambda one: one.valid_from)
    for before, after in pairwise(rows):
        assert not overlaps(before, after.valid_from, after.valid_to)
    for offset in range(0, 3001, 97):
        day = date.fromordinal(start + offset)
        held = [one for one in rows if one.in_force(day)]
        expected = over if over.in_force(day) else delivered if delivered.in_force(day) else None
        assert [int(one.value) for one in held] == ([int(expected.value)] if expected else [])


def test_acts_are_read_in_their_order() -> None:
    acts = [
        Act(1, ONE, ActKind.ENTERED, row(2, date(2026, 1, 1))),
        Act(2, ONE, ActKind.ENDED, last_day=date(2026, 6, 30)),
    ]
    [found] = entered(acts)
    assert (found.parameter.valid_to, found.withdrawn) == (date(2026, 6, 30), False)
    [gone] = entered([*acts, Act(3, ONE, ActKind.WITHDRAWN)])
    assert gone.withdrawn
    assert gone.parameter.value == 2


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("39,21", Unit.EURO, Fraction(3921, 100)),
        ("39.21 €", Unit.EURO, Fraction(3921, 100)),
        ("7/100", Unit.SHARE, Fraction(7, 100)),
        ("7 %", Unit.SHARE, Fraction(7, 100)),
        ("7,5%", Unit.SHARE, Fraction(3, 40)),
        ("1/3", Unit.SHARE, Fraction(1, 3)),
        ("60", Unit.DAYS, Fraction(60)),
        ("46", Unit.POINTS, Fraction(46)),
        ("sì", Unit.YES_NO, Fraction(1)),
        ("no", Unit.YES_NO, Fraction(0)),
    ],
)
def test_a_value_is_read_exactly(typed: str, unit: Unit, value: Fraction) -> None:
    assert read_value(typed, unit) == value


@pytest.mark.parametrize(
    ("typed", "unit", "words"),
    [
        ("abc", Unit.EURO, "numero positivo"),
        ("-3", Unit.EURO, "numero positivo"),
        ("1e9", Unit.EURO, "numero positivo"),
        ("7/0", Unit.SHARE, "zero sotto"),
        ("1.234", Unit.EURO, "due modi"),
        ("7", Unit.SHARE, "fra 0 e 1"),
        ("12,5", Unit.DAYS, "unità intere"),
        ("101", Unit.POINTS, "da 0 a 100"),
        ("2", Unit.YES_NO, "sì o no"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_with_its_reason(typed: str, unit: Unit, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_value(typed, unit)


@pytest.mark.parametrize(
    ("first", "last", "fine"),
    [
        (date(2026, 1, 1), None, True),
        (date(2026, 1, 1), date(2026, 1, 1), True),
        (date(2026, 1, 2), date(2026, 1, 1), False),
        (date(1999, 12, 31), None, False),
        (date(2000, 1, 17), None, True),
    ],
)
def test_a_period_ends_after_it_begins_and_begins_with_the_law(
    first: date, last: date | None, fine: bool
) -> None:
    assert (period_problem(first, last) is None) is fine
