"""Parts of a whole, for bars of every kind."""

from fractions import Fraction

Figure = int | float | Fraction


def share(part: Figure, whole: Figure) -> float:
    """Percentage for a bar, between 0 and 100, one decimal; 0 when there is no whole."""
    return round(min(max(float(part) / float(whole) * 100, 0.0), 100.0), 1) if whole > 0 else 0.0
