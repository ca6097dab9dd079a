"""Dated figures of who is protected (L. 68/1999 art. 1), read from ``parameters.csv`` beside this file."""

import csv
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from portal.kernel.parameters import Evidence, Parameter, Parameters

FILE = Path(__file__).parent / "parameters.csv"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def read(file: Path) -> list[Parameter]:
    """Rows of such a file. Raises ValueError for one without a first day."""
    rows: list[Parameter] = []
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            valid_from = _day(row["valid_from"])
            if valid_from is None:
                raise ValueError(f"{row['key']}: no valid_from")
            rows.append(
                Parameter(
                    row["key"],
                    Fraction(row["value"]),
                    valid_from,
                    _day(row["valid_to"]),
                    row["source"],
                    Evidence(row["evidence"]),
                )
            )
    return rows


@cache
def protected_persons() -> Parameters:
    return Parameters(read(FILE))
