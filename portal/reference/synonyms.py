"""Words that searchers use for one another: «mulettista», «carrello elevatore», «patentino muletto»."""

from collections.abc import Iterable
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
    typed = _key(words(text))
    found: dict[str, None] = {}
    for length in range(len(typed), 0, -1):
        for start in range(len(typed) - length + 1):
            term = typed[start : start + length]
            for group in _by_term().get(term, ()):
                found.update((other, None) for other in group.terms if _key(words(other)) != term)
    return tuple(found)
