"""One line of a calculation: what was put in, what came out, which article says so."""

from fractions import Fraction
from functools import lru_cache

import msgspec

from portal.kernel.parameters import Evidence, Parameter

Exact = Fraction | int


class Step(msgspec.Struct, frozen=True):
    """``rule`` is a stable id; ``operands`` are (Italian name, value) pairs in the order they are read."""

    rule: str
    label: str
    article: str
    operands: tuple[tuple[str, Exact], ...]
    result: Exact
    evidence: Evidence = Evidence.TWO_SOURCES

    @property
    def to_check(self) -> bool:
        """Shown as «da verificare»: no stored source was found for the rule or for its figure."""
        return self.evidence is Evidence.UNVERIFIED


@lru_cache(maxsize=256)
def points(share: Fraction) -> Exact:
    """A share in percentage points; a whole number of them as an integer, which is quicker to write."""
    found = share * 100
    return found.numerator if found.denominator == 1 else found


_ORDER = {
    Evidence.DESIGN: 0,
    Evidence.TWO_SOURCES: 1,
    Evidence.ONE_SOURCE: 2,
    Evidence.PUBLIC_SOFTWARE: 3,
    Evidence.UNVERIFIED: 4,
}


def weaker(one: Evidence, other: Evidence) -> Evidence:
    """Of two evidence marks that of the less known; a choice of design never hides a source."""
    return one if _ORDER[one] >= _ORDER[other] else other


def weakest(*parameters: Parameter) -> Evidence:
    """The evidence of a step is that of the least known figure it uses."""
    evidence = Evidence.DESIGN
    for parameter in parameters:
        evidence = weaker(evidence, parameter.evidence)
    return evidence
