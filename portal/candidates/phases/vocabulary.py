"""Words of the phases: kinds of interview, networks, destinations (services.md §4, §10)."""

from enum import StrEnum

HOLDER = "holder"
"""Actor: who holds the case, or stands in for them today."""
PERSON = "person"
"""Actor: the person herself; a counsellor records her word and how she said it."""
COORDINATOR = "coordinator"
LIGHT_HOLDER = "light_holder"
"""Actor: who holds a light case, which has phases 1, 3, 5, 7 and 9 only."""


class InterviewKind(StrEnum):
    WELCOME = "welcome"
    HISTORY = "history"
    LEGAL = "legal"
    CRISIS = "crisis"
    DESIGN = "design"
    MOTIVATION = "motivation"
    ORIENTATION = "orientation"
    CHECK = "check"


INTERVIEW_LABELS: dict[InterviewKind, str] = {
    InterviewKind.WELCOME: "Accoglienza",
    InterviewKind.HISTORY: "Anamnesi",
    InterviewKind.LEGAL: "Legale",
    InterviewKind.CRISIS: "Gestione della crisi",
    InterviewKind.DESIGN: "Progettuale",
    InterviewKind.MOTIVATION: "Motivazionale",
    InterviewKind.ORIENTATION: "Orientamento",
    InterviewKind.CHECK: "Verifica",
}

INTERVIEW_HINTS: dict[InterviewKind, str] = {
    InterviewKind.WELCOME: "Chi è, che cosa chiede, che cosa possiamo fare.",
    InterviewKind.HISTORY: "Studi, lavori, fatti della vita che desidera raccontare.",
    InterviewKind.LEGAL: "Documenti, contratti, permessi, diritti. Se serve, proponi l’avvocato.",
    InterviewKind.CRISIS: "Che cosa è successo, che cosa è sicuro ora, chi chiamare. Il passo dopo è entro 7 giorni.",
    InterviewKind.DESIGN: "Obiettivi, azioni e tempi del progetto.",
    InterviewKind.MOTIVATION: "Che cosa la muove, che cosa la frena.",
    InterviewKind.ORIENTATION: "Professioni, corsi, come cercare lavoro.",
    InterviewKind.CHECK: "Che cosa era concordato, che cosa è stato fatto, che cosa cambia.",
}


class Mode(StrEnum):
    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"


MODE_LABELS: dict[Mode, str] = {Mode.IN_PERSON: "Di persona", Mode.PHONE: "Telefono", Mode.VIDEO: "Video"}


class Present(StrEnum):
    PERSON = "person"
    SENDER = "sender"
    FAMILY = "family"
    INTERPRETER = "interpreter"
    COLLEAGUE = "colleague"


PRESENT_LABELS: dict[Present, str] = {
    Present.PERSON: "La persona",
    Present.SENDER: "Il servizio inviante",
    Present.FAMILY: "Un familiare",
    Present.INTERPRETER: "Un interprete",
    Present.COLLEAGUE: "Un collega dell’équipe",
}


class Network(StrEnum):
    """How solid the network around the person is (phase 2)."""

    FIT = "fit"
    WEAK = "weak"
    ABSENT = "absent"


NETWORK_LABELS: dict[Network, str] = {
    Network.FIT: "Adeguata",
    Network.WEAK: "Debole",
    Network.ABSENT: "Assente",
}


class Destination(StrEnum):
    """Where a dismissal leads."""

    WORK_OR_TRAINING = "work_or_training"
    SUPPORT = "support"


DESTINATION_LABELS: dict[Destination, str] = {
    Destination.WORK_OR_TRAINING: "Verso un lavoro o una formazione stabile",
    Destination.SUPPORT: "Verso servizi educativi o di sostegno",
}


class InterviewState(StrEnum):
    """A draft is read by its author alone; what is closed is not changed any more."""

    DRAFT = "draft"
    CLOSED = "closed"


class PlanOutcome(StrEnum):
    """What came of a planned interview."""

    HELD = "held"
    MISSED = "missed"
    CANCELLED = "cancelled"


PLAN_OUTCOME_LABELS: dict[PlanOutcome, str] = {
    PlanOutcome.HELD: "Si è svolto",
    PlanOutcome.MISSED: "La persona non è venuta",
    PlanOutcome.CANCELLED: "Annullato",
}


class ReviewDecision(StrEnum):
    """What the final review decides."""

    DISMISS = "dismiss"
    REDESIGN = "redesign"
    EXTEND = "extend"


REVIEW_DECISION_LABELS: dict[ReviewDecision, str] = {
    ReviewDecision.DISMISS: "Dimissione",
    ReviewDecision.REDESIGN: "Nuovo progetto",
    ReviewDecision.EXTEND: "Proroga",
}


class CheckResult(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


CHECK_RESULT_LABELS: dict[CheckResult, str] = {
    CheckResult.YES: "Sì",
    CheckResult.PARTLY: "In parte",
    CheckResult.NO: "No",
}


class Consequence(StrEnum):
    NONE = "none"
    ACTION = "action"
    REDESIGN = "redesign"


CONSEQUENCE_LABELS: dict[Consequence, str] = {
    Consequence.NONE: "Nessuna",
    Consequence.ACTION: "Un’azione del progetto",
    Consequence.REDESIGN: "Riscrivere il progetto",
}

TEMPLATE = "2026-11"
"""Of the questions below; a change of words is a new template."""

QUESTIONS: dict[int, tuple[str, str]] = {
    # phase: question, indicator
    1: ("La richiesta è chiara e concordata con la persona?", "Lo dicono la segnalazione e la persona"),
    2: ("Ci sono postazioni compatibili e una rete intorno a lei?", "Postazioni viste, rete"),
    3: ("Gli obiettivi sono gli stessi di chi l’ha segnalata?", "Obiettivi di chi l’ha segnalata"),
    4: ("I suoi desideri sono scritti?", "Colloquio di accoglienza"),
    5: ("Motivi e consensi sono completi?", "Decisione, scheda privacy"),
    6: ("Gli obiettivi hanno indicatori, chi fa e date?", "Progetto concordato"),
    7: ("Le azioni sono fatte, lei sta bene, l’azienda regge?", "Azioni, colloqui, percorsi"),
    8: ("Che cosa è cambiato, e per chi?", "Verifica finale"),
}
"""The template of the evaluation plan: one question a phase, the seventh again at each review (services.md §10)."""


class DecisionOutcome(StrEnum):
    ADMITTED = "admitted"
    NOT_ADMITTED = "not_admitted"
