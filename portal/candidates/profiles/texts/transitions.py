"""How the text of a profile moves: written, read by a colleague where a rule fired, shown with the next run."""

from portal.candidates.events import (
    ProfileTextApproved,
    ProfileTextAsked,
    ProfileTextRemoved,
    ProfileTextSentBack,
    ProfileTextWritten,
)
from portal.candidates.profiles.texts import rules
from portal.candidates.profiles.texts.vocabulary import TEXT_STATE_LABELS, TextState
from portal.kernel.states import T, Table, table

HOLDER = "holder"
READER = "reader"

_S = TextState
_EVERY = set(TextState)

TEXT: Table = table(
    "Il testo",
    TextState,
    TEXT_STATE_LABELS,
    # name      from         to          who     label         needs …      then
    T("write", _EVERY, _S.CLEAR, HOLDER, "Salva il testo", rules.no_rule_fired, then=ProfileTextWritten),
    T("write_marked", _EVERY, _S.TO_SEND, HOLDER, "Salva il testo", rules.a_rule_fired, then=ProfileTextWritten),
    T("ask", _S.TO_SEND, _S.TO_READ, HOLDER, "Manda al secondo lettore", then=ProfileTextAsked),
    T("approve", _S.TO_READ, _S.APPROVED, READER, "Approva il testo",
      rules.reader_did_not_write_it, then=ProfileTextApproved),
    T("send_back", _S.TO_READ, _S.SENT_BACK, READER, "Rimanda a chi l’ha scritto",
      rules.reader_did_not_write_it, then=ProfileTextSentBack),
    T("remove", _EVERY - {_S.REMOVED}, _S.REMOVED, HOLDER, "Togli il testo", then=ProfileTextRemoved),
)  # fmt: skip
