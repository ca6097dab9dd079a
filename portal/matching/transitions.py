"""The proposal moves by one table. Source: the architecture, §4; anonymisation.md §7."""

from dataclasses import dataclass

from portal.kernel.states import T, table
from portal.matching.events import (
    InterviewArranged,
    ProposalAccepted,
    ProposalAgreed,
    ProposalDeclined,
    ProposalDrafted,
    ProposalExpired,
    ProposalOpened,
    ProposalPutToPerson,
    ProposalRefused,
    ProposalSent,
    ProposalWithdrawn,
)
from portal.matching.vocabulary import STATE_LABELS, Actor, ProposalState

_S = ProposalState
WITH_COMPANY = frozenset({_S.SENT, _S.OPENED, _S.INTERVIEW})
"""The company is to answer; the silence clock runs."""
BEFORE_CONSENT = frozenset({_S.REQUESTED, _S.DRAFTED})
OPEN = BEFORE_CONSENT | {_S.PUT_TO_PERSON, _S.AGREED} | WITH_COMPANY


@dataclass(frozen=True, slots=True)
class Facts:
    """What the needs look at; gathered in the transaction that holds the locks."""

    person_refusal: str | None = None
    """Why the person may not be proposed now, as a sentence."""
    vacancy_open: bool = True
    places_left: int = 1
    consent_in_force: bool = False
    readers: int = 0
    reason: str | None = None


def person_may_be_proposed(facts: Facts) -> str | None:
    return facts.person_refusal


def vacancy_still_open(facts: Facts) -> str | None:
    return None if facts.vacancy_open else "L’annuncio non è più aperto: scegli un altro annuncio dell’azienda."


def place_left(facts: Facts) -> str | None:
    if facts.places_left > 0:
        return None
    return "L’annuncio non ha più posti liberi: la proposta non può essere accettata."


def consent_in_force(facts: Facts) -> str | None:
    if facts.consent_in_force:
        return None
    return "Il consenso della persona non è più valido: chiedi al servizio di rinnovarlo."


def someone_to_read(facts: Facts) -> str | None:
    return None if facts.readers else "Indica almeno una persona dell’azienda che leggerà la proposta."


def reason_given(facts: Facts) -> str | None:
    return None if facts.reason else "Scegli il motivo, legato alle mansioni."


TRANSITIONS = table(
    "La proposta",
    ProposalState,
    STATE_LABELS,
    T(
        "put_to_person",
        BEFORE_CONSENT,
        _S.PUT_TO_PERSON,
        Actor.COUNSELLOR,
        "Chiedi alla persona",
        person_may_be_proposed,
        vacancy_still_open,
        someone_to_read,
        then=ProposalPutToPerson,
    ),
    T("agree", _S.PUT_TO_PERSON, _S.AGREED, Actor.PERSON, "Accetto", then=ProposalAgreed),
    T("decline", _S.PUT_TO_PERSON, _S.DECLINED, Actor.PERSON, "Non accetto", then=ProposalDeclined),
    T(
        "send",
        _S.AGREED,
        _S.SENT,
        Actor.COUNSELLOR,
        "Invia all’azienda",
        person_may_be_proposed,
        consent_in_force,
        vacancy_still_open,
        then=ProposalSent,
    ),
    T("open", _S.SENT, _S.OPENED, Actor.COMPANY, "Apri la proposta", then=ProposalOpened),
    T(
        "interview",
        {_S.SENT, _S.OPENED},
        _S.INTERVIEW,
        Actor.COMPANY,
        "Chiedo un colloquio",
        consent_in_force,
        then=InterviewArranged,
    ),
    T(
        "accept",
        WITH_COMPANY,
        _S.ACCEPTED,
        Actor.COMPANY,
        "Accetto la proposta",
        consent_in_force,
        person_may_be_proposed,
        vacancy_still_open,
        place_left,
        then=ProposalAccepted,
    ),
    T(
        "refuse",
        WITH_COMPANY,
        _S.REFUSED,
        Actor.COMPANY,
        "Non è adatta alle mansioni",
        reason_given,
        then=ProposalRefused,
    ),
    T(
        "withdraw",
        OPEN,
        _S.WITHDRAWN,
        {Actor.COUNSELLOR, Actor.PERSON, Actor.SYSTEM},
        "Ritira la proposta",
        then=ProposalWithdrawn,
    ),
    T("expire", WITH_COMPANY, _S.EXPIRED, Actor.SYSTEM, "Chiudi per silenzio", then=ProposalExpired),
    T(
        "reopen",
        {_S.REFUSED, _S.EXPIRED},
        _S.DRAFTED,
        Actor.COUNSELLOR,
        "Riapri la proposta",
        person_may_be_proposed,
        vacancy_still_open,
        then=ProposalDrafted,
    ),
    # The consent was for the other vacancy: the person is asked again.
    T(
        "transfer",
        BEFORE_CONSENT | WITH_COMPANY | {_S.AGREED, _S.REFUSED, _S.EXPIRED},
        _S.DRAFTED,
        Actor.COUNSELLOR,
        "Passa a un altro annuncio",
        person_may_be_proposed,
        vacancy_still_open,
        then=ProposalDrafted,
    ),
)

COMPANY_STATE_LABELS: dict[ProposalState, str] = {
    **STATE_LABELS,
    # Before the person agrees, and when she does not, the company learns nothing about her answer.
    ProposalState.REQUESTED: "In attesa del servizio",
    ProposalState.DRAFTED: "In attesa del servizio",
    ProposalState.PUT_TO_PERSON: "In attesa del servizio",
    ProposalState.AGREED: "In attesa del servizio",
    ProposalState.DECLINED: "Non disponibile",
    ProposalState.WITHDRAWN: "Non disponibile",
    ProposalState.SENT: "Da valutare",
    ProposalState.OPENED: "In valutazione",
}

COMPANY_STEPS = ("Consenso", "Valutazione", "Colloquio", "Esito", "Avvio")


def company_step(state: ProposalState) -> int:
    """Which of the five steps a company's page shows as current, from 0."""
    if state in {_S.SENT, _S.OPENED}:
        return 1
    if state is _S.INTERVIEW:
        return 2
    if state in {_S.REFUSED, _S.EXPIRED, _S.WITHDRAWN, _S.DECLINED}:
        return 3
    return 4 if state is _S.ACCEPTED else 0
