"""Stems, by PostgreSQL's Italian dictionary: both engines share them, and no other stemmer is needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from portal.foundation import db
from portal.foundation.search import folding

_MOST_REMEMBERED = 100_000

_SQL = """
SELECT word, ts_lexize('pg_catalog.italian_stem', word) = '{}' AS stop,
       (ts_lexize('pg_catalog.italian_stem', form))[1] AS stem
FROM unnest($1::text[], $2::text[]) AS asked(word, form)
"""

# words of the language, not of people: what a process has stemmed once it need not ask again
_known: dict[str, str | None] = {}


class Stemmed(NamedTuple):
    """A word as it is written, folded, and its stem."""

    word: str
    stem: str


async def stems_of(words: Iterable[str]) -> dict[str, str | None]:
    """Folded words with their stems; None for a stop word."""
    wanted = set(words)
    unknown = sorted(wanted - _known.keys())
    if unknown:
        if len(_known) + len(unknown) > _MOST_REMEMBERED:
            _known.clear()
            unknown = sorted(wanted)
        rows = await db.fetch(_SQL, unknown, [folding.trade_form(word) for word in unknown])
        for row in rows:
            word = row["word"]
            stop = word in folding.STOPS or (row["stop"] and word not in folding.KEPT)
            _known[word] = None if stop else (row["stem"] or word)
    return {word: _known[word] for word in wanted}


async def stemmed(texts: Collection[str]) -> dict[str, tuple[Stemmed, ...]]:
    """Each text as its words and stems in order, stop words left out."""
    split = {text: folding.words(text) for text in texts}
    stems = await stems_of({word for words in split.values() for word in words})
    return {
        text: tuple(Stemmed(word, stem) for word in words if (stem := stems[word]) is not None)
        for text, words in split.items()
    }
