"""Words of the individual project (services.md §6)."""

from enum import StrEnum


class ProjectState(StrEnum):
    DRAFT = "draft"
    TO_AGREE = "to_agree"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    CLOSED = "closed"


PROJECT_STATE_LABELS: dict[ProjectState, str] = {
    ProjectState.DRAFT: "Bozza",
    ProjectState.TO_AGREE: "Da concordare",
    ProjectState.IN_FORCE: "In vigore",
    ProjectState.SUPERSEDED: "Sostituito",
    ProjectState.CLOSED: "Chiuso con il caso",
}


class Party(StrEnum):
    PERSON = "person"
    REFERRING_SERVICE = "referring_service"
    LEAD = "lead"


PARTY_LABELS: dict[Party, str] = {
    Party.PERSON: "La persona",
    Party.REFERRING_SERVICE: "Il servizio inviante",
    Party.LEAD: "Il servizio che segue il caso",
}
