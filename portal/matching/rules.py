"""Pure decisions about proposals: the silence clock and the life of a consent."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.matching.transitions import WITH_COMPANY
from portal.matching.vocabulary import CONSENT_DAYS, ProposalState


class SilenceStep(StrEnum):
    """What an unanswered proposal brings about, in this order, each once."""

    FIRST_REMINDER = "first_reminder"
    SECOND_REMINDER = "second_reminder"
    CLOSING_NOTICE = "closing_notice"
    CLOSED = "closed"


SILENCE_DAYS: dict[SilenceStep, int] = {
    SilenceStep.FIRST_REMINDER: 3,
    SilenceStep.SECOND_REMINDER: 7,  # also to a colleague of the reader and to the coordinator
    SilenceStep.CLOSING_NOTICE: 53,
    SilenceStep.CLOSED: 60,
}

INSIDE_DAYS: dict[SilenceStep, int] = {SilenceStep.FIRST_REMINDER: 3, SilenceStep.SECOND_REMINDER: 7}
"""The same for a contact a company asked for and no counsellor has taken up, or a person has not answered."""

WAITING_INSIDE = frozenset({ProposalState.REQUESTED, ProposalState.PUT_TO_PERSON, ProposalState.AGREED})


@dataclass(frozen=True, slots=True)
class DueStep:
    step: SilenceStep
    due_on: date


def steps_due(state: ProposalState, since: date, on: date) -> list[DueStep]:
    """Every step whose day has come, with the day it was due: after a stop all still come, with their date."""
    if state in WITH_COMPANY:
        days = SILENCE_DAYS
    elif state in WAITING_INSIDE:
        days = INSIDE_DAYS
    else:
        return []
    return [DueStep(step, due) for step, n in days.items() if (due := since + timedelta(days=n)) <= on]


def answer_due_on(sent_on: date) -> date:
    """The day by which the company is asked to answer: the second reminder's."""
    return sent_on + timedelta(days=SILENCE_DAYS[SilenceStep.SECOND_REMINDER])


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent to one company for one vacancy (anonymisation.md §7)."""

    given_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def in_force(self, at: datetime) -> bool:
        return self.revoked_at is None and self.given_at <= at < self.expires_at


def consent_expires(given_at: datetime) -> datetime:
    return given_at + timedelta(days=CONSENT_DAYS)
