"""The 107 provinces and metropolitan cities, by their two-letter code, each with its region."""

from dataclasses import dataclass
from functools import cache

from portal.reference.register import Register, read


@dataclass(frozen=True, slots=True)
class Province:
    code: str
    """The letters of the number plates: MI, RM."""
    name: str
    region: str
    """Istat code of the region."""
    istat: str
    """Three digits, the same since before the metropolitan cities: 015 for Milano."""
    kind: str
    """provincia, città metropolitana, provincia autonoma, libero consorzio comunale,
    unità non amministrativa."""


@cache
def register() -> Register[Province]:
    return Register(
        "province",
        (
            Province(row["code"], row["name"], row["region"], row["istat"], row["kind"])
            for row in read("provinces.csv")
        ),
        lambda province: province.code,
    )


def entries() -> tuple[Province, ...]:
    """In alphabetical order."""
    return register().rows


def by_code(code: str) -> Province:
    """Raises UnknownCode."""
    return register().by_code(code)


def name(code: str) -> str:
    return by_code(code).name


@cache
def name_or_code(code: str) -> str:
    """For sentences about whatever was written: letters that are of no province stay as they are."""
    return next((one.name for one in entries() if one.code == code), code)


@cache
def of_region(region: str) -> tuple[Province, ...]:
    return tuple(province for province in entries() if province.region == region)
