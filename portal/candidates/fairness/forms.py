"""The form of the fairness attributes: every answer may be left out."""

from typing import Self

from portal.candidates.fairness.queries import Attributes
from portal.candidates.fairness.vocabulary import (
    CITIZENSHIP_LABELS,
    DISABILITY_LABELS,
    SEX_LABELS,
    Citizenship,
    DisabilityMacroType,
    Sex,
)
from portal.foundation.web.forms import Choice, Form


class FairnessForm(Form):
    sex = Choice("Sesso", choices=[(one.value, SEX_LABELS[one]) for one in Sex], required=False)
    citizenship = Choice(
        "Cittadinanza", choices=[(one.value, CITIZENSHIP_LABELS[one]) for one in Citizenship], required=False
    )
    disability = Choice(
        "Tipo di disabilità",
        choices=[(one.value, DISABILITY_LABELS[one]) for one in DisabilityMacroType],
        required=False,
    )

    @classmethod
    def of(cls, known: Attributes) -> Self:
        return cls.blank(sex=known.sex, citizenship=known.citizenship, disability=known.disability)

    def attributes(self) -> Attributes:
        return Attributes(
            Sex(self["sex"]) if self["sex"] else None,
            Citizenship(self["citizenship"]) if self["citizenship"] else None,
            DisabilityMacroType(self["disability"]) if self["disability"] else None,
        )
