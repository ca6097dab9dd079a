"""How a letter of adherence moves: prepared and sent by the service, signed for the company, ended by either."""

from dataclasses import dataclass

from portal.employers.events import (
    LetterOfAdherenceEnded,
    LetterOfAdherenceEnding,
    LetterOfAdherenceExpired,
    LetterOfAdherenceSent,
    LetterOfAdherenceSigned,
    LetterOfAdherenceTakenBack,
)
from portal.employers.following.vocabulary import LETTER_STATE_LABELS, LetterState
from portal.kernel.roles import Role
from portal.kernel.states import T, Table, table


@dataclass(frozen=True, slots=True)
class Facts:
    signatory: bool = False
    """Whoever signs is named, with her office."""
    reason: str | None = None


def somebody_signs(facts: Facts) -> str | None:
    return None if facts.signatory else "Indica chi firma e con quale incarico."


def a_reason_is_given(facts: Facts) -> str | None:
    return None if facts.reason else "Scrivi perché la lettera si conclude."


_S = LetterState
_HOLDER = frozenset({Role.JOB_COUNSELLOR, Role.ACCOUNT_HOLDER})
_ADMINISTRATOR = frozenset({Role.COMPANY_ADMINISTRATOR})
_BOTH = _HOLDER | _ADMINISTRATOR
SYSTEM = "system"

LETTER: Table = table(
    "La lettera di adesione",
    LetterState,
    LETTER_STATE_LABELS,
    # name       from        to          who      label; needs; then
    T("send",   _S.DRAFT,   _S.SENT,    _HOLDER, "Invia all’azienda", then=LetterOfAdherenceSent),
    T("redraft", _S.SENT,   _S.DRAFT,   _HOLDER, "Riprendi la bozza", then=LetterOfAdherenceTakenBack),
    T("sign",   _S.SENT,    _S.SIGNED,  _BOTH,   "Registra la firma",
      somebody_signs, then=LetterOfAdherenceSigned),
    T("warn",   _S.SIGNED,  None,       SYSTEM,  "Avvisa della scadenza", then=LetterOfAdherenceEnding),
    T("expire", _S.SIGNED,  _S.EXPIRED, SYSTEM,  "Scade", then=LetterOfAdherenceExpired),
    T("end",    _S.SIGNED,  _S.ENDED,   _BOTH,   "Concludi la lettera",
      a_reason_is_given, then=LetterOfAdherenceEnded),
)  # fmt: skip
