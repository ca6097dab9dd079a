"""How much sample data: three sizes of synthetic-data.md."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SizeName = Literal["test", "demo", "load"]


@dataclass(frozen=True, slots=True)
class Size:
    """``other_proposals``: those that became no plan. ``provinces`` empty: the whole country."""

    name: SizeName
    companies: int
    people: int
    vacancies: int
    plans: int
    other_proposals: int
    provinces: tuple[str, ...]


LOMBARD = ("LC", "CO", "MB", "BG", "MI")
ALMOST_EMPTY = "NO"
"""A province of another region with so few people that their profiles wait for others: the scope is under k."""

SIZES: dict[SizeName, Size] = {
    "test": Size("test", 20, 200, 60, 40, 60, (*LOMBARD, ALMOST_EMPTY)),
    "demo": Size("demo", 30, 220, 66, 44, 66, (*LOMBARD, ALMOST_EMPTY)),
    "load": Size("load", 5_000, 100_000, 10_000, 100_000, 60_000, ()),
}
