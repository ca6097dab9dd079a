"""Reasonable accommodations (D.Lgs. 216/2003 art. 3 c. 3-bis): 28 measures, each on one of five axes."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache

from portal.reference.register import Register, read, several


class Axis(StrEnum):
    """What is fitted to the person."""

    TASKS = "mansioni"
    TIMES = "tempi"
    CONTEXT = "contesto"
    NETWORKS = "reti"
    SUPPORT = "supporto"


class Who(StrEnum):
    """Who sets the measure going."""

    COMPANY = "azienda"
    COUNSELLOR = "operatore"
    BOTH = "azienda e operatore"


class Cost(IntEnum):
    """A class, never an amount."""

    NONE = 0
    LOW = 1
    MIDDLE = 2
    HIGH = 3

    @property
    def label(self) -> str:
        return ("senza costo", "costo basso", "costo medio", "costo alto")[self]


@dataclass(frozen=True, slots=True)
class Accommodation:
    code: str
    name: str
    axis: Axis
    dimensions: tuple[str, ...]
    levels: int
    """Levels it gives back on each of its dimensions: 1 or 2."""
    cost: Cost
    who: Who


@cache
def register() -> Register[Accommodation]:
    return Register(
        "accomodamenti",
        (
            Accommodation(
                code=row["code"],
                name=row["name"],
                axis=Axis(row["axis"]),
                dimensions=several(row["dimensions"]),
                levels=int(row["levels"]),
                cost=Cost(int(row["cost_class"])),
                who=Who(row["who"]),
            )
            for row in read("accommodations.csv")
        ),
        lambda accommodation: accommodation.code,
    )


def entries() -> tuple[Accommodation, ...]:
    return register().rows


def by_code(code: str) -> Accommodation:
    """Raises UnknownCode."""
    return register().by_code(code)


def name(code: str) -> str:
    return by_code(code).name


@cache
def for_dimension(dimension: str) -> tuple[Accommodation, ...]:
    """The measures that help on a dimension, the cheapest first, then the one that gives back more."""
    found = [measure for measure in entries() if dimension in measure.dimensions]
    return tuple(sorted(found, key=lambda measure: (measure.cost, -measure.levels)))
