"""Euro to the cent. Inside the rules amounts are exact fractions; a cent is made only at the end."""

from fractions import Fraction

CENTS = 100


def cents(euro: Fraction | int) -> int:
    """Whole cents; half a cent goes up (Reg. CE 1103/97 art. 5), below zero away from zero."""
    exact = Fraction(euro) * CENTS
    half_up = (abs(exact) + Fraction(1, 2)).__floor__()
    return half_up if exact >= 0 else -half_up


def to_cent(euro: Fraction | int) -> Fraction:
    return Fraction(cents(euro), CENTS)


def in_words(euro: Fraction | int) -> str:
    """«3450.48»: two decimals and a point, as documents carry amounts."""
    whole, rest = divmod(abs(cents(euro)), CENTS)
    return f"{'-' if cents(euro) < 0 else ''}{whole}.{rest:02d}"
