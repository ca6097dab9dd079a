"""Codes as bits and places: what the reference lists hold first, in their order; codes met later come after.

Places are given once a process and never change, so columns built at different times agree.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.matching.suitability.sides import CONTRACTS as CONTRACT_CODES
from portal.matching.suitability.sides import SLOTS as SLOT_CODES
from portal.matching.suitability.sides import Mode
from portal.reference import dimensions, licences, skills
from portal.reference.accommodations import Axis
from portal.reference.job_tags import JobTag

WORD = 64


@dataclass
class Alphabet:
    """``most``: how many codes fit, None for places without bits."""

    name: str
    most: int | None
    _places: dict[str, int] = field(default_factory=dict)

    def place(self, code: str) -> int:
        found = self._places.get(code)
        if found is None:
            found = len(self._places)
            if self.most is not None and found >= self.most:
                raise OverflowError(f"more than {self.most} codes of {self.name}")
            self._places[code] = found
        return found

    def mask(self, codes: Iterable[str]) -> int:
        found = 0
        for code in codes:
            found |= 1 << self.place(code)
        return found

    def codes(self) -> list[str]:
        """By place."""
        return list(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _of(name: str, codes: Iterable[str], words: int | None = 1) -> Alphabet:
    found = Alphabet(name, None if words is None else WORD * words)
    for code in codes:
        found.place(code)
    return found


SKILL_WORDS = 4
LICENCES = _of("licences", (one.code for one in licences.entries()))
TAGS = _of("traits of a job", (tag.value for tag in JobTag))
AXES = _of("axes", (axis.value for axis in Axis))
MODES = _of("ways to travel", (mode.value for mode in Mode))
SKILLS = _of("skills", (one.code for one in skills.entries()), SKILL_WORDS)
DIMENSIONS = tuple(one.code for one in dimensions.entries())
SLOTS = _of("parts of the week", SLOT_CODES)
CONTRACTS = _of("contracts", CONTRACT_CODES)
COMUNI = _of("comuni", (), None)
PROFESSIONS = _of("professions", ("",), None)
"""Place 0 is no profession: it is close to none."""


def skill_words(codes: Iterable[str]) -> list[int]:
    mask = SKILLS.mask(codes)
    return [(mask >> WORD * word) & (2**WORD - 1) for word in range(SKILL_WORDS)]
