"""The timed hires of a convention of art. 11 (§8.2)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.employers.obligations.rules.programma_di_assunzioni import (
    TimedHires,
    programme_problems,
    programme_standing,
)

PLAN = [TimedHires(date(2026, 6, 30), 1), TimedHires(date(2026, 12, 31), 2), TimedHires(date(2027, 6, 30), 1)]
MAY = date(2026, 5, 4)


@pytest.mark.parametrize(
    ("on", "hires", "open_places", "late", "breached_on"),
    [
        (date(2026, 6, 30), [], 4, 0, None),
        (date(2026, 7, 1), [], 0, 1, date(2026, 7, 1)),
        (date(2026, 7, 1), [MAY], 3, 0, None),
        (date(2027, 1, 1), [MAY, MAY], 0, 1, date(2027, 1, 1)),
        (date(2027, 1, 1), [], 0, 3, date(2026, 7, 1)),
        (date(2027, 1, 1), [MAY, MAY, MAY], 1, 0, None),
        (date(2027, 7, 1), [MAY] * 4, 0, 0, None),
        (date(2026, 7, 1), [date(2026, 7, 2)], 0, 1, date(2026, 7, 1)),
    ],
)
def test_places_wait_while_the_hires_are_in_time(
    on: date, hires: list[date], open_places: int, late: int, breached_on: date | None
) -> None:
    found = programme_standing(PLAN, hires, on)
    assert (found.open_places, found.late, found.breached_on) == (open_places, late, breached_on)
    assert found.respected is (late == 0)


def test_the_next_hires_are_those_still_to_make() -> None:
    assert programme_standing(PLAN, [MAY, MAY], date(2026, 7, 1)).next_due == TimedHires(
        date(2026, 12, 31), 1
    )
    assert programme_standing(PLAN, [MAY] * 4, date(2026, 7, 1)).next_due is None


def test_a_later_hire_makes_good() -> None:
    on = date(2026, 8, 1)
    assert not programme_standing(PLAN, [], on).respected
    assert programme_standing(PLAN, [date(2026, 7, 20)], on).respected


def test_problems_of_a_programme_come_together() -> None:
    rows = [
        TimedHires(date(2025, 1, 1), 0),
        TimedHires(date(2026, 6, 30), 3),
        TimedHires(date(2026, 6, 30), 2),
    ]
    found = programme_problems(rows, date(2026, 1, 1), date(2027, 12, 31), 4)
    assert [row for row, _ in found] == [0, 0, None, None]
    assert [row for row, _ in programme_problems([], date(2026, 1, 1), date(2027, 1, 1), 4)] == [None]
    assert programme_problems(PLAN, date(2026, 1, 1), date(2027, 12, 31), 4) == []


@given(
    st.lists(st.tuples(st.integers(0, 700), st.integers(1, 4)), max_size=5),
    st.lists(st.integers(0, 700), max_size=8),
    st.integers(0, 800),
)
def test_open_and_late_places_never_pass_what_is_planned(
    plan: list[tuple[int, int]], hires: list[int], day: int
) -> None:
    start = date(2026, 1, 1)
    on = start + timedelta(days=day)
    found = programme_standing(
        [TimedHires(start + timedelta(days=after), people) for after, people in plan],
        [start + timedelta(days=after) for after in hires],
        on,
    )
    assert 0 <= found.open_places <= found.planned
    assert found.late == 0 or found.open_places == 0
    assert (found.late > 0) is (found.breached_on is not None)
