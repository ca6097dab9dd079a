"""Days off of the nation and of the provinces, and terms counted in working days."""

from datetime import date

import pytest

from portal.reference import holidays_it, provinces
from portal.reference.register import UnknownCode


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 4, 6), "Lunedì dell'Angelo"),
        (date(2027, 3, 29), "Lunedì dell'Angelo"),
        (date(2026, 6, 2), "Festa della Repubblica"),
        (date(2026, 11, 1), "Ognissanti"),
        (date(2026, 12, 26), "Santo Stefano"),
    ],
)
def test_national_holidays_have_italian_names(day: date, name: str) -> None:
    assert holidays_it.holiday_name(day) == name


def test_the_fourth_of_october_is_a_holiday_from_2026_on() -> None:
    assert holidays_it.holiday_name(date(2025, 10, 4)) is None
    assert "San Francesco" in (holidays_it.holiday_name(date(2026, 10, 4)) or "")
    assert not holidays_it.is_working_day(date(2027, 10, 4))


def test_the_day_of_national_unity_gives_no_day_off() -> None:
    assert holidays_it.holiday_name(date(2025, 11, 2)) is None


def test_a_patron_saint_is_a_holiday_of_his_province_only() -> None:
    ambrogio = date(2026, 12, 7)
    assert holidays_it.holiday_name(ambrogio, "MI") == "Sant'Ambrogio"
    assert holidays_it.is_working_day(ambrogio)
    assert holidays_it.is_working_day(ambrogio, "TO")
    assert not holidays_it.is_working_day(ambrogio, "MI")


def test_every_province_has_its_holidays() -> None:
    national = set(holidays_it.of_year(2026))
    for province in provinces.entries():
        assert national <= set(holidays_it.of_year(2026, province.code)), province.code


def test_an_unknown_province_is_refused() -> None:
    with pytest.raises(UnknownCode):
        holidays_it.is_working_day(date(2026, 3, 2), "XX")


def test_saturdays_and_sundays_are_no_working_days() -> None:
    week = [date(2026, 3, day) for day in range(2, 9)]
    assert [holidays_it.is_working_day(day) for day in week] == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    ("start", "count", "province", "end"),
    [
        (date(2026, 3, 2), 1, None, date(2026, 3, 3)),
        (date(2026, 3, 6), 1, None, date(2026, 3, 9)),
        (date(2026, 4, 3), 1, None, date(2026, 4, 7)),
        (date(2026, 4, 7), -1, None, date(2026, 4, 3)),
        (date(2026, 12, 4), 1, None, date(2026, 12, 7)),
        (date(2026, 12, 4), 1, "MI", date(2026, 12, 9)),
        (date(2026, 12, 23), 3, None, date(2026, 12, 29)),
        (date(2026, 12, 24), 5, None, date(2027, 1, 4)),
        (date(2026, 4, 4), 0, None, date(2026, 4, 7)),
        (date(2026, 4, 3), 0, None, date(2026, 4, 3)),
    ],
)
def test_working_days_are_counted_over_weekends_and_holidays(
    start: date, count: int, province: str | None, end: date
) -> None:
    assert holidays_it.add_working_days(start, count, province) == end
