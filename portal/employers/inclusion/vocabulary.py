"""Words of the register of commitments and of the accommodations."""

from enum import StrEnum


class CommitmentKind(StrEnum):
    OBLIGATION = "obligation"
    TENDER = "tender"
    VOLUNTARY = "voluntary"


COMMITMENT_KIND_LABELS: dict[CommitmentKind, str] = {
    CommitmentKind.OBLIGATION: "Obbligo di legge",
    CommitmentKind.TENDER: "Condizione di gara",
    CommitmentKind.VOLUNTARY: "Impegno volontario",
}


class CommitmentStatus(StrEnum):
    """Computed from the days and the documents, never stored."""

    PLANNED = "planned"
    OPEN = "open"
    NEAR = "near"
    LATE = "late"
    UNPROVEN = "unproven"
    DONE = "done"


COMMITMENT_STATUS_LABELS: dict[CommitmentStatus, str] = {
    CommitmentStatus.PLANNED: "Da avviare",
    CommitmentStatus.OPEN: "In corso",
    CommitmentStatus.NEAR: "In scadenza",
    CommitmentStatus.LATE: "In ritardo",
    CommitmentStatus.UNPROVEN: "Concluso, manca il documento",
    CommitmentStatus.DONE: "Concluso",
}


class Every(StrEnum):
    """How often a commitment comes back."""

    ONCE = "once"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    TWO_YEARS = "two_years"
    THREE_YEARS = "three_years"


EVERY_LABELS: dict[Every, str] = {
    Every.ONCE: "Una volta sola",
    Every.QUARTER: "Ogni tre mesi",
    Every.HALF_YEAR: "Ogni sei mesi",
    Every.YEAR: "Ogni anno",
    Every.TWO_YEARS: "Ogni due anni",
    Every.THREE_YEARS: "Ogni tre anni",
}

MONTHS_OF: dict[Every, int | None] = {
    Every.ONCE: None,
    Every.QUARTER: 3,
    Every.HALF_YEAR: 6,
    Every.YEAR: 12,
    Every.TWO_YEARS: 24,
    Every.THREE_YEARS: 36,
}


class RequestWay(StrEnum):
    """A request of accommodation is in writing (L. 104/1992 art. 5-bis)."""

    LETTER = "letter"
    MAIL = "mail"
    PEC = "pec"
    FORM = "form"
    WRITTEN_DOWN = "written_down"


REQUEST_WAY_LABELS: dict[RequestWay, str] = {
    RequestWay.LETTER: "Lettera",
    RequestWay.MAIL: "Mail",
    RequestWay.PEC: "PEC",
    RequestWay.FORM: "Modulo dell’azienda",
    RequestWay.WRITTEN_DOWN: "Detta a voce, scritta insieme e firmata dalla persona",
}


class Hearing(StrEnum):
    """How the person took part in looking for the measure."""

    ALONE = "alone"
    WITH_SOMEBODY = "with_somebody"
    WITH_UNION = "with_union"
    IN_WRITING = "in_writing"
    DECLINED = "declined"


HEARING_LABELS: dict[Hearing, str] = {
    Hearing.ALONE: "In un colloquio",
    Hearing.WITH_SOMEBODY: "In un colloquio, con una persona di fiducia o del servizio",
    Hearing.WITH_UNION: "In un colloquio, con un rappresentante sindacale",
    Hearing.IN_WRITING: "Per iscritto",
    Hearing.DECLINED: "Invitata per iscritto, ha preferito non partecipare",
}


class Answer(StrEnum):
    GRANTED = "granted"
    OTHERWISE = "otherwise"
    REFUSED = "refused"


ANSWER_LABELS: dict[Answer, str] = {
    Answer.GRANTED: "Accolta come chiesta",
    Answer.OTHERWISE: "Accolta con altre misure",
    Answer.REFUSED: "Non accolta",
}


class Ground(StrEnum):
    """Why a measure may be refused; nothing else is a reason."""

    BURDEN = "burden"
    TASKS = "tasks"
    NOT_NEEDED = "not_needed"


GROUND_LABELS: dict[Ground, str] = {
    Ground.BURDEN: "Onere sproporzionato per l’azienda",
    Ground.TASKS: "Toglierebbe le mansioni essenziali del posto",
    Ground.NOT_NEEDED: "Un’altra misura già in atto basta",
}


class Ending(StrEnum):
    NO_LONGER_NEEDED = "no_longer_needed"
    REPLACED = "replaced"
    LEFT = "left"
    WITHDRAWN = "withdrawn"


ENDING_LABELS: dict[Ending, str] = {
    Ending.NO_LONGER_NEEDED: "Non serve più",
    Ending.REPLACED: "Sostituita da un’altra misura",
    Ending.LEFT: "La persona non lavora più qui",
    Ending.WITHDRAWN: "La persona ha ritirato la richiesta",
}


class AccommodationStatus(StrEnum):
    """Computed from what was done and when, never stored."""

    TO_HEAR = "to_hear"
    TO_ANSWER = "to_answer"
    LATE = "late"
    TO_PUT_IN_PLACE = "to_put_in_place"
    IN_PLACE = "in_place"
    TO_REVIEW = "to_review"
    REFUSED = "refused"
    ENDED = "ended"


ACCOMMODATION_STATUS_LABELS: dict[AccommodationStatus, str] = {
    AccommodationStatus.TO_HEAR: "Persona da sentire",
    AccommodationStatus.TO_ANSWER: "Da rispondere",
    AccommodationStatus.LATE: "Risposta in ritardo",
    AccommodationStatus.TO_PUT_IN_PLACE: "Da attuare",
    AccommodationStatus.IN_PLACE: "In atto",
    AccommodationStatus.TO_REVIEW: "Da rivedere",
    AccommodationStatus.REFUSED: "Non accolta",
    AccommodationStatus.ENDED: "Chiusa",
}
