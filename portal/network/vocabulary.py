"""Words of the operators' training, with their Italian labels."""

from enum import StrEnum


class Topic(StrEnum):
    METHOD = "method"
    ICF = "icf"
    NETWORK = "network"
    COMPANIES = "companies"
    OTHER = "other"


TOPIC_LABELS: dict[Topic, str] = {
    Topic.METHOD: "Metodo di valutazione",
    Topic.ICF: "ICF",
    Topic.NETWORK: "Rete",
    Topic.COMPANIES: "Lavoro con le aziende",
    Topic.OTHER: "Altro",
}


class Module(StrEnum):
    """What an edition of a course teaches."""

    BASE = "base"
    SPECIFIC = "specific"
    SITUATION = "situation"
    OTHER = "other"


MODULE_LABELS: dict[Module, str] = {
    Module.BASE: "Base: competenze per lavorare",
    Module.SPECIFIC: "Specifico: per certe mansioni",
    Module.SITUATION: "Formazione in situazione",
    Module.OTHER: "Altro",
}
