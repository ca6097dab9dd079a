"""Interviews of the sample proposals: the days proposed, what makes them accessible, whether they were held."""

from __future__ import annotations

from datetime import datetime, timedelta

from portal.demo.world.models import Proposal
from portal.matching.interviews import InterviewNeed
from portal.matching.vocabulary import Group

_NEEDS = (
    (InterviewNeed.QUESTIONS_BEFORE, InterviewNeed.MORE_TIME),
    (InterviewNeed.STEP_FREE,),
    (InterviewNeed.QUIET_ROOM, InterviewNeed.BREAKS),
    (InterviewNeed.PRACTICAL_TRIAL,),
    (InterviewNeed.READABLE_TEXTS,),
)


def interview_moments(interview_at: datetime) -> tuple[datetime, ...]:
    """The day it was held, and one after it."""
    return interview_at, interview_at + timedelta(days=1)


def interview_needs(proposal: Proposal) -> tuple[InterviewNeed, ...]:
    """Only of who shows the conditions that help her; told by the day, no draw is spent on it."""
    if Group.ACCOMMODATIONS not in proposal.groups or proposal.interview_at is None:
        return ()
    return _NEEDS[proposal.interview_at.toordinal() % len(_NEEDS)]


def was_held(proposal: Proposal) -> bool:
    """The proposal closed on a day after the interview, by whoever closed it: somebody wrote that it was held."""
    met, closed = proposal.interview_at, proposal.closed_on
    return (
        met is not None and closed is not None and proposal.interview_on is not None and met.date() < closed
    )
