"""How a version of the project moves (services.md §6), and each of its actions."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.candidates.cases.parameters import figure
from portal.candidates.cases.vocabulary import Track
from portal.candidates.events import (
    ProjectActionMoved,
    ProjectAgreed,
    ProjectPartyAgreed,
    ProjectPutToAgreement,
    ProjectRefused,
)
from portal.candidates.projects.vocabulary import (
    ACTION_STATE_LABELS,
    PROJECT_STATE_LABELS,
    ActionState,
    ProjectState,
)
from portal.kernel.states import T, Table, table

HOLDER = "holder"
PERSON = "person"
REFERRING = "referring"
COORDINATOR = "coordinator"
SYSTEM = "system"
OWNER = "owner"
WRITER = "writer"
"""Whoever writes the project by the table part × role."""


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """``aims``: how many there are; ``bare_aims``: of those, without an action. ``asked_on``: put to agreement."""

    today: date
    track: Track = Track.PLACEMENT
    wishes: str | None = None
    aims: int = 0
    bare_aims: int = 0
    number: int = 1
    redesign_reason: str | None = None
    next_review_on: date | None = None
    agreed_on: date | None = None
    remarks: str | None = None
    referring_waits: bool = False
    asked_on: date | None = None
    reason: str | None = None


def wishes_are_written(facts: ProjectFacts) -> str | None:
    return None if facts.wishes else "Scrivi che cosa desidera la persona, con le sue parole."


def aims_have_actions(facts: ProjectFacts) -> str | None:
    if facts.aims == 0:
        return "Scrivi almeno un obiettivo con la prima azione."
    return None if facts.bare_aims == 0 else "Ogni obiettivo ha almeno un’azione: aggiungi quella che manca."


def redesign_has_a_reason(facts: ProjectFacts) -> str | None:
    if facts.number == 1 or facts.redesign_reason:
        return None
    return "Scrivi perché il progetto cambia."


def review_is_set(facts: ProjectFacts) -> str | None:
    longest = figure(f"project.review_days.{facts.track.value}", facts.today)
    if facts.next_review_on is None:
        return "Indica quando riguardare il progetto."
    if facts.next_review_on <= facts.today:
        return "La prossima verifica del progetto deve essere nel futuro."
    if facts.next_review_on > facts.today + timedelta(days=longest):
        return f"Il progetto va riguardato entro {longest} giorni."
    return None


def agreement_is_dated(facts: ProjectFacts) -> str | None:
    if facts.agreed_on is None:
        return "Indica quando la persona ha dato il suo accordo."
    return None if facts.agreed_on <= facts.today else "La data non può essere nel futuro."


def remarks_are_written(facts: ProjectFacts) -> str | None:
    return None if facts.remarks else "Scrivi che cosa non va bene alla persona."


def referring_was_silent(facts: ProjectFacts) -> str | None:
    days = figure("project.silence_days", facts.today)
    if not facts.referring_waits:
        return "Nessun servizio inviante deve rispondere: manca l’accordo della persona."
    if facts.asked_on is None or facts.today < facts.asked_on + timedelta(days=days):
        return f"Il servizio inviante ha {days} giorni per rispondere: aspetta ancora."
    return None if facts.reason else "Scrivi il motivo della decisione."


_P = ProjectState

PROJECT: Table = table(
    "Il progetto",
    ProjectState,
    PROJECT_STATE_LABELS,
    T("put_to_agreement", _P.DRAFT, _P.TO_AGREE, HOLDER, "Proponi alla persona",
      wishes_are_written, aims_have_actions, redesign_has_a_reason, review_is_set, then=ProjectPutToAgreement),
    # the last needed party brings it into force, the others are noted
    T("agree", _P.TO_AGREE, _P.IN_FORCE, {PERSON, REFERRING}, "Registra l’accordo della persona",
      agreement_is_dated, then=ProjectAgreed),
    T("agree_among_others", _P.TO_AGREE, None, {PERSON, REFERRING}, "Registra un accordo",
      agreement_is_dated, then=ProjectPartyAgreed),
    T("go_ahead", _P.TO_AGREE, _P.IN_FORCE, COORDINATOR, "Vai avanti senza il servizio inviante",
      referring_was_silent, then=ProjectAgreed),
    T("refuse", _P.TO_AGREE, _P.DRAFT, {PERSON, REFERRING}, "La persona non è d’accordo", remarks_are_written,
      then=ProjectRefused),
    T("supersede", {_P.DRAFT, _P.TO_AGREE, _P.IN_FORCE}, _P.SUPERSEDED, {HOLDER, SYSTEM},
      "Sostituisci con una nuova versione"),
    T("close", {_P.DRAFT, _P.TO_AGREE, _P.IN_FORCE}, _P.CLOSED, SYSTEM, "Chiudi con il caso"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ActionFacts:
    reason: str | None = None


def dropping_has_a_reason(facts: ActionFacts) -> str | None:
    return None if facts.reason else "Scrivi perché l’azione si lascia."


_A = ActionState

ACTION: Table = table(
    "L’azione",
    ActionState,
    ACTION_STATE_LABELS,
    T("begin", _A.PLANNED, _A.RUNNING, {OWNER, WRITER}, "È iniziata", then=ProjectActionMoved),
    T("finish", {_A.PLANNED, _A.RUNNING}, _A.DONE, {OWNER, WRITER}, "È fatta", then=ProjectActionMoved),
    T("drop", {_A.PLANNED, _A.RUNNING}, _A.DROPPED, {OWNER, WRITER}, "Lasciala", dropping_has_a_reason,
      then=ProjectActionMoved),
)  # fmt: skip
