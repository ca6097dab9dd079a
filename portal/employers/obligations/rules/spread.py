"""Whole shares of provinces that add up to the whole of the nation."""

from collections.abc import Mapping
from fractions import Fraction

from portal.kernel.numbers import round_half_down


def spread(parts: Mapping[str, Fraction], whole: int) -> dict[str, int]:
    """Each part rounded half down; what is missing goes to the parts that rounding lowered most, what is
    too much comes off those it raised most (the practice of the public system that keeps the prospetti).
    """
    shares = {name: round_half_down(value) for name, value in parts.items()}
    difference = whole - sum(shares.values())
    while difference > 0 and shares:
        name = max(sorted(shares), key=lambda one: parts[one] - shares[one])
        shares[name] += 1
        difference -= 1
    while difference < 0:
        able = [name for name in sorted(shares) if shares[name] > 0]
        if not able:
            break
        name = min(able, key=lambda one: parts[one] - shares[one])
        shares[name] -= 1
        difference += 1
    return shares
