"""How a request of a service moves (services §9): received, assigned, in progress, answered, closed, or declined."""

from dataclasses import dataclass

from portal.employers.service_requests.events import (
    ServiceRequestAnswered,
    ServiceRequestAssigned,
    ServiceRequestBegun,
    ServiceRequestClosed,
    ServiceRequestDeclined,
)
from portal.employers.service_requests.vocabulary import REQUEST_STATE_LABELS, UNANSWERED, Actor, RequestState
from portal.kernel.states import T, Table, table


@dataclass(frozen=True, slots=True)
class Facts:
    able: bool = True
    """Whoever it is given to has one of the roles that answer its kind."""
    words: str | None = None


def has_the_role(facts: Facts) -> str | None:
    return None if facts.able else "Scegli una persona del servizio che risponde a richieste di questo tipo."


def answer_written(facts: Facts) -> str | None:
    return None if facts.words else "Scrivi la risposta."


def reason_given(facts: Facts) -> str | None:
    return None if facts.words else "Scrivi perché non si può fare."


_S = RequestState
_TAKEN = frozenset({_S.ASSIGNED, _S.IN_PROGRESS})

REQUEST: Table = table(
    "La richiesta",
    RequestState,
    REQUEST_STATE_LABELS,
    # name      from            to               who                                     label; needs; then
    T("assign",  UNANSWERED,     _S.ASSIGNED,     Actor.ORGANISER,                        "Assegna",
      has_the_role, then=ServiceRequestAssigned),
    T("begin",   _S.ASSIGNED,    _S.IN_PROGRESS,  Actor.PROFESSIONAL,                     "Prendi in carico",
      then=ServiceRequestBegun),
    T("answer",  _TAKEN,         _S.ANSWERED,     Actor.PROFESSIONAL,                     "Rispondi",
      answer_written, then=ServiceRequestAnswered),
    T("close",   _S.ANSWERED,    _S.CLOSED,       frozenset(Actor),                       "Chiudi la richiesta",
      then=ServiceRequestClosed),
    T("decline", UNANSWERED,     _S.DECLINED,     {Actor.ORGANISER, Actor.PROFESSIONAL},  "Non si può fare",
      reason_given, then=ServiceRequestDeclined),
)  # fmt: skip
