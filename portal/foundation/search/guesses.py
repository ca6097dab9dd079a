"""Words that no document holds and that are nearly a synonym: «magaziniere» for «magazziniere», «giardin» for
«giardiniere». Documents say neither, but what they mean.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, product

from portal.foundation.search import typos
from portal.foundation.search.plan import Plan, Term
from portal.foundation.search.stems import Stemmed
from portal.foundation.search.synonyms import Synonyms

MOST_GUESSES = 8
_MOST_A_WORD = 4
_SHORTEST_BEGINNING = 4


def guesses(plan: Plan, synonyms: Synonyms) -> list[Plan]:
    """The same words with those that are no synonym replaced by synonyms they may be; none when none may."""
    ways = [[Term((one,)) for one in _nearly(term, synonyms)] or [term] for term in plan.terms]
    if all(way == [term] for way, term in zip(ways, plan.terms, strict=True)):
        return []
    return [replace(plan, terms=chosen) for chosen in islice(product(*ways), MOST_GUESSES)]


def _nearly(term: Term, synonyms: Synonyms) -> list[Stemmed]:
    if term.quoted:
        return []
    known, word = synonyms.vocabulary, term.word
    start = bisect_left(known, (word, ""))
    if start < len(known) and known[start].word == word:
        return []
    found: dict[str, Stemmed] = {}
    if term.beginning is not None and len(word) >= _SHORTEST_BEGINNING:
        found.update(_beginning_with(word, known, start))
    if len(word) >= typos.SHORTEST:
        for one in _from(word[0], known):
            if typos.one_slip_apart(word, one.word):
                found.setdefault(one.stem, one)
    return list(found.values())[:_MOST_A_WORD]


def _beginning_with(word: str, known: Sequence[Stemmed], start: int) -> dict[str, Stemmed]:
    found: dict[str, Stemmed] = {}
    for one in known[start:]:
        if not one.word.startswith(word):
            break
        found.setdefault(one.stem, one)
    return found


def _from(letter: str, known: Sequence[Stemmed]) -> Sequence[Stemmed]:
    """A wrong first letter counts as two slips."""
    return known[bisect_left(known, (letter, "")) : bisect_left(known, (letter + "\uffff", ""))]
