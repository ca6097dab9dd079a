"""Where the lists come from and under which licence: what the page «Fonti e licenze» shows."""

from dataclasses import dataclass
from functools import cache

from portal.reference.register import read


@dataclass(frozen=True, slots=True)
class Source:
    what: str
    holder: str
    licence: str
    changes: str
    """What was done to it; CC BY asks to say so."""
    link: str


@cache
def entries() -> tuple[Source, ...]:
    return tuple(
        Source(row["what"], row["holder"], row["licence"], row["changes"], row["link"])
        for row in read("sources.csv")
    )
