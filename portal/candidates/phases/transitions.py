"""How a case moves: the rows of services.md §4 as one table.

«Suspend» remembers the phase it left, and «resume» goes back there (``landing``); every advance asks for the
output of the phase it leaves. A hand-over inside the portal, with its own states, is not a move of the case.
"""

from portal.candidates.cases.vocabulary import CASE_STATE_LABELS, OPEN, PHASES, CaseState
from portal.candidates.events import (
    CaseAdvanced,
    CaseClosed,
    CaseExtended,
    CaseReopened,
    CaseResumed,
    CaseSuspended,
)
from portal.candidates.phases import rules
from portal.candidates.phases.vocabulary import COORDINATOR, HOLDER, LIGHT_HOLDER, PERSON
from portal.kernel.states import T, Table, Transition, table

_C = CaseState
_1_TO_5 = frozenset(PHASES[:5])
_2_TO_8 = frozenset(PHASES[1:8])
_5_TO_8 = frozenset(PHASES[4:8])
_6_TO_8 = frozenset(PHASES[5:8])

PHASES_TABLE: Table = table(
    "Il caso",
    CaseState,
    CASE_STATE_LABELS,
    # name, from, to, who, label,
    # needs …, then
    T("start_evaluation", _C.REFERRAL, _C.FIRST_EVALUATION, HOLDER, "Passa a Prima valutazione",
      rules.contact_is_known, then=CaseAdvanced),
    T("meet_sender", _C.FIRST_EVALUATION, _C.INTERVIEW_WITH_SENDER, HOLDER,
      "Passa a Colloquio con il servizio inviante", rules.evaluation_is_noted, then=CaseAdvanced),
    T("skip_sender", _C.FIRST_EVALUATION, _C.INTERVIEW_WITH_PERSON, HOLDER, "Salta al Colloquio con la persona",
      rules.evaluation_is_noted, rules.reason_is_written, then=CaseAdvanced),
    T("meet_person", _C.INTERVIEW_WITH_SENDER, _C.INTERVIEW_WITH_PERSON, HOLDER, "Passa a Colloquio con la persona",
      rules.history_was_heard, then=CaseAdvanced),
    T("go_to_decision", _C.INTERVIEW_WITH_PERSON, _C.DECISION, HOLDER, "Passa a Decisione",
      rules.person_was_heard, rules.experience_is_known, rules.availability_is_known, then=CaseAdvanced),
    T("admit", _C.DECISION, _C.ACCEPTANCE, HOLDER, "Ammetti al percorso",
      rules.reason_is_written, rules.notice_is_given, rules.service_consent_in_force, then=CaseAdvanced),
    T("start_development", _C.ACCEPTANCE, _C.DEVELOPMENT, HOLDER, "Passa a Sviluppo",
      rules.project_is_in_force, then=CaseAdvanced),
    T("start_final_evaluation", _C.DEVELOPMENT, _C.FINAL_EVALUATION, HOLDER, "Passa a Valutazione finale",
      rules.something_was_done, then=CaseAdvanced),
    T("dismiss", _C.FINAL_EVALUATION, _C.DISMISSED, HOLDER, "Chiudi con la dimissione",
      rules.final_review_is_written, rules.destination_is_chosen, rules.nothing_is_running, rules.no_handover_waits,
      then=CaseClosed),
    T("refuse", _1_TO_5, _C.NOT_ADMITTED, {HOLDER, LIGHT_HOLDER}, "Non ammettere",
      rules.closing_reason_is_chosen, rules.reason_is_written, rules.notice_is_given, rules.nothing_is_running,
      rules.no_handover_waits, then=CaseClosed),
    T("suspend", _2_TO_8, _C.SUSPENDED, {HOLDER, LIGHT_HOLDER, PERSON}, "Sospendi il caso",
      rules.reason_is_written, rules.review_is_near, then=CaseSuspended),
    T("resume", _C.SUSPENDED, None, {HOLDER, LIGHT_HOLDER, PERSON}, "Riprendi il caso", then=CaseResumed),
    T("redesign", {_C.DEVELOPMENT, _C.FINAL_EVALUATION}, _C.ACCEPTANCE, HOLDER,
      "Torna ad Accettazione con un nuovo progetto", rules.reason_is_written, then=CaseAdvanced),
    T("extend", _6_TO_8, None, COORDINATOR, "Concedi la proroga",
      rules.term_is_running, rules.extension_was_asked, rules.months_are_few, rules.extension_reason,
      then=CaseExtended),
    T("hand_over_outside", _2_TO_8, _C.HANDED_OVER, HOLDER, "Passa a un servizio fuori dal portale",
      rules.reason_is_written, rules.paper_is_signed, rules.nothing_is_running, then=CaseClosed),
    T("change_track", _5_TO_8, _C.ACCEPTANCE, HOLDER, "Passa all’altro percorso con un nuovo progetto",
      rules.reason_is_written, rules.person_agreed, rules.service_consent_in_force, then=CaseAdvanced),
    T("change_track_running", _6_TO_8, _C.DEVELOPMENT, HOLDER, "Passa all’altro percorso con lo stesso progetto",
      rules.reason_is_written, rules.person_agreed, rules.project_is_in_force, then=CaseAdvanced),
    T("withdraw", OPEN, _C.WITHDRAWN, PERSON, "La persona esce dal percorso", then=CaseClosed),
    T("reopen", {_C.DISMISSED, _C.NOT_ADMITTED, _C.WITHDRAWN}, _C.FIRST_EVALUATION, HOLDER, "Riapri il caso",
      rules.may_still_reopen, rules.person_agreed, then=CaseReopened),
    # light cases: the referring service leads, phases 1, 3, 5, 7 and 9 only (services.md §2, §4)
    T("light_meet_sender", _C.REFERRAL, _C.INTERVIEW_WITH_SENDER, LIGHT_HOLDER,
      "Passa a Colloquio con il servizio inviante", rules.contact_is_known, then=CaseAdvanced),
    T("light_decide", _C.INTERVIEW_WITH_SENDER, _C.DECISION, LIGHT_HOLDER, "Passa a Decisione",
      rules.history_was_heard, then=CaseAdvanced),
    T("light_admit", _C.DECISION, _C.DEVELOPMENT, LIGHT_HOLDER, "Inizia l’accompagnamento",
      rules.reason_is_written, rules.notice_is_given, rules.service_consent_in_force, then=CaseAdvanced),
    T("light_dismiss", _C.DEVELOPMENT, _C.DISMISSED, LIGHT_HOLDER, "Chiudi l’accompagnamento",
      rules.closing_note_is_written, rules.destination_is_chosen, rules.nothing_is_running, rules.no_handover_waits,
      then=CaseClosed),
    T("light_reopen", {_C.DISMISSED, _C.NOT_ADMITTED, _C.WITHDRAWN}, _C.INTERVIEW_WITH_SENDER, LIGHT_HOLDER,
      "Riapri il caso", rules.may_still_reopen, rules.person_agreed, then=CaseReopened),
)  # fmt: skip


def landing(row: Transition, state: CaseState, suspended_from: CaseState | None) -> CaseState:
    """The state after the move; a resumed case goes back to the phase it was suspended in."""
    if row.name == "resume" and suspended_from is not None:
        return suspended_from
    return CaseState(row.lands(state))
