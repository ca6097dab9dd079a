"""What is wrong with a row of the workforce."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """``field`` is the name of the question in the form and of the column in the file."""

    field: str
    sentence: str
