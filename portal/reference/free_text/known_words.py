"""The closed vocabulary: the words that a text about skills may be made of.

Small on purpose. A dictionary of the whole language knows nine surnames of ten as words; a few thousand words of
work know one in a hundred. How the list is made: tools/build_free_text_vocabulary.py.
"""

from collections.abc import Iterator
from functools import cache

from portal.reference.free_text.findings import Span
from portal.reference.free_text.reading import Reading
from portal.reference.free_text.vocabulary import Rule
from portal.reference.register import read

MOST_DIGITS = 2
"""Of a number that needs no reader: hours, pieces, shelves."""

_ELIDED = frozenset(
    {
        "l", "d", "c", "n", "s", "m", "t", "v", "un", "dell", "all", "dall", "nell", "sull", "quell", "quest", "bell",
        "cos", "com", "anch", "senz", "tutt", "mezz", "quand",
    }
)  # fmt: skip
"""What stands before an apostrophe."""


@cache
def _known() -> dict[str, str]:
    """By folded word, how it is written when that is with capitals."""
    return {row["word"]: row["written"] for row in read("free_text_vocabulary.csv")}


@cache
def _capitals() -> frozenset[str]:
    return frozenset(written for written in _known().values() if written)


def knows(folded: str) -> bool:
    return folded in _known()


def is_written(word: str) -> bool:
    """Whether the portal's own lists write the word with these capitals («CAD», «DPI»)."""
    return word in _capitals()


def unknown(reading: Reading) -> Iterator[Span]:
    for word in reading.words:
        if word.is_digits and len(word.written) <= MOST_DIGITS:
            continue
        if word.elided and word.folded in _ELIDED:
            continue
        if not knows(word.folded):
            yield Span(word.start, word.end, Rule.UNKNOWN_WORD)
