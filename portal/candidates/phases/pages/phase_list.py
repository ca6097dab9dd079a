"""The nine phases as a task list: what is done, where the case stands and until when, what is blocked."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.candidates.cases.vocabulary import CASE_STATE_LABELS, CLOSED, PHASES, CaseState, Weight
from portal.candidates.phases.queries import CaseRow, StepRow
from portal.candidates.phases.rules import LIGHT_PHASES, Lateness, lateness
from portal.foundation import clock
from portal.foundation.web.italian import date_it
from portal.reference.holidays_it import is_working_day


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A phase in the list: done, current, late, next, blocked, skipped, stopped."""

    number: int
    label: str
    kind: str
    words: str
    note: str | None


def current_phase(case: CaseRow, steps: Iterable[StepRow]) -> CaseState:
    """The phase the case is in; of a suspended or closed one, the phase it stopped in."""
    if case.state in PHASES:
        return case.state
    if case.suspended_from is not None:
        return case.suspended_from
    return next((step.to_state for step in steps if step.to_state in PHASES), CaseState.REFERRAL)


def phase_lateness(case: CaseRow) -> Lateness | None:
    return lateness(case.state, case.state_since, is_working_day, case.last_contact, case.review_on)


def phase_lines(case: CaseRow, steps: list[StepRow], missing: str | None) -> list[PhaseLine]:
    """``missing``: why the case cannot go on to the next phase now."""
    current = current_phase(case, steps)
    here = PHASES.index(current)
    passed = {step.to_state for step in steps} | {CaseState.REFERRAL}
    lines = []
    light = case.weight is Weight.LIGHT
    following = next(
        (place for place in range(here + 1, len(PHASES)) if not light or PHASES[place] in LIGHT_PHASES), here
    )
    for index, phase in enumerate(PHASES):
        if light and phase not in LIGHT_PHASES and phase is not current:
            continue
        if index < here:
            kind, words = ("ok", "Completato") if phase in passed else ("neutral", "Saltata")
            note = None
        elif index == here:
            kind, words, note = _current(case)
        elif index == following and missing is None and case.state in PHASES:
            kind, words, note = "neutral", "Da iniziare", None
        else:
            kind, words = "neutral", "Bloccato"
            note = missing if index == following else None
        lines.append(PhaseLine(index + 1, CASE_STATE_LABELS[phase], kind, words, note))
    return lines


def _current(case: CaseRow) -> tuple[str, str, str | None]:
    today = clock.today()
    since = f"{date_it(case.state_since, 'Dal')}"
    if case.state is CaseState.DISMISSED:
        return "ok", "Completato", since
    if case.state is CaseState.SUSPENDED:
        return (
            "warning",
            "Sospeso",
            f"{since}, da riguardare entro {date_it(case.suspension_review_on, 'il')}",
        )
    if case.state in CLOSED:
        return "neutral", CASE_STATE_LABELS[case.state], since
    term = phase_lateness(case)
    if term is None:
        return "info", "In corso", since
    rule = f"{since}, termine {date_it(term.last_day)}: {term.rule}"
    return ("error", "In ritardo", rule) if term.late(today) else ("info", "In corso", rule)
