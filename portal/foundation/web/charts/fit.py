"""How well a person and a post fit, as a ring around a word."""

from dataclasses import dataclass
from math import pi


@dataclass(frozen=True, slots=True)
class Ring:
    """How well two things fit, as a word. The arc follows the word, never the score behind it."""

    words: tuple[str, ...]
    kind: str
    radius: float
    filled: float
    rest: float


_RINGS = {
    "alta": (("Alta",), "ok", 0.86),
    "buona": (("Buona",), "primary", 0.66),
    "da valutare": (("Da", "valutare"), "warning", 0.4),
}


def band_ring(band: str) -> Ring:
    """`band` is one of: alta, buona, da valutare."""
    words, kind, part = _RINGS[band]
    radius = 36.0
    around = 2 * pi * radius
    return Ring(words, kind, radius, round(around * part, 1), round(around * (1 - part), 1))
