"""The arithmetic of a plan: weeks, hours, months, reminders, follow-ups; leap days and nights of the clock."""

from datetime import date, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.refusals import Refused
from portal.tutoring.rules import (
    Day,
    Month,
    Pause,
    add_months,
    check_day,
    check_period,
    follow_ups,
    hours_per_week,
    month_of,
    planned_hours,
    presence,
    reminders_due,
    reviews,
    silent_weeks,
    week_number,
    weeks,
)
from portal.tutoring.vocabulary import Absence

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
MONDAY = date(2026, 9, 28)
END = date(2027, 3, 26)


def worked(day: date, start: time = time(8, 30), end: time = time(12, 30)) -> Day:
    return Day(day, start, end, None)


def absent(day: date, why: Absence = Absence.ILLNESS) -> Day:
    return Day(day, None, None, why.value)


# --- months ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
        (date(2026, 11, 30), 13, date(2027, 12, 30)),
    ],
)
def test_so_many_months_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


@given(day=DAYS, months=st.integers(0, 60))
def test_months_never_skip_one_nor_pass_the_day(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@given(day=DAYS)
def test_a_month_ends_the_day_before_the_next_begins(day: date) -> None:
    month = month_of(day)
    assert month.first <= day <= month.last
    assert month.last + timedelta(days=1) == month.following().first
    assert month.following().previous() == month


def test_follow_ups_come_after_one_three_six_and_twelve_months() -> None:
    assert follow_ups(date(2027, 11, 30)) == [
        (1, date(2027, 12, 30)),
        (3, date(2028, 2, 29)),
        (6, date(2028, 5, 30)),
        (12, date(2028, 11, 30)),
    ]


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2026, 9, 30), []),
        (date(2026, 10, 1), ["2026-09"]),
        (date(2026, 11, 23), ["2026-09", "2026-10"]),
        (date(2027, 4, 1), ["2026-09", "2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03"]),
        (date(2027, 9, 1), ["2026-09", "2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03"]),
    ],
)
def test_every_month_in_which_the_plan_ran_is_asked_for_once_it_is_over(
    today: date, months: list[str]
) -> None:
    assert [month.key for month in reminders_due(MONDAY, END, today)] == months


# --- weeks and hours -------------------------------------------------------------------------------------------


def test_the_plan_of_the_guide_has_twenty_six_weeks_and_520_hours() -> None:
    assert weeks(MONDAY, END) == 26
    assert planned_hours(MONDAY, END, 20) == 520
    assert week_number(MONDAY, date(2026, 11, 23)) == 9


@pytest.mark.parametrize("start", [date(2026, 9, 28), date(2026, 10, 2), date(2026, 10, 4)])
def test_a_week_is_counted_from_its_monday_on_whichever_day_the_plan_starts(start: date) -> None:
    assert week_number(start, date(2026, 10, 4)) == 1
    assert week_number(start, date(2026, 10, 5)) == 2
    assert week_number(start, date(2026, 9, 27)) == 0


def test_weeks_go_on_over_the_end_of_a_year() -> None:
    assert week_number(date(2026, 12, 28), date(2027, 1, 3)) == 1
    assert week_number(date(2026, 12, 28), date(2027, 1, 4)) == 2


def test_hours_are_those_of_the_register_week_by_week() -> None:
    days = [
        worked(MONDAY),
        worked(MONDAY + timedelta(days=1), end=time(11, 0)),
        absent(MONDAY + timedelta(days=2)),
        worked(MONDAY + timedelta(days=14), end=time(8, 50)),
    ]
    until = MONDAY + timedelta(days=16)
    assert hours_per_week(days, MONDAY, until) == [Fraction(13, 2), Fraction(0), Fraction(1, 3)]


def test_the_night_on_which_the_clock_changes_is_an_hour_shorter_or_longer() -> None:
    assert worked(date(2026, 3, 29), time(1, 0), time(5, 0)).minutes == 3 * 60
    assert worked(date(2026, 10, 25), time(1, 0), time(5, 0)).minutes == 5 * 60
    assert worked(date(2026, 3, 28), time(1, 0), time(5, 0)).minutes == 4 * 60


@pytest.mark.parametrize(
    "day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 3, 30), date(2026, 10, 26)]
)
def test_a_morning_is_as_long_as_any_other_whatever_the_clock_did_that_night(day: date) -> None:
    assert worked(day).minutes == 4 * 60


def test_a_day_on_which_the_company_was_closed_is_no_absence() -> None:
    days = [
        worked(MONDAY),
        absent(MONDAY + timedelta(days=1)),
        absent(MONDAY + timedelta(days=2), Absence.CLOSED),
    ]
    assert presence(days) == (1, 2)


# --- a line of the register ------------------------------------------------------------------------------------


def check(day: Day, *, pauses: list[Pause] | None = None, today: date = date(2026, 11, 23)) -> None:
    check_day(day, starts_on=MONDAY, ends_on=END, today=today, pauses=pauses or [])


@pytest.mark.parametrize(
    ("line", "field", "words"),
    [
        (worked(date(2026, 11, 24)), "day", "futuro"),
        (absent(date(2026, 11, 24)), "day", "futuro"),
        (worked(date(2026, 9, 27)), "day", "28 settembre 2026"),
        (Day(MONDAY, None, time(12, 30), None), "starts_at", "entrata"),
        (Day(MONDAY, time(8, 30), None, None), "starts_at", "uscita"),
        (worked(MONDAY, time(12, 30), time(8, 30)), "ends_at", "viene dopo"),
        (worked(MONDAY, time(8, 30), time(8, 30)), "ends_at", "viene dopo"),
    ],
)
def test_a_wrong_line_is_refused_on_the_field_it_is_wrong_in(line: Day, field: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        check(line)
    assert refused.value.field == field
    assert words in refused.value.sentence


def test_first_and_last_day_belong_to_the_plan() -> None:
    check(worked(MONDAY))
    check(worked(END), today=END)
    with pytest.raises(Refused, match="è fuori"):
        check(worked(END + timedelta(days=1)), today=END + timedelta(days=1))


def test_in_a_pause_nobody_is_present_and_an_absence_may_be_written() -> None:
    pauses = [Pause(date(2026, 10, 12), date(2026, 10, 19))]
    with pytest.raises(Refused, match="sospeso"):
        check(worked(date(2026, 10, 12)), pauses=pauses)
    check(absent(date(2026, 10, 12)), pauses=pauses)
    check(worked(date(2026, 10, 19)), pauses=pauses)
    check(worked(date(2026, 10, 9)), pauses=pauses)


def test_a_pause_that_lasts_has_no_end() -> None:
    with pytest.raises(Refused, match="sospeso"):
        check(worked(date(2026, 11, 20)), pauses=[Pause(date(2026, 10, 12), None)])


# --- weeks without a line --------------------------------------------------------------------------------------


def silent(written: list[date], today: date, pauses: list[Pause] | None = None) -> list[date]:
    return silent_weeks(written, starts_on=MONDAY, ends_on=END, today=today, pauses=pauses or [])


def test_a_week_is_asked_for_when_it_is_over_and_holds_no_line() -> None:
    assert silent([], MONDAY + timedelta(days=6)) == []
    assert silent([], MONDAY + timedelta(days=7)) == [MONDAY]
    assert silent([MONDAY + timedelta(days=3)], MONDAY + timedelta(days=7)) == []
    assert silent([MONDAY], MONDAY + timedelta(days=14)) == [MONDAY + timedelta(days=7)]


def test_a_week_with_a_pause_in_it_is_not_asked_for() -> None:
    pause = Pause(MONDAY + timedelta(days=3), MONDAY + timedelta(days=9))
    assert silent([], MONDAY + timedelta(days=21), [pause]) == [MONDAY + timedelta(days=14)]


def test_weeks_after_the_end_are_not_asked_for() -> None:
    found = silent([], END + timedelta(days=60))
    assert found[-1] == date(2027, 3, 22)
    assert len(found) == 26


def test_a_plan_that_starts_on_a_saturday_is_not_asked_for_that_week() -> None:
    saturday = MONDAY + timedelta(days=5)
    found = silent_weeks([], starts_on=saturday, ends_on=END, today=MONDAY + timedelta(days=14))
    assert found == [MONDAY + timedelta(days=7)]


# --- period and reviews ----------------------------------------------------------------------------------------


def test_an_end_that_does_not_follow_the_start_is_refused() -> None:
    for end in (MONDAY, MONDAY - timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            check_period(MONDAY, end)
        assert refused.value.field == "ends_on"


def test_reviews_fall_within_the_plan() -> None:
    assert reviews(MONDAY, END) == [(30, date(2026, 10, 28)), (90, date(2026, 12, 27))]
    assert reviews(MONDAY, MONDAY + timedelta(days=30)) == []


def test_a_month_has_its_key() -> None:
    assert Month(2026, 3).key == "2026-03"
