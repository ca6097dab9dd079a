"""How proposals and plans went: their days, told backward from what is known of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.demo.chance import Chance
from portal.demo.days import ONE, at, working
from portal.demo.world import words
from portal.demo.world.models import Proposal
from portal.employers.companies.vocabulary import HireProposalState
from portal.matching.vocabulary import Group, Origin, ProposalState, RefusalReason
from portal.tutoring.vocabulary import InterruptedBy, Outcome, PlanState

_S, _P = ProposalState, PlanState

OTHERS: dict[ProposalState, float] = {
    _S.REQUESTED: 9.0, _S.DRAFTED: 7.0, _S.PUT_TO_PERSON: 9.0, _S.AGREED: 6.0, _S.DECLINED: 12.0, _S.SENT: 9.0,
    _S.OPENED: 8.0, _S.INTERVIEW: 7.0, _S.REFUSED: 16.0, _S.WITHDRAWN: 8.0, _S.EXPIRED: 9.0,
}  # fmt: skip
"""Of proposals that were not accepted."""
BEFORE_SENDING = frozenset({_S.REQUESTED, _S.DRAFTED, _S.PUT_TO_PERSON, _S.AGREED, _S.DECLINED})
_SINCE: dict[ProposalState, tuple[int, int]] = {
    _S.DECLINED: (3, 200), _S.REFUSED: (3, 250), _S.WITHDRAWN: (3, 200), _S.SENT: (1, 12), _S.OPENED: (1, 10),
    _S.INTERVIEW: (1, 4), _S.AGREED: (1, 4), _S.PUT_TO_PERSON: (1, 11), _S.REQUESTED: (1, 8), _S.DRAFTED: (1, 6),
}  # fmt: skip
SILENCE = timedelta(days=60)

PLAN_STATES: dict[PlanState, float] = {
    _P.RUNNING: 52.0, _P.ENDED: 30.0, _P.DRAFTED: 4.0, _P.TO_SIGN: 4.0, _P.READY: 3.5, _P.SUSPENDED: 3.5,
    _P.INTERRUPTED: 3.0,
}  # fmt: skip
OUTCOMES = {
    Outcome.HIRE: 31.0, Outcome.EXTENSION: 24.0, Outcome.OTHER_PATH: 17.0, Outcome.BACK_TO_SERVICES: 28.0,
}  # fmt: skip
"""Of plans that ended [D]; the tenth that withdraws is among the interrupted ones."""


@dataclass(frozen=True, slots=True)
class PlanDays:
    """When a plan happened. ``accepted_on``: the day of the proposal's acceptance, from which it was drafted."""

    state: PlanState
    state_on: date
    accepted_on: date
    prepared_on: date | None
    completed_on: date | None
    signed_on: date | None
    starts_on: date
    ends_on: date
    ended_on: date | None = None
    outcome: Outcome | None = None
    interrupted_by: InterruptedBy | None = None
    hire: HireProposalState | None = None


def months(chance: Chance) -> timedelta:
    """3 to 12 months, most often 6, with a tail to 24."""
    length = chance.triangular(3, 12, 6) if chance.happens(0.95) else chance.uniform(12, 24)
    return timedelta(days=round(length * 30.4))


def plan_days(
    chance: Chance, state: PlanState, day: date, outcome: Outcome = Outcome.BACK_TO_SERVICES
) -> PlanDays:
    """``outcome``: of a plan that ended."""
    lasts = months(chance)
    match state:
        case _P.DRAFTED:
            accepted_on = working(day - chance.days(2, 8))
            starts_on = day + chance.days(20, 40)
            return PlanDays(state, accepted_on, accepted_on, None, None, None, starts_on, starts_on + lasts)
        case _P.TO_SIGN | _P.READY:
            signed_on = working(day - chance.days(1, 4))
            starts_on = day + chance.days(3, 15)
            return _before(chance, state, signed_on, signed_on, starts_on, starts_on + lasts)
        case _P.ENDED:
            ended_on = working(day - chance.days(8, 300))
            return ended(chance, ended_on, ended_on - lasts, outcome)
        case _P.INTERRUPTED:
            state_on = working(day - chance.days(8, 200))
            starts_on = working(state_on - chance.days(20, 90))
            found = _started(chance, state, state_on, starts_on, starts_on + lasts)
            who = chance.pick(
                {InterruptedBy.PERSON: 7.0, InterruptedBy.COMPANY: 2.0, InterruptedBy.SERVICE: 1.0}
            )
            return replace(found, ended_on=state_on, interrupted_by=who)
        case _:
            starts_on = working(day - chance.days(22, 170))
            ends_on = max(starts_on + lasts, day + chance.days(12, 90))
            state_on = working(day - chance.days(2, 12)) if state is _P.SUSPENDED else starts_on
            return _started(chance, state, state_on, starts_on, ends_on)


def running(chance: Chance, starts_on: date, ends_on: date) -> PlanDays:
    return _started(chance, _P.RUNNING, starts_on, starts_on, ends_on)


def ended(chance: Chance, ended_on: date, starts_on: date, outcome: Outcome) -> PlanDays:
    starts_on = working(starts_on)
    found = _started(chance, _P.ENDED, ended_on, starts_on, ended_on)
    return replace(found, ended_on=ended_on, outcome=outcome)


def _started(chance: Chance, state: PlanState, state_on: date, starts_on: date, ends_on: date) -> PlanDays:
    return _before(chance, state, state_on, working(starts_on - chance.days(1, 6)), starts_on, ends_on)


def _before(
    chance: Chance, state: PlanState, state_on: date, signed_on: date, starts_on: date, ends_on: date
) -> PlanDays:
    completed_on = working(signed_on - chance.days(1, 4))
    prepared_on = working(completed_on - chance.days(0, 2))
    accepted_on = working(prepared_on - chance.days(1, 5))
    if state is _P.TO_SIGN:
        return PlanDays(state, completed_on, accepted_on, prepared_on, completed_on, None, starts_on, ends_on)
    return PlanDays(state, state_on, accepted_on, prepared_on, completed_on, signed_on, starts_on, ends_on)


def accepted(chance: Chance, person: int, vacancy: int, accepted_on: date) -> Proposal:
    """A proposal that was accepted on that day, after an interview more often than not."""
    return _course(chance, person, vacancy, _S.ACCEPTED, accepted_on, with_interview=chance.happens(0.8))


def other(
    chance: Chance, person: int, vacancy: int, state: ProposalState, since: date, day: date
) -> Proposal:
    """A proposal that stands in ``state``, or ended in it, since that day."""
    if state is _S.INTERVIEW:
        found = _course(chance, person, vacancy, state, since, with_interview=True)
        ahead = day + chance.days(1, 9)
        return replace(found, interview_on=since, interview_at=at(ahead, 10), closed_on=None)
    if state is _S.EXPIRED:
        found = _course(chance, person, vacancy, state, since, with_interview=False)
        return replace(
            found, closed_on=since + SILENCE, read_on=found.read_on if chance.happens(0.4) else None
        )
    if state is _S.WITHDRAWN and chance.happens(0.4):
        found = _course(chance, person, vacancy, _S.PUT_TO_PERSON, since - ONE, with_interview=False)
        return replace(found, state=state, closed_on=since)
    found = _course(chance, person, vacancy, state, since, with_interview=chance.happens(0.3))
    if state is _S.REFUSED:
        return replace(found, reason=chance.choice(tuple(RefusalReason)))
    return found


def since(chance: Chance, state: ProposalState, day: date) -> date:
    """When a proposal came to its state; for an expired one, when the silence began."""
    if state is _S.EXPIRED:
        return working(day - chance.days(64, 150))
    return working(day - chance.days(*_SINCE[state]))


def _course(
    chance: Chance, person: int, vacancy: int, state: ProposalState, last: date, *, with_interview: bool
) -> Proposal:
    closed_on, interview_on, interview_at, read_on, sent_on = None, None, None, None, None
    following = last
    if state in (_S.ACCEPTED, _S.REFUSED, _S.WITHDRAWN):
        closed_on = last
        following = last - chance.days(1, 4)
        if with_interview:
            met_on = working(last - chance.days(1, 6))
            interview_at = at(met_on, chance.choice((9.5, 10, 11, 14.5)))
            interview_on = working(met_on - chance.days(2, 6))
            following = interview_on
    if state not in BEFORE_SENDING:
        read_on = None if state is _S.SENT else working(following)
        sent_on = working((read_on or following) - chance.days(0, 0 if state is _S.SENT else 1))
        if state is _S.EXPIRED:
            sent_on, read_on = last, last
        following = sent_on - chance.days(0, 2)
    answered_on, put_on = None, None
    if state not in (_S.REQUESTED, _S.DRAFTED, _S.PUT_TO_PERSON):
        answered_on = working(following)
        closed_on = answered_on if state is _S.DECLINED else closed_on
        following = answered_on - chance.days(1, 5)
    if state not in (_S.REQUESTED, _S.DRAFTED):
        put_on = working(following)
        following = put_on - chance.days(0, 3)
    opened_on = working(following)
    groups = (Group.CONTACTS, *chance.some((Group.CV, Group.QUOTA_CATEGORY, Group.ACCOMMODATIONS), 1, 3))
    return Proposal(
        chance.id(opened_on), person, vacancy,
        Origin.COMPANY if state is _S.REQUESTED else Origin.COUNSELLOR, state,
        chance.choice(words.FROM_COMPANY if state is _S.REQUESTED else words.FOR_COMPANY),
        opened_on, put_on, answered_on, sent_on, read_on, interview_on, interview_at, closed_on,
        groups if answered_on and state is not _S.DECLINED else (),
    )  # fmt: skip
