"""When the register is silent, what is too much, which months are counted: tables of cases, days at their edges."""

from datetime import date, time, timedelta
from fractions import Fraction

import pytest

from portal.kernel.ladders import reached
from portal.tutoring.packs.delivered import delivered
from portal.tutoring.packs.rules import Pack, Scope
from portal.tutoring.packs.vocabulary import Category, RuleKind
from portal.tutoring.planned import Pattern
from portal.tutoring.rules import Pause, add_months, follow_ups, reminders_due, reviews
from portal.tutoring.signals import rules
from portal.tutoring.signals.rules import LOG_LADDER, Silence
from portal.tutoring.signals.vocabulary import SignalKind

MON, WED, FRI = 1, 3, 5


def pack(region: str = "IT", kind: RuleKind = RuleKind.TIS, on: date = date(2027, 1, 10)) -> Pack:
    return Pack(delivered(), Scope(region, kind, Category.DISABLED), on)


def pattern(first: date, last: date, *weekdays: int) -> Pattern:
    return Pattern(first, last, 12, weekdays or (MON, WED, FRI), time(8, 30), time(12, 30))


@pytest.mark.parametrize(
    ("last_line", "today", "found"),
    [
        # Monday 7 December 2026 is the first day
        (None, date(2026, 12, 7), None),
        (None, date(2026, 12, 8), Silence(date(2026, 12, 7), 1)),
        (date(2026, 12, 7), date(2026, 12, 9), None),
        (date(2026, 12, 7), date(2026, 12, 10), Silence(date(2026, 12, 9), 1)),
        # over Christmas, where Friday 25 is a holiday, and over the year
        (date(2026, 12, 23), date(2026, 12, 28), None),
        (date(2026, 12, 23), date(2027, 1, 2), Silence(date(2026, 12, 28), 2)),
        (date(2026, 12, 30), date(2027, 1, 5), Silence(date(2027, 1, 4), 1)),
        # after its end nothing more is expected
        (date(2027, 1, 29), date(2027, 3, 1), None),
    ],
)
def test_silence_begins_with_the_first_expected_day_without_a_line(
    last_line: date | None, today: date, found: Silence | None
) -> None:
    own = pattern(date(2026, 12, 7), date(2027, 1, 31))
    holidays = {date(2026, 12, 8), date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 6)}
    assert rules.silence(own, last_line, holidays, [], today) == found


def test_days_of_a_suspension_ask_for_nothing() -> None:
    own = pattern(date(2026, 12, 7), date(2027, 6, 30))
    pause = [Pause(date(2026, 12, 9), date(2026, 12, 16))]
    assert rules.silence(own, date(2026, 12, 7), set(), pause, date(2026, 12, 16)) is None
    assert rules.silence(own, date(2026, 12, 7), set(), pause, date(2026, 12, 17)) == Silence(
        date(2026, 12, 16), 1
    )
    lasting = [Pause(date(2026, 12, 9), None)]
    assert rules.silence(own, date(2026, 12, 7), set(), lasting, date(2027, 3, 1)) is None


@pytest.mark.parametrize(
    ("days", "rung", "warned"),
    [
        (2, None, False),
        (3, "after_3", False),
        (6, "after_3", False),
        (7, "after_7", False),
        (10, "after_7", True),
    ],
)
def test_the_tutor_is_reminded_twice_and_then_the_counsellor_is_warned(
    days: int, rung: str | None, warned: bool
) -> None:
    since = date(2028, 2, 24)  # over the twenty-ninth
    today = since + timedelta(days=days)
    found = reached(LOG_LADDER, since, today)
    assert (found.name if found else None) == rung
    assert (rules.missed_logs(pack(), Silence(since, 3), today) is not None) == warned


@pytest.mark.parametrize(
    ("region", "present", "absent", "raised"),
    [
        ("IT", 7, 2, False),  # two absences: too few to judge
        ("IT", 7, 3, False),  # 70 %: the threshold itself is enough
        ("IT", 6, 3, True),
        ("03", 8, 3, True),  # Lombardia asks for 80 %
        ("03", 12, 3, False),
        ("IT", 0, 3, True),
    ],
)
def test_absences_are_measured_by_the_threshold_of_the_region(
    region: str, present: int, absent: int, raised: bool
) -> None:
    found = rules.absences(pack(region), present, absent, date(2027, 1, 1))
    assert (found is not None) == raised
    if found is not None:
        assert (found.period, found.measured, found.out_of) == ("2027-01", present, present + absent)
        assert found.threshold == (Fraction(8, 10) if region == "03" else Fraction(7, 10))
        assert found.source


@pytest.mark.parametrize(
    ("pairs", "raised"),
    [
        ([(3, 3), (2, 4)], False),
        ([(3, 2)], True),
        ([(3, 2), (2, 2)], True),
        ([(3, 2), (2, 2), (1, 3)], False),
        ([(3, 2), (2, 1), (1, 3)], True),
    ],
)
def test_ratings_fall_when_half_of_the_goals_do(pairs: list[tuple[int, int]], raised: bool) -> None:
    assert (rules.falling(pack(), pairs, date(2027, 1, 5)) is not None) == raised


@pytest.mark.parametrize(("days", "raised"), [(59, False), (60, True), (400, True)])
def test_sixty_days_without_a_visit_are_too_many(days: int, raised: bool) -> None:
    since = date(2027, 12, 30)
    found = rules.no_visit(pack(), since, since + timedelta(days=days))
    assert (found is not None) == raised


@pytest.mark.parametrize(
    ("starts_on", "paused", "last"),
    [
        (date(2026, 3, 1), 0, date(2028, 2, 29)),  # 24 months end on a leap day
        (date(2026, 2, 28), 0, date(2028, 2, 27)),
        (date(2024, 2, 29), 0, date(2026, 2, 27)),  # begun on one
        (date(2026, 3, 1), 10, date(2028, 3, 10)),  # days of suspension do not count
    ],
)
def test_a_plan_is_too_long_on_the_day_after_its_longest_duration(
    starts_on: date, paused: int, last: date
) -> None:
    own = pack(on=starts_on)
    assert rules.too_long(own, starts_on, paused, False, last) is None
    found = rules.too_long(own, starts_on, paused, False, last + timedelta(days=1))
    assert found is not None
    assert (found.kind, found.since, found.measured) == (SignalKind.TOO_LONG, last, 24)
    # a TIS goes on where the public service attests the need
    assert rules.too_long(own, starts_on, paused, True, last + timedelta(days=1)) is None


def test_the_suspension_that_lasts_is_counted_until_today() -> None:
    pauses = [Pause(date(2027, 1, 1), date(2027, 1, 11)), Pause(date(2027, 2, 27), None)]
    assert rules.paused_days(pauses, date(2027, 3, 2)) == 10 + 3


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "today", "months"),
    [
        (date(2026, 12, 31), date(2027, 12, 31), date(2027, 1, 1), ["2026-12"]),
        (date(2028, 2, 29), date(2028, 3, 1), date(2028, 3, 1), ["2028-02"]),
        (date(2028, 2, 29), date(2028, 3, 1), date(2028, 4, 1), ["2028-02", "2028-03"]),
        (date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 1), ["2027-01", "2027-02"]),
    ],
)
def test_each_month_the_plan_touches_is_closed_when_it_ends(
    starts_on: date, ends_on: date, today: date, months: list[str]
) -> None:
    assert [one.key for one in reminders_due(starts_on, ends_on, today)] == months


@pytest.mark.parametrize(
    ("ended_on", "days"),
    [
        (date(2027, 1, 31), [date(2027, 2, 28), date(2027, 4, 30), date(2027, 7, 31), date(2028, 1, 31)]),
        (date(2028, 1, 31), [date(2028, 2, 29), date(2028, 4, 30), date(2028, 7, 31), date(2029, 1, 31)]),
        (date(2028, 2, 29), [date(2028, 3, 29), date(2028, 5, 29), date(2028, 8, 29), date(2029, 2, 28)]),
        (date(2026, 11, 30), [date(2026, 12, 30), date(2027, 2, 28), date(2027, 5, 30), date(2027, 11, 30)]),
    ],
)
def test_follow_ups_fall_on_the_same_day_of_their_month_or_on_its_last(
    ended_on: date, days: list[date]
) -> None:
    assert [day for _, day in follow_ups(ended_on)] == days
    assert add_months(ended_on, 12) == days[-1]


def test_reviews_of_a_plan_across_the_year_stop_before_its_end() -> None:
    assert reviews(date(2026, 12, 7), date(2027, 3, 31)) == [
        (30, date(2027, 1, 6)),
        (90, date(2027, 3, 7)),
    ]
