"""Words of the shared case (services.md §2)."""

from enum import StrEnum


class Position(StrEnum):
    LEAD = "lead"
    FURTHER = "further"


class ServiceState(StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    DECLINED = "declined"
    ENDED = "ended"


SERVICE_STATE_LABELS: dict[ServiceState, str] = {
    ServiceState.INVITED: "Invitato",
    ServiceState.ACTIVE: "Coinvolto",
    ServiceState.DECLINED: "Non partecipa",
    ServiceState.ENDED: "Concluso",
}


class EndedWhy(StrEnum):
    """Why a mandate or somebody's part in a team ended; the words, where there are some, stand beside it."""

    DONE = "done"
    BY_SERVICE = "by_service"
    MANDATE_OVER = "mandate_over"
    CONSENT_OVER = "consent_over"
    CASE_CLOSED = "case_closed"
    HANDED_OVER = "handed_over"
    MEMBERSHIP_ENDED = "membership_ended"


ENDED_LABELS: dict[EndedWhy, str] = {
    EndedWhy.DONE: "non serve più",
    EndedWhy.BY_SERVICE: "lo ha chiuso il servizio",
    EndedWhy.MANDATE_OVER: "l’incarico è scaduto",
    EndedWhy.CONSENT_OVER: "la persona non condivide più",
    EndedWhy.CASE_CLOSED: "il caso è chiuso",
    EndedWhy.HANDED_OVER: "il caso è passato a un altro servizio",
    EndedWhy.MEMBERSHIP_ENDED: "non lavora più nel servizio",
}


class HandoverState(StrEnum):
    PREPARED = "prepared"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


HANDOVER_STATE_LABELS: dict[HandoverState, str] = {
    HandoverState.PREPARED: "In preparazione",
    HandoverState.OFFERED: "Offerto",
    HandoverState.ACCEPTED: "Accettato",
    HandoverState.REFUSED: "Non accettato",
    HandoverState.WITHDRAWN: "Ritirato",
}
