"""Places that were asked for: no term and no sanction from that day (L. 68/1999 art. 9 c. 1, art. 15 c. 4)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.employers.companies.vocabulary import EmployerKind
from portal.employers.obligations.rules.answered import Answer, unanswered, with_answers
from portal.employers.obligations.rules.avviamento import RequestKind, request_problem
from portal.employers.obligations.rules.cost_of_inaction import cost_of_inaction
from portal.employers.obligations.rules.deadlines import request_deadlines
from portal.employers.obligations.rules.timeline import OpenPlace
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.parameters import Evidence
from portal.reference import holidays_it
from tests.employers.rules.workforce import LAW

THREE, EIGHTEEN = Subject.ART3, Subject.ART18
MARCH, JUNE = date(2026, 3, 10), date(2026, 6, 1)
DUE = date(2026, 5, 9)
PLACES = [OpenPlace(THREE, 1, MARCH), OpenPlace(THREE, 2, JUNE), OpenPlace(EIGHTEEN, 1, MARCH)]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], [None, None, None]),
        ([Answer(THREE, 1, MARCH)], [MARCH, None, None]),
        ([Answer(THREE, 5, date(2026, 4, 1))], [date(2026, 4, 1), None, None]),
        ([Answer(THREE, 2, JUNE)], [JUNE, JUNE, None]),
        ([Answer(THREE, 1, JUNE), Answer(THREE, 1, DUE)], [DUE, JUNE, None]),
        ([Answer(EIGHTEEN, 1, JUNE)], [None, None, JUNE]),
        ([Answer(THREE, 9, date(2026, 3, 9))], [None, None, None]),
    ],
)
def test_an_answer_reaches_the_places_already_uncovered_on_its_day(
    answers: list[Answer], expected: list[date | None]
) -> None:
    found = {(one.subject, one.number): one.answered_on for one in with_answers(PLACES, answers)}
    assert [found[place.subject, place.number] for place in PLACES] == expected


@given(st.lists(st.tuples(st.integers(0, 4), st.dates(MARCH, date(2026, 12, 31))), max_size=5))
def test_an_answer_never_reaches_more_places_than_it_asks_for(asked: list[tuple[int, date]]) -> None:
    found = with_answers(PLACES, [Answer(THREE, units, on) for units, on in asked])
    assert len(found) == len(PLACES)
    assert len(PLACES) - len(unanswered(found)) <= sum(units for units, _ in asked)
    assert all(one.answered_on is None or one.since <= one.answered_on for one in found)


def test_no_term_runs_for_a_place_asked_for() -> None:
    found = with_answers(PLACES[:2], [Answer(THREE, 1, MARCH)])
    assert [(one.starts_on, one.places) for one in request_deadlines(found, LAW)] == [(JUNE, 1)]


@pytest.mark.parametrize(
    ("asked_on", "days", "to_check"),
    [
        (None, 16, False),  # from Sunday 10 May to Monday 1 June: three weeks of five days, and one
        (DUE, 0, False),  # on the last day of the sixty
        (date(2026, 5, 10), 0, False),  # the first day late would be its own
        (date(2026, 5, 12), 1, True),  # Monday the 11th alone
    ],
)
def test_the_sanction_stops_the_day_before_the_request(
    asked_on: date | None, days: int, to_check: bool
) -> None:
    answers = [] if asked_on is None else [Answer(THREE, 1, asked_on)]
    cost = cost_of_inaction(with_answers(PLACES[:1], answers), JUNE, LAW, holidays_it.of_year)
    (line,) = cost.lines
    assert (line.days, line.answered_on) == (days, asked_on)
    assert cost.amount == days * Fraction("196.05")
    assert (line.evidence is Evidence.UNVERIFIED) is to_check


@pytest.mark.parametrize(
    ("employer", "kind", "allowed"),
    [
        (EmployerKind.PRIVATE, RequestKind.NOMINATIVA, True),
        (EmployerKind.PRIVATE_IN_GROUP, RequestKind.PRESELEZIONE, True),
        (EmployerKind.PUBLIC_ECONOMIC, RequestKind.NOMINATIVA, True),
        (EmployerKind.PRIVATE, RequestKind.NUMERICA, False),
        (EmployerKind.PUBLIC, RequestKind.NUMERICA, True),
        (EmployerKind.PUBLIC, RequestKind.NOMINATIVA, False),
        (EmployerKind.PUBLIC, RequestKind.PRESELEZIONE, False),
    ],
)
def test_who_may_ask_how(employer: EmployerKind, kind: RequestKind, allowed: bool) -> None:
    """Art. 7 c. 1 and c. 2; Direttiva 1/2019."""
    assert (request_problem(employer, kind) is None) is allowed
