"""What someone typed, as terms that both engines understand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from portal.foundation import db
from portal.foundation.search import folding
from portal.foundation.search.port import clean
from portal.foundation.search.stems import Stemmed, stems_of

MOST_WORDS = 8
_LONGEST = 300
# from this length on a stem is safe as a beginning; «sal» (sala) would begin «saldatore» too
_SAFE_BEGINNING = 5

_IS_A_WORD = "SELECT EXISTS (SELECT FROM search_word WHERE index_name = $1 AND word = $2)"

_CHUNK = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words in quotes. `beginning` is set on an unfinished last word: what other words start with."""

    words: tuple[Stemmed, ...]
    quoted: bool = False
    beginning: str | None = None

    @property
    def stem(self) -> str:
        return self.words[0].stem

    @property
    def word(self) -> str:
        return self.words[0].word

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(one.stem for one in self.words)


@dataclass(frozen=True, slots=True)
class Plan:
    """`terms` in the order typed, `excluded` those with a minus. `hopeless`: typed, but nothing to look for."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    hopeless: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.terms or self.excluded or self.hopeless)


async def plan_of(typed: str, index_name: str) -> Plan:
    """At most eight words count; the rest of a longer text is ignored, as Meilisearch does after ten.

    A last word that some document holds as it is typed counts as finished.
    """
    typed = clean(typed[:_LONGEST])
    if not typed.strip():
        return Plan()
    chunks = [
        (
            bool(found["minus"]),
            found["quoted"] is not None,
            folding.words(found["quoted"] or found["plain"] or ""),
        )
        for found in _CHUNK.finditer(typed)
    ]
    stems = await stems_of({word for _, _, words in chunks for word in words})
    terms: list[Term] = []
    excluded: list[Term] = []
    for minus, quoted, words in chunks:
        kept = tuple(Stemmed(word, stem) for word in words if (stem := stems[word]) is not None)
        if not kept:
            continue
        if minus:
            excluded.append(Term(kept, quoted=True))
        elif quoted:
            terms.append(Term(kept, quoted=True))
        else:
            terms.extend(Term((one,)) for one in kept)
    terms, excluded = terms[:MOST_WORDS], excluded[:MOST_WORDS]
    last = chunks[-1] if chunks else None
    if last and not (last[0] or last[1]) and not typed[-1].isspace():
        _leave_unfinished(terms, last[2])
        if terms and await _is_finished(terms[-1], index_name):
            terms[-1] = Term(terms[-1].words)
    return Plan(tuple(terms), tuple(excluded), hopeless=not terms and not excluded)


async def _is_finished(term: Term, index_name: str) -> bool:
    if term.beginning in (None, term.stem):
        return False
    return bool(await db.fetchval(_IS_A_WORD, index_name, term.word))


def _leave_unfinished(terms: list[Term], last_words: tuple[str, ...]) -> None:
    if terms and last_words and terms[-1].words[-1].word == last_words[-1] and not terms[-1].quoted:
        one = terms[-1].words[0]
        terms[-1] = Term((one,), beginning=_beginning(one))
    elif not terms and last_words:
        # a stop word alone is someone on the way to a longer one: «con» to «contabile»
        word = last_words[-1]
        terms.append(Term((Stemmed(word, word),), beginning=word))


def _beginning(one: Stemmed) -> str:
    safe = len(one.stem) >= _SAFE_BEGINNING and one.word.startswith(one.stem)
    return one.stem if safe and len(one.word) - len(one.stem) <= 1 else one.word
