"""Words of the plan."""

from dataclasses import dataclass
from enum import StrEnum

from portal.tutoring.packs.vocabulary import RuleKind


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
    ART11 = "art11"
    HIRE_WITH_TUTORING = "hire_with_tutoring"
    RETENTION = "retention"


class DocumentKind(StrEnum):
    """What is made elsewhere and recorded here; the documents the portal draws are ``PaperKind``."""

    INSURANCE = "insurance"
    COMMUNICATION = "communication"
    SERVICE_ATTESTATION = "service_attestation"


DOCUMENT_LABELS: dict[DocumentKind, str] = {
    DocumentKind.INSURANCE: "Assicurazione INAIL e responsabilità civile",
    DocumentKind.COMMUNICATION: "Comunicazione obbligatoria",
    DocumentKind.SERVICE_ATTESTATION: "Attestazione del servizio per durare di più",
}


class PaperKind(StrEnum):
    """Documents drawn by the portal. The register and the dossier are drawn as they stand when asked for."""

    CONVENZIONE = "convenzione"
    PROGETTO = "progetto"
    REGISTRO = "registro"
    DOSSIER = "dossier"
    ATTESTAZIONE = "attestazione"


PAPER_LABELS: dict[PaperKind, str] = {
    PaperKind.CONVENZIONE: "Convenzione fra servizio e azienda",
    PaperKind.PROGETTO: "Progetto formativo",
    PaperKind.REGISTRO: "Registro delle presenze",
    PaperKind.DOSSIER: "Dossier individuale",
    PaperKind.ATTESTAZIONE: "Attestazione finale",
}


class Signer(StrEnum):
    PERSON = "person"
    COMPANY = "company"
    SERVICE = "service"
    SERVICE_IN_CHARGE = "service_in_charge"


SIGNER_LABELS: dict[Signer, str] = {
    Signer.PERSON: "La persona",
    Signer.COMPANY: "L’azienda",
    Signer.SERVICE: "Il servizio",
    Signer.SERVICE_IN_CHARGE: "Il servizio che ha in carico la persona",
}
_ALL_SIDES = (Signer.PERSON, Signer.COMPANY, Signer.SERVICE)


class SignedHow(StrEnum):
    CLICK = "click"
    LINK = "link"
    PAPER = "paper"


SIGNED_HOW_LABELS: dict[SignedHow, str] = {
    SignedHow.CLICK: "nel portale",
    SignedHow.LINK: "con il link personale",
    SignedHow.PAPER: "su carta",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the table of kinds; another kind is one more row.

    ``rules`` is the rule pack it follows, None for what is no tirocinio; ``signed`` says who signs which drawn
    document; ``keeps_register``: a tutor of the company is needed, and keeps the register.
    """

    label: str
    prefix: str
    rules: RuleKind | None
    documents: tuple[DocumentKind, ...]
    signed: dict[PaperKind, tuple[Signer, ...]]
    progetto: str
    keeps_register: bool = True


_BOTH = (DocumentKind.INSURANCE, DocumentKind.COMMUNICATION)
_TWO_PAPERS = {PaperKind.CONVENZIONE: (Signer.COMPANY, Signer.SERVICE), PaperKind.PROGETTO: _ALL_SIDES}
KINDS: dict[PlanKind, Kind] = {
    PlanKind.TIS: Kind(
        "Tirocinio di inclusione", "TIS", RuleKind.TIS, _BOTH, _TWO_PAPERS, "Progetto personalizzato"
    ),
    PlanKind.TIROCINIO: Kind(
        "Tirocinio", "TIR", RuleKind.EXTRACURRICULAR, _BOTH, _TWO_PAPERS, "Progetto formativo individuale"
    ),
    PlanKind.ART11: Kind(
        "Tirocinio in convenzione", "CNV", RuleKind.ART11, _BOTH, _TWO_PAPERS, "Progetto formativo individuale"
    ),
    PlanKind.HIRE_WITH_TUTORING: Kind(
        "Assunzione con tutoraggio", "ASS", None, (DocumentKind.COMMUNICATION,),
        {PaperKind.PROGETTO: _ALL_SIDES}, "Progetto di tutoraggio",
    ),
    PlanKind.RETENTION: Kind(
        "Mantenimento del lavoro", "MAN", None, (),
        {PaperKind.PROGETTO: (Signer.PERSON, Signer.COMPANY)}, "Piano di mantenimento del lavoro",
        keeps_register=False,
    ),
}  # fmt: skip
"""The socio-occupational place (services.md §8) will be one more row, with its band's rules."""


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


class MonthAnswer(StrEnum):
    """What became of a month that was closed: the person's word, or another version in its place."""

    CONFIRMED = "confirmed"
    OBJECTED = "objected"
    REPLACED = "replaced"


class ConfirmedHow(StrEnum):
    LINK = "link"
    AREA = "area"


CONFIRMED_HOW_LABELS: dict[ConfirmedHow, str] = {
    ConfirmedHow.LINK: "con il link personale",
    ConfirmedHow.AREA: "dalla sua area",
}


class DiaryKind(StrEnum):
    STEP_FORWARD = "step_forward"
    TO_FOLLOW = "to_follow"
    VISIT = "visit"
    NOTE = "note"
    DIFFICULTY = "difficulty"


DIARY_LABELS: dict[DiaryKind, str] = {
    DiaryKind.STEP_FORWARD: "Passo avanti",
    DiaryKind.TO_FOLLOW: "Da seguire",
    DiaryKind.VISIT: "Visita",
    DiaryKind.NOTE: "Annotazione",
    DiaryKind.DIFFICULTY: "Difficoltà",
}
WRITTEN_KINDS = tuple(one for one in DiaryKind if one is not DiaryKind.DIFFICULTY)
"""Those one chooses; a difficulty has a page of its own."""
DIARY_TAGS: dict[DiaryKind, str] = {
    DiaryKind.STEP_FORWARD: "ok",
    DiaryKind.TO_FOLLOW: "warning",
    DiaryKind.VISIT: "info",
    DiaryKind.NOTE: "neutral",
    DiaryKind.DIFFICULTY: "error",
}


class Outcome(StrEnum):
    HIRE = "hire"
    EXTENSION = "extension"
    OTHER_PATH = "other_path"
    BACK_TO_SERVICES = "back_to_services"
    KEPT = "kept"
    TASKS_CHANGED = "tasks_changed"
    HOURS_CHANGED = "hours_changed"
    LEFT = "left"


OUTCOME_LABELS: dict[Outcome, str] = {
    Outcome.HIRE: "Assunzione",
    Outcome.EXTENSION: "Prosegue con una proroga",
    Outcome.OTHER_PATH: "Un altro percorso",
    Outcome.BACK_TO_SERVICES: "Torna al servizio",
    Outcome.KEPT: "Lavoro mantenuto",
    Outcome.TASKS_CHANGED: "Mansioni cambiate",
    Outcome.HOURS_CHANGED: "Orario cambiato",
    Outcome.LEFT: "Uscita dal lavoro",
}
KEEPING_OUTCOMES = frozenset({Outcome.KEPT, Outcome.TASKS_CHANGED, Outcome.HOURS_CHANGED, Outcome.LEFT})
"""How a retention plan ends (services.md §9); the others end every other plan."""


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
    """What is called to mind, once a plan and period."""

    LOG = "log"
    MONTH = "month"
    REVIEW = "review"
    END = "end"
    DOCUMENT = "document"
    STEP = "step"
    FOLLOW_UP = "follow_up"


FOLLOW_UP_MONTHS = (1, 3, 6, 12)
REVIEW_DAYS = (30, 90, 180)
"""Days after the start at which person, tutor and counsellor look at the goals together."""
GOAL_SCALE = (1, 5)
"""From 1 (with constant guidance) to 5 (on one's own)."""


class AmendmentKind(StrEnum):
    CHANGE = "change"
    EXTENSION = "extension"
    ATTENDANCE = "attendance"


AMENDMENT_LABELS: dict[AmendmentKind, str] = {
    AmendmentKind.CHANGE: "Modifica",
    AmendmentKind.EXTENSION: "Proroga",
    AmendmentKind.ATTENDANCE: "Correzione delle presenze",
}


class AmendmentState(StrEnum):
    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"


class MeasureState(StrEnum):
    AGREED = "agreed"
    ASKED = "asked"
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


MEASURE_LABELS: dict[MeasureState, str] = {
    MeasureState.AGREED: "concordata",
    MeasureState.ASKED: "chiesta",
    MeasureState.GRANTED: "accolta",
    MeasureState.PARTLY: "accolta in parte",
    MeasureState.REFUSED: "non accolta",
}
MEASURES_ANSWERED = frozenset({MeasureState.GRANTED, MeasureState.PARTLY, MeasureState.REFUSED})


class CourseKind(StrEnum):
    BASE = "base"
    SPECIFIC = "specific"


COURSE_LABELS: dict[CourseKind, str] = {
    CourseKind.BASE: "Base: competenze per lavorare",
    CourseKind.SPECIFIC: "Specifico: per queste mansioni",
}


class VisitKind(StrEnum):
    VISIT = "visit"
    REVIEW = "review"


VISIT_LABELS: dict[VisitKind, str] = {
    VisitKind.VISIT: "Visita in azienda",
    VisitKind.REVIEW: "Verifica intermedia",
}


class VisitMode(StrEnum):
    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"


VISIT_MODE_LABELS: dict[VisitMode, str] = {
    VisitMode.IN_PERSON: "Di persona",
    VisitMode.PHONE: "Per telefono",
    VisitMode.VIDEO: "In video",
}
