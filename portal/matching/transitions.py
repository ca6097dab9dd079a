"""The proposal moves by one table. Source: the architecture, §4; anonymisation.md §7."""

from dataclasses import dataclass

from portal.kernel.states import T, Table, table
from portal.matching.events import (
    ConsentRenewalAsked,
    DisclosureConsentRenewed,
    DisclosureRevoked,
    InterviewArranged,
    InterviewDateChosen,
    InterviewDatesUnsuitable,
    InterviewOutcomeRecorded,
    NewLinkWished,
    ProposalAccepted,
    ProposalAgreed,
    ProposalDeclined,
    ProposalExpired,
    ProposalOpened,
    ProposalPutToPerson,
    ProposalRefused,
    ProposalReopened,
    ProposalSent,
    ProposalTransferred,
    ProposalWithdrawn,
    TalkWished,
)
from portal.matching.vocabulary import (
    BEFORE_CONSENT,
    CONSENTED,
    OPEN,
    STATE_LABELS,
    WAITING,
    WITH_COMPANY,
    Actor,
    ProposalState,
)


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
    dates_proposed: bool = False
    """The company proposed days for the interview, and none of them was chosen yet."""
    interview_over: bool = False
    """The day that was chosen is past, and nobody wrote how it went."""


def person_may_be_proposed(facts: Facts) -> str | None:
    return facts.person_refusal


def person_still_available(facts: Facts) -> str | None:
    """The same for a company: why is none of its business."""
    if facts.person_refusal is None:
        return None
    return "La persona in questo momento non può essere assunta o ospitata: scrivi all’operatore."


def vacancy_still_open(facts: Facts) -> str | None:
    return (
        None if facts.vacancy_open else "L’annuncio non è più aperto: scegli un altro annuncio dell’azienda."
    )


def place_left(facts: Facts) -> str | None:
    if facts.places_left > 0:
        return None
    return "L’annuncio non ha più posti liberi: aumenta i posti, oppure rispondi che il posto è coperto."


def consent_in_force(facts: Facts) -> str | None:
    if facts.consent_in_force:
        return None
    return "Il consenso della persona non è più valido: l’operatore deve chiederlo di nuovo."


def someone_to_read(facts: Facts) -> str | None:
    return None if facts.readers else "Indica almeno una persona dell’azienda che leggerà la proposta."


def reason_given(facts: Facts) -> str | None:
    return None if facts.reason else "Scegli il motivo, legato alle mansioni."


def dates_to_choose(facts: Facts) -> str | None:
    if facts.dates_proposed:
        return None
    return "Non ci sono date da scegliere per il colloquio: l’azienda può proporne altre."


def interview_is_over(facts: Facts) -> str | None:
    if facts.interview_over:
        return None
    return "Nessun colloquio aspetta un esito: si scrive dopo il giorno fissato, una volta sola."


_S = ProposalState
_COMPANY, _COUNSELLOR, _PERSON, _SYSTEM = Actor.COMPANY, Actor.COUNSELLOR, Actor.PERSON, Actor.SYSTEM
_NOT_COMPANY = {_COUNSELLOR, _PERSON, _SYSTEM}
_REOPENABLE = {_S.REFUSED, _S.EXPIRED}
_ASKED = CONSENTED | {_S.PUT_TO_PERSON}
"""She may have a question to answer."""
_TRANSFERABLE = (OPEN - {_S.PUT_TO_PERSON}) | _REOPENABLE

TRANSITIONS: Table = table(
    "La proposta",
    ProposalState,
    STATE_LABELS,
    # name            from                          to                who           label; needs; then
    T("put_to_person", BEFORE_CONSENT,              _S.PUT_TO_PERSON, _COUNSELLOR,  "Chiedi alla persona",
      person_may_be_proposed, vacancy_still_open, someone_to_read, then=ProposalPutToPerson),
    T("agree",        _S.PUT_TO_PERSON,             _S.AGREED,        _PERSON,      "Accetto",
      then=ProposalAgreed),
    T("decline",      _S.PUT_TO_PERSON,             _S.DECLINED,      _PERSON,      "Non accetto",
      then=ProposalDeclined),
    T("send",         _S.AGREED,                    _S.SENT,          _COUNSELLOR,  "Invia all’azienda",
      person_may_be_proposed, consent_in_force, vacancy_still_open, someone_to_read, then=ProposalSent),
    T("open",         _S.SENT,                      _S.OPENED,        _COMPANY,     "Apri la proposta",
      then=ProposalOpened),
    # From «interview» too: other days can be proposed in place of those before.
    T("interview",    WITH_COMPANY,                 _S.INTERVIEW,     _COMPANY,     "Chiedo un colloquio",
      consent_in_force, then=InterviewArranged),
    # The company proposes days, the counsellor tells which one the person chose; then either side how it went.
    T("choose_date",  _S.INTERVIEW,                 None,             _COUNSELLOR,  "Fissa la data del colloquio",
      dates_to_choose, consent_in_force, then=InterviewDateChosen),
    T("turn_dates_down", _S.INTERVIEW,              None,             _COUNSELLOR,  "Chiedi altre date",
      dates_to_choose, then=InterviewDatesUnsuitable),
    T("record_interview", _S.INTERVIEW,             None,             {_COMPANY, _COUNSELLOR},
      "Scrivi com’è andato il colloquio", interview_is_over, then=InterviewOutcomeRecorded),
    T("accept",       WITH_COMPANY,                 _S.ACCEPTED,      _COMPANY,     "Accetto la proposta",
      consent_in_force, person_still_available, place_left, vacancy_still_open, then=ProposalAccepted),
    T("refuse",       WITH_COMPANY,                 _S.REFUSED,       _COMPANY,     "Non è adatta alle mansioni",
      reason_given, then=ProposalRefused),
    T("withdraw",     OPEN,                         _S.WITHDRAWN,     _NOT_COMPANY, "Ritira la proposta",
      then=ProposalWithdrawn),
    T("expire",       WAITING,                      _S.EXPIRED,       _SYSTEM,      "Chiudi per silenzio",
      then=ProposalExpired),
    T("reopen",       _REOPENABLE,            _S.DRAFTED,       _COUNSELLOR,  "Riapri la proposta",
      person_may_be_proposed, vacancy_still_open, then=ProposalReopened),
    # The consent was for the other vacancy: the person is asked again.
    T("transfer",     _TRANSFERABLE,                _S.DRAFTED,       _COUNSELLOR,  "Passa a un altro annuncio",
      person_may_be_proposed, vacancy_still_open, then=ProposalTransferred),
    # A consent ends after 60 days: it is asked and given again without moving the proposal.
    T("ask_renewal",  CONSENTED,                    None,             _COUNSELLOR,  "Chiedi di rinnovare il consenso",
      person_may_be_proposed, then=ConsentRenewalAsked),
    T("renew",        CONSENTED,                    None,             _PERSON,      "Accetto ancora",
      then=DisclosureConsentRenewed),
    # She decides nothing yet: the link stays good, and what waits for her waits anew.
    T("ask_to_talk",  _ASKED,                       None,             _PERSON,      "Vorrei parlarne",
      then=TalkWished),
    T("ask_new_link", _ASKED,                       None,             _PERSON,      "Chiedi un nuovo link",
      then=NewLinkWished),
    # Her data closes with it; what is open is withdrawn in the same breath, an accepted one has its plan.
    T("take_back",    CONSENTED | {_S.ACCEPTED},    None,             _PERSON,      "Ritira il consenso",
      then=DisclosureRevoked),
)  # fmt: skip

COMPANY_STATE_LABELS: dict[ProposalState, str] = {
    **STATE_LABELS,
    # Before the person agrees, and when she does not, the company learns nothing about her answer.
    _S.REQUESTED: "In attesa del servizio",
    _S.DRAFTED: "In attesa del servizio",
    _S.PUT_TO_PERSON: "In attesa del servizio",
    _S.AGREED: "In attesa del servizio",
    _S.DECLINED: "Non disponibile",
    _S.WITHDRAWN: "Ritirata",
    _S.SENT: "Da valutare",
    _S.OPENED: "In valutazione",
}


def company_label(state: ProposalState, *, was_sent: bool) -> str:
    """What the company reads. Of a contact it never received, silence and «no» look alike."""
    if not was_sent and state in {_S.DECLINED, _S.WITHDRAWN, _S.EXPIRED}:
        return COMPANY_STATE_LABELS[_S.DECLINED]
    return COMPANY_STATE_LABELS[state]


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
