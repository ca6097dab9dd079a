"""The silence clock and the life of a consent, by days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.matching.rules import (
    SILENCE_DAYS,
    Consent,
    SilenceStep,
    answer_due,
    consent_expires,
    steps_due,
    waits_since,
)
from portal.matching.vocabulary import WAITING, WITH_COMPANY, ProposalState

S = ProposalState
SENT_ON = date(2026, 11, 20)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1))


@pytest.mark.parametrize(
    ("after", "steps"),
    [
        (0, []),
        (2, []),
        (3, ["first_reminder"]),
        (6, ["first_reminder"]),
        (7, ["first_reminder", "second_reminder"]),
        (52, ["first_reminder", "second_reminder"]),
        (53, ["first_reminder", "second_reminder", "closing_notice"]),
        (59, ["first_reminder", "second_reminder", "closing_notice"]),
        (60, ["first_reminder", "second_reminder", "closing_notice", "closed"]),
        (400, ["first_reminder", "second_reminder", "closing_notice", "closed"]),
    ],
)
@pytest.mark.parametrize("state", sorted(WAITING))
def test_each_step_comes_on_its_day_whoever_is_silent(
    state: ProposalState, after: int, steps: list[str]
) -> None:
    found = steps_due(state, SENT_ON, SENT_ON + timedelta(days=after))
    assert [one.step for one in found] == steps


def test_a_step_that_comes_late_keeps_the_day_it_was_due() -> None:
    found = steps_due(S.SENT, SENT_ON, SENT_ON + timedelta(days=10))
    assert [one.due_on for one in found] == [date(2026, 11, 23), date(2026, 11, 27)]


@pytest.mark.parametrize("state", sorted(set(S) - WAITING))
def test_nobody_is_reminded_of_what_waits_for_nobody(state: ProposalState) -> None:
    assert steps_due(state, SENT_ON, SENT_ON + timedelta(days=400)) == []


@given(since=DAYS, on=DAYS, later=st.integers(0, 30))
def test_a_step_once_due_stays_due(since: date, on: date, later: int) -> None:
    now, then = steps_due(S.SENT, since, on), steps_due(S.SENT, since, on + timedelta(days=later))
    assert then[: len(now)] == now


def test_a_week_passes_between_the_notice_and_the_closing() -> None:
    assert SILENCE_DAYS[SilenceStep.CLOSED] - SILENCE_DAYS[SilenceStep.CLOSING_NOTICE] == 7


def test_reading_is_no_answer_so_the_wait_goes_on_from_the_day_it_was_sent() -> None:
    assert waits_since(S.OPENED, SENT_ON + timedelta(days=2), SENT_ON, None) == SENT_ON


def test_until_the_day_of_the_interview_nobody_is_silent() -> None:
    interview = SENT_ON + timedelta(days=12)
    assert waits_since(S.INTERVIEW, SENT_ON, SENT_ON, interview) == interview


def test_an_interview_of_yesterday_does_not_make_the_wait_older_than_the_move() -> None:
    assert waits_since(S.INTERVIEW, SENT_ON, SENT_ON, SENT_ON - timedelta(days=1)) == SENT_ON


@pytest.mark.parametrize("state", sorted(set(S) - WAITING))
def test_where_nobody_is_waited_for_there_is_no_wait(state: ProposalState) -> None:
    assert waits_since(state, SENT_ON, SENT_ON, None) is None


@pytest.mark.parametrize("state", sorted(S))
def test_only_a_company_is_given_a_day_to_answer_by(state: ProposalState) -> None:
    due = answer_due(state, SENT_ON)
    assert due == (date(2026, 11, 27) if state in WITH_COMPANY else None)


GIVEN = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def test_a_consent_lasts_sixty_days_to_the_minute() -> None:
    consent = Consent(GIVEN, consent_expires(GIVEN))
    assert consent.in_force(GIVEN)
    assert consent.in_force(GIVEN + timedelta(days=60) - timedelta(seconds=1))
    assert not consent.in_force(GIVEN + timedelta(days=60))
    assert not consent.in_force(GIVEN - timedelta(seconds=1))


def test_a_consent_taken_back_or_over_is_not_in_force_whatever_its_dates() -> None:
    expires = consent_expires(GIVEN)
    soon = GIVEN + timedelta(hours=1)
    assert not Consent(GIVEN, expires, revoked_at=GIVEN).in_force(soon)
    assert not Consent(GIVEN, expires, closed_at=GIVEN).in_force(soon)
