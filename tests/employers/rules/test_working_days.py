"""Working days: five or six a week, holidays of the nation, of the comune and of the contract (§5.1)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.employers.obligations.calendars import name_of, work_calendar
from portal.employers.obligations.rules.working_days import counted
from tests.employers.rules.calendar_of_tests import FIVE, MILANO, SIX

DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("month", "five", "six"),
    [(1, 20, 25), (2, 20, 24), (3, 22, 26), (4, 21, 24), (5, 20, 25), (6, 21, 25),
     (8, 21, 25), (10, 22, 27), (11, 21, 25), (12, 21, 24)],
)  # fmt: skip
def test_a_month_of_2026(month: int, five: int, six: int) -> None:
    first = date(2026, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    assert (FIVE.count(first, last), SIX.count(first, last)) == (five, six)


def test_march_2026_has_22_days_of_five_a_week() -> None:
    """§5.1."""
    assert FIVE.count(date(2026, 3, 1), date(2026, 3, 31)) == 22


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "Capodanno"),
        (date(2026, 1, 6), "Epifania"),
        (date(2026, 4, 6), "Lunedì dell'Angelo"),
        (date(2025, 4, 25), "Anniversario della Liberazione"),
        (date(2026, 5, 1), "Festa del Lavoro"),
        (date(2026, 6, 2), "Festa della Repubblica"),
        (date(2025, 8, 15), "Assunzione della Beata Vergine Maria"),
        (date(2024, 11, 1), "Ognissanti"),
        (date(2026, 12, 8), "Immacolata Concezione"),
        (date(2026, 12, 25), "Natale"),
        (date(2025, 12, 26), "Santo Stefano"),
    ],
)
def test_each_national_holiday_takes_its_day(day: date, name: str) -> None:
    assert FIVE.count(day, day) == 0
    assert name_of(day, FIVE) == name


@pytest.mark.parametrize(("year", "works"), [(2021, 1), (2027, 0), (2028, 0)])
def test_the_fourth_of_october_is_off_only_from_2026(year: int, works: int) -> None:
    assert FIVE.count(date(year, 10, 4), date(year, 10, 4)) == works


def test_in_2026_the_fourth_of_october_is_a_sunday() -> None:
    assert SIX.count(date(2026, 10, 4), date(2026, 10, 4)) == 0
    assert counted(date(2026, 10, 1), date(2026, 10, 31), SIX).days_off == ()


def test_the_patron_saint_of_the_capital_counts_in_its_province_only() -> None:
    ambrogio = date(2026, 12, 7)
    assert (FIVE.count(ambrogio, ambrogio), MILANO.count(ambrogio, ambrogio)) == (1, 0)
    assert name_of(ambrogio, MILANO, "MI") == "Sant'Ambrogio"


def test_the_saint_of_the_comune_stands_in_for_the_one_of_the_capital() -> None:
    monza = work_calendar(province="MI", patron_saint=(6, 24))
    assert monza.count(date(2026, 6, 24), date(2026, 6, 24)) == 0
    assert monza.count(date(2026, 12, 7), date(2026, 12, 7)) == 1
    assert name_of(date(2026, 6, 24), monza) == "Santo patrono"


def test_a_saint_of_29_february_is_a_day_off_in_leap_years() -> None:
    leap = work_calendar(patron_saint=(2, 29))
    assert leap.count(date(2028, 2, 29), date(2028, 2, 29)) == 0
    assert leap.count(date(2027, 2, 26), date(2027, 3, 1)) == 2


def test_days_of_the_contract_are_off_and_a_day_that_is_off_twice_counts_once() -> None:
    own = work_calendar(
        province="MI",
        contractual=[date(2026, 12, 24), date(2026, 12, 7), date(2026, 12, 25), date(2026, 12, 27)],
    )
    found = counted(date(2026, 12, 1), date(2026, 12, 31), own)
    assert found.days == 21 - 1 - 1
    assert [step.operands[0][1] for step in found.steps] == [31, 2, 1, 1]
    assert [step.result for step in found.steps] == [23, 21, 20, 19]
    assert name_of(date(2026, 12, 24), own) == "Giorno festivo del contratto"


def test_an_empty_period_has_no_days() -> None:
    assert counted(date(2026, 3, 2), date(2026, 3, 1), FIVE).days == 0


@given(DAYS, st.integers(0, 900), st.integers(0, 900))
def test_two_halves_make_the_whole(first: date, one: int, other: int) -> None:
    middle = first + timedelta(days=one)
    last = middle + timedelta(days=other)
    assert MILANO.count(first, last) == MILANO.count(first, middle) + MILANO.count(
        middle + timedelta(days=1), last
    )


@given(DAYS, st.integers(0, 900))
def test_the_lines_end_at_the_count_and_six_days_are_never_fewer(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = counted(first, last, MILANO)
    assert found.days == MILANO.count(first, last) == found.steps[-1].result
    assert all(day.weekday() < 5 and first <= day <= last for day in found.days_off)
    assert SIX.count(first, last) >= FIVE.count(first, last) >= found.days
