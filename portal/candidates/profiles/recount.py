"""Counting again, apart from the ladder that made the cards: does any filter find fewer than k? Pure."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from portal.candidates.profiles.blind_profile import MAX_FAMILIES

CardFields = tuple[str | None, tuple[str, ...]]
"""What a card shows: group and families."""


def fewest(cards: Iterable[CardFields]) -> int | None:
    """The smallest answer of any joined filter that finds somebody; None without cards."""
    found: Counter[tuple[object, ...]] = Counter()
    for group, families in cards:
        for size in range(len(families) + 1):
            for chosen in combinations(sorted(families), size):
                found[chosen] += 1
                found[(("group", group), *chosen)] += 1
    return min(found.values(), default=None)


def breach(cards: list[CardFields], k: int) -> str | None:
    """What is wrong with a scope's cards, as a code; None when all holds."""
    if any(len(families) > MAX_FAMILIES for _, families in cards):
        return "too_many_labels"
    smallest = fewest(cards)
    return None if smallest is None or smallest >= k else "under_k"
