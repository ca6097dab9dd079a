"""Words as PostgreSQL's full text takes them: vectors of documents, queries of plans.

A vector holds each word twice at the same place, its stem and «=word» for unfinished words, and the meanings of
phrases where they begin. So queries need no phrases but those in quotes, and the index alone answers them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from portal.foundation.search.documents import Field
from portal.foundation.search.plan import Plan, Term
from portal.foundation.search.stems import Stemmed
from portal.foundation.search.synonyms import Phrase, Synonyms

WEIGHTS = "{0.1,0.25,0.5,1.0}"
"""Of the letters D, C, B, A, as ts_rank wants them."""

_LETTERS = "ABCD"
# so far apart that no phrase reaches from one text into the next
_GAP = 8
_LAST_POSITION = 16_000
_MOST_REMEMBERED = 20_000

Corrections = Mapping[str, Sequence[str]]
"""Word as typed → stems it may have meant."""


def vector(fields: Sequence[Field], synonyms: Synonyms) -> str:
    """The text form of a tsvector: the first field weighs A, from the fourth on all weigh D."""
    places: dict[str, list[str]] = {}
    position = 1
    for number, texts in enumerate(fields):
        letter = _LETTERS[min(number, 3)]
        for text in texts:
            for at, word in _lexemes_of(text, synonyms):
                places.setdefault(word, []).append(f"{min(position + at, _LAST_POSITION)}{letter}")
            position += len(text) + _GAP
    return " ".join(f"{word}:{','.join(found[:255])}" for word, found in places.items())


def _lexemes_of(text: tuple[Stemmed, ...], synonyms: Synonyms) -> tuple[tuple[int, str], ...]:
    """Where which lexeme stands in a text of a document; most texts stand in many."""
    remembered = _remembered.setdefault(synonyms.digest, {})
    found = remembered.get(text)
    if found is None:
        if len(remembered) >= _MOST_REMEMBERED:
            remembered.clear()
        words = [(at, word) for at, one in enumerate(text) for word in (one.stem, "=" + one.word)]
        words += synonyms.meanings(tuple(one.stem for one in text))
        found = remembered[text] = tuple((at, _lexeme(word)) for at, word in words)
    return found


_remembered: dict[str, dict[tuple[Stemmed, ...], tuple[tuple[int, str], ...]]] = {}


def every_word(plan: Plan, synonyms: Synonyms, corrections: Corrections) -> str:
    """A tsquery for documents that hold every term, a synonym counting as the word itself."""
    return _without(plan, " & ".join(_units(plan, synonyms, corrections)))


def any_word(plan: Plan, synonyms: Synonyms, corrections: Corrections) -> str:
    """A tsquery for documents that hold some term that says something."""
    telling = tuple(term for term in plan.terms if not set(term.stems) <= synonyms.generic)
    telling_plan = Plan(telling or plan.terms, plan.excluded)
    return _without(plan, " | ".join(_units(telling_plan, synonyms, corrections)))


def as_typed(plan: Plan, corrections: Corrections) -> str | None:
    """A tsquery to rank by: the terms themselves, so that synonyms come after them. None without terms."""
    return " | ".join(_term(term, corrections) for term in plan.terms) or None


def _units(plan: Plan, synonyms: Synonyms, corrections: Corrections) -> list[str]:
    units: list[str] = []
    stems = tuple("" if term.quoted else term.stem for term in plan.terms)
    start = 0
    while start < len(stems):
        length = synonyms.longest_at(stems, start)
        words = " & ".join(_term(term, corrections) for term in plan.terms[start : start + max(length, 1)])
        meanings = synonyms.sought[stems[start : start + length]] if length else ()
        units.append("(" + " | ".join([f"({words})", *map(_lexeme, meanings)]) + ")")
        start += max(length, 1)
    return units


def _without(plan: Plan, query: str) -> str:
    parts = [f"({query})"] if query else []
    parts += [f"!{_phrase(term.stems)}" for term in plan.excluded]
    return " & ".join(parts)


def _term(term: Term, corrections: Corrections) -> str:
    if term.quoted:
        return _phrase(term.stems)
    found = [_lexeme(stem) for stem in dict.fromkeys((term.stem, *corrections.get(term.word, ())))]
    if term.beginning is not None:
        found.append(_lexeme("=" + term.beginning) + ":*")
    return "(" + " | ".join(found) + ")"


def _phrase(stems: Phrase) -> str:
    return "(" + " <-> ".join(map(_lexeme, stems)) + ")"


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"
