"""Subjects that no text for companies touches: family, origin, beliefs, justice, health, drugs.

Stems where plural and gender must be caught, whole words where a stem would catch the innocent («reattivo»,
«spostare», «lista»); what is innocent as a whole is passed over («assistente familiare»).
"""

import re
from collections.abc import Iterator
from functools import cache

from portal.kernel.health_words import health_spans
from portal.reference import languages
from portal.reference.free_text.findings import Span
from portal.reference.free_text.reading import Reading
from portal.reference.free_text.vocabulary import Rule
from portal.reference.register import read
from portal.reference.text import fold

_INNOCENT = re.compile(r"\bassisten\w+ familiar\w+|\bcollaborat\w+ familiar\w+")
_ITALIAN = "it"


@cache
def _patterns() -> dict[Rule, re.Pattern[str]]:
    """From free_text_subjects.csv: without accents, a stem with whatever follows it."""
    found: dict[Rule, list[str]] = {}
    for row in read("free_text_subjects.csv"):
        ending = r"\w*" if row["kind"] == "stem" else r"\b"
        found.setdefault(Rule(row["rule"]), []).append(re.escape(row["words"]) + ending)
    return {rule: re.compile(rf"\b(?:{'|'.join(words)})") for rule, words in found.items()}


@cache
def _languages() -> re.Pattern[str]:
    """Languages other than Italian stay inside the file."""
    names = [fold(one.name) for one in languages.entries() if one.code != _ITALIAN]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def subjects(reading: Reading) -> Iterator[Span]:
    plain = _INNOCENT.sub(lambda found: " " * len(found.group()), reading.plain)
    for rule, pattern in _patterns().items():
        for found in pattern.finditer(plain):
            yield Span(*found.span(), rule)
    for found in _languages().finditer(plain):
        yield Span(*found.span(), Rule.ORIGIN)
    for start, end in health_spans(plain):
        yield Span(start, end, Rule.HEALTH)
