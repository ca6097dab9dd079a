"""The coverage meter and the gaps of a territory."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.foundation.web.charts.figures import Figure, share
from portal.foundation.web.italian import number_it, plural

MOST_TILES = 20
"""Above this many posts the coverage meter is a bar."""


@dataclass(frozen=True, slots=True)
class Segment:
    kind: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class CoverageMeter:
    """Reserved posts by how they are met: in force, planned in an agreement, not due for a measure, uncovered."""

    in_force: int
    planned: int
    uncovered: int
    relieved: int = 0
    """Exempted, suspended or covered elsewhere."""

    @property
    def total(self) -> int:
        return self.in_force + self.planned + self.relieved + self.uncovered

    @property
    def as_bar(self) -> bool:
        return self.total > MOST_TILES

    @property
    def parts(self) -> list[tuple[str, int]]:
        return [
            ("in-force", self.in_force),
            ("planned", self.planned),
            ("relieved", self.relieved),
            ("uncovered", self.uncovered),
        ]

    @property
    def tiles(self) -> list[str]:
        return [kind for kind, count in self.parts for _ in range(count)]

    @property
    def segments(self) -> list[Segment]:
        """Parts of the bar in percent of its width, empty ones left out."""
        found, before = [], 0
        for kind, count in self.parts:
            if count:
                x, end = share(before, self.total), share(before + count, self.total)
                found.append(Segment(kind, count, x, round(end - x, 1)))
            before += count
        return found

    @property
    def legend(self) -> list[tuple[str, str]]:
        words = {
            "in-force": f"{self.in_force} in forza",
            "planned": f"{plural(self.planned, 'programmato', 'programmati')} in convenzione",
            "relieved": f"{plural(self.relieved, 'non dovuto', 'non dovuti')} per una misura",
            "uncovered": plural(self.uncovered, "scoperto", "scoperti"),
        }
        return [(kind, words[kind]) for kind, count in self.parts if count]

    @property
    def sentence(self) -> str:
        if not self.total:
            return "Nessun posto riservato"
        return f"{plural(self.total, 'posto riservato', 'posti riservati')}: " + ", ".join(
            words for _, words in self.legend
        )


@dataclass(frozen=True, slots=True)
class GapRow:
    label: str
    value: str
    share: float


def gap_bars(rows: Sequence[tuple[str, Figure]]) -> list[GapRow]:
    """Horizontal bars, longest first, as parts of the longest; ties by name."""
    ordered = sorted(rows, key=lambda row: (-float(row[1]), row[0]))
    longest = ordered[0][1] if ordered else 0
    return [GapRow(label, number_it(value), share(value, longest)) for label, value in ordered]
