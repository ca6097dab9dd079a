"""Reminder ladders: which rung one stands on, on any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.ladders import ladder, reached

DUE = date(2027, 1, 31)
RUNGS = ladder(7, -30, 0, -7)


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        (date(2026, 12, 31), None),
        (date(2027, 1, 1), "before_30"),
        (date(2027, 1, 23), "before_30"),
        (date(2027, 1, 24), "before_7"),
        (date(2027, 1, 30), "before_7"),
        (date(2027, 1, 31), "on_day"),
        (date(2027, 2, 6), "on_day"),
        (date(2027, 2, 7), "after_7"),
        (date(2029, 2, 7), "after_7"),
    ],
)
def test_one_stands_on_the_latest_rung_whose_day_has_come(today: date, rung: str | None) -> None:
    found = reached(RUNGS, DUE, today)
    assert (found.name if found else None) == rung


@given(st.integers(-60, 60))
def test_with_time_one_only_climbs(days: int) -> None:
    today = DUE + timedelta(days=days)
    before, after = reached(RUNGS, DUE, today), reached(RUNGS, DUE, today + timedelta(days=1))
    assert before is None or (after is not None and after.days >= before.days)


def test_a_rung_is_said_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        ladder(-30, -30)
