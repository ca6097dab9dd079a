"""Words of the services to companies, with their Italian labels (services §9)."""

from enum import StrEnum

from portal.kernel.roles import Role


class RequestKind(StrEnum):
    LEGAL_ADVICE = "legal_advice"
    MIGRATION_LAW = "migration_law"
    DISABILITY_LAW = "disability_law"
    CRISIS_SUPPORT = "crisis_support"
    TUTOR_TRAINING = "tutor_training"
    DIVERSITY = "diversity"
    AWARENESS_MANAGEMENT = "awareness_management"
    AWARENESS_TEAM = "awareness_team"
    INTERCULTURAL_MEDIATION = "intercultural_mediation"


REQUEST_KIND_LABELS: dict[RequestKind, str] = {
    RequestKind.LEGAL_ADVICE: "Diritto del lavoro",
    RequestKind.MIGRATION_LAW: "Diritto della migrazione",
    RequestKind.DISABILITY_LAW: "Inserimento di persone con invalidità",
    RequestKind.CRISIS_SUPPORT: "Una situazione difficile",
    RequestKind.TUTOR_TRAINING: "Formazione dei tutor",
    RequestKind.DIVERSITY: "Diversità e inclusione",
    RequestKind.AWARENESS_MANAGEMENT: "Sensibilizzazione della direzione",
    RequestKind.AWARENESS_TEAM: "Sensibilizzazione dei colleghi",
    RequestKind.INTERCULTURAL_MEDIATION: "Mediazione interculturale",
}

ANSWERED_BY: dict[RequestKind, frozenset[Role]] = {
    RequestKind.LEGAL_ADVICE: frozenset({Role.LAWYER}),
    RequestKind.MIGRATION_LAW: frozenset({Role.LAWYER}),
    RequestKind.DISABILITY_LAW: frozenset({Role.LAWYER}),
    RequestKind.CRISIS_SUPPORT: frozenset({Role.EDUCATOR, Role.PSYCHOLOGIST}),
    RequestKind.TUTOR_TRAINING: frozenset({Role.EDUCATOR}),
    RequestKind.DIVERSITY: frozenset({Role.JOB_COUNSELLOR}),
    RequestKind.AWARENESS_MANAGEMENT: frozenset({Role.JOB_COUNSELLOR}),
    RequestKind.AWARENESS_TEAM: frozenset({Role.JOB_COUNSELLOR}),
    RequestKind.INTERCULTURAL_MEDIATION: frozenset({Role.INTERCULTURAL_MEDIATOR}),
}
"""Who of the service answers a kind. An association may hold a meeting: the counsellor who called it logs it."""


class RequestState(StrEnum):
    RECEIVED = "received"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    CLOSED = "closed"
    DECLINED = "declined"


REQUEST_STATE_LABELS: dict[RequestState, str] = {
    RequestState.RECEIVED: "Ricevuta",
    RequestState.ASSIGNED: "Assegnata",
    RequestState.IN_PROGRESS: "In corso",
    RequestState.ANSWERED: "Con risposta",
    RequestState.CLOSED: "Chiusa",
    RequestState.DECLINED: "Non accolta",
}
REQUEST_STATE_TAGS: dict[RequestState, str] = {
    RequestState.RECEIVED: "warning",
    RequestState.ASSIGNED: "info",
    RequestState.IN_PROGRESS: "info",
    RequestState.ANSWERED: "ok",
    RequestState.CLOSED: "neutral",
    RequestState.DECLINED: "neutral",
}
UNANSWERED = frozenset({RequestState.RECEIVED, RequestState.ASSIGNED, RequestState.IN_PROGRESS})


class Actor(StrEnum):
    ASKER = "asker"
    ORGANISER = "organiser"
    """A coordinator of the service, or whoever follows the company for it."""
    PROFESSIONAL = "professional"
    """To whom it is assigned."""
