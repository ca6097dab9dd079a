"""Words of the assessment (services.md §5), with their Italian labels."""

from enum import StrEnum

from portal.kernel.roles import Role


class Occasion(StrEnum):
    INITIAL = "initial"
    INTERMEDIATE = "intermediate"
    FINAL = "final"
    CHANGE = "change"


OCCASION_LABELS: dict[Occasion, str] = {
    Occasion.INITIAL: "Iniziale",
    Occasion.INTERMEDIATE: "Intermedia",
    Occasion.FINAL: "Finale",
    Occasion.CHANGE: "Per un cambiamento",
}


class AssessmentState(StrEnum):
    COLLECTING = "collecting"
    COMPARED = "compared"
    SIGNED = "signed"
    DROPPED = "dropped"


ASSESSMENT_STATE_LABELS: dict[AssessmentState, str] = {
    AssessmentState.COLLECTING: "Schede in compilazione",
    AssessmentState.COMPARED: "A confronto",
    AssessmentState.SIGNED: "Firmata",
    AssessmentState.DROPPED: "Annullata",
}


class SheetState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"


SHEET_STATE_LABELS: dict[SheetState, str] = {
    SheetState.DRAFT: "Da consegnare",
    SheetState.SUBMITTED: "Consegnata",
}


class Basis(StrEnum):
    """What a level rests on."""

    INTERVIEW = "interview"
    OBSERVATION = "observation"
    TRIAL = "trial"
    DOCUMENT = "document"


BASIS_LABELS: dict[Basis, str] = {
    Basis.INTERVIEW: "Colloquio",
    Basis.OBSERVATION: "Osservazione",
    Basis.TRIAL: "Prova",
    Basis.DOCUMENT: "Documento",
}

RATING_ROLES: tuple[Role, ...] = (
    Role.HEALTH_OPERATOR,
    Role.PSYCHOLOGIST,
    Role.JOB_COUNSELLOR,
    Role.EDUCATOR,
    Role.DISTRICT_SOCIAL_WORKER,
)
"""Who writes levels by the table part × role, and signs by the list of roles (services.md §1); the first of her
roles is the one in which a member of several rates."""

ICF_ROLES = frozenset({Role.JOB_COUNSELLOR, Role.HEALTH_OPERATOR, Role.PSYCHOLOGIST})
"""Who writes ICF and health detail (services.md §1). Others of the team read environmental factors only."""

TAKEN_FROM_ALL = "all"
"""Every rater who saw the dimension gave the same."""

TAKEN_FROM_AGREEMENT = "agreed"
"""The team agreed on a value of its own. Anything else is the id of the sheet the value is taken from."""
