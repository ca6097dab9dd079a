"""Finding a row of a small list by the words people use for it, in milliseconds and without a database.

A word counts when it is the one typed, another gender or number of it, one it begins, one from the same
root («saldatura», «saldatore»), or one a single slip away. Each is tried only if the ones before found
nothing, save the first three, which are tried together.
"""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from portal.reference.text import words
from portal.reference.wordforms import inflected, near_misses, rooted

T = TypeVar("T")

STOP_WORDS = frozenset(
    {
        "a", "agli", "ai", "al", "alla", "alle", "allo", "all", "con", "d", "da", "dal", "dalla", "dei",
        "del", "della", "delle", "dello", "degli", "dell", "di", "e", "ed", "gli", "i", "il", "in", "l",
        "la", "le", "lo", "nei", "nel", "nella", "nelle", "o", "per", "sul", "sulla", "un", "una",
    }
)  # fmt: skip

SAME, OTHER_FORM, BEGINNING, SAME_ROOT, ONE_SLIP = 1.0, 0.9, 0.7, 0.5, 0.4


@dataclass(frozen=True, slots=True)
class _Phrase:
    entry: int
    position: int
    """0 for the name of the entry, more for its synonyms."""
    length: int


class WordIndex(Generic[T]):
    """Entries with their phrases: the name first, then what else they are called."""

    def __init__(self, entries: Iterable[tuple[T, Sequence[str]]]) -> None:
        self._entries: list[T] = []
        self._phrases: list[_Phrase] = []
        self._where: dict[str, list[int]] = defaultdict(list)
        for entry, phrases in entries:
            for position, phrase in enumerate(phrases):
                known = _meaningful(phrase)
                for word in dict.fromkeys(known):
                    self._where[word].append(len(self._phrases))
                self._phrases.append(_Phrase(len(self._entries), position, len(known)))
            self._entries.append(entry)
        self._vocabulary = sorted(self._where)
        self._forms = _group(self._vocabulary, lambda word: (inflected(word),))
        # «SAD» and the like are initials: they are nobody's root.
        self._roots = _group(
            (word for word in self._vocabulary if len(word) > 3), lambda word: (rooted(word),)
        )
        self._slips = _group(self._vocabulary, near_misses)

    def find(self, text: str) -> list[T]:
        """The entries that know every word typed, or failing those the most of them; the fittest first."""
        return self._ranked(_meaningful(text), partly=True)

    def find_whole(self, text: str) -> list[T]:
        """Only the entries that know every word typed."""
        return self._ranked(_meaningful(text), partly=False)

    def _ranked(self, typed: list[str], *, partly: bool) -> list[T]:
        met: dict[int, set[int]] = defaultdict(set)
        score: dict[int, float] = defaultdict(float)
        for number, word in enumerate(typed):
            for phrase, strength in self._phrases_with(word).items():
                met[self._phrases[phrase].entry].add(number)
                score[phrase] += strength
        best: dict[int, float] = defaultdict(float)
        for phrase, total in score.items():
            place = self._phrases[phrase]
            # A phrase that says no more than what was typed fits better; the name better than a synonym.
            fitness = total * (1 + len(typed) / max(place.length, len(typed))) - 0.01 * place.position
            best[place.entry] = max(best[place.entry], fitness)
        most = max((len(numbers) for numbers in met.values()), default=0) if partly else len(typed)
        found = [entry for entry, numbers in met.items() if len(numbers) == most]
        found.sort(key=lambda entry: (-best[entry], entry))
        return [self._entries[entry] for entry in found]

    def _phrases_with(self, word: str) -> dict[int, float]:
        """For each phrase that has the word in some form: how near the form, times how telling the word."""
        found: dict[int, float] = {}
        for known, nearness in self._words_like(word).items():
            places = self._where[known]
            telling = 1 + math.log(len(self._phrases) / len(places))
            for phrase in places:
                found[phrase] = max(found.get(phrase, 0.0), nearness * telling)
        return found

    def _words_like(self, word: str) -> dict[str, float]:
        found: dict[str, float] = {}
        if len(word) > 1:
            for position in range(bisect_left(self._vocabulary, word), len(self._vocabulary)):
                if not self._vocabulary[position].startswith(word):
                    break
                found[self._vocabulary[position]] = BEGINNING
        found.update((known, OTHER_FORM) for known in self._forms.get(inflected(word), ()))
        if word in self._where:
            found[word] = SAME
        if not found:
            found = dict.fromkeys(self._roots.get(rooted(word), ()), SAME_ROOT)
        if not found:
            found = {known: ONE_SLIP for miss in near_misses(word) for known in self._slips.get(miss, ())}
        return found


def _meaningful(text: str) -> list[str]:
    every = list(words(text))
    return [word for word in every if word not in STOP_WORDS] or every


def _group(vocabulary: Iterable[str], keys: Callable[[str], Iterable[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in vocabulary:
        for key in keys(word):
            found[key].append(word)
    return {key: tuple(known) for key, known in found.items()}
