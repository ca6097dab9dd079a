"""A text as the rules read it: one form of Unicode, its words with their places, and what cannot be read at all."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from portal.reference.free_text.findings import Span
from portal.reference.free_text.vocabulary import Rule

_WORD = re.compile(r"[^\W_]+[+#]*")
_OPENING = re.compile(r"(?:[.!?…]['»”\")]*\s+|\n\s*[-–•*]?\s*)$")
_APOSTROPHES = "'’ʼ‘`´"
_SIGNS = frozenset(" \n.,;:!?…'’\"«»“”()/+&%-–—•·°€@#*")
"""Beside letters and digits. What none of these are is a sign that no sentence about work needs."""

_TYPOGRAPHY = str.maketrans({"ʼ": "’", "‘": "’", "`": "’", "´": "’", "\t": " ", "\r": "\n", "\xa0": " "})

_MARKUP = re.compile(
    r"</?[a-z!?][^>]*>?|[<>]|&#?\w{1,10};|\{\{|\}\}|\[\[|\]\]|\[[^\]]*\]\([^)]*\)|%[0-9a-f]{2}", re.I
)
_INVISIBLE = frozenset({"Cf", "Cc", "Cn", "Co", "Cs", "Mn", "Me", "Zl", "Zp"})


def unfolded(text: str) -> str:
    """Unescaped twice, NFKC, lines and spaces levelled; what is wrong with the signs is still in it."""
    plain = html.unescape(html.unescape(text)).replace("\r\n", "\n")
    # The acute accent alone is a letter and a space in NFKC: it is turned into an apostrophe before.
    plain = unicodedata.normalize("NFKC", plain.translate(_TYPOGRAPHY)).translate(_TYPOGRAPHY)
    lines = (" ".join(part for part in line.split(" ") if part) for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def base(letter: str) -> str:
    """The letter without its accent, in lower case; «» for what is not one of a to z."""
    first = unicodedata.normalize("NFD", letter)[0].lower()
    return first if "a" <= first <= "z" else ""


@dataclass(frozen=True, slots=True)
class Word:
    written: str
    folded: str
    """Lower case without accents; letters outside a to z are left as they are."""
    start: int
    end: int
    opens: bool
    """First word of a sentence or of a line."""
    elided: bool
    """An apostrophe follows: «l’ordine»."""

    @property
    def is_digits(self) -> bool:
        return self.written.isdigit()


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    plain: str
    """The text in lower case without accents, letter for letter: positions are those of the text."""
    words: tuple[Word, ...]


def read(text: str) -> Reading:
    """``text`` already unfolded."""
    plain = "".join(base(letter) or letter.lower()[:1] for letter in text)
    return Reading(text, plain, tuple(_words(text, plain)))


def _words(text: str, plain: str) -> Iterator[Word]:
    for found in _WORD.finditer(text):
        start, end = found.span()
        before = text[:start].rstrip("«“\"(’'")
        opens = not before.strip() or bool(_OPENING.search(before))
        elided = text[end : end + 1] in tuple(_APOSTROPHES)
        yield Word(found.group(), plain[start:end], start, end, opens, elided)


def unreadable(text: str) -> Iterator[Span]:
    """Markup, invisible signs, letters of other alphabets, signs of no use: step 1 of the gate."""
    for found in _MARKUP.finditer(text):
        yield Span(*found.span(), Rule.MARKUP)
    for place, sign in enumerate(text):
        category = unicodedata.category(sign)
        if sign == "\n":
            continue
        if category in _INVISIBLE:
            yield Span(place, place + 1, Rule.INVISIBLE)
        elif (category[0] == "L" and not base(sign)) or (category[0] == "N" and not "0" <= sign <= "9"):
            yield Span(place, place + 1, Rule.LETTERS)
        elif category[0] not in "LN" and sign not in _SIGNS and sign not in "<>{}[]":
            yield Span(place, place + 1, Rule.SIGNS)
