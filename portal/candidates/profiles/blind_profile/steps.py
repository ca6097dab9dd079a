"""The fields that may be told of a person without her name, from coarse to fine, and the order in which they open.

Source: anonymisation.md §2 (fields and levels) and §3 (order of the steps).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.candidates.profiles.vocabulary import CardField

OpenKey = tuple[str, str, str]
"""Path of the node, name of the step, value."""

RESIDUAL = "–"
"""In a path: those without a label of that step."""


@dataclass(frozen=True, slots=True)
class Step:
    """``level`` 1 is the coarsest of its field; a finer level is shown only where the coarser one is."""

    name: str
    field: CardField
    level: int


_F = CardField
STEPS: tuple[Step, ...] = (
    Step("region", _F.AREA, 1),
    Step("profession_macro", _F.PROFESSION, 1),
    Step("province", _F.AREA, 2),
    Step("reserved_quota", _F.RESERVED_QUOTA, 1),
    Step("working_time", _F.WORKING_TIME, 1),
    Step("profession_1", _F.PROFESSION, 2),
    Step("education_3", _F.EDUCATION, 1),
    Step("licence", _F.LICENCE, 1),
    Step("basin", _F.AREA, 3),
    Step("experience_2", _F.EXPERIENCE, 1),
    Step("age_3", _F.AGE, 1),
    Step("profession_2", _F.PROFESSION, 3),
    Step("education_4", _F.EDUCATION, 2),
    Step("experience_4", _F.EXPERIENCE, 2),
    Step("age_5", _F.AGE, 2),
)

PLACE = {step.name: place for place, step in enumerate(STEPS)}

Values = Sequence[str | None]
"""One for each step; None where nothing is known, or the field is switched off."""

Labels = Mapping[CardField, str]
"""What a card shows: the finest value that is open. A field that is absent is «non indicato»."""
