"""Conventions: caps by date, lengths, receiving bodies (§8.2)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from portal.employers.measures.vocabulary import BodyKind, ConvenzioneKind
from portal.employers.obligations.rules.convenzioni import (
    ConvenzioneFacts,
    art12_terms,
    bodies,
    convenzione_cap,
    convenzione_problems,
    places_of_orders,
    secondment_allowed,
)
from portal.employers.obligations.vocabulary import CompanyClass
from portal.kernel.parameters import Evidence
from tests.employers.rules.workforce import LAW

K = ConvenzioneKind
BEFORE, AFTER = date(2025, 12, 30), date(2025, 12, 31)


def facts(kind: ConvenzioneKind, on: date = AFTER, **more: object) -> ConvenzioneFacts:
    values: dict[str, object] = {
        "kind": kind,
        "signed_on": on,
        "starts_on": on,
        "ends_on": on.replace(year=on.year + 4),
        "places": 1,
        "quota3": 9,
        "employees": 128,
        "company_class": CompanyClass.A,
        "body": None if kind in (K.PROGRAMME, K.INTEGRATION) else BodyKind.SOCIAL_COOPERATIVE_B,
    }
    return ConvenzioneFacts(**{**values, **more})  # type: ignore[arg-type]


def fields(one: ConvenzioneFacts) -> list[str]:
    return [field for field, _ in convenzione_problems(one, LAW)]


@pytest.mark.parametrize(
    ("on", "quota", "cap"),
    [
        (AFTER, 9, 5),
        (BEFORE, 9, 1),
        (AFTER, 4, 2),
        (AFTER, 10, 6),
        (AFTER, 15, 9),
        (BEFORE, 4, 0),
        (BEFORE, 5, 0),
        (BEFORE, 6, 1),
        (BEFORE, 15, 1),
        (BEFORE, 16, 2),
        (date(2026, 11, 22), 9, 5),
    ],
)
def test_the_cap_of_art_12_bis_is_ten_then_sixty_per_cent(on: date, quota: int, cap: int) -> None:
    """§8.2: a quota of 9 gives 5.4, so 5, from 31-12-2025 and 0.9, so 1, before; halves stay down."""
    assert convenzione_cap(facts(K.ART12_BIS, on, quota3=quota), LAW).places == cap


def test_art_12_bis_is_for_more_than_fifty_employees() -> None:
    small = facts(K.ART12_BIS, employees=50, company_class=CompanyClass.B, quota3=2)
    assert convenzione_cap(small, LAW).places == 0
    assert fields(small) == ["places"]
    assert convenzione_cap(facts(K.ART12_BIS, employees=51, quota3=4), LAW).places == 2


@pytest.mark.parametrize(
    ("employees", "quota", "cap"), [(50, 2, 1), (20, 1, 1), (51, 4, 1), (128, 9, 3), (300, 15, 4)]
)
def test_art_12_covers_one_place_or_thirty_per_cent(employees: int, quota: int, cap: int) -> None:
    """30 % of 15 is 4.5: it stays at 4."""
    found = convenzione_cap(facts(K.ART12, employees=employees, quota3=quota), LAW)
    assert found.places == cap
    assert found.step.evidence is Evidence.UNVERIFIED


def test_art_12_of_the_first_text_had_one_source() -> None:
    found = convenzione_cap(facts(K.ART12, date(2005, 3, 1)), LAW)
    assert found.step.evidence is Evidence.ONE_SOURCE


def test_art_14_has_the_cap_of_its_framework_or_the_one_to_verify() -> None:
    assert convenzione_cap(facts(K.ART14), LAW).places == 3
    assert convenzione_cap(facts(K.ART14), LAW).step.to_check
    assert convenzione_cap(facts(K.ART14, framework_cap=Fraction(1, 2)), LAW).places == 4


@pytest.mark.parametrize("kind", [K.PROGRAMME, K.INTEGRATION])
def test_art_11_has_no_maximum_and_no_body(kind: ConvenzioneKind) -> None:
    assert convenzione_cap(facts(kind), LAW).places is None
    assert fields(facts(kind, places=9)) == []
    assert fields(facts(kind, body=BodyKind.CONSORTIUM)) == ["body"]


def test_places_of_other_conventions_count_towards_the_cap() -> None:
    assert fields(facts(K.ART12_BIS, places=3, already=2)) == []
    assert fields(facts(K.ART12_BIS, places=3, already=3)) == ["places"]


def test_art_12_lasts_at_most_twelve_months_and_twelve_more() -> None:
    starts = date(2026, 1, 15)
    assert art12_terms(starts, LAW) == (date(2027, 1, 14), date(2028, 1, 14))
    assert fields(facts(K.ART12, starts, ends_on=date(2028, 1, 14))) == []
    assert fields(facts(K.ART12, starts, ends_on=date(2028, 1, 15))) == ["ends_on"]
    assert fields(facts(K.ART12, starts, ends_on=date(2027, 1, 14), same_person_before=True)) == ["person"]


def test_art_12_bis_lasts_three_years_at_least() -> None:
    starts = date(2026, 1, 15)
    assert fields(facts(K.ART12_BIS, starts, ends_on=date(2029, 1, 14))) == []
    assert fields(facts(K.ART12_BIS, starts, ends_on=date(2029, 1, 13))) == ["ends_on"]


@pytest.mark.parametrize("kind", [K.ART12_BIS, K.ART14])
def test_more_bodies_may_receive_orders_from_31_december_2025(kind: ConvenzioneKind) -> None:
    for body in (BodyKind.NON_COMMERCIAL_ETS, BodyKind.BENEFIT_COMPANY):
        assert fields(facts(kind, BEFORE, body=body)) == ["body"]
        assert fields(facts(kind, AFTER, body=body)) == []
    assert bodies(kind, BEFORE, LAW) < bodies(kind, AFTER, LAW)
    assert (secondment_allowed(kind, BEFORE, LAW), secondment_allowed(kind, AFTER, LAW)) == (False, True)


def test_art_12_keeps_its_bodies_and_has_no_secondment() -> None:
    assert bodies(K.ART12, AFTER, LAW) == {BodyKind.SOCIAL_COOPERATIVE_B, BodyKind.PROFESSIONAL}
    assert not secondment_allowed(K.ART12, AFTER, LAW)
    assert fields(facts(K.ART12, ends_on=date(2026, 12, 30), body=None)) == ["body"]


def test_everything_wrong_is_told_at_once() -> None:
    wrong = facts(K.ART12_BIS, ends_on=date(2025, 1, 1), starts_on=date(2025, 6, 1), places=0, body=None)
    assert fields(wrong) == ["ends_on", "starts_on", "places", "body"]


@pytest.mark.parametrize(
    ("orders", "unit", "cap", "places"),
    [(45000, 18000, 5, 2), (46000, 18000, 5, 3), (180000, 18000, 5, 5), (0, 18000, 5, 0)],
)
def test_orders_cover_places_by_their_unit_value(orders: int, unit: int, cap: int, places: int) -> None:
    step = places_of_orders(Fraction(orders), Fraction(unit), cap)
    assert (step.result, step.to_check) == (places, True)


def test_a_kind_that_may_cover_nothing_says_where_it_is_written() -> None:
    for kind in ConvenzioneKind:
        assert convenzione_cap(replace(facts(K.ART14), kind=kind), LAW).step.article
