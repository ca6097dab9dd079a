"""Words of the vacancy, with their Italian labels."""

from enum import StrEnum

from portal.reference.accommodations import Axis


class VacancyState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    STALE = "stale"
    UNPUBLISHED = "unpublished"
    SUSPENDED = "suspended"
    FILLED = "filled"
    CLOSED = "closed"


VACANCY_STATE_LABELS: dict[VacancyState, str] = {
    VacancyState.DRAFT: "In bozza",
    VacancyState.PUBLISHED: "Aperto",
    VacancyState.STALE: "Da confermare",
    VacancyState.UNPUBLISHED: "Non più visibile",
    VacancyState.SUSPENDED: "Sospeso",
    VacancyState.FILLED: "Coperto",
    VacancyState.CLOSED: "Chiuso",
}

VACANCY_STATE_TAGS: dict[VacancyState, str] = {
    VacancyState.DRAFT: "neutral",
    VacancyState.PUBLISHED: "ok",
    VacancyState.STALE: "warning",
    VacancyState.UNPUBLISHED: "error",
    VacancyState.SUSPENDED: "warning",
    VacancyState.FILLED: "info",
    VacancyState.CLOSED: "neutral",
}


class VacancyContract(StrEnum):
    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    APPRENTICESHIP = "apprenticeship"
    TIROCINIO = "tirocinio"
    TIS = "tis"


VACANCY_CONTRACT_LABELS: dict[VacancyContract, str] = {
    VacancyContract.PERMANENT: "Assunzione a tempo indeterminato",
    VacancyContract.FIXED_TERM: "Assunzione a tempo determinato",
    VacancyContract.APPRENTICESHIP: "Apprendistato",
    VacancyContract.TIROCINIO: "Tirocinio",
    VacancyContract.TIS: "Tirocinio di inclusione",
}

VACANCY_CONTRACT_HINTS: dict[VacancyContract, str] = {
    VacancyContract.TIS: "Con tutor in azienda e un piano di percorso. Copre la quota solo se diventa assunzione.",
    VacancyContract.TIROCINIO: "Copre la quota solo se diventa assunzione.",
}

HIRES = frozenset({VacancyContract.PERMANENT, VacancyContract.FIXED_TERM, VacancyContract.APPRENTICESHIP})
"""Contracts of employment: only these can fill a reserved place."""


class Reserved(StrEnum):
    NONE = "none"
    ART3 = "art3"
    ART18 = "art18"


RESERVED_LABELS: dict[Reserved, str] = {
    Reserved.ART3: "Quota L. 68/99",
    Reserved.ART18: "Altre categorie protette",
    Reserved.NONE: "Aperto a tutti",
}


class PublicTransport(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


PUBLIC_TRANSPORT_LABELS: dict[PublicTransport, str] = {
    PublicTransport.YES: "Sì",
    PublicTransport.NO: "No",
    PublicTransport.UNKNOWN: "Non lo so",
}


class PayPeriod(StrEnum):
    """What the pay is counted by."""

    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"


PAY_PERIOD_LABELS: dict[PayPeriod, str] = {
    PayPeriod.HOUR: "l’ora",
    PayPeriod.MONTH: "al mese",
    PayPeriod.YEAR: "l’anno",
}


class SkillNeed(StrEnum):
    ESSENTIAL = "essential"
    TRAINABLE = "trainable"
    OPTIONAL = "optional"


SKILL_NEED_LABELS: dict[SkillNeed, str] = {
    SkillNeed.ESSENTIAL: "Serve dal primo giorno",
    SkillNeed.TRAINABLE: "Si impara qui",
    SkillNeed.OPTIONAL: "Utile, non necessaria",
}

DAYS: tuple[tuple[str, str], ...] = (
    ("mon", "Lunedì"),
    ("tue", "Martedì"),
    ("wed", "Mercoledì"),
    ("thu", "Giovedì"),
    ("fri", "Venerdì"),
    ("sat", "Sabato"),
    ("sun", "Domenica"),
)

PARTS_OF_DAY: tuple[tuple[str, str], ...] = (
    ("morning", "mattina"),
    ("afternoon", "pomeriggio"),
    ("evening", "sera"),
    ("night", "notte"),
)

SLOTS: tuple[str, ...] = tuple(f"{day}-{part}" for day, _ in DAYS for part, _ in PARTS_OF_DAY)

LEVELS: tuple[tuple[int, str], ...] = (
    (0, "Non serve"),
    (1, "Poco"),
    (2, "Abbastanza"),
    (3, "Molto"),
    (4, "Moltissimo"),
)
"""What a job asks on a dimension."""


LANGUAGE_LEVELS: dict[int, str] = {1: "A1", 2: "A2", 3: "B1", 4: "B2", 5: "C1", 6: "C2"}
"""Levels of the Common European Framework of Reference."""

AXIS_OFFERS: dict[Axis, str] = {
    Axis.TASKS: "Mansioni: scambiare o togliere compiti",
    Axis.TIMES: "Tempi: orario, pause, avvio graduale",
    Axis.CONTEXT: "Contesto: postazione, strumenti, spazi",
    Axis.NETWORKS: "Reti: raccordo con i servizi che seguono la persona",
    Axis.SUPPORT: "Supporto: un tutor o un collega di riferimento",
}
"""The five axes on which work is fitted to a person, as a company reads them."""


class Section(StrEnum):
    """The sections of a new vacancy, in their order."""

    PLACE = "place"
    TASKS = "tasks"
    DEMANDS = "demands"
    CONDITIONS = "conditions"
    REVIEW = "review"


SECTION_LABELS: dict[Section, str] = {
    Section.PLACE: "Sede e contratto",
    Section.TASKS: "Mansioni e orario",
    Section.DEMANDS: "Competenze e richieste",
    Section.CONDITIONS: "Requisiti e condizioni",
    Section.REVIEW: "Riepilogo e invio",
}
