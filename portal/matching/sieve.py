"""The first sieve, in SQL (matching.md §10): hours, slots, licences, contract and a box around the place of work.

It only takes away pairs that could be neither ranked nor «quasi compatibili»: whoever fails one constraint that can
be talked about stays. What it reads is in clear; levels, limits and quota are asked afterwards, in memory.
"""

from dataclasses import dataclass
from math import ceil, cos, radians

from portal.matching.columns import alphabets as of
from portal.matching.suitability.constraints import TRAVEL_DENOMINATOR, TRAVEL_NUMERATOR
from portal.matching.suitability.sides import PersonSide, VacancySide
from portal.matching.suitability.travel import DETOUR, SPEED, WAIT
from portal.reference import municipalities

STEPS = 10_000
"""Of a degree."""
KM_OF_A_DEGREE = 111.0
"""Of latitude, a little less than it is: the box is never too small."""
EVERYWHERE = 400 * STEPS
NORTHERNMOST = 48.0
"""No comune lies further north: there a degree of longitude is shortest."""


@dataclass(frozen=True, slots=True)
class PersonSieve:
    """Columns of ``match_person``."""

    hours_min: int
    hours_max: int
    slots: int
    licences: int
    contracts: int
    lat: int
    lon: int
    reach_lat: int
    reach_lon: int


@dataclass(frozen=True, slots=True)
class VacancySieve:
    """Columns of ``match_vacancy``."""

    hours_min: int
    hours_max: int
    slots: int
    licences: int
    contract: int
    lat: int
    lon: int
    remote: bool


def of_person(side: PersonSide) -> PersonSieve:
    lat, lon = _place(side.comune)
    km = _reach_km(side)
    return PersonSieve(
        side.hours_min,
        side.hours_max,
        of.SLOTS.mask(side.slots),
        of.LICENCES.mask(side.held),
        of.CONTRACTS.mask(side.contracts),
        lat,
        lon,
        min(EVERYWHERE, ceil(km / KM_OF_A_DEGREE * STEPS) + 1),
        min(EVERYWHERE, ceil(km / (KM_OF_A_DEGREE * cos(radians(NORTHERNMOST))) * STEPS) + 1),
    )


def of_vacancy(side: VacancySide) -> VacancySieve:
    lat, lon = _place(side.comune)
    return VacancySieve(
        side.hours_min,
        side.hours_max,
        of.SLOTS.mask(side.slots),
        of.LICENCES.mask(side.licences),
        of.CONTRACTS.mask((side.contract,)),
        lat,
        lon,
        side.remote,
    )


def _place(comune: str) -> tuple[int, int]:
    if not comune:
        return 0, 0
    there = municipalities.by_code(comune)
    return round(there.lat * STEPS), round(there.lon * STEPS)


def _reach_km(side: PersonSide) -> float:
    """As far as any of her ways goes in a quarter more than her minutes, in a straight line."""
    minutes = side.max_minutes * TRAVEL_NUMERATOR / TRAVEL_DENOMINATOR
    return max(
        (max(0.0, minutes - WAIT[mode]) * SPEED[mode] / 60 / DETOUR for mode in side.modes), default=0.0
    )


PAIR = """
({person}.contracts & {vacancy}.contract) <> 0
AND {person}.hours_max + ceil({person}.hours_max / 5.0) >= {vacancy}.hours_min
AND {person}.hours_min - ceil({person}.hours_min / 5.0) <= {vacancy}.hours_max
AND ({vacancy}.remote OR (abs({person}.lat - {vacancy}.lat) <= {person}.reach_lat
    AND abs({person}.lon - {vacancy}.lon) <= {person}.reach_lon))
AND bit_count(({vacancy}.slots & ~{person}.slots)::bit(64)) <= 1
AND (bit_count(({vacancy}.slots & ~{person}.slots)::bit(64)) > 0)::int
    + (({vacancy}.licences & ~{person}.licences) <> 0)::int
    + ({person}.hours_max < {vacancy}.hours_min OR {person}.hours_min > {vacancy}.hours_max)::int <= 1
"""
"""SQL: the pair may still be ranked or nearly so; placeholders are the aliases of the two rows."""
