"""Words of the case (services.md §2, §4), with their Italian labels."""

from enum import StrEnum


class CaseState(StrEnum):
    """The nine phases, and the ways out of them."""

    REFERRAL = "referral"
    FIRST_EVALUATION = "first_evaluation"
    INTERVIEW_WITH_SENDER = "interview_with_sender"
    INTERVIEW_WITH_PERSON = "interview_with_person"
    DECISION = "decision"
    ACCEPTANCE = "acceptance"
    DEVELOPMENT = "development"
    FINAL_EVALUATION = "final_evaluation"
    DISMISSED = "dismissed"
    NOT_ADMITTED = "not_admitted"
    SUSPENDED = "suspended"
    HANDED_OVER = "handed_over"
    WITHDRAWN = "withdrawn"


CASE_STATE_LABELS: dict[CaseState, str] = {
    CaseState.REFERRAL: "Segnalazione",
    CaseState.FIRST_EVALUATION: "Prima valutazione",
    CaseState.INTERVIEW_WITH_SENDER: "Colloquio con il servizio inviante",
    CaseState.INTERVIEW_WITH_PERSON: "Colloquio con la persona",
    CaseState.DECISION: "Decisione",
    CaseState.ACCEPTANCE: "Accettazione",
    CaseState.DEVELOPMENT: "Sviluppo",
    CaseState.FINAL_EVALUATION: "Valutazione finale",
    CaseState.DISMISSED: "Dimissione",
    CaseState.NOT_ADMITTED: "Non ammesso",
    CaseState.SUSPENDED: "Sospeso",
    CaseState.HANDED_OVER: "Passato a un altro servizio",
    CaseState.WITHDRAWN: "Chiuso per scelta della persona",
}

PHASES: tuple[CaseState, ...] = (
    CaseState.REFERRAL,
    CaseState.FIRST_EVALUATION,
    CaseState.INTERVIEW_WITH_SENDER,
    CaseState.INTERVIEW_WITH_PERSON,
    CaseState.DECISION,
    CaseState.ACCEPTANCE,
    CaseState.DEVELOPMENT,
    CaseState.FINAL_EVALUATION,
    CaseState.DISMISSED,
)
"""In the order of services.md §4: phase n is ``PHASES[n - 1]``."""

CLOSED = frozenset({CaseState.DISMISSED, CaseState.NOT_ADMITTED, CaseState.HANDED_OVER, CaseState.WITHDRAWN})
"""The case is over; some of these may be reopened within twelve months."""

OPEN = frozenset(CaseState) - CLOSED

CARD_STATES = frozenset({CaseState.ACCEPTANCE, CaseState.DEVELOPMENT})
"""Phases 6 and 7, in which a card may stay published (services.md §4, «Card and case»)."""


class Track(StrEnum):
    PLACEMENT = "placement"
    SOCIO_OCCUPATIONAL = "socio_occupational"

    @property
    def other(self) -> "Track":
        return Track.SOCIO_OCCUPATIONAL if self is Track.PLACEMENT else Track.PLACEMENT


TRACK_LABELS: dict[Track, str] = {
    Track.PLACEMENT: "Inserimento lavorativo",
    Track.SOCIO_OCCUPATIONAL: "Socio-occupazionale",
}


class Weight(StrEnum):
    FULL = "full"
    LIGHT = "light"


WEIGHT_LABELS: dict[Weight, str] = {Weight.FULL: "Presa in carico", Weight.LIGHT: "Accompagnamento"}


class ClosingReason(StrEnum):
    """Why a case is closed (services.md §2); the first eight are reasons not to admit (§3)."""

    OUTSIDE_TERRITORY = "outside_territory"
    ALREADY_FOLLOWED = "already_followed"
    OTHER_SERVICE = "other_service"
    NO_CAPACITY = "no_capacity"
    NOT_WISHED = "not_wished"
    NOT_REACHED = "not_reached"
    REQUIREMENTS_MISSING = "requirements_missing"
    OTHER = "other"
    COMPLETED = "completed"
    HANDED_OVER = "handed_over"
    PERSON_LEFT = "person_left"


CLOSING_REASON_LABELS: dict[ClosingReason, str] = {
    ClosingReason.OUTSIDE_TERRITORY: "Abita fuori dal territorio del servizio",
    ClosingReason.ALREADY_FOLLOWED: "È già seguita da un altro servizio",
    ClosingReason.OTHER_SERVICE: "Un altro servizio è più adatto",
    ClosingReason.NO_CAPACITY: "Ora il servizio non ha posto",
    ClosingReason.NOT_WISHED: "La persona non lo desidera",
    ClosingReason.NOT_REACHED: "Non raggiunta dopo tre tentativi",
    ClosingReason.REQUIREMENTS_MISSING: "Mancano i requisiti",
    ClosingReason.OTHER: "Altro",
    ClosingReason.COMPLETED: "Percorso concluso",
    ClosingReason.HANDED_OVER: "Passata a un altro servizio",
    ClosingReason.PERSON_LEFT: "La persona è uscita dal percorso",
}

NOT_ADMITTING = tuple(ClosingReason)[:8]
"""What a decision not to admit chooses from."""


class CommitmentKind(StrEnum):
    """What keeps a case from closing."""

    PROPOSAL = "proposal"
    PLAN = "plan"


class SubstitutionReason(StrEnum):
    HOLIDAY = "holiday"
    ILLNESS = "illness"
    OTHER = "other"


SUBSTITUTION_REASON_LABELS: dict[SubstitutionReason, str] = {
    SubstitutionReason.HOLIDAY: "Ferie",
    SubstitutionReason.ILLNESS: "Malattia",
    SubstitutionReason.OTHER: "Altro",
}
