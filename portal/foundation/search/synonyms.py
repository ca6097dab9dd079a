"""Words that mean the same, compared by stem; and the wider word for a narrow one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.foundation.search import folding
from portal.foundation.search.port import IndexSettings
from portal.foundation.search.stems import stemmed

Phrase = tuple[str, ...]
"""Stems side by side."""

# Meilisearch looks at three words together, and reads so many alternatives of one
LONGEST_PHRASE = 3
_MOST_ALTERNATIVES = 40

# said of most trades: alone they tell nothing, so a search is never widened by them
_GENERIC = (
    "addetto operatore tecnico responsabile assistente esperto aiuto lavoro lavorare lavoratore cercare cerco "
    "trovare persona profilo candidato ufficio usare fare gestire capace bravo esperienza zona vicino"
)


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Phrase → the phrases that may stand for it."""

    alternatives: Mapping[Phrase, tuple[Phrase, ...]]
    generic: frozenset[str]

    def longest_at(self, stems: Phrase, start: int) -> int:
        """How many of the stems from `start` on form a known phrase; 0 when none do."""
        for length in range(min(LONGEST_PHRASE, len(stems) - start), 0, -1):
            if stems[start : start + length] in self.alternatives:
                return length
        return 0


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
    by_text = await stemmed(texts)
    phrase = {text: tuple(one.stem for one in found) for text, found in by_text.items()}
    others: dict[Phrase, dict[Phrase, None]] = defaultdict(dict)
    for group in index.synonyms:
        phrases = list(dict.fromkeys(phrase[term] for term in group))
        for one in phrases:
            others[one].update((other, None) for other in phrases if other != one)
    for narrow, wide in index.broader:
        if phrase[narrow] != phrase[wide]:
            others[phrase[narrow]][phrase[wide]] = None
    return Synonyms(
        {
            one: tuple(other for other in found if other)[:_MOST_ALTERNATIVES]
            for one, found in others.items()
            if 0 < len(one) <= LONGEST_PHRASE and any(found)
        },
        frozenset(phrase[_GENERIC]),
    )


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


def phrases(alternatives: Iterable[Phrase]) -> list[str]:
    return [" ".join(one) for one in alternatives]
