"""Words that searchers use for one another: «mulettista», «carrello elevatore», «patentino muletto»."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from portal.reference.register import Register, read, several
from portal.reference.text import words
from portal.reference.wordforms import inflected


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    code: str
    terms: tuple[str, ...]


@cache
def register() -> Register[SynonymGroup]:
    return Register(
        "sinonimi di ricerca",
        (SynonymGroup(row["group"], several(row["terms"])) for row in read("synonyms.csv")),
        lambda group: group.code,
    )


def entries() -> tuple[SynonymGroup, ...]:
    return register().rows


@cache
def _by_term() -> dict[tuple[str, ...], tuple[SynonymGroup, ...]]:
    found: dict[tuple[str, ...], tuple[SynonymGroup, ...]] = {}
    for group in entries():
        for term in group.terms:
            key = _key(words(term))
            found[key] = (*found.get(key, ()), group)
    return found


def _key(term: Iterable[str]) -> tuple[str, ...]:
    """Without gender and number: «impiegata» and «impiegati» are one term."""
    return tuple(inflected(word) for word in term)


def alternatives(text: str) -> tuple[str, ...]:
    """The other terms of every group that has one of its terms, whole, inside the text; nothing twice."""
    found: dict[str, None] = {}
    for term, group in _terms_in(text):
        found.update((other, None) for other in group.terms if _key(words(other)) != term)
    return tuple(found)


def groups_in(text: str) -> tuple[SynonymGroup, ...]:
    """The groups that have one of their terms, whole, inside the text."""
    return tuple(dict.fromkeys(group for _, group in _terms_in(text)))


def _terms_in(text: str) -> Iterator[tuple[tuple[str, ...], SynonymGroup]]:
    """The longest terms first."""
    typed = _key(words(text))
    for length in range(len(typed), 0, -1):
        for start in range(len(typed) - length + 1):
            term = typed[start : start + length]
            for group in _by_term().get(term, ()):
                yield term, group
