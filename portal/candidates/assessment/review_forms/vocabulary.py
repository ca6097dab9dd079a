"""Words of the two forms that are written with the person, with their Italian labels."""

from enum import StrEnum

SECTIONS = 6
MOST_LETTERS = 2000


class FormKind(StrEnum):
    SKILLS_BALANCE = "skills_balance"
    POTENTIAL_EVALUATION = "potential_evaluation"


FORM_LABELS: dict[FormKind, str] = {
    FormKind.SKILLS_BALANCE: "Bilancio di competenze",
    FormKind.POTENTIAL_EVALUATION: "Valutazione del potenziale",
}

SECTION_LABELS: dict[FormKind, tuple[str, ...]] = {
    FormKind.SKILLS_BALANCE: (
        "La mia storia di studio e lavoro",
        "Esperienze fuori dal lavoro",
        "Risorse e abilità",
        "Interessi, valori, condizioni desiderate",
        "Obiettivo professionale",
        "Passi per aumentare le possibilità",
    ),
    FormKind.POTENTIAL_EVALUATION: (
        "Che cosa fa oggi da sola",
        "Che cosa può fare con aiuti o formazione",
        "Prove e osservazioni",
        "Condizioni che aiutano",
        "Che cosa frena e come si può cambiare",
        "Conclusione e tempi",
    ),
}

SECTION_HINTS: dict[FormKind, dict[int, str]] = {
    FormKind.POTENTIAL_EVALUATION: {4: "Per assi: mansioni, tempi, contesto, reti, supporto."},
}
"""By the number of the section, from 1."""


class Setting(StrEnum):
    INDIVIDUAL = "individual"
    GROUP = "group"


SETTING_LABELS: dict[Setting, str] = {Setting.INDIVIDUAL: "Individuale", Setting.GROUP: "Di gruppo"}


class FormState(StrEnum):
    DRAFT = "draft"
    DISCUSSED = "discussed"
    CLOSED = "closed"
    REPLACED = "replaced"


FORM_STATE_LABELS: dict[FormState, str] = {
    FormState.DRAFT: "Bozza",
    FormState.DISCUSSED: "Discusso con la persona",
    FormState.CLOSED: "Concluso",
    FormState.REPLACED: "Sostituito da una versione nuova",
}
