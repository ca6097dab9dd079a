"""Words of the early warnings."""

from enum import StrEnum


class SignalKind(StrEnum):
    MISSED_LOGS = "missed_logs"
    ABSENCES = "absences"
    RATINGS = "ratings"
    NO_VISIT = "no_visit"
    TOO_LONG = "too_long"


SIGNAL_LABELS: dict[SignalKind, str] = {
    SignalKind.MISSED_LOGS: "Registro fermo",
    SignalKind.ABSENCES: "Molte assenze",
    SignalKind.RATINGS: "Valutazioni in calo",
    SignalKind.NO_VISIT: "Nessuna visita",
    SignalKind.TOO_LONG: "Oltre la durata massima",
}


class SignalAnswer(StrEnum):
    """What whoever follows the person did about it."""

    TUTOR = "tutor"
    PERSON = "person"
    VISIT = "visit"
    CHANGED = "changed"
    SEEN = "seen"


ANSWER_LABELS: dict[SignalAnswer, str] = {
    SignalAnswer.TUTOR: "Ho sentito il tutor",
    SignalAnswer.PERSON: "Ne ho parlato con la persona",
    SignalAnswer.VISIT: "Ho fissato una visita",
    SignalAnswer.CHANGED: "Ho cambiato il percorso",
    SignalAnswer.SEEN: "Ne prendo atto",
}
