"""One line of a calculation: what was put in, what came out, which article says so."""

from dataclasses import dataclass
from fractions import Fraction

from portal.kernel.parameters import Evidence, Parameter

Exact = Fraction | int


@dataclass(frozen=True, slots=True)
class Step:
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


def weakest(*parameters: Parameter) -> Evidence:
    """The evidence of a step is that of the least known figure it uses."""
    order = list(Evidence)
    ranks = [order.index(one.evidence) for one in parameters if one.evidence is not Evidence.DESIGN]
    return order[max(ranks)] if ranks else Evidence.DESIGN
