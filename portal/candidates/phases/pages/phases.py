"""The page of the phases: what each move lacks, the outputs, the history."""

from dataclasses import dataclass
from uuid import UUID

from portal.candidates.cases.locking import case_by_id
from portal.candidates.cases.vocabulary import (
    CASE_STATE_LABELS,
    TRACK_LABELS,
    WEIGHT_LABELS,
    CaseState,
    Track,
    Weight,
)
from portal.candidates.people.reading import OpenFile
from portal.candidates.phases import queries, rules
from portal.candidates.phases.gathering import gather
from portal.candidates.phases.pages.checks import review_words
from portal.candidates.phases.pages.phase_list import PhaseLine, phase_lines
from portal.candidates.phases.queries import CallRow, CaseRow, ExtensionRow, Outputs, StepRow
from portal.candidates.phases.rules import PhaseFacts
from portal.candidates.phases.transitions import PHASES_TABLE
from portal.candidates.phases.vocabulary import (
    HOLDER,
    LIGHT_HOLDER,
    NETWORK_LABELS,
    PERSON,
    InterviewKind,
    Network,
)
from portal.foundation import clock
from portal.foundation.web.italian import date_it, datetime_it
from portal.kernel.states import Transition

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
    "light_meet_sender",
    "light_decide",
    "light_admit",
    "light_dismiss",
    "light_reopen",
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
        "light_meet_sender",
        "light_decide",
    }
)
"""Moves that need a press and no answer."""


@dataclass(frozen=True, slots=True)
class MoveButton:
    """``missing``: what the phase still lacks; the button is not drawn then."""

    label: str
    href: str
    direct: bool
    missing: str | None
    fix: tuple[str, str] | None


_FIXES: dict[str, tuple[str, str]] = {
    "start_evaluation": ("Completa i recapiti", "/data/contact"),
    "meet_sender": ("Scrivi la nota di prima valutazione", "/phases/evaluation"),
    "skip_sender": ("Scrivi la nota di prima valutazione", "/phases/evaluation"),
    "meet_person": ("Registra il colloquio", "/interviews/new?kind=history"),
    "start_development": ("Vai al progetto", "/project"),
    "start_final_evaluation": ("Registra un colloquio", "/interviews/new?kind=check"),
    "admit": ("Vai ai consensi", "/consents"),
    "dismiss": ("Scrivi la verifica finale", "/phases/review"),
    "light_meet_sender": ("Completa i recapiti", "/data/contact"),
    "light_decide": ("Registra il colloquio", "/interviews/new?kind=history"),
    "light_admit": ("Vai ai consensi", "/consents"),
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
        rules.closing_note_is_written,
        rules.closing_reason_is_chosen,
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
    if move.name in _FIXES and not (move.name == "dismiss" and facts.final_review == "dismiss"):
        label, suffix = _FIXES[move.name]
        return label, f"{url}{suffix}"
    return None


async def the_facts(case_id: UUID) -> PhaseFacts:
    return await gather(await case_by_id(case_id))


def move_buttons(
    state: CaseState, weight: Weight, facts: PhaseFacts, url: str
) -> tuple[list[MoveButton], list[MoveButton]]:
    """Moves that carry the case on, and the others, from the transition table."""
    holder = LIGHT_HOLDER if weight is Weight.LIGHT else HOLDER
    ahead: list[MoveButton] = []
    others: list[MoveButton] = []
    for move in PHASES_TABLE.available(state, [holder, PERSON]):
        missing = _missing(move, facts)
        button = MoveButton(
            move.label,
            f"{url}/phases/moves/{move.name}",
            move.name in DIRECT,
            missing,
            _fix(move, facts, url) if missing else None,
        )
        (ahead if move.name in ADVANCES else others).append(button)
    return _said_once(ahead), others


def _said_once(buttons: list[MoveButton]) -> list[MoveButton]:
    """Two moves that lack the same thing ask for it once."""
    said: dict[str, MoveButton] = {}
    for one in buttons:
        said.setdefault(one.missing or one.label, one)
    return list(said.values())


@dataclass(frozen=True, slots=True)
class HistoryLine:
    title: str
    note: str
    pending: bool = False


_TITLES = {
    "open": "Scheda aperta",
    "assign": "Caso assegnato",
    "extend": "Proroga concessa",
    "reopen": "Caso riaperto",
    "change_track": "Passaggio all’altro percorso",
    "change_track_running": "Passaggio all’altro percorso",
    "hand_over": "Passaggio di consegne accettato",
    "become_full": "Da accompagnamento a presa in carico",
    "light_reopen": "Caso riaperto",
}
"""Steps that are told by themselves; the others by the state they led to."""


def history_line(step: StepRow) -> HistoryLine:
    title = _TITLES.get(step.move, CASE_STATE_LABELS[step.to_state])
    parts = [date_it(step.taken_on)]
    if clock.in_rome(step.recorded_at).date() != step.taken_on:
        parts.append(f"registrato {datetime_it(step.recorded_at, 'il')}")
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
    call: CallRow | None
    reviewing: bool
    dismissed: bool


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
        told = [("Motivo", found.decision_reason), ("Informati", date_it(found.notice_on, "il"))]
        if found.decision_weight and found.decision_track:
            weight, track = Weight(found.decision_weight), Track(found.decision_track)
            told.insert(0, ("Percorso", f"{WEIGHT_LABELS[weight]}, {TRACK_LABELS[track].lower()}"))
        rows.append((f"Decisione {date_it(found.decided_on, 'del')}", told))
    return rows


async def phases_page(file: OpenFile, *, coordinates: bool) -> PhasesPage:
    case = await queries.case_row(file.case_id)
    full, holds = file.cell.reads_all, file.holds
    steps = await queries.steps(file.case_id, in_full=full)
    facts = await the_facts(file.case_id)
    ahead, others = move_buttons(case.state, case.weight, facts, file.url)
    # The first move that carries on says what the next phase waits for.
    blocking = ahead[0].missing if ahead else None
    extendable = case.state in PHASES_TABLE.named("extend").sources and case.due_on is not None
    found = await queries.outputs(file.case_id) if full else None
    outputs = _output_lists(found) if found else []
    if found and found.review:
        outputs.append(
            (f"Verifica finale {date_it(found.review.on, 'del')}", await review_words(found.review))
        )
    reviewing = holds and case.state is CaseState.FINAL_EVALUATION
    return PhasesPage(
        file,
        case,
        CASE_STATE_LABELS[case.state],
        f"{TRACK_LABELS[case.track]}, {WEIGHT_LABELS[case.weight].lower()}",
        phase_lines(case, steps, blocking if full else None),
        ahead if holds else [],
        others if holds else [],
        outputs,
        [history_line(step) for step in steps],
        await queries.waiting_extension(file.case_id) if extendable and (holds or coordinates) else None,
        coordinates and extendable,
        holds and extendable,
        await queries.review_call(file.case_id, case.state_since) if reviewing else None,
        reviewing,
        full and case.state is CaseState.DISMISSED,
    )
