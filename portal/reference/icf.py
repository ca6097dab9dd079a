"""ICF second-level codes that matter at work, under short labels of our own.

The official Italian titles are under copyright: none is quoted here.
"""

from dataclasses import dataclass
from functools import cache

from portal.reference.register import Register, read, several


@dataclass(frozen=True, slots=True)
class IcfCode:
    code: str
    label: str
    component: str
    """funzioni corporee, attività e partecipazione, fattori ambientali."""
    in_core_set: bool
    """One of the 13 of the brief core set for vocational rehabilitation."""
    dimensions: tuple[str, ...]


@cache
def register() -> Register[IcfCode]:
    return Register(
        "codici ICF",
        (
            IcfCode(
                code=row["code"],
                label=row["label"],
                component=row["component"],
                in_core_set=row["core_set"] == "1",
                dimensions=several(row["dimensions"]),
            )
            for row in read("icf.csv")
        ),
        lambda icf: icf.code,
    )


def entries() -> tuple[IcfCode, ...]:
    return register().rows


def by_code(code: str) -> IcfCode:
    """Raises UnknownCode."""
    return register().by_code(code)


def label(code: str) -> str:
    return by_code(code).label


@cache
def core_set() -> tuple[IcfCode, ...]:
    return tuple(icf for icf in entries() if icf.in_core_set)
