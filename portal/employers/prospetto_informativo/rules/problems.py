"""What is wrong or missing in a prospetto, all at once (L. 68/1999 art. 9 c. 6; module UNIPI)."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from portal.employers.prospetto_informativo.vocabulary import Gravity, Section


@dataclass(frozen=True, slots=True)
class Problem:
    """``about`` says whose: a province, a staff number, a vacancy; None for the company."""

    section: Section
    gravity: Gravity
    sentence: str
    about: str | UUID | None = None

    @property
    def blocks(self) -> bool:
        return self.gravity is Gravity.ERROR


def error(section: Section, sentence: str, about: str | UUID | None = None) -> Problem:
    return Problem(section, Gravity.ERROR, sentence, about)


def warning(section: Section, sentence: str, about: str | UUID | None = None) -> Problem:
    return Problem(section, Gravity.WARNING, sentence, about)


Problems = Iterator[Problem]
