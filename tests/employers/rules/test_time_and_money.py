"""Since when, by when, at what cost: art. 9 c. 1 and c. 6, art. 15 c. 1 and c. 4."""

from collections.abc import Collection
from datetime import date, timedelta
from fractions import Fraction

import pytest

from portal.employers.obligations.rules.cost_of_inaction import (
    cost_of_inaction,
    late_prospetto_informativo,
    per_day,
)
from portal.employers.obligations.rules.deadlines import (
    prospetto_informativo_deadline,
    request_deadlines,
    request_due_on,
)
from portal.employers.obligations.rules.timeline import OpenPlace, open_places, quarters, timeline
from portal.employers.obligations.rules.working_days import working_days
from portal.employers.obligations.vocabulary import Subject
from tests.employers.rules.workforce import LAW, TODAY, employee, reserved, staff

FIXED = ((1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15), (10, 4), (11, 1), (12, 8), (12, 25), (12, 26))


def national(year: int) -> Collection[date]:
    """The fixed holidays of a year; Easter Monday of 2026 among them."""
    days = {date(year, month, day) for month, day in FIXED}
    return days | ({date(2026, 4, 6)} if year == 2026 else set())


def none(_year: int) -> Collection[date]:
    return ()


@pytest.mark.parametrize(
    ("first", "last", "week", "days"),
    [
        (date(2026, 3, 1), date(2026, 3, 31), 5, 22),
        (date(2026, 3, 1), date(2026, 3, 31), 6, 26),
        (date(2026, 4, 1), date(2026, 4, 30), 5, 21),
        (date(2026, 4, 1), date(2026, 4, 30), 6, 24),
        (date(2026, 12, 24), date(2026, 12, 28), 5, 2),
        (date(2026, 10, 4), date(2026, 10, 4), 6, 0),
        (date(2026, 3, 2), date(2026, 3, 1), 5, 0),
        (date(2025, 12, 29), date(2026, 1, 6), 5, 5),
    ],
)
def test_working_days_leave_out_week_ends_and_holidays(first: date, last: date, week: int, days: int) -> None:
    assert working_days(first, last, national, week=week) == days


def test_sixty_days_are_counted_not_two_months() -> None:
    """§2.2: the 15th countable employee on 10 March 2026 asks for the request by 9 May."""
    spans = timeline([*staff(14), employee(starts_on=date(2026, 3, 10))], LAW, TODAY)
    places = open_places(spans, TODAY)
    assert [(p.subject, p.number, p.since) for p in places] == [(Subject.ART3, 1, date(2026, 3, 10))]
    assert request_due_on(places[0].since, LAW) == date(2026, 5, 9)
    [deadline] = request_deadlines(places, LAW)
    assert (deadline.due_on, deadline.days, deadline.places) == (date(2026, 5, 9), 60, 1)
    assert deadline.article == "L. 68/1999 art. 9 c. 1"


def test_each_uncovered_place_has_its_own_day() -> None:
    """36 employees since May, the only person who covered left in September."""
    workers = [
        *staff(34),
        *[employee(starts_on=date(2026, 5, 4))] * 2,
        reserved(ends_on=date(2026, 9, 10)),
    ]
    places = open_places(timeline(workers, LAW, TODAY), TODAY)
    assert [p.since for p in places] == [date(2026, 5, 4), date(2026, 9, 11)]


def test_a_place_covered_for_a_while_starts_again_when_it_opens_again() -> None:
    workers = [*staff(15), reserved(starts_on=date(2026, 2, 1), ends_on=date(2026, 6, 30))]
    [place] = open_places(timeline(workers, LAW, TODAY), TODAY)
    assert place.since == date(2026, 7, 1)


def test_quarters_end_today_and_go_back() -> None:
    workers = [*staff(14), employee(starts_on=date(2026, 5, 1))]
    points = quarters(timeline(workers, LAW, TODAY), TODAY, 4)
    assert [day for day, _ in points] == [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), TODAY]
    assert [figures.quota3 for _, figures in points] == [0, 1, 1, 1]


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 11, 23), date(2027, 1, 31)),
        (date(2027, 1, 31), date(2027, 1, 31)),
        (date(2027, 2, 1), date(2028, 1, 31)),
    ],
)
def test_the_prospetto_is_due_on_31_january_with_the_picture_of_31_december(on: date, due: date) -> None:
    deadline = prospetto_informativo_deadline(on)
    assert deadline.due_on == due
    assert deadline.starts_on == date(due.year - 1, 12, 31)


@pytest.mark.parametrize(
    ("day", "euro"),
    [(date(2026, 3, 2), "196.05"), (date(2022, 1, 1), "196.05"), (date(2021, 12, 31), "153.20")],
)
def test_the_daily_sanction_is_five_times_the_contribution_of_that_day(day: date, euro: str) -> None:
    assert per_day(day, LAW) == Fraction(euro)


def _place(since: date) -> OpenPlace:
    return OpenPlace(Subject.ART3, 1, since)


def test_two_places_for_thirty_working_days_cost_11763_euro() -> None:
    """§5.4: 2 × 30 × 196.05, a quarter with the diffida; the first day is the sixty-first."""
    since = date(2026, 1, 5)
    first = since + timedelta(days=61)
    last = first
    while working_days(first, last, none) < 30:
        last += timedelta(days=1)
    cost = cost_of_inaction([_place(since), _place(since)], last, LAW, none)
    assert cost.amount == Fraction(11763)
    assert cost.with_diffida == Fraction("2940.75")
    assert [line.first_day for line in cost.lines] == [first, first]


def test_nothing_is_due_within_the_sixty_days() -> None:
    cost = cost_of_inaction([_place(date(2026, 10, 8))], date(2026, 12, 7), LAW, national)
    assert cost.amount == 0
    assert cost_of_inaction([_place(date(2026, 10, 8))], date(2026, 12, 9), LAW, national).lines[0].days == 1


def test_a_period_is_split_where_the_contribution_changed() -> None:
    cost = cost_of_inaction([_place(date(2021, 10, 31))], date(2022, 1, 3), LAW, none)
    assert cost.lines[0].days == 2
    assert cost.amount == Fraction("153.20") + Fraction("196.05")


def test_places_of_art_18_carry_no_daily_sanction() -> None:
    assert cost_of_inaction([OpenPlace(Subject.ART18, 1, date(2020, 1, 1))], TODAY, LAW, none).lines == ()


@pytest.mark.parametrize(
    ("sent_on", "euro"),
    [(date(2026, 2, 12), "1110.67"), (date(2026, 2, 1), "736.45"), (date(2026, 1, 31), "0")],
)
def test_a_late_prospetto_costs_by_calendar_days(sent_on: date, euro: str) -> None:
    """§5.4: twelve days late are 702.43 + 12 × 34.02."""
    assert late_prospetto_informativo(date(2026, 1, 31), sent_on, LAW) == Fraction(euro)
