"""The way to work: an estimate from the distance between two comuni (matching.md §3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from portal.matching.suitability.sides import Mode, PersonSide, Transport, VacancySide
from portal.reference import municipalities

DETOUR = 1.3
"""How much longer a road is than the straight line."""

SPEED: dict[Mode, float] = {
    Mode.CAR: 40.0,
    Mode.PUBLIC_TRANSPORT: 20.0,
    Mode.BICYCLE: 12.0,
    Mode.ON_FOOT: 4.5,
}
"""Kilometres in an hour."""
WAIT: dict[Mode, int] = {Mode.CAR: 5, Mode.PUBLIC_TRANSPORT: 15, Mode.BICYCLE: 0, Mode.ON_FOOT: 0}
"""Minutes."""
MINUTE = 1000
"""Journeys are counted in whole thousandths of a minute: the score then has no rounding but its own."""


@dataclass(frozen=True, slots=True)
class Trip:
    """``mode`` None: from home. ``uncertain``: by public transport, and nobody knows whether it goes there."""

    mode: Mode | None
    thousandths: int
    uncertain: bool = False

    @property
    def minutes(self) -> int:
        """Rounded, as one says it."""
        return (self.thousandths + MINUTE // 2) // MINUTE


def thousandths(km: float, mode: Mode) -> int:
    return round(MINUTE * (60.0 * km / SPEED[mode] + WAIT[mode]))


@lru_cache(maxsize=65_536)
def road_km(a: str, b: str) -> float:
    """Between two comuni, by cadastral code. Raises UnknownCode."""
    if a == b:
        return 0.0
    return DETOUR * municipalities.distance_km(municipalities.by_code(a), municipalities.by_code(b))


def allowed(modes: Iterable[Mode], transport: Transport) -> list[Mode]:
    """Public transport is barred only where it is known not to go there."""
    own = set(modes)
    return [
        mode
        for mode in Mode
        if mode in own and not (mode is Mode.PUBLIC_TRANSPORT and transport is Transport.NO)
    ]


def trip(vacancy: VacancySide, person: PersonSide) -> Trip | None:
    """The quickest she can take; None when she has no way to get there."""
    if vacancy.remote:
        return Trip(None, 0)
    modes = allowed(person.modes, vacancy.public_transport)
    if not modes or not vacancy.comune or not person.comune:
        return None
    km = road_km(vacancy.comune, person.comune)
    taken, best = min(((thousandths(km, mode), mode) for mode in modes), key=lambda one: one[0])
    unknown = vacancy.public_transport is Transport.UNKNOWN
    return Trip(best, taken, best is Mode.PUBLIC_TRANSPORT and unknown)
