"""Exact numbers as answers write them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.employers.obligations.documents.answers import encode, exact


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("9", 9),
        ("9.87", "9.87"),
        ("-1/2", "-0.5"),
        ("1/3", "1/3"),
        ("10.5", "10.5"),
        ("1/1000000", "0.000001"),
    ],
)
def test_a_number_without_an_end_is_a_fraction_and_the_others_decimals(value: str, written: object) -> None:
    assert exact(Fraction(value)) == written


@given(st.fractions())
def test_nothing_is_lost(value: Fraction) -> None:
    assert Fraction(exact(value)) == value


def test_what_answers_never_hold_is_no_text() -> None:
    with pytest.raises(NotImplementedError):
        encode(object())
