"""The phases of a case: the task list, the buttons, the history."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from portal.candidates.cases.locking import case_by_id
from portal.candidates.cases.vocabulary import (
    CASE_STATE_LABELS,
    CLOSED,
    PHASES,
    TRACK_LABELS,
    CaseState,
)
from portal.candidates.people.reading import OpenFile
from portal.candidates.phases import queries, rules
from portal.candidates.phases.gathering import gather
from portal.candidates.phases.queries import CaseRow, ExtensionRow, Outputs, StepRow
from portal.candidates.phases.rules import Lateness, PhaseFacts, lateness
from portal.candidates.phases.transitions import PHASES_TABLE
from portal.candidates.phases.vocabulary import (
    HOLDER,
    NETWORK_LABELS,
    PERSON,
    InterviewKind,
    Network,
)
from portal.foundation import clock
from portal.foundation.web.italian import date_it, datetime_it
from portal.kernel.states import Transition
from portal.reference.holidays_it import is_working_day

ADVANCES = (
    "start_evaluation",
    "meet_sender",
    "skip_sender",
    "meet_person",
    "go_to_decision",
    "admit",
    "start_development",
    "start_final_evaluation",
    "dismiss",
    "resume",
    "reopen",
)
"""Moves that carry the case on; the others stand apart, folded away."""
DIRECT = frozenset(
    {
        "start_evaluation",
        "meet_sender",
        "meet_person",
        "go_to_decision",
        "start_development",
        "start_final_evaluation",
    }
)
"""Moves that need a press and no answer."""


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A phase in the list: done, current, late, next, blocked, skipped, stopped."""

    number: int
    label: str
    kind: str
    words: str
    note: str | None


@dataclass(frozen=True, slots=True)
class MoveButton:
    """``missing``: what the phase still lacks; the button is not drawn then."""

    label: str
    href: str
    direct: bool
    missing: str | None
    fix: tuple[str, str] | None


def current_phase(case: CaseRow, steps: Iterable[StepRow]) -> CaseState:
    """The phase the case is in; of a suspended or closed one, the phase it stopped in."""
    if case.state in PHASES:
        return case.state
    if case.suspended_from is not None:
        return case.suspended_from
    return next((step.to_state for step in steps if step.to_state in PHASES), CaseState.REFERRAL)


def phase_lateness(case: CaseRow) -> Lateness | None:
    return lateness(case.state, case.state_since, is_working_day, case.last_contact)


def phase_lines(case: CaseRow, steps: list[StepRow], missing: str | None) -> list[PhaseLine]:
    """``missing``: why the case cannot go on to the next phase now."""
    current = current_phase(case, steps)
    here = PHASES.index(current)
    passed = {step.to_state for step in steps} | {CaseState.REFERRAL}
    lines = []
    for index, phase in enumerate(PHASES):
        if index < here:
            kind, words = ("ok", "Completato") if phase in passed else ("neutral", "Saltata")
            note = None
        elif index == here:
            kind, words, note = _current(case)
        elif index == here + 1 and missing is None and case.state in PHASES:
            kind, words, note = "neutral", "Da iniziare", None
        else:
            kind, words = "neutral", "Bloccato"
            note = missing if index == here + 1 else None
        lines.append(PhaseLine(index + 1, CASE_STATE_LABELS[phase], kind, words, note))
    return lines


def _current(case: CaseRow) -> tuple[str, str, str | None]:
    today = clock.today()
    since = f"dal {date_it(case.state_since)}"
    if case.state is CaseState.DISMISSED:
        return "ok", "Completato", since
    if case.state is CaseState.SUSPENDED:
        return "warning", "Sospeso", f"{since}, da riguardare entro il {date_it(case.suspension_review_on)}"
    if case.state in CLOSED:
        return "neutral", CASE_STATE_LABELS[case.state], since
    term = phase_lateness(case)
    if term is None:
        return "info", "In corso", since
    rule = f"{since}, termine {date_it(term.last_day)}: {term.rule}"
    return ("error", "In ritardo", rule) if term.late(today) else ("info", "In corso", rule)


_FIXES: dict[str, tuple[str, str]] = {
    "start_evaluation": ("Completa i recapiti", "/data/contact"),
    "meet_sender": ("Scrivi la nota di prima valutazione", "/phases/evaluation"),
    "skip_sender": ("Scrivi la nota di prima valutazione", "/phases/evaluation"),
    "meet_person": ("Registra il colloquio", "/interviews/new?kind=history"),
    "start_development": ("Vai al progetto", "/project"),
    "start_final_evaluation": ("Registra un colloquio", "/interviews/new?kind=check"),
    "admit": ("Vai ai consensi", "/consents"),
    "dismiss": ("Scrivi la valutazione finale", "/phases/review"),
}
"""Where what a move lacks is written. «go_to_decision» lacks one of two things."""


_ASKED_BY_FORM = frozenset(
    {
        rules.reason_is_written,
        rules.notice_is_given,
        rules.review_is_near,
        rules.destination_is_chosen,
        rules.person_agreed,
        rules.paper_is_signed,
    }
)


def _missing(move: Transition, facts: PhaseFacts) -> str | None:
    """The first thing that the case lacks, leaving aside what the move's own form will ask."""
    for need in move.needs:
        sentence = need(facts) if need not in _ASKED_BY_FORM else None
        if sentence is not None:
            return sentence
    return None


def _fix(move: Transition, facts: PhaseFacts, url: str) -> tuple[str, str] | None:
    if move.name == "go_to_decision":
        heard = InterviewKind.WELCOME in facts.interviews
        label, suffix = (
            ("Completa i dati", "/data")
            if heard
            else ("Registra il colloquio", "/interviews/new?kind=welcome")
        )
        return label, f"{url}{suffix}"
    if move.name in _FIXES and not (move.name == "dismiss" and facts.final_review):
        label, suffix = _FIXES[move.name]
        return label, f"{url}{suffix}"
    return None


async def the_facts(case_id: UUID) -> PhaseFacts:
    return await gather(await case_by_id(case_id))


def move_buttons(state: CaseState, facts: PhaseFacts, url: str) -> tuple[list[MoveButton], list[MoveButton]]:
    """Moves that carry the case on, and the others, from the transition table."""
    ahead: list[MoveButton] = []
    others: list[MoveButton] = []
    for move in PHASES_TABLE.available(state, [HOLDER, PERSON]):
        missing = _missing(move, facts)
        button = MoveButton(
            move.label,
            f"{url}/phases/moves/{move.name}",
            move.name in DIRECT,
            missing,
            _fix(move, facts, url) if missing else None,
        )
        (ahead if move.name in ADVANCES else others).append(button)
    return ahead, others


@dataclass(frozen=True, slots=True)
class HistoryLine:
    title: str
    note: str
    pending: bool = False


def history_line(step: StepRow) -> HistoryLine:
    labels = {row.name: row.label for row in PHASES_TABLE}
    title = {"open": "Scheda aperta", "assign": "Caso assegnato"}.get(step.move) or labels[step.move]
    parts = [date_it(step.taken_on)]
    if clock.in_rome(step.recorded_at).date() != step.taken_on:
        parts.append(f"registrato il {datetime_it(step.recorded_at)}")
    if step.who:
        parts.append(step.who)
    if step.reason:
        parts.append(f"«{step.reason}»")
    return HistoryLine(title, ", ".join(parts))


@dataclass(frozen=True, slots=True)
class PhasesPage:
    file: OpenFile
    case: CaseRow
    state: str
    track: str
    lines: list[PhaseLine]
    ahead: list[MoveButton]
    others: list[MoveButton]
    outputs: list[tuple[str, list[tuple[str, str]]]]
    history: list[HistoryLine]
    extension: ExtensionRow | None
    may_extend: bool
    may_ask_extension: bool


def _output_lists(found: Outputs) -> list[tuple[str, list[tuple[str, str]]]]:
    rows: list[tuple[str, list[tuple[str, str]]]] = []
    if found.workstations:
        network = NETWORK_LABELS[Network(found.network)] if found.network else "–"
        rows.append(
            (
                "Prima valutazione",
                [("Postazioni viste", found.workstations), ("Carico", found.load or "–"), ("Rete", network)],
            )
        )
    if found.decision_reason:
        rows.append((f"Decisione del {date_it(found.decided_on)}", [("Motivo", found.decision_reason)]))
    if found.review:
        rows.append(("Valutazione finale", [("Che cosa è cambiato", found.review)]))
    return rows


async def phases_page(file: OpenFile, *, coordinates: bool) -> PhasesPage:
    case = await queries.case_row(file.case_id)
    steps = await queries.steps(file.case_id, in_full=file.may_write)
    facts = await the_facts(file.case_id)
    ahead, others = move_buttons(case.state, facts, file.url)
    # The first move that carries on says what the next phase waits for.
    blocking = ahead[0].missing if ahead else None
    extendable = case.state in PHASES_TABLE.named("extend").sources
    return PhasesPage(
        file,
        case,
        CASE_STATE_LABELS[case.state],
        TRACK_LABELS[case.track],
        phase_lines(case, steps, blocking if file.may_write else None),
        ahead if file.may_write else [],
        others if file.may_write else [],
        _output_lists(await queries.outputs(file.case_id)) if file.may_write else [],
        [history_line(step) for step in steps],
        await queries.waiting_extension(file.case_id) if extendable else None,
        coordinates and extendable,
        file.may_write and extendable,
    )
