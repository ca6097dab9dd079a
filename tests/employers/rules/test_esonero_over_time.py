"""The contribution over a period: split where something changes, never over 31 December (§5.1)."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.employers.obligations.rules.esonero import EsoneroSector, ProvinceStanding
from portal.employers.obligations.rules.esonero_60_permille import SixtyPermille
from portal.employers.obligations.rules.esonero_over_time import (
    EsoneroFrom,
    EsoneroOver,
    EsoneroRequest,
    EsoneroStatus,
    PartSuspended,
    esonero_over,
    percentage_on,
)
from portal.employers.obligations.rules.sospensione import SuspensionCause
from portal.kernel.refusals import Refused
from tests.employers.rules.calendar_of_tests import FIVE
from tests.employers.rules.workforce import LAW

JANUARY = date(2026, 1, 1)
SIXTY = Fraction(60)
NINE = EsoneroFrom(JANUARY, ProvinceStanding(9, 5), SIXTY)


def over(first: date, last: date, *states: EsoneroFrom) -> EsoneroOver:
    return esonero_over(first, last, states, EsoneroSector.ORDINARY, FIVE, LAW)


def test_march_2026_costs_3450_48() -> None:
    """§5.1."""
    found = over(date(2026, 3, 1), date(2026, 3, 31), NINE)
    assert [(one.units, one.days) for one in found.spells] == [(4, 22)]
    assert found.amount == Fraction("3450.48")


def test_a_spell_begins_when_a_person_leaves() -> None:
    left = replace(NINE, starts_on=date(2026, 3, 16), standing=ProvinceStanding(9, 4))
    found = over(date(2026, 3, 1), date(2026, 3, 31), NINE, left)
    assert [(one.first, one.last, one.units, one.days) for one in found.spells] == [
        (date(2026, 3, 1), date(2026, 3, 15), 4, 10),
        (date(2026, 3, 16), date(2026, 3, 31), 5, 12),
    ]
    assert found.amount == (4 * 10 + 5 * 12) * Fraction("39.21")


def test_no_spell_crosses_31_december_and_years_are_paid_apart() -> None:
    since = replace(NINE, starts_on=date(2021, 6, 1))
    found = over(date(2021, 12, 1), date(2022, 1, 31), since)
    assert [(one.first.year, one.days, one.per_day) for one in found.spells] == [
        (2021, 22, Fraction("30.64")),
        (2022, 20, Fraction("39.21")),
    ]
    assert [(one.year, one.amount) for one in found.years] == [
        (2021, 4 * 22 * Fraction("30.64")),
        (2022, 4 * 20 * Fraction("39.21")),
    ]


def test_a_year_with_the_same_amount_is_split_all_the_same() -> None:
    since = replace(NINE, starts_on=date(2023, 1, 1))
    assert len(over(date(2023, 12, 1), date(2024, 1, 31), since).spells) == 2


def test_suspension_lowers_the_quota_first() -> None:
    half = replace(NINE, suspension=PartSuspended(SuspensionCause.CIGS, Fraction(1, 3)))
    [spell] = over(date(2026, 3, 1), date(2026, 3, 31), half).spells
    assert (spell.quota, spell.units) == (6, 1)


def test_a_pending_request_is_paid_and_a_refused_one_exempts_nobody() -> None:
    pending = replace(NINE, status=EsoneroStatus.REQUESTED)
    refused = replace(NINE, starts_on=date(2026, 3, 16), status=EsoneroStatus.REFUSED)
    found = over(date(2026, 3, 1), date(2026, 3, 31), pending, refused)
    assert [(one.status, one.units, one.uncovered) for one in found.spells] == [
        (EsoneroStatus.REQUESTED, 4, 0),
        (EsoneroStatus.REFUSED, 0, 4),
    ]
    assert found.amount == 4 * 10 * Fraction("39.21")


def test_self_certified_units_are_paid_to_the_other_fund() -> None:
    both = replace(NINE, standing=ProvinceStanding(9, 1), sixty=SixtyPermille(128, 40, 2))
    found = over(date(2026, 3, 1), date(2026, 3, 31), both)
    [spell] = found.spells
    assert (spell.self_certified, spell.units, spell.uncovered) == (2, 3, 3)
    assert found.self_certified_amount == 2 * 22 * Fraction("39.21")
    assert found.amount == 3 * 22 * Fraction("39.21")


def test_only_self_certified_units_need_no_request() -> None:
    alone = EsoneroFrom(JANUARY, ProvinceStanding(9, 1), None, sixty=SixtyPermille(128, 40))
    [spell] = over(date(2026, 3, 1), date(2026, 3, 31), alone).spells
    assert (spell.status, spell.units, spell.self_certified, spell.amount) == (None, 0, 3, 0)


def test_a_surplus_given_away_is_refused_beside_either_esonero() -> None:
    given_away = replace(NINE, standing=ProvinceStanding(9, 5, compensated=-1))
    certified = replace(given_away, percentage=None, sixty=SixtyPermille(128, 40, 1))
    for state in (given_away, certified):
        with pytest.raises(Refused, match="1630/M76"):
            over(date(2026, 3, 1), date(2026, 3, 31), state)


def test_a_percentage_above_the_cap_is_refused() -> None:
    with pytest.raises(Refused, match="60"):
        over(date(2026, 3, 1), date(2026, 3, 31), replace(NINE, percentage=Fraction(61)))


@pytest.mark.parametrize(
    ("first", "last", "states"),
    [
        (date(2026, 3, 2), date(2026, 3, 1), [NINE]),
        (date(2025, 12, 31), date(2026, 3, 1), [NINE]),
        (date(2026, 3, 1), date(2026, 3, 2), []),
        (date(2026, 3, 1), date(2026, 3, 2), [NINE, NINE]),
    ],
)
def test_periods_that_do_not_stand_are_refused(first: date, last: date, states: list[EsoneroFrom]) -> None:
    with pytest.raises(Refused):
        over(first, last, *states)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 31), None),
        (date(2026, 2, 1), (EsoneroStatus.REQUESTED, Fraction(60))),
        (date(2026, 4, 30), (EsoneroStatus.REQUESTED, Fraction(60))),
        (date(2026, 5, 1), (EsoneroStatus.GRANTED, Fraction(40))),
        (date(2027, 4, 30), (EsoneroStatus.GRANTED, Fraction(40))),
        (date(2027, 5, 1), None),
    ],
)
def test_the_percentage_asked_counts_until_the_decision(
    day: date, expected: tuple[EsoneroStatus, Fraction] | None
) -> None:
    request = EsoneroRequest(date(2026, 2, 1), SIXTY, date(2026, 5, 1), Fraction(40), date(2027, 4, 30))
    assert percentage_on(request, day) == expected


def test_a_request_refused_counts_for_nothing_from_then_on() -> None:
    request = EsoneroRequest(date(2026, 2, 1), SIXTY, date(2026, 5, 1))
    assert percentage_on(request, date(2026, 5, 1)) == (EsoneroStatus.REFUSED, Fraction(0))


@given(
    st.dates(date(2018, 1, 1), date(2027, 1, 1)),
    st.integers(0, 900),
    st.lists(st.tuples(st.integers(1, 900), st.integers(0, 15), st.integers(0, 15)), max_size=4),
)
def test_spells_cover_the_period_once_and_add_up(
    first: date, length: int, changes: list[tuple[int, int, int]]
) -> None:
    last = first + timedelta(days=length)
    states = {first: EsoneroFrom(first, ProvinceStanding(9, 5), SIXTY)}
    for after, quota, in_force in changes:
        day = first + timedelta(days=after)
        states[day] = EsoneroFrom(day, ProvinceStanding(quota, in_force), SIXTY)
    found = over(first, last, *states.values())
    assert found.spells[0].first == first
    assert found.spells[-1].last == last
    for one, following in zip(found.spells, found.spells[1:], strict=False):
        assert following.first == one.last + timedelta(days=1)
    assert all(one.first.year == one.last.year for one in found.spells)
    assert sum(one.days for one in found.spells) == FIVE.count(first, last)
    assert sum(one.amount for one in found.years) == found.amount == sum(one.amount for one in found.spells)
