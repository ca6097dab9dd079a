"""What the twin answers: scores, bands and constraints of many pairs, and their order."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portal.matching.suitability.constraints import Code
from portal.matching.suitability.score import BAND_ORDER, Band, Factor
from portal.matching.suitability.weights import Weights

BANDS: tuple[Band, ...] = tuple(sorted(BAND_ORDER, key=lambda band: BAND_ORDER[band]))
BIT: dict[Code, int] = {code: 1 << place for place, code in enumerate(Code)}
SCALE = 1000
SHARES = 10_000
LONGEST_WAIT = 65_535
ROUNDING = 1e-9
"""More than what binary fractions lose, less than two different scores can differ by: halves go up, as they must."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(slots=True)
class Scores:
    """``tenths`` of a point; ``band`` as its place in BANDS; ``failing`` and ``negotiable`` bits of BIT;
    ``worst_gap`` 0, 1 or 2 for more; ``assessed`` of the ``SHARES`` of what is asked."""

    tenths: Ints
    band: NDArray[np.int8]
    failing: NDArray[np.uint16]
    negotiable: NDArray[np.uint16]
    worst_gap: NDArray[np.int8]
    assessed: Ints

    @property
    def eligible(self) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = self.failing == 0
        return found

    @property
    def nearly(self) -> NDArray[np.bool_]:
        """Exactly one constraint fails, and it can be talked about."""
        found: NDArray[np.bool_] = (np.bitwise_count(self.failing) == 1) & (
            (self.failing & self.negotiable) != 0
        )
        return found


def whole(values: dict[Factor, Floats], weights: Weights) -> Ints:
    """Tenths of a point, half up."""
    shares = {
        Factor.CAPACITY: "share_capacity",
        Factor.SKILL: "share_skill",
        Factor.PREFERENCE: "share_preference",
        Factor.TRAVEL: "share_travel",
        Factor.SUPPORT: "share_support",
    }
    total = sum((10 * weights[shares[factor]] * value for factor, value in values.items()), np.float64(0))
    return np.floor(total + 0.5 + ROUNDING).astype(np.int64)


def bands(
    tenths: Ints, avoided: NDArray[np.bool_], worst_gap: NDArray[np.int8], weights: Weights
) -> NDArray[np.int8]:
    high = (tenths >= 10 * weights["band_high"]) & (worst_gap == 0) & ~avoided
    good = (tenths >= 10 * weights["band_good"]) & (worst_gap <= 1) & ~avoided
    return np.where(high, 0, np.where(good, 1, 2)).astype(np.int8)


def travel_value(
    thousandths: Ints, most: Ints | NDArray[np.int32] | int, weights: Weights, minute: int
) -> Floats:
    near = weights["travel_near"]
    room = np.maximum(np.asarray(most, dtype=np.float64) - near, 1.0) * minute
    falling = 1.0 - weights["travel_fall"] / 100 * (thousandths - near * minute) / room
    beyond = thousandths > np.asarray(most) * minute
    return np.where(thousandths <= near * minute, 1.0, np.where(beyond, 0.0, falling))


def best(scores: Scores, among: NDArray[np.bool_], waiting: Ints, ties: Ints, limit: int) -> Ints:
    """Rows in order: band, score, share of assessed dimensions, longer waiting time, then ``ties`` (opaque ids)."""
    rows = np.flatnonzero(among)
    key = scores.band[rows].astype(np.int64) * (SCALE + 1) + (SCALE - scores.tenths[rows])
    key = key * (SHARES + 1) + (SHARES - scores.assessed[rows])
    key = key * (LONGEST_WAIT + 1) + (LONGEST_WAIT - np.clip(waiting[rows], 0, LONGEST_WAIT))
    if len(rows) > limit:
        bound = np.partition(key, limit - 1)[limit - 1]
        kept = key <= bound
        rows, key = rows[kept], key[kept]
    return rows[np.lexsort((ties[rows], key))][:limit]
