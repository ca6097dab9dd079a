"""ICF ratings on a sheet: what they are, and what levels they suggest (services.md §5).

Environmental factors never enter a level or a score: a barrier proposes an action, a facilitator an axis of support.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from portal.candidates.assessment.rules import Level
from portal.reference import dimensions, icf

QUALIFIERS: dict[int, str] = {
    0: "0, nessun problema",
    1: "1, lieve",
    2: "2, moderato",
    3: "3, grave",
    4: "4, completo",
    8: "8, non specificato",
    9: "9, non applicabile",
}
_KNOWN = range(5)
FIRST = ("e310", "e330", "e580", "e590")
"""Environmental factors that come first on the page."""


class Sign(StrEnum):
    BARRIER = "barrier"
    FACILITATOR = "facilitator"


SIGN_LABELS: dict[Sign, str] = {Sign.BARRIER: "Barriera", Sign.FACILITATOR: "Facilitatore"}


@dataclass(frozen=True, slots=True)
class IcfRating:
    """``capacity``, ``performance``: for functions and activities; ``sign``, ``degree``: for environmental factors."""

    code: str
    capacity: int | None = None
    performance: int | None = None
    sign: Sign | None = None
    degree: int | None = None
    note: str | None = None

    @property
    def environmental(self) -> bool:
        return self.code.startswith("e")


def environmental_codes() -> list[str]:
    """Of the reference list, those that come first in front."""
    found = [one.code for one in icf.entries() if one.code.startswith("e")]
    return [*(code for code in FIRST if code in found), *(code for code in found if code not in FIRST)]


def problem(rating: IcfRating) -> str | None:
    """What a rating lacks, as a sentence. Raises UnknownCode for a code that the reference list has not."""
    icf.by_code(rating.code)
    if rating.environmental:
        if rating.capacity is not None or rating.performance is not None:
            return f"Un fattore ambientale non ha capacità né performance ({rating.code})."
        if rating.sign is None or rating.degree is None:
            return f"Indica se è barriera o facilitatore, e quanto ({rating.code})."
        return None
    if rating.sign is not None or rating.degree is not None:
        return f"Barriera e facilitatore valgono solo per i fattori ambientali ({rating.code})."
    if rating.capacity is None and rating.performance is None:
        return f"Indica la capacità o la performance ({rating.code})."
    return None


def _level(qualifiers: Iterable[int | None]) -> int | None:
    known = [one for one in qualifiers if one in _KNOWN]
    return 4 - max(one for one in known if one is not None) if known else None


def suggested(ratings: Iterable[IcfRating]) -> dict[str, Level]:
    """Levels to begin from, for the rater to confirm: 4 − the worst qualifier of the codes linked to a dimension."""
    by_code = {one.code: one for one in ratings if not one.environmental}
    found = {}
    for dimension in dimensions.entries():
        linked = [by_code[code] for code in dimension.icf if code in by_code]
        alone = _level(one.capacity for one in linked)
        helped = _level(one.performance for one in linked)
        if alone is not None:
            found[dimension.code] = Level(alone, max(alone, helped) if helped is not None else alone)
    return found


def without(ratings: Iterable[IcfRating], code: str) -> list[IcfRating]:
    return [one for one in ratings if one.code != code]
