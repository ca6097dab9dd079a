"""Look-up tables of one dimension. Each number packs the weighted penalty with three counts, so that one sum over
the dimensions gives them all.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portal.matching.columns.people import NOT_ASSESSED, level_code
from portal.matching.suitability.fit import penalty
from portal.matching.suitability.sides import Level
from portal.matching.suitability.weights import Weights

PENALTY_BITS, COUNT_BITS = 16, 5
_COUNT = (1 << COUNT_BITS) - 1
_GAP, _WIDE_GAP, _UNSEEN = (1 << (PENALTY_BITS + COUNT_BITS * place) for place in range(3))

Packed = NDArray[np.uint32]
LEVELS = tuple(Level(k, s) for k in range(5) for s in range(5))
DEMANDS, UPLIFTS = 5, 3


def packed(demand: int, lift: int, k: int | None, s: int | None, weight: int, weights: Weights) -> int:
    """``lift`` of measures and of a lower demand; her own aids are in ``s``."""
    if demand == 0:
        return 0
    if k is None or s is None:
        return weight * min(weights["not_assessed"], penalty(demand, 0, 0, lift, weights)[0]) + _UNSEEN
    points, gap = penalty(demand, k, s, lift, weights)
    return weight * points + (_GAP if gap >= 1 else 0) + (_WIDE_GAP if gap >= 2 else 0)


def by_level(demand: int, lift: int, weight: int, weights: Weights) -> Packed:
    """26 numbers: one for each code of a level, the last for who was not assessed."""
    found = np.zeros(NOT_ASSESSED + 1, dtype=np.uint32)
    for level in LEVELS:
        if level.k is not None and level.s is not None and level.s >= level.k:
            found[level_code(level)] = packed(demand, lift, level.k, level.s, weight, weights)
    found[NOT_ASSESSED] = packed(demand, lift, None, None, weight, weights)
    return found


def by_demand(level: Level, weight: int, weights: Weights) -> Packed:
    """30 numbers: one for each code of a demand."""
    k, s = level.k, level.k if level.s is None else level.s
    return np.array(
        [
            packed(demand, adjustable + uplift, k, s, weight, weights)
            for demand in range(DEMANDS)
            for adjustable in range(2)
            for uplift in range(UPLIFTS)
        ],
        dtype=np.uint32,
    )


def over_limit(limit: int) -> NDArray[np.bool_]:
    """For each code of a demand, whether what is left of it exceeds a medical limit."""
    return np.array(
        [
            demand - adjustable - uplift > limit
            for demand in range(DEMANDS)
            for adjustable in range(2)
            for uplift in range(UPLIFTS)
        ],
        dtype=np.bool_,
    )


@dataclass(frozen=True, slots=True)
class Unpacked:
    """``lost``: tenths of a weight times hundredths of a penalty; ``worst_gap`` 0, 1 or 2 for more."""

    lost: NDArray[np.int64]
    worst_gap: NDArray[np.int8]
    unseen: NDArray[np.int64]


def unpacked(sums: Packed) -> Unpacked:
    gaps = (sums >> PENALTY_BITS) & _COUNT
    wide = (sums >> (PENALTY_BITS + COUNT_BITS)) & _COUNT
    return Unpacked(
        (sums & ((1 << PENALTY_BITS) - 1)).astype(np.int64),
        np.where(wide > 0, 2, np.where(gaps > 0, 1, 0)).astype(np.int8),
        ((sums >> (PENALTY_BITS + 2 * COUNT_BITS)) & _COUNT).astype(np.int64),
    )
