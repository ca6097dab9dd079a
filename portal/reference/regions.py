"""The twenty regions, by Istat code (two digits)."""

from dataclasses import dataclass
from functools import cache

from portal.reference.register import Register, read


@dataclass(frozen=True, slots=True)
class Region:
    code: str
    name: str
    area: str
    """Nord-ovest, Nord-est, Centro, Sud, Isole."""
    special_statute: bool


@cache
def register() -> Register[Region]:
    return Register(
        "regioni",
        (
            Region(row["code"], row["name"], row["area"], row["statute"] == "speciale")
            for row in read("regions.csv")
        ),
        lambda region: region.code,
    )


def entries() -> tuple[Region, ...]:
    return register().rows


def by_code(code: str) -> Region:
    """Raises UnknownCode."""
    return register().by_code(code)


def name(code: str) -> str:
    return by_code(code).name
