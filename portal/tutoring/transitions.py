"""The plan moves by one table. Source: the architecture, §4."""

from dataclasses import dataclass
from datetime import date

from portal.kernel.states import T, table
from portal.tutoring.events import (
    PlanCompleted,
    PlanEnded,
    PlanInterrupted,
    PlanReady,
    PlanRedrafted,
    PlanResumed,
    PlanStarted,
    PlanSuspended,
)
from portal.tutoring.vocabulary import DOCUMENT_LABELS, SIGNER_LABELS, STATE_LABELS, Actor, DocumentKind, PlanState, Signer

_S = PlanState
OPEN = frozenset({_S.DRAFTED, _S.TO_SIGN, _S.READY, _S.RUNNING, _S.SUSPENDED})
KEPT = frozenset({_S.RUNNING, _S.SUSPENDED})
"""The tutor's register is open."""


@dataclass(frozen=True, slots=True)
class Facts:
    today: date
    starts_on: date | None = None
    ends_on: date | None = None
    weekly_hours: int | None = None
    goals: int = 0
    has_tutor: bool = False
    tutor_trained: bool = False
    tutor_plans: int = 0
    missing_signatures: tuple[Signer, ...] = ()
    missing_documents: tuple[DocumentKind, ...] = ()
    reason: str | None = None


TUTOR_MAX_PLANS = 3
"""Plans one tutor keeps at a time (l68-rules §10.4; to be verified region by region)."""


def dates_and_hours(facts: Facts) -> str | None:
    if facts.starts_on and facts.ends_on and facts.weekly_hours:
        return None
    return "Prima della firma scrivi inizio, fine e ore alla settimana."


def one_goal(facts: Facts) -> str | None:
    return None if facts.goals else "Prima della firma scrivi almeno un obiettivo."


def tutor_named(facts: Facts) -> str | None:
    return None if facts.has_tutor else "Prima della firma scegli il tutor aziendale."


def all_signed(facts: Facts) -> str | None:
    if not facts.missing_signatures:
        return None
    return "Mancano le firme: " + ", ".join(SIGNER_LABELS[one].lower() for one in facts.missing_signatures) + "."


def all_documents(facts: Facts) -> str | None:
    if not facts.missing_documents:
        return None
    return "Mancano i documenti: " + ", ".join(DOCUMENT_LABELS[one].lower() for one in facts.missing_documents) + "."


def tutor_trained(facts: Facts) -> str | None:
    if facts.tutor_trained:
        return None
    return "Il tutor non ha ancora concluso i cinque moduli di formazione: li trova nel suo menu."


def tutor_free(facts: Facts) -> str | None:
    if facts.tutor_plans < TUTOR_MAX_PLANS:
        return None
    return f"Il tutor segue già {facts.tutor_plans} percorsi, il massimo è {TUTOR_MAX_PLANS}: scegli un altro tutor."


def day_reached(facts: Facts) -> str | None:
    if facts.starts_on is not None and facts.starts_on <= facts.today:
        return None
    if facts.starts_on is None:
        return "Manca la data di inizio."
    return f"Il percorso comincia il {facts.starts_on:%d/%m/%Y}: potrai avviarlo da quel giorno."


def reason_given(facts: Facts) -> str | None:
    return None if facts.reason else "Scrivi il motivo."


TRANSITIONS = table(
    "Il percorso",
    PlanState,
    STATE_LABELS,
    T(
        "complete",
        _S.DRAFTED,
        _S.TO_SIGN,
        Actor.COUNSELLOR,
        "Manda alla firma",
        dates_and_hours,
        one_goal,
        tutor_named,
        then=PlanCompleted,
    ),
    T("redraft", {_S.TO_SIGN, _S.READY}, _S.DRAFTED, Actor.COUNSELLOR, "Riapri la preparazione", then=PlanRedrafted),
    T(
        "make_ready",
        _S.TO_SIGN,
        _S.READY,
        {Actor.COUNSELLOR, Actor.COMPANY, Actor.SYSTEM},
        "Segna come pronto",
        all_signed,
        all_documents,
        tutor_trained,
        tutor_free,
        then=PlanReady,
    ),
    T(
        "start",
        _S.READY,
        _S.RUNNING,
        Actor.COUNSELLOR,
        "Avvia il percorso",
        all_signed,
        all_documents,
        tutor_trained,
        day_reached,
        then=PlanStarted,
    ),
    T("suspend", _S.RUNNING, _S.SUSPENDED, Actor.COUNSELLOR, "Sospendi", reason_given, then=PlanSuspended),
    T("resume", _S.SUSPENDED, _S.RUNNING, Actor.COUNSELLOR, "Riprendi", then=PlanResumed),
    T("end", KEPT, _S.ENDED, Actor.COUNSELLOR, "Concludi il percorso", then=PlanEnded),
    T(
        "interrupt",
        OPEN,
        _S.INTERRUPTED,
        Actor.COUNSELLOR,
        "Interrompi il percorso",
        reason_given,
        then=PlanInterrupted,
    ),
)
