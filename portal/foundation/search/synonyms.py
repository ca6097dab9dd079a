"""Words that mean the same, compared by stem; and the wider word for a narrow one.

Each group of synonyms is one meaning. A document is given the meanings of its words when it is read, a query looks
for the meanings of what was typed: one word of the index instead of a dozen phrases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from portal.foundation.search import folding
from portal.foundation.search.port import IndexSettings
from portal.foundation.search.stems import Stemmed, stemmed

Phrase = tuple[str, ...]
"""Stems side by side."""

# Meilisearch looks at three words of a query together
LONGEST_PHRASE = 3

_MOST_REMEMBERED = 20_000

# said of most trades: alone they tell nothing, so a search is never widened by them
_GENERIC = (
    "addetto operatore tecnico responsabile assistente esperto aiuto lavoro lavorare lavoratore cercare cerco "
    "trovare persona profilo candidato ufficio usare fare gestire capace bravo esperienza zona vicino"
)


@dataclass(frozen=True, slots=True)
class Synonyms:
    """`said`: phrase of a document → its meanings. `labels`: the same for whole texts of a document, which are the
    wide words. `sought`: phrase of a query → meanings that answer it too. `vocabulary`: the words of those phrases
    with their stems, in the order of the alphabet.
    """

    said: Mapping[Phrase, tuple[str, ...]]
    labels: Mapping[Phrase, tuple[str, ...]]
    sought: Mapping[Phrase, tuple[str, ...]]
    generic: frozenset[str]
    digest: str
    vocabulary: tuple[Stemmed, ...]
    _read: dict[Phrase, tuple[tuple[int, str], ...]] = field(default_factory=dict, repr=False, compare=False)

    def longest_at(self, stems: Phrase, start: int) -> int:
        """How many of the stems from `start` on form a phrase with a meaning; 0 when none do."""
        for length in range(min(LONGEST_PHRASE, len(stems) - start), 0, -1):
            if stems[start : start + length] in self.sought:
                return length
        return 0

    def meanings(self, stems: Phrase) -> tuple[tuple[int, str], ...]:
        """Where which meaning stands in a text. Documents repeat their texts, so what was read is remembered."""
        found = self._read.get(stems)
        if found is None:
            if len(self._read) >= _MOST_REMEMBERED:
                self._read.clear()
            found = self._read[stems] = tuple(self._meanings(stems))
        return found

    def _meanings(self, stems: Phrase) -> Iterator[tuple[int, str]]:
        for start in range(len(stems)):
            for end in range(start + 1, min(start + LONGEST_PHRASE, len(stems)) + 1):
                for meaning in self.said.get(stems[start:end], ()):
                    yield start, meaning
        for meaning in self.labels.get(stems, ()):
            yield 0, meaning


_compiled: dict[IndexSettings, Synonyms] = {}


async def synonyms_of(index: IndexSettings) -> Synonyms:
    """The index's synonyms as stems, worked out once a process."""
    found = _compiled.get(index)
    if found is None:
        found = _compiled[index] = await _compile(index)
    return found


async def _compile(index: IndexSettings) -> Synonyms:
    texts = {term for group in index.synonyms for term in group}
    texts |= {term for pair in index.broader for term in pair} | {_GENERIC}
    read = await stemmed(texts)
    phrase = {text: tuple(one.stem for one in found) for text, found in read.items()}
    said: dict[Phrase, dict[str, None]] = defaultdict(dict)
    labels: dict[Phrase, dict[str, None]] = defaultdict(dict)
    sought: dict[Phrase, dict[str, None]] = defaultdict(dict)
    for group in index.synonyms:
        same = {phrase[term] for term in group if 0 < len(phrase[term]) <= LONGEST_PHRASE}
        if len(same) > 1:
            for one in same:
                said[one][_name(same)] = sought[one][_name(same)] = None
    for narrow, wide in index.broader:
        one, other = phrase[narrow], phrase[wide]
        if one != other and other and 0 < len(one) <= LONGEST_PHRASE:
            labels[other][_name([other])] = sought[one][_name([other])] = None
    terms = [term for group in index.synonyms for term in group] + [narrow for narrow, _ in index.broader]
    return Synonyms(
        {one: tuple(found) for one, found in said.items()},
        {one: tuple(found) for one, found in labels.items()},
        {one: tuple(found) for one, found in sought.items()},
        frozenset(phrase[_GENERIC]),
        _name((*one, *found) for each in (said, labels) for one, found in each.items()),
        tuple(sorted({one for term in terms if phrase[term] in sought for one in read[term]})),
    )


def _name(phrases: Iterable[Phrase]) -> str:
    """A word that nobody types, the same for the same phrases."""
    content = "/".join(sorted(" ".join(one) for one in phrases))
    return "zq" + blake2b(content.encode(), digest_size=6).hexdigest()


def broader_of(families: Mapping[str, str], *, most_families: int = 2) -> tuple[tuple[str, str], ...]:
    """(narrow, wide) pairs for labels and the family each belongs to.

    A search for a single skill shall also find those who show only its family: so the whole label leads to the
    family, and so does each of its words, unless it occurs in more than `most_families` families («usare»).
    """
    seen: dict[str, dict[str, None]] = defaultdict(dict)
    for label, family in families.items():
        for word in folding.words(label):
            if len(word) > 2 and word not in _GENERIC.split():
                seen[folding.trade_form(word)][family] = None
    pairs = dict.fromkeys((label, family) for label, family in families.items())
    for word, found in seen.items():
        if len(found) <= most_families:
            pairs.update(dict.fromkeys((word, family) for family in found))
    return tuple(pairs)
