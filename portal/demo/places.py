"""Where sample people live and companies stand: comuni drawn by their weight, within a few provinces."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from portal.demo.chance import Chance
from portal.demo.sizes import ALMOST_EMPTY, Size
from portal.reference import municipalities, provinces, regions
from portal.reference.municipalities import Municipality

_AREAS = {"Nord-ovest": 11.1, "Nord-est": 23.7, "Centro": 21.0, "Sud": 15.2, "Isole": 7.5}
"""Shares of the country [S1; the last three are our own]; Lombardia stands apart from the rest of Nord-ovest."""
_LOMBARDIA, _LOMBARDIA_SHARE = "03", 21.5

_OF_A_FEW = {"LC": 34.0, "CO": 16.0, "MB": 18.0, "BG": 16.0, "MI": 13.0, ALMOST_EMPTY: 2.0}
"""The story is set at Lecco, so most of the small sizes happens there."""


@cache
def weights_of(size: Size) -> dict[str, float]:
    """How often each province is drawn."""
    if size.provinces:
        return {code: _OF_A_FEW[code] for code in size.provinces}
    people: dict[str, float] = {}
    for place in municipalities.entries():
        people[place.province] = people.get(place.province, 0.0) + place.weight
    parts: dict[str, float] = {}
    for code, count in people.items():
        parts[_part_of(code)] = parts.get(_part_of(code), 0.0) + count
    share = {**_AREAS, _LOMBARDIA: _LOMBARDIA_SHARE}
    return {
        code: count / parts[_part_of(code)] * share[_part_of(code)] for code, count in sorted(people.items())
    }


def _part_of(province: str) -> str:
    region = provinces.by_code(province).region
    return region if region == _LOMBARDIA else regions.by_code(region).area


@cache
def _comuni(province: str) -> dict[str, float]:
    return {place.code: float(place.weight) for place in municipalities.of_province(province)}


def comune_in(chance: Chance, province: str) -> Municipality:
    return municipalities.by_code(chance.pick(_comuni(province)))


def capital_of(province: str) -> Municipality:
    """The most populous comune, where the services have their seat."""
    return max(municipalities.of_province(province), key=lambda place: place.weight)


def comuni_codes(province: str) -> Sequence[str]:
    return [place.code for place in municipalities.of_province(province)]
