"""The days of cases, told backward from where each case has come to on the reference day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from portal.candidates.cases.vocabulary import PHASES, CaseState
from portal.candidates.projects.vocabulary import ProjectState
from portal.demo.chance import Chance
from portal.demo.days import ONE, working
from portal.demo.world.models import Life

_C, _P = CaseState, ProjectState

SHARES: dict[CaseState, float] = {
    _C.DEVELOPMENT: 60.0, _C.ACCEPTANCE: 6.0, _C.FINAL_EVALUATION: 4.0, _C.DISMISSED: 8.0, _C.REFERRAL: 3.0,
    _C.FIRST_EVALUATION: 3.0, _C.INTERVIEW_WITH_SENDER: 2.0, _C.INTERVIEW_WITH_PERSON: 3.0, _C.DECISION: 2.0,
    _C.NOT_ADMITTED: 2.0, _C.SUSPENDED: 2.5, _C.HANDED_OVER: 2.0, _C.WITHDRAWN: 2.5,
}  # fmt: skip

_DAYS_IN: dict[CaseState, tuple[int, int]] = {
    _C.REFERRAL: (3, 12),
    _C.FIRST_EVALUATION: (5, 20),
    _C.INTERVIEW_WITH_SENDER: (5, 20),
    _C.INTERVIEW_WITH_PERSON: (5, 18),
    _C.DECISION: (3, 14),
    _C.ACCEPTANCE: (9, 30),
    _C.DEVELOPMENT: (60, 400),
    _C.FINAL_EVALUATION: (10, 28),
}
_STILL_THERE: dict[CaseState, tuple[int, int]] = {
    _C.DEVELOPMENT: (25, 500),
    _C.DISMISSED: (10, 300),
    _C.NOT_ADMITTED: (10, 300),
    _C.HANDED_OVER: (10, 300),
    _C.WITHDRAWN: (10, 300),
    _C.SUSPENDED: (5, 60),
}
_USUALLY_THERE = (2, 16)

_LEFT_FROM: dict[CaseState, CaseState] = {
    _C.DISMISSED: _C.FINAL_EVALUATION,
    _C.NOT_ADMITTED: _C.DECISION,
    _C.SUSPENDED: _C.DEVELOPMENT,
    _C.HANDED_OVER: _C.INTERVIEW_WITH_PERSON,
    _C.WITHDRAWN: _C.DEVELOPMENT,
}
"""The phase that a state outside the phases was reached from."""


OLDEST_DEVELOPMENT = timedelta(days=1_000)
TERM = timedelta(days=670)
"""Cases still open were admitted after this, so that their 24 months are not over."""
_LATE = 0.12
"""Share of cases on which a counsellor has fallen behind."""
LONGEST_WAIT = 450
"""Days in development before the proposal; with the plan's beginning they fit into the 24 months."""


def life(chance: Chance, state: CaseState, day: date) -> Life:
    """A case that stands in ``state`` on the day."""
    reached_on = working(day - chance.days(*_STILL_THERE.get(state, _USUALLY_THERE)))
    return _backward(chance, state, reached_on, {}, day)


def life_since(chance: Chance, development_on: date, day: date) -> Life:
    """A case in development since then."""
    return _backward(chance, CaseState.DEVELOPMENT, development_on, {}, day)


def life_with_plan(
    chance: Chance, state: CaseState, *, opened_on: date, ended_on: date | None, day: date
) -> Life:
    """A case whose plan began with a proposal of ``opened_on``; waiting before it is 14 months on average."""
    oldest = day - (OLDEST_DEVELOPMENT if state is _C.DISMISSED else TERM)
    waited = min(int(chance.expovariate(1 / 425)), (opened_on - oldest).days, LONGEST_WAIT)
    development_on = working(opened_on - timedelta(days=max(40, waited)))
    if state is _C.DEVELOPMENT or ended_on is None:
        return _backward(chance, _C.DEVELOPMENT, development_on, {}, day)
    final_on = working(min(ended_on + chance.days(5, 20), day - timedelta(days=4)))
    known = {_C.DEVELOPMENT: development_on, _C.FINAL_EVALUATION: final_on}
    if state is _C.FINAL_EVALUATION:
        return _backward(chance, state, final_on, known, day)
    closed_on = working(min(final_on + chance.days(10, 25), day - timedelta(days=1)))
    return _backward(chance, _C.DISMISSED, closed_on, known, day)


def _backward(
    chance: Chance, state: CaseState, reached_on: date, known: dict[CaseState, date], day: date
) -> Life:
    skips_sender = state is not _C.INTERVIEW_WITH_SENDER and chance.happens(0.2)
    starts = {**known, state: reached_on} if state in PHASES[:8] else dict(known)
    last = _LEFT_FROM.get(state)
    phases = PHASES[: PHASES.index(state)] if last is None else PHASES[: PHASES.index(last) + 1]
    following = reached_on
    for phase in reversed(phases):
        if phase is _C.INTERVIEW_WITH_SENDER and skips_sender:
            continue
        if phase not in starts:
            starts[phase] = working(following - chance.days(*_DAYS_IN[phase]))
        following = starts[phase]
    return Life(
        state,
        opened_on=starts[_C.REFERRAL],
        evaluation_on=starts.get(_C.FIRST_EVALUATION),
        sender_on=starts.get(_C.INTERVIEW_WITH_SENDER),
        person_on=starts.get(_C.INTERVIEW_WITH_PERSON),
        decision_on=starts.get(_C.DECISION),
        admitted_on=starts.get(_C.ACCEPTANCE),
        development_on=starts.get(_C.DEVELOPMENT),
        checked_on=_checked_on(chance, state, starts, reached_on, day),
        final_on=starts.get(_C.FINAL_EVALUATION),
        state_on=reached_on,
        **_project(chance, state, starts, day),
    )


def _checked_on(
    chance: Chance, state: CaseState, starts: dict[CaseState, date], reached_on: date, day: date
) -> date | None:
    """When she was last seen: within the month, but for a few who wait longer."""
    development_on = starts.get(_C.DEVELOPMENT)
    if development_on is None:
        return None
    if state is _C.DEVELOPMENT:
        ago = chance.days(31, 50) if chance.happens(_LATE) else chance.days(1, 27)
        return max(development_on, working(day - ago))
    return max(development_on, starts.get(_C.FINAL_EVALUATION, reached_on) - chance.days(1, 28))


def _project(chance: Chance, state: CaseState, starts: dict[CaseState, date], day: date) -> dict[str, Any]:
    """How far the individual project has come; it is written anew before its review, but for a few that are late."""
    admitted_on, development_on = starts.get(_C.ACCEPTANCE), starts.get(_C.DEVELOPMENT)
    if admitted_on is None:
        return {}
    if development_on is None:
        reached = chance.pick({None: 2.0, _P.DRAFT: 2.0, _P.TO_AGREE: 2.0, _P.IN_FORCE: 1.0})
        return {"project": reached, "project_on": working(min(admitted_on + ONE, day - ONE))}
    project_on = working(max(admitted_on, development_on - chance.days(1, 4)))
    days = chance.days(86, 105) if chance.happens(_LATE) else chance.days(5, 80)
    again = working(day - days)
    long_enough = again >= project_on + timedelta(days=40)
    return {
        "project": _P.IN_FORCE,
        "project_on": project_on,
        "renewed_on": again if state is _C.DEVELOPMENT and long_enough else None,
    }
