"""Compensazione territoriale: what balances, what is refused, what the portal proposes (§5.3, §6.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.rules.compensazione import (
    COMPENSATION_LETTERS,
    Compensation,
    CompensationFacts,
    CompensationKind,
    problems,
    proposed,
    signed_by_province,
    unbalanced,
)
from portal.employers.obligations.vocabulary import Subject
from portal.reference import provinces

EXCESS, REDUCTION = CompensationKind.EXCESS, CompensationKind.REDUCTION
ART3, ART18 = Subject.ART3, Subject.ART18
REAL = {("MI", ART3): -2, ("TO", ART3): 3, ("BG", ART3): 1, ("MI", ART18): -1, ("BG", ART18): 1}


def region_of(province: str) -> str:
    return provinces.by_code(province).region


def move(places: int, here: str = "MI", there: str = "TO", subject: Subject = ART3) -> list[Compensation]:
    return [
        Compensation(here, EXCESS, places, subject, there),
        Compensation(there, REDUCTION, places, subject, here),
    ]


def sentences(rows: list[Compensation], facts: CompensationFacts) -> list[str]:
    return [one.sentence for one in problems(rows, facts, region_of)]


def test_a_surplus_covers_a_gap_anywhere_in_italy_without_authorisation() -> None:
    assert sentences(move(2), CompensationFacts(REAL)) == []
    assert signed_by_province(move(2), ART3) == {"MI": -2, "TO": 2}
    assert signed_by_province(move(2), ART18) == {}


def test_each_kind_of_worker_balances_by_itself() -> None:
    rows = [*move(1)[:1], *move(1, there="BG", subject=ART18)[1:]]
    assert (
        len([one for one in sentences(rows, CompensationFacts(REAL)) if "devono essere uguali" in one]) == 2
    )


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (move(3), "l’eccedenza è di 2 posti"),
        (move(2, there="BG"), "manca 1 posto"),
        (move(1, "BG", "TO"), "l’eccedenza è di 0 posti"),
        (move(0), "almeno uno"),
        (move(1, "MI", "MI"), "non può compensare se stessa"),
        ([Compensation("MI", EXCESS, 1, ART3, None)], "Scrivi l’altra provincia"),
        ([Compensation("MI", EXCESS, 1, ART3, "TO", "12345678903")], "solo chi è in un gruppo"),
    ],
)
def test_what_does_not_stand_is_told(rows: list[Compensation], words: str) -> None:
    assert any(words in one for one in sentences(rows, CompensationFacts(REAL)))


def test_a_surplus_beside_an_esonero_is_refused_but_a_reduction_is_not() -> None:
    assert any(
        "1630/M76" in one for one in sentences(move(1), CompensationFacts(REAL, exempted=frozenset({"MI"})))
    )
    assert sentences(move(1), CompensationFacts(REAL, exempted=frozenset({"TO"}))) == []


def test_public_employers_stay_in_their_region_and_need_the_act() -> None:
    public = CompensationFacts(REAL, EmployerKind.PUBLIC)
    assert len(sentences(move(1), public)) == 4
    allowed = CompensationFacts(REAL, EmployerKind.PUBLIC, authorised=True)
    assert sentences(move(1, there="BG"), allowed) == []
    assert all("stessa regione" in one for one in sentences(move(1), allowed))


def test_a_group_balances_over_its_companies() -> None:
    group = CompensationFacts(REAL, EmployerKind.PRIVATE_IN_GROUP)
    here = Compensation("MI", EXCESS, 1, ART3, None, "12345678903")
    there = Compensation("RM", REDUCTION, 1, ART3, None, "98765432109")
    assert sentences([here], group) == []
    assert (unbalanced([here], ART3), unbalanced([here, there], ART3)) == (1, 0)
    foreign = CompensationFacts(REAL, EmployerKind.PRIVATE_IN_GROUP, foreign_parent=True)
    assert any("capogruppo estera" in one for one in sentences([here], foreign))


def test_everything_wrong_is_told_at_once_with_its_row() -> None:
    found = problems([*move(0), *move(9, "BG", "BG")], CompensationFacts(REAL), region_of)
    assert {one.row for one in found} == {0, 1, 2, 3, None}


def test_letters_are_those_of_the_prospetto() -> None:
    assert COMPENSATION_LETTERS == {EXCESS: "E", REDUCTION: "R"}


def test_the_largest_surplus_goes_to_the_largest_gap() -> None:
    rows = proposed({"MI": -2, "TO": 3, "BG": 1, "NA": -1}, ART3, EmployerKind.PRIVATE, region_of)
    assert [(one.province, one.other_province, one.places) for one in rows if one.kind is EXCESS] == [
        ("MI", "TO", 2),
        ("NA", "TO", 1),
    ]
    within = proposed({"MI": -2, "TO": 3, "BG": 1}, ART3, EmployerKind.PUBLIC, region_of)
    assert [(one.province, one.other_province, one.places) for one in within if one.kind is EXCESS] == [
        ("MI", "BG", 1)
    ]
    assert proposed({"MI": -2, "TO": 3}, ART3, EmployerKind.PRIVATE, region_of, frozenset({"MI"})) == []


REALS = st.dictionaries(st.sampled_from(["MI", "BG", "TO", "RM", "NA", "PA"]), st.integers(-9, 9))


@given(REALS, st.sampled_from([EmployerKind.PRIVATE, EmployerKind.PUBLIC]))
def test_what_is_proposed_always_stands_and_balances(real: dict[str, int], employer: EmployerKind) -> None:
    rows = proposed(real, ART3, employer, region_of)
    facts = CompensationFacts({(one, ART3): value for one, value in real.items()}, employer, authorised=True)
    assert sentences(rows, facts) == []
    assert sum(signed_by_province(rows, ART3).values()) == 0
