"""Words of the fairness attributes; every answer may be withheld."""

from enum import StrEnum


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class Citizenship(StrEnum):
    EU = "eu"
    NON_EU = "non_eu"


class DisabilityMacroType(StrEnum):
    PHYSICAL = "physical"
    SENSORY = "sensory"
    INTELLECTUAL = "intellectual"
    PSYCHIC = "psychic"
    MULTIPLE = "multiple"
    NONE = "none"


SEX_LABELS = {Sex.FEMALE: "Donna", Sex.MALE: "Uomo", Sex.OTHER: "Altro"}
CITIZENSHIP_LABELS = {
    Citizenship.EU: "Italiana o di un Paese UE",
    Citizenship.NON_EU: "Di un Paese fuori dalla UE",
}
DISABILITY_LABELS = {
    DisabilityMacroType.PHYSICAL: "Fisica",
    DisabilityMacroType.SENSORY: "Sensoriale",
    DisabilityMacroType.INTELLECTUAL: "Intellettiva",
    DisabilityMacroType.PSYCHIC: "Psichica",
    DisabilityMacroType.MULTIPLE: "Più di una",
    DisabilityMacroType.NONE: "Nessuna",
}
