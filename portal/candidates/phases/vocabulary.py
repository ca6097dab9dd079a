"""Words of the phases: kinds of interview, networks, destinations (services.md §4, §10)."""

from enum import StrEnum

HOLDER = "holder"
"""Actor: who holds the case, or stands in for them today."""
PERSON = "person"
"""Actor: the person herself; a counsellor records her word and how she said it."""
COORDINATOR = "coordinator"


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
    InterviewKind.LEGAL: "Documenti, contratti, permessi, diritti.",
    InterviewKind.CRISIS: "Che cosa è successo, che cosa è sicuro ora, chi chiamare.",
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


class DecisionOutcome(StrEnum):
    ADMITTED = "admitted"
    NOT_ADMITTED = "not_admitted"
