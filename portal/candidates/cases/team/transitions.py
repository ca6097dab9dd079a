"""How a service's part in a case moves, and a hand-over: the rows of services.md §2."""

from portal.candidates.cases.team import rules
from portal.candidates.cases.team.vocabulary import (
    HANDOVER_STATE_LABELS,
    SERVICE_STATE_LABELS,
    HandoverState,
    ServiceState,
)
from portal.candidates.events import (
    HandoverAccepted,
    HandoverOffered,
    HandoverRefused,
    HandoverWithdrawn,
    ServiceDeclined,
    ServiceEnded,
    ServiceInvited,
    ServiceJoined,
)
from portal.kernel.states import T, Table, table

HOLDER = "holder"
REFERENT = "referent"
SERVICE = "service"
"""Any member of that service in the team."""
SENDER = "sender"
RECEIVER = "receiver"
SYSTEM = "system"

_S = ServiceState

CASE_SERVICE: Table = table(
    "L’incarico",
    ServiceState,
    SERVICE_STATE_LABELS,
    T("invite", {_S.DECLINED, _S.ENDED}, _S.INVITED, HOLDER, "Coinvolgi un servizio",
      rules.purpose_and_parts, then=ServiceInvited),
    T("accept", _S.INVITED, _S.ACTIVE, REFERENT, "Accetta l’incarico", rules.sharing_is_agreed, then=ServiceJoined),
    T("decline", _S.INVITED, _S.DECLINED, REFERENT, "Non partecipare", then=ServiceDeclined),
    T("end", _S.ACTIVE, _S.ENDED, {REFERENT, SERVICE, HOLDER}, "Chiudi l’incarico",
      rules.ending_has_a_reason, then=ServiceEnded),
    T("take_back", _S.INVITED, _S.ENDED, HOLDER, "Ritira l’invito", rules.ending_has_a_reason, then=ServiceEnded),
    T("lapse", {_S.ACTIVE, _S.INVITED}, _S.ENDED, SYSTEM, "Concludi", then=ServiceEnded),
)  # fmt: skip

_H = HandoverState

HANDOVER: Table = table(
    "Il passaggio di consegne",
    HandoverState,
    HANDOVER_STATE_LABELS,
    T("offer", _H.PREPARED, _H.OFFERED, HOLDER, "Offri il caso", rules.four_texts, rules.she_agreed,
      then=HandoverOffered),
    T("accept", _H.OFFERED, _H.ACCEPTED, RECEIVER, "Accetta il caso", then=HandoverAccepted),
    T("refuse", _H.OFFERED, _H.REFUSED, RECEIVER, "Non accettare", rules.refusal_has_a_reason, then=HandoverRefused),
    T("withdraw", {_H.PREPARED, _H.OFFERED}, _H.WITHDRAWN, SENDER, "Ritira il passaggio", then=HandoverWithdrawn),
)  # fmt: skip
