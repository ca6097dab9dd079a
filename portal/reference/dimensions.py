"""The 28 dimensions on which a job's demands and a person's capacities are laid side by side.

Levels are 0–4 on both sides; the links to ICF name what a dimension rests on, never a person.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache

from portal.reference.register import Register, read, several


class Kind(StrEnum):
    CAPACITY = "capacita"
    """What a person does."""
    TOLERANCE = "tolleranza"
    """What a person bears of a workplace."""


@dataclass(frozen=True, slots=True)
class Dimension:
    code: str
    """A letter for the group and a number: A1."""
    group: str
    name: str
    kind: Kind
    weight: Fraction
    """Published weight in the suitability score."""
    icf: tuple[str, ...]
    question_for_company: str
    question_for_counsellor: str


@cache
def register() -> Register[Dimension]:
    return Register(
        "dimensioni",
        (
            Dimension(
                code=row["code"],
                group=row["group"],
                name=row["name"],
                kind=Kind(row["kind"]),
                weight=Fraction(row["weight"]),
                icf=several(row["icf"]),
                question_for_company=row["question_for_company"],
                question_for_counsellor=row["question_for_counsellor"],
            )
            for row in read("dimensions.csv")
        ),
        lambda dimension: dimension.code,
    )


def entries() -> tuple[Dimension, ...]:
    """In the order of the questionnaires: A1 to G5."""
    return register().rows


def by_code(code: str) -> Dimension:
    """Raises UnknownCode."""
    return register().by_code(code)


def name(code: str) -> str:
    return by_code(code).name


@cache
def groups() -> dict[str, tuple[Dimension, ...]]:
    """The dimensions under the name of their group, both in order."""
    found: dict[str, tuple[Dimension, ...]] = {}
    for dimension in entries():
        found[dimension.group] = (*found.get(dimension.group, ()), dimension)
    return found
