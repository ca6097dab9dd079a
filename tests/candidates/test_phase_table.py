"""The phases: every state × move × actor, and every need by itself."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from portal.candidates.cases.vocabulary import CLOSED, OPEN, PHASES, CaseState, CommitmentKind
from portal.candidates.phases.rules import PhaseFacts, Running, lateness
from portal.candidates.phases.transitions import PHASES_TABLE, landing
from portal.candidates.phases.vocabulary import COORDINATOR, HOLDER, LIGHT_HOLDER, PERSON, InterviewKind
from portal.kernel.refusals import Refused

TODAY = date(2026, 11, 23)
C = CaseState

EVERYTHING = PhaseFacts(
    today=TODAY,
    contact_known=True,
    evaluation_noted=True,
    interviews=frozenset(InterviewKind),
    skills_known=True,
    availability_known=True,
    service_consent=True,
    project_in_force=True,
    active_since_development=True,
    final_review="dismiss",
    closed_on=TODAY - timedelta(days=30),
    extension_requested=True,
    reason="Un motivo.",
    notice_on=TODAY,
    review_on=TODAY + timedelta(days=30),
    months=6,
    destination="support",
    closing_reason="not_wished",
    agreed_on=TODAY,
    paper_on=TODAY,
)

# What services.md §4 says, written again by hand: move -> (from, to, who).
SPOKEN: dict[str, tuple[set[CaseState], CaseState | None, set[str]]] = {
    "start_evaluation": ({C.REFERRAL}, C.FIRST_EVALUATION, {HOLDER}),
    "meet_sender": ({C.FIRST_EVALUATION}, C.INTERVIEW_WITH_SENDER, {HOLDER}),
    "skip_sender": ({C.FIRST_EVALUATION}, C.INTERVIEW_WITH_PERSON, {HOLDER}),
    "meet_person": ({C.INTERVIEW_WITH_SENDER}, C.INTERVIEW_WITH_PERSON, {HOLDER}),
    "go_to_decision": ({C.INTERVIEW_WITH_PERSON}, C.DECISION, {HOLDER}),
    "admit": ({C.DECISION}, C.ACCEPTANCE, {HOLDER}),
    "start_development": ({C.ACCEPTANCE}, C.DEVELOPMENT, {HOLDER}),
    "start_final_evaluation": ({C.DEVELOPMENT}, C.FINAL_EVALUATION, {HOLDER}),
    "dismiss": ({C.FINAL_EVALUATION}, C.DISMISSED, {HOLDER}),
    "refuse": (set(PHASES[:5]), C.NOT_ADMITTED, {HOLDER, LIGHT_HOLDER}),
    "suspend": (set(PHASES[1:8]), C.SUSPENDED, {HOLDER, LIGHT_HOLDER, PERSON}),
    "resume": ({C.SUSPENDED}, None, {HOLDER, LIGHT_HOLDER, PERSON}),
    "redesign": ({C.DEVELOPMENT, C.FINAL_EVALUATION}, C.ACCEPTANCE, {HOLDER}),
    "extend": ({C.ACCEPTANCE, C.DEVELOPMENT, C.FINAL_EVALUATION}, None, {COORDINATOR}),
    "hand_over_outside": (set(PHASES[1:8]), C.HANDED_OVER, {HOLDER}),
    "change_track": ({C.DECISION, C.ACCEPTANCE, C.DEVELOPMENT, C.FINAL_EVALUATION}, C.ACCEPTANCE, {HOLDER}),
    "change_track_running": (set(PHASES[5:8]), C.DEVELOPMENT, {HOLDER}),
    "light_meet_sender": ({C.REFERRAL}, C.INTERVIEW_WITH_SENDER, {LIGHT_HOLDER}),
    "light_decide": ({C.INTERVIEW_WITH_SENDER}, C.DECISION, {LIGHT_HOLDER}),
    "light_admit": ({C.DECISION}, C.DEVELOPMENT, {LIGHT_HOLDER}),
    "light_dismiss": ({C.DEVELOPMENT}, C.DISMISSED, {LIGHT_HOLDER}),
    "light_reopen": ({C.DISMISSED, C.NOT_ADMITTED, C.WITHDRAWN}, C.INTERVIEW_WITH_SENDER, {LIGHT_HOLDER}),
    "withdraw": (set(PHASES[:8]) | {C.SUSPENDED}, C.WITHDRAWN, {PERSON}),
    "reopen": ({C.DISMISSED, C.NOT_ADMITTED, C.WITHDRAWN}, C.FIRST_EVALUATION, {HOLDER}),
}


def test_the_table_holds_every_move_of_the_services_and_no_other() -> None:
    assert {row.name for row in PHASES_TABLE} == set(SPOKEN)


@pytest.mark.parametrize("move", sorted(SPOKEN))
@pytest.mark.parametrize("state", list(CaseState))
@pytest.mark.parametrize("actor", [HOLDER, LIGHT_HOLDER, PERSON, COORDINATOR, "stranger"])
def test_a_move_is_made_from_its_states_by_its_actors_only(move: str, state: CaseState, actor: str) -> None:
    sources, target, who = SPOKEN[move]
    if state in sources and actor in who:
        row = PHASES_TABLE.move(move, state, [actor], EVERYTHING)
        assert landing(row, state, None) is (target or state)
    else:
        with pytest.raises(Refused):
            PHASES_TABLE.move(move, state, [actor], EVERYTHING)


@pytest.mark.parametrize("phase", PHASES[1:8])
def test_a_resumed_case_goes_back_to_the_phase_it_left(phase: CaseState) -> None:
    row = PHASES_TABLE.move("resume", C.SUSPENDED, [HOLDER], EVERYTHING)
    assert landing(row, C.SUSPENDED, phase) is phase


def test_open_and_closed_states_divide_all() -> None:
    assert set(CaseState) == OPEN | CLOSED
    assert not OPEN & CLOSED
    assert C.SUSPENDED in OPEN


PLAN = (Running(CommitmentKind.PLAN, "TIS-0007"),)

NEEDS = [
    ("start_evaluation", {"contact_known": False}, "manca un telefono"),
    ("meet_sender", {"evaluation_noted": False}, "nota di prima valutazione"),
    ("skip_sender", {"reason": None}, "Scrivi il motivo."),
    ("meet_person", {"interviews": frozenset({InterviewKind.WELCOME})}, "colloquio di anamnesi"),
    (
        "go_to_decision",
        {"interviews": frozenset()},
        "Per passare a Decisione manca un colloquio con la persona.",
    ),
    ("go_to_decision", {"skills_known": False}, "esperienze o competenze"),
    ("go_to_decision", {"availability_known": False}, "disponibilità"),
    ("admit", {"reason": None}, "Scrivi il motivo."),
    ("admit", {"notice_on": None}, "quando hai informato"),
    ("admit", {"notice_on": TODAY + timedelta(days=1)}, "non può essere nel futuro"),
    ("admit", {"service_consent": False}, "consenso alla presa in carico"),
    ("start_development", {"project_in_force": False}, "progetto concordato"),
    ("start_final_evaluation", {"active_since_development": False}, "attività"),
    ("dismiss", {"final_review": None}, "verifica finale"),
    ("dismiss", {"final_review": "redesign"}, "non ha deciso la dimissione"),
    ("dismiss", {"handover_offered": True}, "un passaggio di consegne aspetta risposta"),
    ("dismiss", {"destination": None}, "verso dove"),
    ("dismiss", {"running": PLAN}, "Il caso non si può chiudere: il percorso TIS-0007 è in corso."),
    ("dismiss", {"running": (Running(CommitmentKind.PROPOSAL, ""),)}, "la proposta è aperta"),
    ("refuse", {"closing_reason": None}, "perché la persona non è ammessa"),
    ("refuse", {"reason": None}, "Scrivi il motivo."),
    ("refuse", {"notice_on": None}, "quando hai informato"),
    ("refuse", {"handover_offered": True}, "un passaggio di consegne"),
    ("suspend", {"reason": None}, "Scrivi il motivo."),
    ("suspend", {"review_on": None}, "quando riguardare"),
    ("suspend", {"review_on": TODAY}, "già passata"),
    ("suspend", {"review_on": TODAY + timedelta(days=91)}, "entro 90 giorni"),
    ("redesign", {"reason": None}, "Scrivi il motivo."),
    ("extend", {"extension_requested": False}, "non ha ancora chiesto"),
    ("extend", {"has_term": False}, "non ha una scadenza"),
    ("extend", {"months": 13}, "da 1 a 12 mesi"),
    ("extend", {"months": 0}, "da 1 a 12 mesi"),
    ("extend", {"reason": None}, "Scrivi perché servono altri mesi."),
    ("hand_over_outside", {"paper_on": None}, "copia firmata"),
    ("hand_over_outside", {"running": PLAN}, "TIS-0007"),
    ("change_track", {"agreed_on": None}, "accordo"),
    ("change_track", {"service_consent": False}, "consenso alla presa in carico"),
    ("change_track_running", {"project_in_force": False}, "progetto concordato"),
    ("light_meet_sender", {"contact_known": False}, "telefono"),
    ("light_decide", {"interviews": frozenset()}, "colloquio di anamnesi"),
    ("light_admit", {"notice_on": None}, "quando hai informato"),
    ("light_admit", {"service_consent": False}, "consenso alla presa in carico"),
    ("light_dismiss", {"reason": None}, "breve nota di chiusura"),
    ("light_dismiss", {"destination": None}, "verso dove"),
    ("light_dismiss", {"handover_offered": True}, "un passaggio di consegne"),
    ("light_reopen", {"closed_on": TODAY - timedelta(days=400)}, "apri una nuova scheda"),
    ("reopen", {"closed_on": TODAY - timedelta(days=400)}, "apri una nuova scheda"),
    ("reopen", {"agreed_on": TODAY + timedelta(days=1)}, "non può essere nel futuro"),
]


@pytest.mark.parametrize(("move", "missing", "words"), NEEDS)
def test_a_move_without_what_it_needs_is_refused_in_words(
    move: str, missing: dict[str, object], words: str
) -> None:
    row = PHASES_TABLE.named(move)
    facts = replace(EVERYTHING, **missing)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refusal:
        PHASES_TABLE.move(move, next(iter(row.sources)), row.who, facts)
    assert words in refusal.value.sentence


def test_every_need_of_the_table_has_a_case_that_misses_it() -> None:
    wanted = {(row.name, need) for row in PHASES_TABLE for need in row.needs}
    met = set()
    for move, missing, _ in NEEDS:
        facts = replace(EVERYTHING, **missing)  # type: ignore[arg-type]
        met |= {(move, need) for need in PHASES_TABLE.named(move).needs if need(facts) is not None}
    # asked of several moves, written out for some of them
    shared = {"nothing_is_running", "reason_is_written", "evaluation_is_noted", "person_agreed"}
    assert {(move, need.__name__) for move, need in wanted - met if need.__name__ not in shared} == set()


def test_every_fact_is_used_by_some_need() -> None:
    used = {name for _, missing, _ in NEEDS for name in missing}
    assert {field.name for field in fields(PhaseFacts)} - used == {"today"}


def _weekday(day: date) -> bool:
    return day.weekday() < 5


def test_the_first_phase_is_late_after_ten_working_days() -> None:
    late = lateness(C.REFERRAL, date(2026, 11, 2), _weekday)
    assert late is not None
    assert late.last_day == date(2026, 11, 16)
    assert not late.late(date(2026, 11, 16))
    assert late.late(date(2026, 11, 17))
    assert "giorni lavorativi" in late.rule


def test_development_is_late_with_the_review_of_the_project() -> None:
    late = lateness(
        C.DEVELOPMENT, date(2026, 1, 10), _weekday, date(2026, 11, 1), review_on=date(2026, 11, 20)
    )
    assert late is not None
    assert late.last_day == date(2026, 11, 20)
    assert late.rule == "verifica del progetto"


def test_development_counts_idle_days_from_the_last_activity() -> None:
    since = date(2026, 1, 10)
    late = lateness(C.DEVELOPMENT, since, _weekday, last_activity=date(2026, 11, 1))
    assert late is not None
    assert late.last_day == date(2026, 12, 1)
    idle = lateness(C.DEVELOPMENT, since, _weekday)
    assert idle is not None
    assert idle.last_day == date(2026, 2, 9)


@pytest.mark.parametrize("state", [C.SUSPENDED, C.DISMISSED, C.NOT_ADMITTED, C.WITHDRAWN, C.HANDED_OVER])
def test_what_waits_or_is_over_is_never_late(state: CaseState) -> None:
    assert lateness(state, date(2020, 1, 1), _weekday) is None
