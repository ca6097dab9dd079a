"""Worlds of the tests: built once, on one day."""

from datetime import date
from functools import cache

from portal.demo.sizes import SIZES, SizeName
from portal.demo.world.build import World, build

DAY = date(2026, 11, 23)
SEED = 6899


@cache
def world(size: SizeName = "test", seed: int = SEED, day: date = DAY) -> World:
    return build(SIZES[size], seed, day)
