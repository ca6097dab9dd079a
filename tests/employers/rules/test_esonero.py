"""Esonero parziale on request: caps, units, what is refused (§5.1, §5.3)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.rules.esonero import (
    EsoneroSector,
    ProvinceStanding,
    contribution,
    exempt_units,
    highest_units,
    open_to,
    percentage_in_cap,
)
from portal.employers.obligations.rules.late_contribution import surcharge
from portal.employers.obligations.rules.quota_di_riserva import units_art3
from portal.kernel.refusals import Refused
from tests.employers.rules.workforce import LAW

ON = date(2026, 3, 2)
SIXTY = Fraction(60)


def units(quota: int, in_force: int, percentage: int = 60, **more: int) -> int:
    return exempt_units(ProvinceStanding(quota, in_force, **more), Fraction(percentage), ON, LAW).units


def test_a_base_of_128_with_five_people_exempts_four_and_costs_3450_48_in_march() -> None:
    """§5.1."""
    quota = units_art3(128, LAW, ON)
    found = exempt_units(ProvinceStanding(quota, 5), SIXTY, ON, LAW)
    assert (quota, found.highest, found.units, found.uncovered) == (9, 5, 4, 0)
    assert contribution(found.units, 22, ON, LAW).result == Fraction("3450.48")


def test_with_one_person_five_are_exempt_and_three_stay_uncovered() -> None:
    """§5.1."""
    found = exempt_units(ProvinceStanding(9, 1), SIXTY, ON, LAW)
    assert (found.units, found.uncovered) == (5, 3)


@pytest.mark.parametrize(
    ("quota", "highest"),
    [(0, 0), (1, 0), (2, 1), (3, 2), (4, 2), (5, 3), (9, 5), (10, 6), (15, 9), (25, 15)],
)
def test_the_most_by_quota_at_sixty_per_cent(quota: int, highest: int) -> None:
    assert highest_units(quota, SIXTY, 0, ON, LAW)[0] == highest


@pytest.mark.parametrize(
    ("quota", "percentage", "highest"), [(5, 50, 2), (9, 50, 4), (5, 80, 4), (9, 80, 7), (3, 10, 0)]
)
def test_halves_stay_down(quota: int, percentage: int, highest: int) -> None:
    assert highest_units(quota, Fraction(percentage), 0, ON, LAW)[0] == highest


def test_what_is_self_certified_takes_up_the_general_maximum() -> None:
    assert highest_units(9, SIXTY, 2, ON, LAW)[0] == 3
    assert highest_units(2, SIXTY, 1, ON, LAW)[0] == 0
    assert highest_units(3, SIXTY, 5, ON, LAW)[0] == 0
    assert units(9, 1, self_certified=2) == 3


def test_compensations_and_conventions_come_first() -> None:
    assert units(9, 5, compensated=3) == 1
    assert units(9, 5, in_convention=2) == 2
    assert units(9, 5, compensated=3, in_convention=4) == 0
    assert units(9, 12) == 0


def test_a_surplus_given_from_the_same_province_is_refused() -> None:
    with pytest.raises(Refused, match="1630/M76"):
        units(9, 5, compensated=-1)


@pytest.mark.parametrize(
    ("sector", "percentage", "right"),
    [
        (EsoneroSector.ORDINARY, 60, True),
        (EsoneroSector.ORDINARY, 61, False),
        (EsoneroSector.SECURITY, 80, True),
        (EsoneroSector.PRIVATE_TRANSPORT, 80, True),
        (EsoneroSector.SECURITY, 81, False),
        (EsoneroSector.ORDINARY, 0, False),
    ],
)
def test_the_maximum_is_sixty_or_eighty_by_sector(
    sector: EsoneroSector, percentage: int, right: bool
) -> None:
    if right:
        percentage_in_cap(Fraction(percentage), sector, ON, LAW)
    else:
        with pytest.raises(Refused, match="DM 357/2000"):
            percentage_in_cap(Fraction(percentage), sector, ON, LAW)


def test_public_administrations_have_no_esonero() -> None:
    with pytest.raises(Refused, match="pubblica amministrazione"):
        open_to(EmployerKind.PUBLIC)
    open_to(EmployerKind.PUBLIC_ECONOMIC)


def test_a_late_contribution_grows_by_the_days() -> None:
    step = surcharge(Fraction("3450.48"), Fraction(5, 100), date(2026, 10, 15), date(2026, 11, 14), LAW)
    assert step.result == Fraction("14.18")
    assert step.to_check
    with pytest.raises(Refused, match="24"):
        surcharge(Fraction(100), Fraction(25, 100), ON, ON, LAW)


@given(
    st.integers(0, 300),
    st.integers(0, 300),
    st.integers(0, 20),
    st.integers(0, 20),
    st.integers(0, 20),
    st.integers(1, 60),
)
def test_units_stay_within_the_gap_and_the_maximum(
    quota: int, in_force: int, compensated: int, in_convention: int, certified: int, percentage: int
) -> None:
    standing = ProvinceStanding(quota, in_force, compensated, in_convention, certified)
    found = exempt_units(standing, Fraction(percentage), ON, LAW)
    assert 0 <= found.units <= min(found.highest, standing.missing)
    assert found.units + found.uncovered == standing.missing
    assert quota < 3 or found.units + certified <= max(
        certified, Fraction(quota * percentage, 100) + Fraction(1, 2)
    )
