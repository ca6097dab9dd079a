"""Counting by hand, slowly and apart from the portal's own recount: what somebody with all the cards could do."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, product

from portal.candidates.profiles.blind_profile import PLACE, STEPS, BlindCard, Traits
from portal.candidates.profiles.card_words import family_of, implied
from portal.candidates.profiles.vocabulary import CardField

LEAST_IN_CLASS = 3


def smallest_answer(cards: Sequence[BlindCard]) -> int | None:
    """Of every joined filter on fields that finds somebody, on the values shown and what they imply."""
    alike = Counter(_class(card) for card in cards)
    found: Counter[frozenset[tuple[CardField, str]]] = Counter()
    for fields, count in alike.items():
        ways = [
            [frozenset[tuple[CardField, str]](), *(frozenset({(of, one)}) for one in implied(of, code))]
            for of, code in fields
        ]
        for chosen in product(*ways):
            found[frozenset().union(*chosen)] += count
    # who shows the same, what is not shown among them, is a class
    return min([*found.values(), *alike.values()], default=None)


def carried(card: BlindCard) -> frozenset[str]:
    return frozenset({*card.families, *card.skills, *(family_of()[code] for code in card.skills)})


def label_faults(cards: Sequence[BlindCard], k: int) -> list[str]:
    """Where a set of labels is within fewer than k cards of the scope, or fewer than three of its class."""
    faults = []
    scope: Counter[frozenset[str]] = Counter()
    classes: Counter[tuple[object, frozenset[str]]] = Counter()
    for card in cards:
        for some in _subsets(carried(card)):
            scope[some] += 1
            classes[_class(card), some] += 1
    for card in cards:
        if len(card.families) + len(card.skills) > 5 or len(card.skills) > 3:
            faults.append("too many labels")
        for some in _subsets(carried(card)):
            if scope[some] < k:
                faults.append(f"{sorted(some)} on {scope[some]} cards")
            if classes[_class(card), some] < LEAST_IN_CLASS:
                faults.append(f"{sorted(some)} on {classes[_class(card), some]} of its class")
    return faults


def _class(card: BlindCard) -> tuple[tuple[CardField, str], ...]:
    return tuple(sorted(card.labels.items()))


def _subsets(labels: frozenset[str]) -> Iterable[frozenset[str]]:
    for size in range(1, len(labels) + 1):
        yield from map(frozenset, combinations(sorted(labels), size))


def untrue(card: BlindCard, profile: Traits) -> list[str]:
    """What the card says that is not so."""
    own = {(step.field, profile.values[PLACE[step.name]]) for step in STEPS}
    wrong = [f"{of}: {value}" for of, value in card.labels.items() if (of, value) not in own]
    return (
        wrong
        + sorted(set(card.skills) - set(profile.skills))
        + sorted(set(card.families) - set(profile.families))
    )


def looks(cards: Iterable[BlindCard]) -> Counter[object]:
    """What stands on the cards, whoever they are of."""
    return Counter((_class(card), card.families, card.skills) for card in cards)
