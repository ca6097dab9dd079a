"""Cents, spells, and the dated figures themselves (§0)."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.employers.obligations.rules.money import cents, in_words, to_cent
from portal.employers.obligations.rules.spells import overlapping, spells
from portal.kernel.parameters import Evidence, NoParameter, Parameter, Parameters
from tests.employers.rules.workforce import LAW


@pytest.mark.parametrize(
    ("euro", "words"),
    [
        ("277.6675", "277.67"),
        ("277.665", "277.67"),
        ("277.6649", "277.66"),
        ("0", "0.00"),
        ("0.005", "0.01"),
        ("11763", "11763.00"),
        ("-1.005", "-1.01"),
    ],
)
def test_half_a_cent_goes_up(euro: str, words: str) -> None:
    assert in_words(Fraction(euro)) == words
    assert to_cent(Fraction(euro)) == Fraction(words)


@given(st.integers(-(10**12), 10**12))
def test_whole_cents_stay_as_they_are(amount: int) -> None:
    assert cents(Fraction(amount, 100)) == amount


def test_spells_end_where_the_next_begins() -> None:
    first, last = date(2025, 12, 30), date(2026, 1, 2)
    assert spells(first, last, [date(2026, 1, 2), date(2020, 1, 1)], by_year=True) == [
        (date(2025, 12, 30), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 1, 2), date(2026, 1, 2)),
    ]
    assert spells(last, first, []) == []


@pytest.mark.parametrize(
    ("periods", "found"),
    [
        ([((1, 1), (3, 31)), ((4, 1), None)], None),
        ([((1, 1), (4, 1)), ((4, 1), None)], (0, 1)),
        ([((4, 1), (5, 1)), ((1, 1), None)], (1, 0)),
        ([], None),
    ],
)
def test_two_periods_that_share_a_day_are_found(
    periods: list[tuple[tuple[int, int], tuple[int, int] | None]], found: tuple[int, int] | None
) -> None:
    days = [(date(2026, *first), date(2026, *last) if last else None) for first, last in periods]
    assert overlapping(days) == found


@given(
    st.dates(date(2018, 1, 1), date(2030, 1, 1)),
    st.integers(0, 2000),
    st.lists(st.dates(date(2018, 1, 1), date(2035, 1, 1)), max_size=6),
)
def test_spells_tile_their_period(first: date, length: int, cuts: list[date]) -> None:
    last = first + timedelta(days=length)
    found = spells(first, last, cuts, by_year=True)
    assert sum((end - start).days + 1 for start, end in found) == length + 1
    assert (found[0][0], found[-1][1]) == (first, last)


def test_of_two_figures_with_one_first_day_the_last_given_holds() -> None:
    one = Parameter("x", Fraction(1), date(2027, 1, 1), None, "legge", Evidence.UNVERIFIED)
    other = Parameter("x", Fraction(2), date(2027, 1, 1), None, "decreto", Evidence.TWO_SOURCES)
    both = Parameters([one, other])
    assert both.value("x", date(2027, 1, 1)) == 2
    assert both.known("x", date(2027, 1, 1))
    assert not both.known("x", date(2026, 12, 31))
    with pytest.raises(NoParameter):
        both.row("x", date(2026, 12, 31))


@pytest.mark.parametrize(
    ("key", "on", "value", "evidence"),
    [
        ("esonero.contributo_day", date(2021, 12, 31), "30.64", Evidence.TWO_SOURCES),
        ("esonero.contributo_day", date(2026, 11, 22), "39.21", Evidence.TWO_SOURCES),
        ("esonero.contributo_day", date(2027, 1, 1), "39.21", Evidence.UNVERIFIED),
        ("sanction.prospetto_fixed", date(2026, 11, 22), "702.43", Evidence.TWO_SOURCES),
        ("sanction.prospetto_fixed", date(2021, 12, 31), "635.11", Evidence.TWO_SOURCES),
        ("sanction.prospetto_per_day", date(2027, 2, 1), "34.02", Evidence.UNVERIFIED),
        ("esonero.cap_pct", date(2026, 11, 22), "3/5", Evidence.TWO_SOURCES),
        ("esonero.cap_pct_security_transport", date(2026, 11, 22), "4/5", Evidence.TWO_SOURCES),
        ("esonero60.threshold_permille", date(2026, 11, 22), "60", Evidence.TWO_SOURCES),
        ("conv12bis.cap_pct", date(2025, 12, 30), "1/10", Evidence.TWO_SOURCES),
        ("conv12bis.cap_pct", date(2025, 12, 31), "3/5", Evidence.TWO_SOURCES),
        ("request_deadline_days", date(2026, 11, 22), "60", Evidence.TWO_SOURCES),
    ],
)
def test_the_figures_of_the_law(key: str, on: date, value: str, evidence: Evidence) -> None:
    row = LAW.row(key, on)
    assert (row.value, row.evidence) == (Fraction(value), evidence)


def test_every_figure_has_a_source_and_days_in_order() -> None:
    for row in LAW:
        assert row.source.strip(), row.key
        assert row.valid_to is None or row.valid_from <= row.valid_to, row.key
