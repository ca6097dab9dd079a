"""Counting again, apart from the ladder that made the cards: does any combination stand on fewer than k? Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from portal.candidates.profiles.card_words import family_of, implied
from portal.candidates.profiles.search import Shown
from portal.candidates.profiles.vocabulary import CardField

MOST_LABELS = 5
MOST_SKILLS = 3
LEAST_IN_CLASS = 3

Fields = tuple[str | None, ...]


def breach(cards: Sequence[Shown], k: int) -> str | None:
    """What is wrong with a scope's cards, as a code; None when G1 and G2 hold."""
    if any(
        len(one.families) + len(one.skills) > MOST_LABELS or len(one.skills) > MOST_SKILLS for one in cards
    ):
        return "too_many_labels"
    if (fewest(cards) or k) < k:
        return "under_k"
    return _labels(cards, k)


def fewest(cards: Iterable[Shown]) -> int | None:
    """The smallest answer of any joined filter on fields that finds somebody; None without cards.

    A filter finds whoever shows its value or a finer one; a field left out finds everybody.
    """
    alike = Counter(one.codes for one in cards)
    found: Counter[Fields] = Counter()
    for fields, count in alike.items():
        ways = [
            (None, *implied(of, code)) if code else (None,)
            for of, code in zip(CardField, fields, strict=True)
        ]
        for chosen in product(*ways):
            found[chosen] += count
    # Whoever shows the same fields, what is not shown among them, is a class.
    return min([*found.values(), *alike.values()], default=None)


def _labels(cards: Sequence[Shown], k: int) -> str | None:
    rows = Counter((one.codes, one.families, one.skills) for one in cards)
    scope: Counter[frozenset[str]] = Counter()
    classes: Counter[tuple[Fields, frozenset[str]]] = Counter()
    for (fields, families, skills), count in rows.items():
        for some in _carried(families, skills):
            scope[some] += count
            classes[fields, some] += count
    for fields, families, skills in rows:
        for some in _carried(families, skills):
            if some and scope[some] < k:
                return "labels_under_k"
            if some and classes[fields, some] < LEAST_IN_CLASS:
                return "labels_tell_apart"
    return None


def _carried(families: Iterable[str], skills: Iterable[str]) -> Iterator[frozenset[str]]:
    """Every set of labels that a card carries: a skill counts as its family too."""
    ways: list[tuple[str | None, ...]] = [(None, code) for code in families]
    ways += [(None, family_of()[code], code) for code in skills]
    for chosen in product(*ways):
        yield frozenset(one for one in chosen if one is not None)
