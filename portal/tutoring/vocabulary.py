"""Words of the plan."""

from dataclasses import dataclass
from enum import StrEnum


class PlanState(StrEnum):
    DRAFTED = "drafted"
    TO_SIGN = "to_sign"
    READY = "ready"
    RUNNING = "running"
    SUSPENDED = "suspended"
    ENDED = "ended"
    INTERRUPTED = "interrupted"


STATE_LABELS: dict[PlanState, str] = {
    PlanState.DRAFTED: "In preparazione",
    PlanState.TO_SIGN: "Da firmare",
    PlanState.READY: "Pronto",
    PlanState.RUNNING: "In corso",
    PlanState.SUSPENDED: "Sospeso",
    PlanState.ENDED: "Concluso",
    PlanState.INTERRUPTED: "Interrotto",
}


OPEN = frozenset(PlanState) - {PlanState.ENDED, PlanState.INTERRUPTED}
KEPT = frozenset({PlanState.RUNNING, PlanState.SUSPENDED})
"""The tutor's register is open."""
NOT_STARTED = frozenset({PlanState.DRAFTED, PlanState.TO_SIGN, PlanState.READY})


class PlanKind(StrEnum):
    TIS = "tis"
    TIROCINIO = "tirocinio"
    HIRE_WITH_TUTORING = "hire_with_tutoring"


class DocumentKind(StrEnum):
    CONVENZIONE = "convenzione"
    PROGETTO = "progetto"
    INSURANCE = "insurance"
    COMMUNICATION = "communication"


DOCUMENT_LABELS: dict[DocumentKind, str] = {
    DocumentKind.CONVENZIONE: "Convenzione fra servizio e azienda",
    DocumentKind.PROGETTO: "Progetto formativo",
    DocumentKind.INSURANCE: "Assicurazione INAIL e responsabilità civile",
    DocumentKind.COMMUNICATION: "Comunicazione obbligatoria",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table of kinds; another kind is one more row. ``max_months``: longest duration, None for none."""

    label: str
    prefix: str
    documents: tuple[DocumentKind, ...]
    max_months: int | None


_ALL = tuple(DocumentKind)
KINDS: dict[PlanKind, Kind] = {
    PlanKind.TIS: Kind("Tirocinio di inclusione", "TIS", _ALL, 24),
    PlanKind.TIROCINIO: Kind("Tirocinio", "TIR", _ALL, 24),
    PlanKind.HIRE_WITH_TUTORING: Kind(
        "Assunzione con tutoraggio", "ASS", (DocumentKind.PROGETTO, DocumentKind.COMMUNICATION), None
    ),
}


class Actor(StrEnum):
    COMPANY = "company"
    TUTOR = "tutor"
    COUNSELLOR = "counsellor"
    SYSTEM = "system"


class PartyRole(StrEnum):
    """On what ground somebody finds the plan."""

    COMPANY = "company"
    TUTOR = "tutor"
    COUNSELLOR = "counsellor"


class Signer(StrEnum):
    PERSON = "person"
    COMPANY = "company"
    SERVICE = "service"


SIGNER_LABELS: dict[Signer, str] = {
    Signer.PERSON: "La persona",
    Signer.COMPANY: "L’azienda",
    Signer.SERVICE: "Il servizio",
}


class Absence(StrEnum):
    ILLNESS = "illness"
    JUSTIFIED = "justified"
    UNJUSTIFIED = "unjustified"
    CLOSED = "closed"


ABSENCE_LABELS: dict[Absence, str] = {
    Absence.ILLNESS: "Assenza per malattia",
    Absence.JUSTIFIED: "Assenza concordata",
    Absence.UNJUSTIFIED: "Assenza non avvisata",
    Absence.CLOSED: "Azienda chiusa",
}


class DiaryKind(StrEnum):
    STEP_FORWARD = "step_forward"
    TO_FOLLOW = "to_follow"
    VISIT = "visit"
    NOTE = "note"


DIARY_LABELS: dict[DiaryKind, str] = {
    DiaryKind.STEP_FORWARD: "Passo avanti",
    DiaryKind.TO_FOLLOW: "Da seguire",
    DiaryKind.VISIT: "Visita",
    DiaryKind.NOTE: "Annotazione",
}
DIARY_TAGS: dict[DiaryKind, str] = {
    DiaryKind.STEP_FORWARD: "ok",
    DiaryKind.TO_FOLLOW: "warning",
    DiaryKind.VISIT: "info",
    DiaryKind.NOTE: "neutral",
}


class Outcome(StrEnum):
    HIRE = "hire"
    EXTENSION = "extension"
    OTHER_PATH = "other_path"
    BACK_TO_SERVICES = "back_to_services"


OUTCOME_LABELS: dict[Outcome, str] = {
    Outcome.HIRE: "Assunzione",
    Outcome.EXTENSION: "Prosegue con una proroga",
    Outcome.OTHER_PATH: "Un altro percorso",
    Outcome.BACK_TO_SERVICES: "Torna al servizio",
}


class InterruptedBy(StrEnum):
    PERSON = "person"
    COMPANY = "company"
    SERVICE = "service"


INTERRUPTED_LABELS: dict[InterruptedBy, str] = {
    InterruptedBy.PERSON: "La persona",
    InterruptedBy.COMPANY: "L’azienda",
    InterruptedBy.SERVICE: "Il servizio",
}


class StillThere(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


STILL_THERE_LABELS: dict[StillThere, str] = {
    StillThere.YES: "Lavora ancora lì",
    StillThere.NO: "Non lavora più lì",
    StillThere.UNKNOWN: "Non si sa",
}


class Reminder(StrEnum):
    """What is called to mind once a period."""

    MONTH = "month"
    FOLLOW_UP = "follow_up"


FOLLOW_UP_MONTHS = (1, 3, 6, 12)
REVIEW_DAYS = (30, 90, 180)
"""Days after the start at which person, tutor and counsellor look at the goals together."""
TUTOR_MAX_PLANS = 3
"""Plans one tutor keeps at a time (l68-rules §10.4; to be verified region by region)."""
GOAL_SCALE = (1, 5)
"""From 1 (with constant guidance) to 5 (on one's own)."""
