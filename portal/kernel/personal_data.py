"""A line for each personal column: whose it is, why it is kept, how long."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class DataClass(StrEnum):
    PERSONAL = "P"
    SPECIAL = "S"
    JUSTICE = "J"


@dataclass(frozen=True, slots=True)
class Line:
    """``whose`` and ``why`` in Italian, as the register of processing shows them; ``keep`` None: with its record."""

    whose: str
    why: str
    keep: timedelta | None = None
    data_class: DataClass = DataClass.PERSONAL
