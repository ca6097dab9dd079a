"""The main national collective agreements, by CNEL code, under short names of our own."""

from dataclasses import dataclass
from functools import cache

from portal.reference.register import Register, read
from portal.reference.search import WordIndex


@dataclass(frozen=True, slots=True)
class Contract:
    code: str
    name: str
    sector: str


@cache
def register() -> Register[Contract]:
    return Register(
        "contratti collettivi",
        (Contract(row["code"], row["name"], row["sector"]) for row in read("contracts.csv")),
        lambda contract: contract.code,
    )


def entries() -> tuple[Contract, ...]:
    return register().rows


def by_code(code: str) -> Contract:
    """Raises UnknownCode."""
    return register().by_code(code)


def name(code: str) -> str:
    return by_code(code).name


@cache
def _index() -> WordIndex[Contract]:
    return WordIndex((contract, (contract.name, contract.sector, contract.code)) for contract in entries())


def find(text: str, limit: int = 10) -> tuple[Contract, ...]:
    """By words of the name or of the sector, or by code."""
    return tuple(_index().find(text)[:limit])
