"""The 22 sections of ATECO 2025, under short titles; the full classification is imported by an operator."""

import re
from dataclasses import dataclass
from functools import cache

from portal.reference.register import Register, read, several


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    """A letter, A to V."""
    name: str
    divisions: tuple[str, ...]
    """Two-digit codes."""


@cache
def register() -> Register[Section]:
    return Register(
        "sezioni ATECO",
        (Section(row["code"], row["title"], several(row["divisions"])) for row in read("ateco_sections.csv")),
        lambda section: section.code,
    )


def entries() -> tuple[Section, ...]:
    return register().rows


def by_code(code: str) -> Section:
    """Raises UnknownCode."""
    return register().by_code(code)


def name(code: str) -> str:
    return by_code(code).name


_CODE = re.compile(r"\d{2}(\.\d{1,2}(\.\d{1,2})?)?")


@cache
def _by_division() -> dict[str, Section]:
    return {division: section for section in entries() for division in section.divisions}


def section_of(code: str) -> Section | None:
    """The section of an ATECO 2025 code («81.21.00»), or nothing if the code has another shape or division."""
    return _by_division().get(code[:2]) if _CODE.fullmatch(code) else None
