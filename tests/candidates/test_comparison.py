"""Sheets laid side by side: differences are settled, never averaged."""

from uuid import UUID

from portal.candidates.assessment.comparison import (
    Settled,
    differing,
    range_of,
    settling_problem,
    undisputed,
)
from portal.candidates.assessment.rules import Level, signatures_needed
from portal.candidates.assessment.vocabulary import TAKEN_FROM_AGREEMENT

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
CODES = ["A1", "A2", "A3"]


def test_a_dimension_that_one_did_not_see_is_no_difference() -> None:
    sheets = {ONE: {"A1": Level(2, 3)}, TWO: {"A1": Level(None, None)}, THREE: {}}
    assert differing(sheets, CODES) == []
    assert undisputed(sheets, CODES)["A1"].level == Level(2, 3)


def test_what_nobody_saw_stays_out() -> None:
    assert range_of([Level(None, None)]) is None
    assert undisputed({ONE: {}, TWO: {}}, CODES) == {}


def test_a_difference_with_help_alone_is_a_difference() -> None:
    sheets = {ONE: {"A1": Level(2, 3)}, TWO: {"A1": Level(2, 4)}}
    assert differing(sheets, CODES) == ["A1"]
    assert undisputed(sheets, CODES) == {}


def test_a_difference_of_one_needs_no_reason_one_of_two_does() -> None:
    near = {ONE: {"A1": Level(2, 2)}, TWO: {"A1": Level(3, 3)}}
    far = {ONE: {"A1": Level(1, 1)}, TWO: {"A1": Level(3, 3)}}
    taken = Settled(Level(3, 3), str(TWO))
    assert settling_problem("A1", near, taken) is None
    assert settling_problem("A1", far, taken) == (
        "Le schede differiscono di 2 livelli: scrivi il motivo (dimensione A1)."
    )
    assert settling_problem("A1", far, Settled(Level(3, 3), str(TWO), "Visto in tirocinio.")) is None


def test_an_agreed_value_outside_the_range_needs_a_reason() -> None:
    sheets = {ONE: {"A1": Level(2, 2)}, TWO: {"A1": Level(3, 3)}}
    outside = Settled(Level(4, 4), TAKEN_FROM_AGREEMENT)
    assert "sta fuori" in (settling_problem("A1", sheets, outside) or "")
    assert (
        settling_problem("A1", sheets, Settled(Level(4, 4), TAKEN_FROM_AGREEMENT, "Prova ripetuta.")) is None
    )
    assert settling_problem("A1", sheets, Settled(Level(2, 3), TAKEN_FROM_AGREEMENT)) is None


def test_a_value_is_taken_only_from_a_sheet_that_saw_the_dimension() -> None:
    sheets = {ONE: {"A1": Level(2, 2)}, TWO: {"A1": Level(3, 3)}, THREE: {}}
    assert settling_problem("A1", sheets, Settled(Level(2, 2), str(THREE))) is not None
    assert settling_problem("A1", sheets, Settled(Level(None, None), TAKEN_FROM_AGREEMENT)) is not None
    assert settling_problem("A1", sheets, Settled(Level(3, 2), TAKEN_FROM_AGREEMENT)) == (
        "Con aiuti non può essere meno che da sola (dimensione A1)."
    )


def test_two_sign_and_one_where_a_single_person_rated() -> None:
    assert [signatures_needed(raters) for raters in (1, 2, 5)] == [1, 2, 2]
