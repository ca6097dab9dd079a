"""Words as both engines see them: lower case, no accents, no articles, one form for both genders of a trade."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# C++ and C# would otherwise both be «c»
_SPELLED = {"c++": "cplusplus", "c#": "csharp", "f#": "fsharp"}
_SPELLED_OUT = re.compile(r"(?<![^\W_])[cf](?:\+\+|#)(?![^\W_])")
_WORD = re.compile(r"[^\W_]+")

# «addetto/a», «direttore/trice»: the second half is an ending, not a word
_ENDING = re.compile(r"(?<=[^\W\d_])/(?:a|e|i|o|he|hi|ra|rice|trice|tore|essa)(?![^\W_])")

_TRADE = (
    (re.compile(r"tric[ei]$"), "tore"),  # saldatrice → saldatore
    (re.compile(r"(?<=[dst]or)ess[ae]$"), "e"),  # professoressa → professore
    (re.compile(r"(?<=..ier)[aei]$"), "o"),  # infermiere, infermiera → infermiero: one stem for both
    (re.compile(r"(?<=...)ai[ae]?$"), "aio"),  # operai, operaia → operaio
)

STOPS = frozenset({"d", "s", "m", "t", "v", "n", "po", "e", "ed", "od", "perche", "piu", "cosi", "cioe"})
"""Beside the stop words of PostgreSQL's list: elided forms, and those that lose their accent by folding."""

KEPT = frozenset({"c"})
"""On that list, yet a licence («patente C») or a language here."""


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case without accents; spaces and punctuation stay."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text in order, stop words included."""
    folded = _ENDING.sub("", fold(text))
    return tuple(_WORD.findall(_SPELLED_OUT.sub(lambda found: _SPELLED[found.group()], folded)))


def trade_form(word: str) -> str:
    """The form of a word that is stemmed: the stemmer keeps «infermiere» and «infermiera» apart, people do not."""
    for pattern, ending in _TRADE:
        changed, times = pattern.subn(ending, word)
        if times:
            return changed
    return word
