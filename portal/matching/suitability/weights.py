"""The dated table of the weights (weights.csv). A version, once used, is never rewritten: a decision adds another.

Source of the first: matching.md §4–§5; the dimensions' own weights are those published with the questionnaires.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from portal.reference import dimensions

FILE = Path(__file__).parent / "weights.csv"
TENTHS, HUNDREDTHS = 10, 100


@dataclass(frozen=True, slots=True)
class Weights:
    """Whole numbers, so that every score is exact: shares, similarities and penalties in hundredths, weights of the
    dimensions in tenths. ``capacity_divisor`` is fixed: dropping a requirement can never lower a score."""

    version: str
    valid_from: date
    source: str
    figures: MappingProxyType[str, int]
    dimensions: MappingProxyType[str, int]

    def __getitem__(self, key: str) -> int:
        return self.figures[key]

    @property
    def similarity(self) -> tuple[int, ...]:
        """By the number of leading parts that two CP2021 codes share, 0 to 5."""
        return tuple(self.figures[f"similarity_{parts}"] for parts in range(6))

    @property
    def gap(self) -> tuple[int, ...]:
        """Penalty of a gap of 0, 1, 2, and 3 or more."""
        return (0, self.figures["gap_1"], self.figures["gap_2"], self.figures["gap_3"], self.figures["gap_3"])


@cache
def versions() -> tuple[Weights, ...]:
    """By the day from which they hold."""
    found: dict[tuple[date, str, str], dict[str, int]] = {}
    with FILE.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = (date.fromisoformat(row["valid_from"]), row["version"], row["source"])
            found.setdefault(key, {})[row["key"]] = int(row["value"])
    published = {one.code: int(one.weight * TENTHS) for one in dimensions.entries()}
    return tuple(
        Weights(
            version,
            day,
            source,
            MappingProxyType({key: value for key, value in figures.items() if not key.startswith("weight_")}),
            MappingProxyType({code: figures.get(f"weight_{code}", published[code]) for code in published}),
        )
        for (day, version, source), figures in sorted(found.items())
    )


@cache
def in_force(on: date) -> Weights:
    """The version of a day; before the first decision, the first."""
    held = [one for one in versions() if one.valid_from <= on]
    return held[-1] if held else versions()[0]


@cache
def by_version(version: str) -> Weights:
    """Raises LookupError for a version that never was."""
    for one in versions():
        if one.version == version:
            return one
    raise LookupError(f"no weights of version {version}")
