"""The dated figures of the duties, read from ``parameters.csv`` beside this file, with those of who is protected."""

from functools import cache
from pathlib import Path

from portal.employers.companies import parameters as protected
from portal.kernel.parameters import Parameters

FILE = Path(__file__).parent / "parameters.csv"


@cache
def in_law() -> Parameters:
    return Parameters([*protected.read(protected.FILE), *protected.read(FILE)])
