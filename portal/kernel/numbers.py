"""Exact arithmetic of the law."""

from fractions import Fraction


def round_half_down(value: Fraction | int) -> int:
    """Only a fraction strictly above one half becomes a unit (L. 68/1999 art. 4 c. 2)."""
    whole, rest = divmod(value.numerator, value.denominator)
    return whole + (1 if 2 * rest > value.denominator else 0)
