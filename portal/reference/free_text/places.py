"""Streets and places: every comune, also those joined to others, provinces and regions, in any case of letters.

A name made of everyday words alone («Sale», «Le Serre») is a place only when it is written like one: the rule on
capitals finds it.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from portal.reference import municipalities, provinces, regions
from portal.reference.free_text import known_words
from portal.reference.free_text.findings import Span
from portal.reference.free_text.reading import Reading
from portal.reference.free_text.vocabulary import Rule
from portal.reference.text import words

_WAYS = (
    r"viale|v\.le|piazza|piazzale|piazzetta|p\.?zza|p\.le|corso|c\.so|largo|vicolo|strada|contrada|frazione|localita|"
    r"fraz\.|loc\.|salita|galleria|borgo|lungomare|lungolago|rione|quartiere"
)
_OF = r"(?:(?:del|della|dei|delle|dell['’]|di|al|alla|san|santa|s\.)\s*)*"
_WITH_A_NAME = re.compile(rf"\b(?i:via|{_WAYS})\s+(?i:{_OF})[A-ZÀ-Ý]\S*")
_WITH_A_NUMBER = re.compile(
    rf"\b(?:via|{_WAYS})\s+(?:[^\W\d]+\s+){{0,4}}(?:n\.?\s*|numero\s+|civico\s+)?\d+\w?\b", re.IGNORECASE
)
_LIVES = re.compile(
    r"\b(?:indirizzo|residente|residenza|abita|abito|abitano|vive a|vivo a|cap)\b", re.IGNORECASE
)
_BY_MEANS_OF = {"di", "e", "mail", "email", "telefono", "web", "chat", "posta", "radio", "internet", "che"}
_LONGEST_ALONE = 2
"""«Re», «Ne», «Vo» are words first and comuni after."""


def places(reading: Reading) -> Iterator[Span]:
    yield from _streets(reading)
    told = reading.words
    for place, word in enumerate(told):
        for name in _names().get(word.folded, ()):
            last = place + len(name) - 1
            if last < len(told) and all(told[place + step].folded == part for step, part in enumerate(name)):
                yield Span(word.start, told[last].end, Rule.PLACE)
                break


def _streets(reading: Reading) -> Iterator[Span]:
    for shape in (_WITH_A_NAME, _WITH_A_NUMBER, _LIVES):
        for found in shape.finditer(reading.text):
            yield Span(*found.span(), Rule.STREET)
    told = reading.words
    for word, after in pairwise(told):
        if word.folded == "via" and after.folded not in _BY_MEANS_OF and not known_words.knows(after.folded):
            yield Span(word.start, after.end, Rule.STREET)


@cache
def _names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """By first word, the longest first."""
    every: set[tuple[str, ...]] = set()
    for one in municipalities.register():
        every |= {tuple(words(spoken)) for spoken in (one.name, one.other_name) if spoken}
    every |= {tuple(words(one.name)) for one in provinces.register()}
    every |= {tuple(words(one.name)) for one in regions.register()}
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in every:
        if name and not _everyday(name):
            found.setdefault(name[0], []).append(name)
    return {
        first: tuple(sorted(names, key=lambda name: (-len(name), name))) for first, names in found.items()
    }


def _everyday(name: tuple[str, ...]) -> bool:
    if len(name) == 1 and len(name[0]) <= _LONGEST_ALONE:
        return True
    return all(known_words.knows(word) for word in name)
