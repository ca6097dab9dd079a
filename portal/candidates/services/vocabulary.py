"""Words of the services activated for a person."""

from enum import StrEnum

from portal.kernel.roles import Role


class ServiceKind(StrEnum):
    COACHING = "coaching"
    PEER_SUPPORT = "peer_support"


SERVICE_LABELS: dict[ServiceKind, str] = {
    ServiceKind.COACHING: "Coaching",
    ServiceKind.PEER_SUPPORT: "Sostegno alla pari",
}
ROLE_OF: dict[ServiceKind, Role] = {
    ServiceKind.COACHING: Role.COACH,
    ServiceKind.PEER_SUPPORT: Role.PEER_SUPPORTER,
}


class ServiceState(StrEnum):
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    RUNNING = "running"
    COMPLETED = "completed"
    INTERRUPTED = "interrupted"


STATE_LABELS: dict[ServiceState, str] = {
    ServiceState.REQUESTED: "Richiesto",
    ServiceState.ACCEPTED: "Accettato",
    ServiceState.REFUSED: "Non accettato",
    ServiceState.RUNNING: "In corso",
    ServiceState.COMPLETED: "Concluso",
    ServiceState.INTERRUPTED: "Interrotto",
}
STATE_TAGS: dict[ServiceState, str] = {
    ServiceState.REQUESTED: "warning",
    ServiceState.ACCEPTED: "info",
    ServiceState.REFUSED: "neutral",
    ServiceState.RUNNING: "ok",
    ServiceState.COMPLETED: "neutral",
    ServiceState.INTERRUPTED: "error",
}
OPEN = frozenset({ServiceState.REQUESTED, ServiceState.ACCEPTED, ServiceState.RUNNING})


class Actor(StrEnum):
    HOLDER = "holder"
    PROFESSIONAL = "professional"


class Mode(StrEnum):
    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"


MODE_LABELS: dict[Mode, str] = {
    Mode.IN_PERSON: "Di persona",
    Mode.PHONE: "Per telefono",
    Mode.VIDEO: "In video",
}


class Present(StrEnum):
    YES = "yes"
    NO = "no"
    TOLD = "told"


PRESENT_LABELS: dict[Present, str] = {
    Present.YES: "C’era",
    Present.NO: "Non c’era",
    Present.TOLD: "Aveva avvisato",
}


class Place(StrEnum):
    AT_WORK = "at_work"
    OUTSIDE = "outside"


PLACE_LABELS: dict[Place, str] = {Place.AT_WORK: "Sul lavoro", Place.OUTSIDE: "Fuori dal lavoro"}


class Topic(StrEnum):
    """What a peer talks about; there is no room for words about health."""

    WAY = "way"
    FIRST_DAY = "first_day"
    COLLEAGUES = "colleagues"
    HOURS = "hours"
    FREE_TIME = "free_time"


TOPIC_LABELS: dict[Topic, str] = {
    Topic.WAY: "Strada",
    Topic.FIRST_DAY: "Primo giorno",
    Topic.COLLEAGUES: "Colleghi",
    Topic.HOURS: "Orari",
    Topic.FREE_TIME: "Tempo libero",
}
