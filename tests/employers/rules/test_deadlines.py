"""Terms: sixty days, 31 January, contracts, suspensions (§2.2, §7.1, §8.1, §13)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.employers.obligations.rules.deadlines import (
    contract_end_deadline,
    end_of,
    esonero_decision_deadline,
    first_prospetto_deadline,
    prospetto_informativo_deadline,
    prospetto_is_due,
    request_deadlines,
    request_due_on,
    sixty_permille_payment,
    termination_deadline,
)
from portal.employers.obligations.rules.timeline import OpenPlace
from portal.employers.obligations.vocabulary import Subject
from portal.kernel.parameters import Evidence
from tests.employers.rules.workforce import LAW


@pytest.mark.parametrize(
    ("since", "due"),
    [
        (date(2026, 3, 10), date(2026, 5, 9)),
        (date(2026, 1, 1), date(2026, 3, 2)),
        (date(2028, 1, 1), date(2028, 3, 1)),
        (date(2026, 11, 22), date(2027, 1, 21)),
    ],
)
def test_sixty_days_are_days(since: date, due: date) -> None:
    assert request_due_on(since, LAW) == due


def test_places_of_one_day_are_one_deadline_with_its_rule() -> None:
    day = date(2026, 3, 10)
    places = [
        OpenPlace(Subject.ART3, 1, day),
        OpenPlace(Subject.ART18, 1, day),
        OpenPlace(Subject.ART3, 2, day),
    ]
    [deadline] = request_deadlines(places, LAW)
    assert (deadline.places, deadline.rule) == (3, "60 giorni da quando il posto è scoperto")
    assert not deadline.to_check


def test_the_first_prospetto_is_due_in_sixty_days() -> None:
    deadline = first_prospetto_deadline(date(2026, 3, 10), LAW)
    assert (deadline.due_on, deadline.evidence) == (date(2026, 5, 9), Evidence.ONE_SOURCE)


def test_the_prospetto_is_due_when_it_is_the_first_or_something_changed() -> None:
    assert prospetto_is_due(False, first=True)
    assert prospetto_is_due(True, first=False)
    assert not prospetto_is_due(False, first=False)


def test_the_31_january_does_not_slide_on_a_sunday() -> None:
    assert prospetto_informativo_deadline(date(2026, 11, 22)).due_on == date(2027, 1, 31)
    assert date(2027, 1, 31).weekday() == 6


def test_terms_without_a_source_say_so() -> None:
    for deadline, days in (
        (termination_deadline(date(2026, 3, 31), LAW), 10),
        (esonero_decision_deadline(date(2026, 3, 31), LAW), 120),
    ):
        assert deadline.to_check
        assert deadline.due_on == date(2026, 3, 31) + timedelta(days=days)


def test_the_end_of_a_contract_or_of_an_act_is_the_day_written_in_it() -> None:
    ends = date(2026, 12, 31)
    assert contract_end_deadline(date(2026, 1, 1), ends).due_on == ends
    assert (
        end_of("esonero", "Fine dell’esonero", date(2026, 1, 1), ends, "L. 68/1999 art. 5 c. 3").due_on
        == ends
    )


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 1, 15), date(2026, 1, 15), date(2026, 4, 14)),
        (date(2026, 4, 14), date(2026, 1, 15), date(2026, 4, 14)),
        (date(2026, 4, 15), date(2026, 4, 15), date(2026, 7, 14)),
        (date(2027, 1, 14), date(2026, 10, 15), date(2027, 1, 14)),
    ],
)
def test_the_contribution_of_the_sixty_per_mille_runs_by_three_months(
    on: date, first: date, last: date
) -> None:
    """§5.2: DI 10-03-2016, quarterly, to be verified."""
    found = sixty_permille_payment(date(2026, 1, 15), on, LAW)
    assert (found.starts_on, found.due_on, found.to_check) == (first, last, True)


@given(st.dates(date(2018, 1, 1), date(2098, 12, 31)))
def test_the_next_prospetto_is_within_a_year(on: date) -> None:
    due = prospetto_informativo_deadline(on).due_on
    assert on <= due <= on + timedelta(days=365)
    assert (due.month, due.day) == (1, 31)
