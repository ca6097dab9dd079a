"""One slip of the fingers: a letter too many, too few, another one, or two swapped."""

from __future__ import annotations

SHORTEST = 5
"""Shorter words are taken as typed; so does Meilisearch here."""


def trigrams(word: str) -> list[str]:
    """Three letters side by side, the edges marked: words one slip apart share some of them."""
    padded = f"  {word} "
    return sorted({padded[start : start + 3] for start in range(len(padded) - 2)})


def one_slip_apart(one: str, other: str) -> bool:
    """Whether the words are equal or one slip apart. A wrong first letter counts as two, as in Meilisearch."""
    if one == other:
        return True
    if not one or not other or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    if len(rest) > len(other_rest):
        return rest[1:] == other_rest
    if len(rest) < len(other_rest):
        return rest == other_rest[1:]
    swapped = rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:]
    return rest[1:] == other_rest[1:] or swapped


def could_begin(typed: str, word: str) -> bool:
    """Whether `typed` is, but for one slip, the beginning of `word`."""
    return any(one_slip_apart(typed, word[:length]) for length in range(len(typed) - 1, len(typed) + 2))
