"""Exact arithmetic of the law."""

from fractions import Fraction


def round_half_down(value: Fraction | int) -> int:
    """Only a fraction strictly above one half becomes a unit (L. 68/1999 art. 4 c. 2)."""
    exact = Fraction(value)
    whole = exact.numerator // exact.denominator
    return whole + (1 if exact - whole > Fraction(1, 2) else 0)
