"""Titles of study, by the codes of Istat's vocabulary, in the levels a card may show."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from portal.reference.register import Register, read


class Level(StrEnum):
    """Four levels, the finer ones of a card."""

    LOWER_SECONDARY = "licenza_media"
    QUALIFICATION = "qualifica"
    DIPLOMA = "diploma"
    BEYOND = "oltre"

    @property
    def label(self) -> str:
        return _LEVELS[self]


class BroadLevel(StrEnum):
    """Three levels, the coarser ones of a card."""

    BASIC = "base"
    MIDDLE = "media"
    HIGH = "alta"

    @property
    def label(self) -> str:
        return f"istruzione {self.value}"


_LEVELS = {
    Level.LOWER_SECONDARY: "fino a licenza media",
    Level.QUALIFICATION: "qualifica",
    Level.DIPLOMA: "diploma",
    Level.BEYOND: "oltre il diploma",
}


@dataclass(frozen=True, slots=True)
class Title:
    code: str
    name: str
    level: Level
    broad: BroadLevel


@cache
def register() -> Register[Title]:
    return Register(
        "titoli di studio",
        (
            Title(row["code"], row["title"], Level(row["level"]), BroadLevel(row["broad"]))
            for row in read("education.csv")
        ),
        lambda title: title.code,
    )


def entries() -> tuple[Title, ...]:
    """From the lowest to the highest."""
    return register().rows


def by_code(code: str) -> Title:
    """Raises UnknownCode."""
    return register().by_code(code)


def name(code: str) -> str:
    return by_code(code).name


def level(code: str) -> Level:
    return by_code(code).level


def broad_level(code: str) -> BroadLevel:
    return by_code(code).broad
