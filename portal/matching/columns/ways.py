"""Journeys from one comune to every comune met so far, by the ways to travel somebody has."""

import numpy as np
from numpy.typing import NDArray

from portal.matching.columns import alphabets as of
from portal.matching.suitability.sides import Mode
from portal.matching.suitability.travel import DETOUR, MINUTE, SPEED, WAIT
from portal.reference import municipalities

NO_WAY = 2**40
"""Thousandths of a minute of who has no way to get there: longer than anybody would travel."""
_MODES = tuple(Mode)
_MASKS = 1 << len(_MODES)

Ints = NDArray[np.int64]


class _Places:
    """Coordinates in radians of the comuni met so far; grows with them."""

    def __init__(self) -> None:
        self.phi = self.lam = np.zeros(0)
        self.nowhere = np.zeros(0, dtype=np.bool_)

    def __len__(self) -> int:
        return len(self.phi)

    def up_to_date(self) -> None:
        codes = of.COMUNI.codes()[len(self) :]
        if not codes:
            return
        there = [municipalities.by_code(code) if code else None for code in codes]
        self.phi = np.concatenate([self.phi, np.radians([one.lat if one else 0.0 for one in there])])
        self.lam = np.concatenate([self.lam, np.array([one.lon if one else 0.0 for one in there])])
        self.nowhere = np.concatenate([self.nowhere, np.array([one is None for one in there])])

    def km(self, place: int) -> NDArray[np.float64]:
        """By road, from one to every other; the same steps as ``municipalities.distance_km``."""
        half_phi = np.sin((self.phi - self.phi[place]) / 2)
        half_lambda = np.sin(np.radians(self.lam - self.lam[place]) / 2)
        chord = half_phi * half_phi + np.cos(self.phi[place]) * np.cos(self.phi) * half_lambda * half_lambda
        straight = 2 * municipalities.EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
        return DETOUR * np.asarray(straight, dtype=np.float64)


_places = _Places()


def journeys(place: int, *, without: frozenset[Mode] = frozenset()) -> Ints:
    """Thousandths of a minute of the quickest way, a row for each mask of ways, a column for each comune."""
    _places.up_to_date()
    km = _places.km(place)
    found = np.full((_MASKS, len(km)), NO_WAY, dtype=np.int64)
    if _places.nowhere[place]:
        return found
    for bit, mode in enumerate(_MODES):
        if mode in without:
            continue
        took = np.rint(MINUTE * (60.0 * km / SPEED[mode] + WAIT[mode])).astype(np.int64)
        for mask in range(_MASKS):
            if mask & (1 << bit):
                np.minimum(found[mask], took, out=found[mask])
    found[:, _places.nowhere] = NO_WAY
    return found
