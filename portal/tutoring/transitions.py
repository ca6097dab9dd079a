"""The plan moves by one table. Source: the architecture, §4."""

from dataclasses import dataclass
from datetime import date

from portal.kernel.italian_days import day_it
from portal.kernel.states import T, Table, table
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
from portal.tutoring.packs.rules import Finding
from portal.tutoring.vocabulary import (
    DOCUMENT_LABELS,
    KEPT,
    OPEN,
    SIGNER_LABELS,
    STATE_LABELS,
    Actor,
    DocumentKind,
    PlanState,
    Signer,
)


@dataclass(frozen=True, slots=True)
class Facts:
    today: date
    starts_on: date | None = None
    ends_on: date | None = None
    weekly_hours: int | None = None
    goals: int = 0
    needs_tutor: bool = True
    has_tutor: bool = False
    tutor_trained: bool = False
    tutor_training_ended: date | None = None
    """The last day of a training that was whole and is over."""
    tutor_full: Finding | None = None
    written_against: tuple[Finding, ...] = ()
    """Rules that what was prepared does not keep: duration, hours, indemnity, host."""
    barred_by: tuple[Finding, ...] = ()
    """Rules that keep it from starting now: limits of host and promoter, cases of the host, late communication."""
    undeclared: bool = False
    """The host has not yet said whether one of the forbidden cases holds."""
    governed: bool = True
    """It is a tirocinio: the rules of its region hold."""
    missing_signatures: tuple[Signer, ...] = ()
    papers_missing: Finding | None = None
    """The same documents, with the rules that ask for them; None where it is no tirocinio."""
    missing_documents: tuple[DocumentKind, ...] = ()
    """Not recorded, or not valid any more."""
    reason: str | None = None


OURS = "regola del portale"
SIGNED_BY_LAW = "Linee guida 25-05-2017; Accordo 7/CSR del 22-01-2015"
"""Convenzione and project are signed by their parties (l68-rules.md §10.5)."""


def dates_and_hours(facts: Facts) -> str | None:
    if facts.starts_on and facts.ends_on and facts.weekly_hours:
        return None
    return "Prima della firma scrivi inizio, fine e ore alla settimana."


def one_goal(facts: Facts) -> str | None:
    return None if facts.goals else "Prima della firma scrivi almeno un obiettivo."


def tutor_named(facts: Facts) -> str | None:
    return (
        None if facts.has_tutor or not facts.needs_tutor else "Prima della firma scegli il tutor aziendale."
    )


def _inside(words: str) -> str:
    return words[:1].lower() + words[1:]


def all_signed(facts: Facts) -> str | None:
    if not facts.missing_signatures:
        return None
    return (
        "Mancano le firme: "
        + ", ".join(_inside(SIGNER_LABELS[one]) for one in facts.missing_signatures)
        + f". Regola: firme prima dell’avvio ({SIGNED_BY_LAW if facts.governed else OURS})."
        + " Si raccolgono nella pagina «Documenti»."
    )


def all_documents(facts: Facts) -> str | None:
    if not facts.missing_documents:
        return None
    if facts.papers_missing is not None:
        return facts.papers_missing.sentence
    return (
        "Mancano documenti validi: "
        + ", ".join(_inside(DOCUMENT_LABELS[one]) for one in facts.missing_documents)
        + f". Regola: documenti prima dell’avvio ({OURS}). Registrali nella pagina «Documenti»."
    )


def tutor_trained(facts: Facts) -> str | None:
    if facts.tutor_trained or not facts.has_tutor:
        return None
    if facts.tutor_training_ended is not None:
        return (
            f"La formazione del tutor è finita {day_it(facts.tutor_training_ended, 'il')}."
            f" Regola: formazione del tutor ({OURS}). La rinnova dal suo menu."
        )
    return (
        f"Il tutor non ha ancora concluso i cinque moduli. Regola: formazione del tutor ({OURS})."
        " Li trova nel suo menu."
    )


def tutor_free(facts: Facts) -> str | None:
    return None if facts.tutor_full is None else facts.tutor_full.sentence


def written_by_the_rules(facts: Facts) -> str | None:
    return facts.written_against[0].sentence if facts.written_against else None


def host_declared(facts: Facts) -> str | None:
    if not facts.undeclared:
        return None
    return (
        "L’azienda non ha ancora dichiarato se ci sono divieti. Regola: dichiarazione di chi ospita"
        " (Linee guida 25-05-2017). La trova sul percorso."
    )


def host_may_take(facts: Facts) -> str | None:
    return facts.barred_by[0].sentence if facts.barred_by else None


def day_reached(facts: Facts) -> str | None:
    if facts.starts_on is not None and facts.starts_on <= facts.today:
        return None
    if facts.starts_on is None:
        return "Manca la data di inizio."
    return f"Il percorso comincia {day_it(facts.starts_on, 'il')}: potrai avviarlo da quel giorno."


def reason_given(facts: Facts) -> str | None:
    return None if facts.reason else "Scrivi il motivo."


def not_over(facts: Facts) -> str | None:
    if facts.ends_on is None or facts.today <= facts.ends_on:
        return None
    return f"Il periodo è finito {day_it(facts.ends_on, 'il')}: riapri la preparazione e scrivi date nuove."


GATE = (
    all_signed,
    all_documents,
    tutor_trained,
    tutor_free,
    written_by_the_rules,
    host_declared,
    host_may_take,
)
"""What must be true before a plan starts; the page lists every one that is not."""


def blocks(facts: Facts) -> list[str]:
    """Every reason why it may not start, each with its rule and the way out."""
    found = [need(facts) for need in GATE if need not in (written_by_the_rules, host_may_take)]
    rules = [one.sentence for one in (*facts.written_against, *facts.barred_by)]
    return [*(sentence for sentence in found if sentence), *rules]


_S = PlanState
_COUNSELLOR = Actor.COUNSELLOR

TRANSITIONS: Table = table(
    "Il percorso",
    PlanState,
    STATE_LABELS,
    # name         from                      to               who                          label; needs; then
    T("complete",  _S.DRAFTED,               _S.TO_SIGN,      _COUNSELLOR,                 "Manda alla firma",
      dates_and_hours, one_goal, tutor_named, written_by_the_rules, then=PlanCompleted),
    T("redraft",   {_S.TO_SIGN, _S.READY},   _S.DRAFTED,      _COUNSELLOR,                 "Riapri la preparazione",
      then=PlanRedrafted),
    T("make_ready", _S.TO_SIGN,              _S.READY,        {_COUNSELLOR, Actor.SYSTEM}, "Segna come pronto",
      *GATE, then=PlanReady),
    T("start",     _S.READY,                 _S.RUNNING,      _COUNSELLOR,                 "Avvia il percorso",
      *GATE, day_reached, not_over, then=PlanStarted),
    T("suspend",   _S.RUNNING,               _S.SUSPENDED,    _COUNSELLOR,                 "Sospendi il percorso",
      reason_given, then=PlanSuspended),
    T("resume",    _S.SUSPENDED,             _S.RUNNING,      _COUNSELLOR,                 "Riprendi il percorso",
      then=PlanResumed),
    T("end",       KEPT,                     _S.ENDED,        _COUNSELLOR,                 "Concludi il percorso",
      then=PlanEnded),
    T("interrupt", OPEN,                     _S.INTERRUPTED,  _COUNSELLOR,                 "Interrompi il percorso",
      reason_given, then=PlanInterrupted),
)  # fmt: skip
