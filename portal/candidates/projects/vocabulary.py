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
    REPRESENTATIVE = "representative"


PARTY_LABELS: dict[Party, str] = {
    Party.PERSON: "La persona",
    Party.REFERRING_SERVICE: "Il servizio inviante",
    Party.LEAD: "Il servizio che segue il caso",
    Party.REPRESENTATIVE: "Chi rappresenta la persona",
}


class AgreedHow(StrEnum):
    """How a party said yes. ``SILENCE``: a referring service did not answer, and the coordinator decided."""

    LINK = "link"
    IN_PERSON = "in_person"
    PAPER = "paper"
    STEP_UP = "step_up"
    SILENCE = "silence"


AGREED_LABELS: dict[AgreedHow, str] = {
    AgreedHow.LINK: "con il suo link",
    AgreedHow.IN_PERSON: "di persona",
    AgreedHow.PAPER: "su carta, firmato",
    AgreedHow.STEP_UP: "nel portale",
    AgreedHow.SILENCE: "senza risposta, deciso dal coordinatore",
}


class ProductArea(StrEnum):
    MONITORING = "monitoring"
    SOCIAL_SKILLS = "social_skills"
    TECHNICAL_SKILLS = "technical_skills"
    AUTONOMY = "autonomy"
    STABLE_JOB = "stable_job"


AREA_LABELS: dict[ProductArea, str] = {
    ProductArea.MONITORING: "Monitoraggio e valutazione",
    ProductArea.SOCIAL_SKILLS: "Competenze sociali",
    ProductArea.TECHNICAL_SKILLS: "Competenze tecnico-professionali",
    ProductArea.AUTONOMY: "Autonomia",
    ProductArea.STABLE_JOB: "Posti di lavoro stabili",
}


class Reached(StrEnum):
    OPEN = "open"
    NO = "no"
    PARTLY = "partly"
    YES = "yes"


REACHED_LABELS: dict[Reached, str] = {
    Reached.OPEN: "Da verificare",
    Reached.NO: "Non raggiunto",
    Reached.PARTLY: "Raggiunto in parte",
    Reached.YES: "Raggiunto",
}


class ActionKind(StrEnum):
    INFORMATION = "information"
    ORIENTATION = "orientation"
    SUPPORT = "support"
    TRAINING = "training"
    GROUP = "group"
    ACTIVE_SEARCH = "active_search"
    PROPOSAL = "proposal"
    PLAN = "plan"
    NETWORK = "network"


ACTION_LABELS: dict[ActionKind, str] = {
    ActionKind.INFORMATION: "Informazione",
    ActionKind.ORIENTATION: "Orientamento",
    ActionKind.SUPPORT: "Sostegno",
    ActionKind.TRAINING: "Formazione",
    ActionKind.GROUP: "Gruppo",
    ActionKind.ACTIVE_SEARCH: "Ricerca attiva",
    ActionKind.PROPOSAL: "Proposta",
    ActionKind.PLAN: "Percorso",
    ActionKind.NETWORK: "Rete",
}


class ActionState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


ACTION_STATE_LABELS: dict[ActionState, str] = {
    ActionState.PLANNED: "Da iniziare",
    ActionState.RUNNING: "In corso",
    ActionState.DONE: "Fatta",
    ActionState.DROPPED: "Lasciata",
}


class SuggestedBy(StrEnum):
    GRADE = "grade"
    BARRIER = "barrier"
    NONE = "none"


SUGGESTED_LABELS: dict[SuggestedBy, str] = {
    SuggestedBy.NONE: "Dall’équipe e dalla persona",
    SuggestedBy.GRADE: "Dal giudizio di occupabilità",
    SuggestedBy.BARRIER: "Da una barriera dell’ambiente",
}
