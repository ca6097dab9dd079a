"""Words of the person's file, with their Italian labels."""

from enum import StrEnum

from portal.reference.accommodations import Axis


class ConsentKind(StrEnum):
    SERVICE = "service"
    PROFILE = "profile"
    PROPOSALS = "proposals"


CONSENT_LABELS: dict[ConsentKind, str] = {
    ConsentKind.SERVICE: "Presa in carico e trattamento dei dati",
    ConsentKind.PROFILE: "Pubblicazione del profilo senza nome",
    ConsentKind.PROPOSALS: "Proposte di lavoro",
}

CONSENT_MEANINGS: dict[ConsentKind, str] = {
    ConsentKind.SERVICE: "Il servizio tiene scheda, colloqui e valutazione per accompagnare la persona al lavoro.",
    ConsentKind.PROFILE: "Le aziende verificate vedono una scheda senza nome: regione, area professionale, competenze.",
    ConsentKind.PROPOSALS: "L’operatore può confrontare la persona con gli annunci e chiederle se le interessano.",
}


class CollectedHow(StrEnum):
    LINK = "link"
    IN_PERSON = "in_person"
    PAPER = "paper"


COLLECTED_LABELS: dict[CollectedHow, str] = {
    CollectedHow.IN_PERSON: "Di persona",
    CollectedHow.PAPER: "Su carta, firmato",
    CollectedHow.LINK: "Con un link personale",
}


class PreferredContact(StrEnum):
    PHONE = "phone"
    MAIL = "mail"
    MESSAGE = "message"


PREFERRED_CONTACT_LABELS: dict[PreferredContact, str] = {
    PreferredContact.PHONE: "Telefono",
    PreferredContact.MAIL: "E-mail",
    PreferredContact.MESSAGE: "Messaggio al telefono",
}


class YearsBand(StrEnum):
    """Experience in one occupation, in years."""

    UNDER_2 = "under_2"
    FROM_2_TO_4 = "2_4"
    FROM_5_TO_9 = "5_9"
    FROM_10 = "10_plus"


YEARS_LABELS: dict[YearsBand, str] = {
    YearsBand.UNDER_2: "Meno di 2 anni",
    YearsBand.FROM_2_TO_4: "Da 2 a 4 anni",
    YearsBand.FROM_5_TO_9: "Da 5 a 9 anni",
    YearsBand.FROM_10: "10 anni o più",
}


class TravelMode(StrEnum):
    CAR = "car"
    PUBLIC_TRANSPORT = "public_transport"
    BICYCLE = "bicycle"
    ON_FOOT = "on_foot"


TRAVEL_LABELS: dict[TravelMode, str] = {
    TravelMode.CAR: "Auto",
    TravelMode.PUBLIC_TRANSPORT: "Mezzi pubblici",
    TravelMode.BICYCLE: "Bicicletta",
    TravelMode.ON_FOOT: "A piedi",
}


class QuotaEligibility(StrEnum):
    """For which reserved quota of L. 68/1999 the person may be hired; special-category data."""

    ART3 = "art3"
    ART18 = "art18"


QUOTA_LABELS: dict[QuotaEligibility, str] = {
    QuotaEligibility.ART3: "Riserva per persone con disabilità (art. 3)",
    QuotaEligibility.ART18: "Riserva per altre categorie protette (art. 18)",
}


class ContractWish(StrEnum):
    """Kinds of contract a person accepts, by the codes that vacancies use."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    APPRENTICESHIP = "apprenticeship"
    TIROCINIO = "tirocinio"
    TIS = "tis"


CONTRACT_WISH_LABELS: dict[ContractWish, str] = {
    ContractWish.PERMANENT: "Tempo indeterminato",
    ContractWish.FIXED_TERM: "Tempo determinato",
    ContractWish.APPRENTICESHIP: "Apprendistato",
    ContractWish.TIROCINIO: "Tirocinio",
    ContractWish.TIS: "Tirocinio di inclusione",
}

LANGUAGE_LEVELS: dict[int, str] = {1: "A1", 2: "A2", 3: "B1", 4: "B2", 5: "C1", 6: "C2"}
"""Levels of the Common European Framework of Reference."""

AXIS_LABELS: dict[Axis, str] = {
    Axis.TASKS: "Mansioni",
    Axis.TIMES: "Tempi",
    Axis.CONTEXT: "Contesto",
    Axis.NETWORKS: "Reti",
    Axis.SUPPORT: "Supporto",
}
"""On which axes work has to be fitted to the person (matching.md §2); special-category data."""

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

SLOT_LABELS: dict[str, str] = {
    f"{day}-{part}": f"{day_label}, {part_label}"
    for day, day_label in DAYS
    for part, part_label in PARTS_OF_DAY
}
"""Parts of the week, as vacancies name them («mon-morning»)."""


class RepresentativeKind(StrEnum):
    """Who acts for somebody, or beside her (c.c. art. 343, 404, 424)."""

    TUTORE = "tutore"
    CURATORE = "curatore"
    AMMINISTRATORE_DI_SOSTEGNO = "amministratore_di_sostegno"


REPRESENTATIVE_LABELS: dict[RepresentativeKind, str] = {
    RepresentativeKind.TUTORE: "Tutore",
    RepresentativeKind.CURATORE: "Curatore",
    RepresentativeKind.AMMINISTRATORE_DI_SOSTEGNO: "Amministratore di sostegno",
}
