"""Words of the final judgement."""

from enum import StrEnum


class Judgement(StrEnum):
    SUITED = "suited"
    WITH_CONDITIONS = "with_conditions"
    NOT_SUITED = "not_suited"


JUDGEMENT_LABELS: dict[Judgement, str] = {
    Judgement.SUITED: "Adatta a queste mansioni",
    Judgement.WITH_CONDITIONS: "Adatta, con alcune condizioni",
    Judgement.NOT_SUITED: "Non adatta a queste mansioni",
}
NO_SHOW_LABEL = "Non si è presentata"
