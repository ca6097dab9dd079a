"""Single skills in place of their family, where every set of labels still holds G2.

Source: anonymisation.md §3, «Skill labels», refining. The commonest skill comes first; a card shows three at most.
A card that carries a skill also counts as carrying its family. Because a set is never on more cards than any of its
subsets, it is enough to count the whole set.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portal.candidates.profiles.blind_profile.families import LEAST_IN_CLASS

Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]

MOST_SKILLS = 3
NONE = -1
_SKILLS = 1 << 10
"""More than there are skills: three of them and thirteen families fit one whole number."""
_PAIRS_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Skill:
    """``family``: its place among the thirteen; ``holders``: places of the profiles that have it."""

    code: str
    family: int
    holders: Integers


def refine(class_of: Integers, masks: Integers, skills: Sequence[Skill], k: int) -> Integers:
    """For each card up to three places in ``skills``, -1 for none; ``masks``: the families that the card carries."""
    shown = np.full((len(masks), MOST_SKILLS), NONE)
    count = np.zeros(len(masks), np.int64)
    replaced = np.zeros(len(masks), np.int64)
    order = sorted(range(len(skills)), key=lambda place: (-len(skills[place].holders), skills[place].code))
    for place in order:
        bit = 1 << skills[place].family
        some = skills[place].holders
        some = some[(masks[some] & bit > 0) & (replaced[some] & bit == 0) & (count[some] < MOST_SKILLS)]
        some = _holding(class_of, masks, shown, _enough_alone(class_of, some, k), k)
        shown[some, count[some]] = place
        count[some] += 1
        replaced[some] |= bit
    return shown


def _enough_alone(class_of: Integers, some: Integers, k: int) -> Integers:
    """Those whose skill, whatever else they show, is on enough cards of the scope and of their class."""
    while len(some) >= k:
        in_class = np.bincount(class_of[some])
        fewer = some[in_class[class_of[some]] >= LEAST_IN_CLASS]
        if len(fewer) == len(some):
            return some
        some = fewer
    return some[:0]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Cards that show the same in one class: class, families carried, three skills in order, how many cards."""

    classes: Integers
    masks: Integers
    skills: Integers
    counts: Integers

    @classmethod
    def of(cls, classes: Integers, masks: Integers, skills: Integers) -> "tuple[_Rows, Integers]":
        """The rows in the order of their classes, and each card's row."""
        # Two numbers make one key: the sets are counted through first, so that it stays a whole number of 64 bits.
        _, kinds = alike(masks, skills)
        _, first, back, counts = np.unique(
            classes * (len(masks) + 1) + kinds, return_index=True, return_inverse=True, return_counts=True
        )
        return cls(classes[first], masks[first], skills[first], counts), back


def alike(masks: Integers, skills: Integers) -> tuple[Integers, Integers]:
    """Cards that carry the same families and skills: the first of each kind, and each card's kind."""
    sets = masks
    for column in skills.T:
        sets = sets * _SKILLS + (column - NONE)
    _, first, kind = np.unique(sets, return_index=True, return_inverse=True)
    return first, kind


def _holding(class_of: Integers, masks: Integers, shown: Integers, some: Integers, k: int) -> Integers:
    """Of the cards that would take a skill, the most that can: all that they show is on enough cards that take it."""
    while len(some) >= k:
        rows, back = _Rows.of(class_of[some], masks[some], np.sort(shown[some], axis=1))
        enough = _on_cards(rows) >= LEAST_IN_CLASS
        if enough.any():
            anywhere, kind = _Rows.of(np.zeros_like(rows.classes), rows.masks, rows.skills)
            alike = np.bincount(kind, weights=rows.counts).astype(np.int64)
            if (alike < k).any():
                alike = _on_cards(_Rows(anywhere.classes, anywhere.masks, anywhere.skills, alike))
            enough &= (alike >= k)[kind]
        if enough.all():
            return some
        some = some[enough[back]]
    return some[:0]


def _on_cards(rows: _Rows) -> Integers:
    """For each row, on how many cards of its class its whole set is."""
    size = len(rows.classes)
    found = np.zeros(size, np.int64)
    first = np.flatnonzero(np.r_[True, rows.classes[1:] != rows.classes[:-1]])
    lengths = np.diff(np.r_[first, size])
    begins, lengths = np.repeat(first, lengths), np.repeat(lengths, lengths)
    # Each row beside every row of its class: pairs as two long columns, a bounded number at a time.
    reach = np.cumsum(lengths)
    begin = 0
    while begin < size:
        done = reach[begin - 1] if begin else 0
        end = max(int(np.searchsorted(reach, done + _PAIRS_AT_ONCE)), begin + 1)
        one = np.repeat(np.arange(begin, end), lengths[begin:end])
        other = np.arange(len(one)) - (reach[one] - lengths[one] - done) + begins[one]
        holds = (rows.masks[one] & ~rows.masks[other]) == 0
        for place in range(MOST_SKILLS):
            skill = rows.skills[one, place]
            asks = holds & (skill != NONE)
            holds[asks] = (rows.skills[other[asks]] == skill[asks, None]).any(axis=1)
        weights = rows.counts[other[holds]]
        found[begin:end] = np.bincount(one[holds] - begin, weights=weights, minlength=end - begin)
        begin = end
    return found
