"""Words of the work with a company, with their Italian labels (services §9)."""

from enum import StrEnum


class ContactKind(StrEnum):
    VISIT = "visit"
    CALL = "call"
    MAIL = "mail"
    EVENT = "event"


CONTACT_KIND_LABELS: dict[ContactKind, str] = {
    ContactKind.VISIT: "Visita",
    ContactKind.CALL: "Telefonata",
    ContactKind.MAIL: "E-mail",
    ContactKind.EVENT: "Evento",
}


class LetterState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    SIGNED = "signed"
    ENDED = "ended"
    EXPIRED = "expired"


LETTER_STATE_LABELS: dict[LetterState, str] = {
    LetterState.DRAFT: "In bozza",
    LetterState.SENT: "Da firmare",
    LetterState.SIGNED: "Firmata",
    LetterState.ENDED: "Conclusa",
    LetterState.EXPIRED: "Scaduta",
}

LETTER_STATE_TAGS: dict[LetterState, str] = {
    LetterState.DRAFT: "neutral",
    LetterState.SENT: "warning",
    LetterState.SIGNED: "ok",
    LetterState.ENDED: "neutral",
    LetterState.EXPIRED: "error",
}


class Commitment(StrEnum):
    """What a company may commit itself to in a letter of adherence."""

    SPREAD = "spread"
    VISITS = "visits"
    INTERNSHIPS = "internships"
    JOBS = "jobs"
    TUTORS = "tutors"
    AWARENESS = "awareness"


COMMITMENT_LABELS: dict[Commitment, str] = {
    Commitment.SPREAD: "Far conoscere il progetto",
    Commitment.VISITS: "Visite in azienda",
    Commitment.INTERNSHIPS: "Tirocini",
    Commitment.JOBS: "Posti di lavoro",
    Commitment.TUTORS: "Tutor formati",
    Commitment.AWARENESS: "Sensibilizzazione dei colleghi",
}

LETTER_TEXT_VERSION = "2026-11"
"""Of the text in ``templates/pdf/letter_of_adherence.typ``: a signed letter keeps the one it was signed with."""
