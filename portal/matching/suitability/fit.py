"""Fit on one dimension: what the job asks against what she does alone, with her aids and with measures on offer.

Source: matching.md §4. ``limit`` bounds exposure and is a constraint (X10); ``k`` states ability: never mixed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from portal.matching.suitability.sides import Demand, Level
from portal.matching.suitability.weights import Weights
from portal.reference import accommodations

NOT_SEEN = Level()


class Fit(StrEnum):
    NOT_ASKED = "not_asked"
    OK = "ok"
    WITH_MEASURE = "with_measure"
    GAP = "gap"
    NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True, slots=True)
class DimensionFit:
    """``gap``: levels still missing after every help. ``penalty`` in hundredths. ``measure`` is the offered one that
    gives back most; ``uplift`` its levels."""

    dimension: str
    demand: int
    k: int | None
    s: int | None
    uplift: int
    measure: str | None
    adjustable: bool
    fit: Fit
    gap: int
    penalty: int

    @property
    def lift(self) -> int:
        """Levels that aids, measures and a lower demand give back."""
        return ((self.s or 0) - (self.k or 0)) + self.uplift + self.adjustable

    @property
    def under_use(self) -> bool:
        """She does far more than is asked: a note for the counsellor, never a penalty (matching.md §6)."""
        return self.dimension[0] in "ABC" and self.k is not None and self.k - self.demand >= UNDER_USE


UNDER_USE = 3


@lru_cache(maxsize=4096)
def best_measure(dimension: str, offers: frozenset[str]) -> tuple[int, str | None]:
    """Levels given back by the best offered measure, and which: of equals the cheapest, then the first."""
    found = [one for one in accommodations.for_dimension(dimension) if one.code in offers]
    if not found:
        return 0, None
    best = max(found, key=lambda one: (one.levels, -one.cost))
    return best.levels, best.code


def penalty(level: int, k: int, s: int, lift: int, weights: Weights) -> tuple[int, int]:
    """Penalty in hundredths and the gap left, of one who was assessed. ``lift`` without her own aids."""
    missing = level - k
    if missing <= 0:
        return 0, 0
    given_back = (s - k) + lift
    if missing <= given_back:
        return weights["with_measure"] + weights["with_measure_each"] * missing, 0
    gap = missing - given_back
    return weights.gap[gap], gap


def fit_of(
    dimension: str, demand: Demand, level: Level, offers: frozenset[str], weights: Weights
) -> DimensionFit:
    uplift, measure = best_measure(dimension, offers) if demand.level else (0, None)
    lift = uplift + demand.adjustable
    k, s = level.k, level.k if level.s is None else level.s
    if demand.level == 0:
        kind, gap, points = Fit.NOT_ASKED, 0, 0
    elif k is None or s is None:
        kind, gap = Fit.NOT_ASSESSED, 0
        points = min(weights["not_assessed"], penalty(demand.level, 0, 0, lift, weights)[0])
    else:
        points, gap = penalty(demand.level, k, s, lift, weights)
        kind = Fit.GAP if gap else Fit.WITH_MEASURE if points else Fit.OK
    return DimensionFit(dimension, demand.level, k, s, uplift, measure, demand.adjustable, kind, gap, points)


def fits(
    demands: Iterable[tuple[str, Demand]],
    levels: dict[str, Level],
    offers: frozenset[str],
    weights: Weights,
) -> tuple[DimensionFit, ...]:
    """Every dimension the vacancy speaks of, in the order of the questionnaires."""
    return tuple(
        fit_of(code, demand, levels.get(code, NOT_SEEN), offers, weights) for code, demand in sorted(demands)
    )
