"""Languages, axes and fairness attributes of the sample people, told by their number: no draw is spent on them."""

from __future__ import annotations

from portal.candidates.fairness.queries import Attributes
from portal.candidates.fairness.vocabulary import Citizenship, DisabilityMacroType, Sex
from portal.demo.world.models import Person
from portal.reference import accommodations
from portal.reference.accommodations import Axis

_TYPES = tuple(DisabilityMacroType)[:4]


def languages(number: int) -> dict[str, int]:
    """Italian for everybody, one more for every third person."""
    return {"it": 6 if number % 8 else 3} | ({"en": 2 + number % 3} if number % 3 == 0 else {})


def axes(person: Person) -> list[Axis]:
    """Those of the conditions that help her."""
    return sorted({accommodations.by_code(code).axis for code in person.conditions})


def fairness(number: int, person: Person) -> Attributes:
    """Sex as the tax code says it; one in five withholds the rest."""
    code = person.contact.tax_code
    sex = (Sex.FEMALE if int(code[9:11]) > 40 else Sex.MALE) if code else None
    if number % 5 == 0:
        return Attributes(sex)
    return Attributes(sex, Citizenship.NON_EU if number % 8 == 1 else Citizenship.EU, _TYPES[number % 4])
