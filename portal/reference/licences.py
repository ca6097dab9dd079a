"""Driving licences, qualifications and certificates that adverts ask for."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from portal.reference.register import Register, read


class Kind(StrEnum):
    DRIVING = "patente"
    ENABLING = "abilitazione"
    ATTENDANCE = "attestato"
    QUALIFICATION = "qualifica"
    CERTIFICATION = "certificazione"


@dataclass(frozen=True, slots=True)
class Licence:
    code: str
    kind: Kind
    name: str
    source: str
    """The rule that asks for it, or «privata»."""


@cache
def register() -> Register[Licence]:
    return Register(
        "patenti e abilitazioni",
        (Licence(row["code"], Kind(row["kind"]), row["name"], row["source"]) for row in read("licences.csv")),
        lambda licence: licence.code,
    )


def entries() -> tuple[Licence, ...]:
    return register().rows


def by_code(code: str) -> Licence:
    """Raises UnknownCode."""
    return register().by_code(code)


def name(code: str) -> str:
    return by_code(code).name


@cache
def of_kind(kind: Kind) -> tuple[Licence, ...]:
    return tuple(licence for licence in entries() if licence.kind == kind)
