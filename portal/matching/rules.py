"""Pure decisions about proposals: the silence clock and the life of a consent."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.matching.vocabulary import CONSENT_DAYS, WAITING, WITH_COMPANY, ProposalState


class SilenceStep(StrEnum):
    """What a proposal that nobody moves brings about, in this order, each once."""

    FIRST_REMINDER = "first_reminder"
    SECOND_REMINDER = "second_reminder"
    CLOSING_NOTICE = "closing_notice"
    CLOSED = "closed"


SILENCE_DAYS: dict[SilenceStep, int] = {
    SilenceStep.FIRST_REMINDER: 3,
    SilenceStep.SECOND_REMINDER: 7,  # also to a colleague and to the coordinator
    SilenceStep.CLOSING_NOTICE: 53,
    SilenceStep.CLOSED: 60,
}
"""Days of waiting (architecture §4); the notice comes a week before the closing."""


@dataclass(frozen=True, slots=True)
class DueStep:
    step: SilenceStep
    due_on: date


def waits_since(
    state: ProposalState, moved_on: date, before: date | None, interview_on: date | None
) -> date | None:
    """From which day the state just reached is waiting; None where nobody is waited for.

    Reading is no answer, so an opened proposal waits since it was sent. An interview to come is no silence.
    """
    if state not in WAITING:
        return None
    if state is ProposalState.OPENED and before is not None:
        return before
    if state is ProposalState.INTERVIEW and interview_on is not None:
        return max(moved_on, interview_on)
    return moved_on


def steps_due(state: ProposalState, since: date, on: date) -> list[DueStep]:
    """Every step whose day has come, with the day it was due: after a standstill all still come, with their date."""
    if state not in WAITING:
        return []
    days = ((step, since + timedelta(days=n)) for step, n in SILENCE_DAYS.items())
    return [DueStep(step, due) for step, due in days if due <= on]


def answer_due(state: ProposalState, since: date | None, *, dates_open: bool = False) -> date | None:
    """The day by which the company is asked to answer: the second reminder's. Not while the days it proposed for an
    interview wait for the person (``dates_open``)."""
    if state not in WITH_COMPANY or since is None or dates_open:
        return None
    return since + timedelta(days=SILENCE_DAYS[SilenceStep.SECOND_REMINDER])


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent to one company for one vacancy (anonymisation.md §7).

    ``revoked_at`` is the person's act; ``closed_at`` is set when what it was given for is over or it was renewed.
    """

    given_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    closed_at: datetime | None = None

    def in_force(self, at: datetime) -> bool:
        return self.revoked_at is None and self.closed_at is None and self.given_at <= at < self.expires_at


def consent_expires(given_at: datetime) -> datetime:
    return given_at + timedelta(days=CONSENT_DAYS)
