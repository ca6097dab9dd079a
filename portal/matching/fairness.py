"""Pure figures of the fairness audit (matching.md §8): shares of groups, compared; an alert opens a review, no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

FOUR_FIFTHS = Fraction(4, 5)
TOP = 10
"""Places of a shortlist that count as seen."""


@dataclass(frozen=True, slots=True)
class Group:
    """What was summed over the people of a group. None: fewer than ten people, no figures.

    ``considered``: pairs with an open vacancy of the region; ``top``: those in the first ten; ``failing``: those
    that failed each constraint, in the order of the codes.
    """

    attribute: str
    group: str
    label: str
    people: int | None = None
    considered: int = 0
    top: int = 0
    failing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report, in hundredths of a percent: ``share`` of the pairs in the top ten, ``ratio`` to the best
    group's, ``excluded`` share by constraint. Figures are None for a group under ten people."""

    attribute: str
    group: str
    label: str
    people: int | None
    share: int | None
    ratio: int | None
    excluded: tuple[int, ...] | None
    alert: bool


HUNDREDTHS_OF_PERCENT = 10_000


def _parts(value: Fraction) -> int:
    return int(value * HUNDREDTHS_OF_PERCENT + Fraction(1, 2))


def report(groups: Sequence[Group]) -> list[Line]:
    """In the order given. A ratio needs another group to compare with, and somebody in a top ten."""
    lines = []
    for one in groups:
        if one.people is None or not one.considered:
            lines.append(Line(one.attribute, one.group, one.label, None, None, None, None, False))
            continue
        share = Fraction(one.top, one.considered)
        best = max(
            Fraction(other.top, other.considered)
            for other in groups
            if other.attribute == one.attribute and other.people is not None and other.considered
        )
        alone = sum(other.attribute == one.attribute and other.people is not None for other in groups) < 2
        ratio = None if alone or not best else share / best
        lines.append(
            Line(
                one.attribute,
                one.group,
                one.label,
                one.people,
                _parts(share),
                None if ratio is None else _parts(ratio),
                tuple(_parts(Fraction(count, one.considered)) for count in one.failing),
                ratio is not None and ratio < FOUR_FIFTHS,
            )
        )
    return lines
