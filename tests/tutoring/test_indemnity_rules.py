"""What a month earns, to the cent: thresholds by region, months begun, ended and suspended midway, clock changes."""

from datetime import date, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.tutoring.indemnities.rules import Minutes, cents, earned, minutes_of, share, whole_month
from portal.tutoring.packs.delivered import delivered
from portal.tutoring.packs.rules import Pack, Scope
from portal.tutoring.packs.vocabulary import Category, RuleKind
from portal.tutoring.planned import Pattern
from portal.tutoring.rules import Day, Month, Pause


def pack(
    region: str = "IT", kind: RuleKind = RuleKind.EXTRACURRICULAR, on: date = date(2026, 11, 30)
) -> Pack:
    return Pack(delivered(), Scope(region, kind, Category.DISABLED), on)


@pytest.mark.parametrize(
    ("region", "done", "due", "source"),
    [
        # l68-rules.md §10.6: 66 of 100 hours, nationally under 70 %, no right; Lombardia under 80 %, in proportion
        ("IT", 66, 0, "Linee guida 25-05-2017"),
        ("IT", 70, 500_00, "Linee guida 25-05-2017"),
        ("03", 66, 330_00, "Lombardia DGR 7763 del 17-01-2018"),
        ("03", 79, 395_00, "Lombardia DGR 7763 del 17-01-2018"),
        ("03", 80, 500_00, "Lombardia DGR 7763 del 17-01-2018"),
        ("10", 74, 0, "Umbria: pagina regionale precedente"),
        ("10", 75, 500_00, "Umbria: pagina regionale precedente"),
        ("IT", 130, 500_00, "Linee guida 25-05-2017"),
        ("IT", 0, 0, "Linee guida 25-05-2017"),
    ],
)
def test_of_a_hundred_hours_each_region_pays_by_its_own_threshold(
    region: str, done: int, due: int, source: str
) -> None:
    found = earned(pack(region), 500_00, Minutes(6000, 6000, 60 * done))
    assert (found.base, found.due, found.source) == (500_00, due, source)


@pytest.mark.parametrize(
    ("amount", "whole"),
    [
        (Fraction(1, 2), 1),
        (Fraction(1, 3), 0),
        (Fraction(2, 3), 1),
        (Fraction(33333, 2), 16667),
        (Fraction(7), 7),
    ],
)
def test_half_a_cent_goes_upward(amount: Fraction, whole: int) -> None:
    assert cents(amount) == whole


def test_thirds_are_exact_until_the_last_cent() -> None:
    # Lombardia, 2 of 3 parts of 500 €: 333,33 and not a cent of a float more
    assert earned(pack("03"), 500_00, Minutes(300, 300, 200)).due == 333_33


WEEK = Pattern(date(2026, 1, 1), date(2026, 12, 31), 20, (1, 2, 3, 4, 5), time(8, 30), time(12, 30))


@pytest.mark.parametrize(
    ("month", "holidays", "days"),
    [
        (Month(2026, 2), set(), 20),
        (Month(2028, 2), set(), 21),  # a leap year: Tuesday the twenty-ninth
        (Month(2026, 12), {date(2026, 12, 8), date(2026, 12, 25)}, 21),
        (Month(2026, 10), set(), 22),
    ],
)
def test_a_whole_month_expects_its_working_days(month: Month, holidays: set[date], days: int) -> None:
    found = whole_month(WEEK, month, holidays)
    assert len(found) == days
    assert set(found.values()) == {240}
    assert all(month.first <= day <= month.last for day in found)


def counted(
    month: Month, starts_on: date, ends_on: date, *pauses: Pause, closed: frozenset[date] = frozenset()
) -> Minutes:
    return minutes_of(
        whole_month(WEEK, month, set()),
        starts_on=starts_on,
        ends_on=ends_on,
        pauses=pauses,
        closed=closed,
        done=0,
    )


def test_of_a_month_begun_ended_or_suspended_midway_only_its_own_days_count() -> None:
    november, year = Month(2026, 11), (date(2026, 1, 1), date(2026, 12, 31))
    assert counted(november, *year) == Minutes(21 * 240, 21 * 240, 0)
    assert counted(november, date(2026, 11, 16), year[1]).counted == 11 * 240
    assert counted(november, year[0], date(2026, 11, 13)).counted == 10 * 240
    paused = Pause(date(2026, 11, 9), date(2026, 11, 16))
    assert counted(november, *year, paused).counted == 16 * 240
    assert counted(november, *year, Pause(date(2026, 10, 1), None)).counted == 0
    half = earned(pack(), 400_00, Minutes(240 * 20, 240 * 10, 240 * 10))
    assert (half.base, half.due) == (200_00, 200_00)


def test_a_day_on_which_the_company_was_closed_is_nobody_s_absence() -> None:
    found = counted(
        Month(2026, 11), date(2026, 1, 1), date(2026, 12, 31), closed=frozenset({date(2026, 11, 2)})
    )
    assert (found.whole, found.counted) == (20 * 240, 20 * 240)


def test_a_month_of_which_nothing_was_expected_earns_nothing() -> None:
    assert earned(pack(), 400_00, Minutes(4800, 0, 0)).due == 0
    assert share(Minutes(4800, 0, 0)) is None


def test_the_band_of_greater_support_earns_nothing() -> None:
    own = pack(kind=RuleKind.SOCIO_HIGH_SUPPORT)
    assert earned(own, 400_00, Minutes(4800, 4800, 4800)).due == 0


@pytest.mark.parametrize(
    ("day", "minutes"),
    [
        (date(2026, 10, 25), 5 * 60),  # the night has an hour more
        (date(2026, 3, 29), 3 * 60),  # and one less
        (date(2026, 10, 26), 4 * 60),
    ],
)
def test_a_night_in_which_the_clock_changes_counts_the_hours_that_pass(day: date, minutes: int) -> None:
    assert Day(day, time(0), time(4), None).minutes == minutes


@given(
    st.integers(0, 300_000),
    st.integers(1, 12_000),
    st.integers(0, 12_000),
    st.integers(0, 14_000),
    st.sampled_from(["IT", "03", "10", "12"]),
)
def test_nobody_ever_gets_more_than_was_agreed(
    agreed: int, whole: int, counted: int, done: int, region: str
) -> None:
    found = earned(pack(region), agreed, Minutes(whole, min(whole, counted), done))
    assert 0 <= found.due <= found.base <= agreed
