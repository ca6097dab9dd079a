"""Hours as the module writes them."""

from fractions import Fraction


def clock_hours(hours: Fraction) -> str:
    """«38:30» from 38.5 weekly hours; the nearest minute, never above 99:59."""
    minutes = min(int(hours * 60 + Fraction(1, 2)), 99 * 60 + 59)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
