"""A service moves by one table (services.md §7)."""

from dataclasses import dataclass

from portal.candidates.services.vocabulary import STATE_LABELS, Actor, ServiceKind, ServiceState
from portal.kernel.states import T, Table, table


@dataclass(frozen=True, slots=True)
class Facts:
    kind: ServiceKind = ServiceKind.COACHING
    words: str | None = None
    """Why it is refused or interrupted; what came of it."""
    confidentiality_signed: bool = True
    has_referent: bool = True
    meetings: int = 0


def words_given(facts: Facts) -> str | None:
    return None if facts.words else "Scrivi il motivo."


def result_given(facts: Facts) -> str | None:
    return None if facts.words else "Scrivi che cosa ne è venuto."


def peer_is_prepared(facts: Facts) -> str | None:
    """A peer has signed confidentiality and has somebody to turn to."""
    if facts.kind is not ServiceKind.PEER_SUPPORT:
        return None
    if not facts.confidentiality_signed:
        return "Prima serve l’impegno di riservatezza firmato."
    return None if facts.has_referent else "Prima serve un referente a cui rivolgersi."


def has_met(facts: Facts) -> str | None:
    return None if facts.meetings else "Un servizio si conclude dopo almeno un incontro."


_S = ServiceState
TRANSITIONS: Table = table(
    "Il servizio",
    ServiceState,
    STATE_LABELS,
    # name        from                       to              who                                  label; needs
    T("accept",    _S.REQUESTED,              _S.ACCEPTED,    Actor.PROFESSIONAL,                  "Accetta",
      peer_is_prepared),
    T("refuse",    _S.REQUESTED,              _S.REFUSED,     Actor.PROFESSIONAL,                  "Non accettare",
      words_given),
    T("begin",     _S.ACCEPTED,               _S.RUNNING,     Actor.PROFESSIONAL,                  "Primo incontro"),
    T("complete",  _S.RUNNING,                _S.COMPLETED,   Actor.PROFESSIONAL,                  "Concludi",
      has_met, result_given),
    T("interrupt", {_S.ACCEPTED, _S.RUNNING}, _S.INTERRUPTED, {Actor.HOLDER, Actor.PROFESSIONAL},  "Interrompi",
      words_given),
)  # fmt: skip
