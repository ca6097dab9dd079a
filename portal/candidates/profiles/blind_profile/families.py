"""Families of skills on a card: first the commonest five of the person, then only those whose sets hold G2.

Source: anonymisation.md §3, «Skill labels». Thirteen families are a mask of thirteen bits; cards of one class with
one mask are one row, and the subsets of all rows are counted together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]

FAMILIES = 13
MOST_LABELS = 5
LEAST_IN_CLASS = 3
"""G2: a set of labels is within k cards of the scope and three of its class."""

_MASKS = 1 << FAMILIES
_PATTERNS = np.arange(1 << MOST_LABELS)
_AT_ONCE = 64
"""Classes whose subsets are counted together: few enough to stay near the processor."""


def _subsets() -> tuple[Integers, Integers, Integers]:
    """Of each mask of five bits at most: its bits, its subsets, and its number among such masks."""
    masks = np.arange(_MASKS)
    bits = (masks[:, None] >> np.arange(FAMILIES)) & 1
    small = np.flatnonzero(bits.sum(axis=1) <= MOST_LABELS)
    members = np.zeros((_MASKS, MOST_LABELS), np.int64)
    for mask in small.tolist():
        found = [1 << place for place in range(FAMILIES) if mask >> place & 1]
        members[mask, : len(found)] = found
    chosen = (_PATTERNS[:, None] >> np.arange(MOST_LABELS)) & 1
    number = np.zeros(_MASKS, np.int64)
    number[small] = np.arange(len(small))
    return members, members @ chosen.T, number


_MEMBERS, _SUBSETS, _NUMBER = _subsets()
_NUMBERS = int(_NUMBER.max()) + 1
_NUMBERED = _NUMBER[_SUBSETS]
_HAS = ((_PATTERNS[:, None] >> np.arange(MOST_LABELS)) & 1).astype(np.int64)
"""Which of a mask's bits each pattern of a subset holds."""
_SIZE = np.array([bin(mask).count("1") for mask in range(_MASKS)])
_REAL: Bools = (1 << _SIZE)[:, None] > _PATTERNS
"""Which patterns of a mask are subsets of its own, the empty one too."""


@dataclass(frozen=True, slots=True)
class Commonness:
    """How many profiles of the scope have each family, by its place among the thirteen."""

    of: Integers

    @classmethod
    def among(cls, masks: Integers) -> "Commonness":
        return cls(np.array([int(((masks >> place) & 1).sum()) for place in range(FAMILIES)], np.int64))

    def commonest(self, mask: int) -> int:
        """At most five of the mask's families: the commonest, then the first by code."""
        own = [place for place in range(FAMILIES) if mask >> place & 1]
        own.sort(key=lambda place: (-int(self.of[place]), place))
        return sum(1 << place for place in own[:MOST_LABELS])

    def dropped_first(self) -> Integers:
        """By bit, a rank that is higher for the family that goes first: the rarest, then the first by code."""
        order = sorted(range(FAMILIES), key=lambda place: (-int(self.of[place]), -place))
        rank = np.zeros(_MASKS, np.int64)
        for place, family in enumerate(order):
            rank[1 << family] = place
        return rank


def start(masks: Integers, commonness: Commonness) -> Integers:
    """The families that each card starts from."""
    found, back = np.unique(masks, return_inverse=True)
    return np.array([commonness.commonest(int(mask)) for mask in found], np.int64)[back]


def keep(class_of: Integers, masks: Integers, commonness: Commonness, k: int) -> Integers:
    """The families that each card keeps, from those it starts with, five at most.

    Every round drops one family from each card with a failing set, all at once, so nothing depends on an order;
    labels only vanish, so rounds end.
    """
    if not len(masks):
        return masks
    keys, back, counts = np.unique(class_of * _MASKS + masks, return_inverse=True, return_counts=True)
    classes, mask = keys // _MASKS, keys % _MASKS
    changed = np.ones(int(classes.max()) + 1, bool)
    in_class = np.zeros((len(keys), len(_PATTERNS)), bool)
    dropped_first = commonness.dropped_first()
    while True:
        rows = np.flatnonzero(changed[classes])
        in_class[rows] = _few_in_class(classes[rows], mask[rows], counts[rows])
        in_class[rows] &= _REAL[mask[rows]]
        in_scope = np.less(_within_scope(mask, counts), k)[_SUBSETS] & _REAL
        in_class[:, 0] = in_scope[:, 0] = False
        worse = np.flatnonzero(in_class.any(axis=1) | in_scope[mask].any(axis=1))
        if not len(worse):
            kept: Integers = mask[back]
            return kept
        failing = in_class[worse] | in_scope[mask[worse]]
        # The family in most failing subsets; of several the rarest, then the first by code.
        bits = _MEMBERS[mask[worse]]
        among = (failing.astype(np.int64) @ _HAS) * FAMILIES + dropped_first[bits]
        among[bits == 0] = -1
        mask[worse] &= ~bits[np.arange(len(worse)), among.argmax(axis=1)]
        changed[:] = False
        changed[classes[worse]] = True


def _within_scope(mask: Integers, counts: Integers) -> Integers:
    """Of every set of families, on how many cards it is: bit by bit, a set without it is on those with it too."""
    found = np.bincount(mask, weights=counts, minlength=_MASKS).astype(np.int64)
    for place in range(FAMILIES):
        pairs = found.reshape(-1, 2, 1 << place)
        pairs[:, 0] += pairs[:, 1]
    return found


def _few_in_class(classes: Integers, mask: Integers, counts: Integers) -> Bools:
    """Which of a row's subsets are on too few cards of its class. Rows come in the order of their classes."""
    found = np.zeros((len(mask), len(_PATTERNS)), bool)
    first = np.flatnonzero(np.r_[True, classes[1:] != classes[:-1]])
    place = np.repeat(np.arange(len(first)), np.diff(np.r_[first, len(classes)]))
    for begin in range(0, len(first), _AT_ONCE):
        end = first[begin + _AT_ONCE] if begin + _AT_ONCE < len(first) else len(classes)
        rows = slice(first[begin], end)
        where = (place[rows] - begin)[:, None] * _NUMBERS + _NUMBERED[mask[rows]]
        weights = (_REAL[mask[rows]] * counts[rows][:, None]).ravel()
        totals = np.bincount(where.ravel(), weights=weights)
        found[rows] = (totals < LEAST_IN_CLASS)[where]
    return found
