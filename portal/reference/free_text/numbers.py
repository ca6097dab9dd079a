"""Numbers that tell who somebody is: tax code, bank, plate, telephone; in digits, spaced, dashed or in words."""

import re
from collections.abc import Iterator

from stdnum.it import codicefiscale

from portal.reference.free_text.findings import Span
from portal.reference.free_text.reading import Reading
from portal.reference.free_text.vocabulary import Rule

_OMOCODIA = "LMNPQRSTUV"
"""What stands for 0 to 9 where two people would have one code."""
_D = rf"[0-9{_OMOCODIA}]"
_TAX_CODE = re.compile(rf"[A-Z]{{6}}{_D}{{2}}[ABCDEHLMPRST]{_D}{{2}}[A-Z]{_D}{{3}}[A-Z]")
_TAX_CODE_LENGTH = 16
_IN_DIGITS = str.maketrans(_OMOCODIA, "0123456789")

_IBAN = re.compile(r"\b[a-z]{2}[ -]?\d{2}(?:[ -]?[a-z0-9]){11,30}\b")
_DIGITS = re.compile(r"\d(?:[\s./()\-–]*\d){5,}")
_PLATES = (
    re.compile(r"\b[a-hj-npr-tv-z]{2}\d{3}[a-hj-npr-tv-z]{2}\b", re.I),
    re.compile(r"\b[A-HJ-NPR-TV-Z]{2}[ -]\d{3}[ -]?[A-HJ-NPR-TV-Z]{2}\b"),
    re.compile(r"\b[A-Z]{2}[ -]?\d{5,6}\b"),
)

_UNITS = ("zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove")
_TENS = (
    "dieci", "undici", "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto",
    "diciannove", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta", "cento",
    "mille",
)  # fmt: skip
_SPELLED = {**dict.fromkeys(_UNITS, 1), **dict.fromkeys(_TENS, 2)}
"""How many digits a word stands for, at least."""
_COMPOUND = re.compile(
    r"(?:venti?|trenta?|quaranta?|cinquanta?|sessanta?|settanta?|ottanta?|novanta?)"
    r"(?:uno|due|tre|quattro|cinque|sei|sette|otto|nove|un)"
)
MOST_FIGURES, MOST_DIGITS = 3, 5


def numbers(reading: Reading) -> Iterator[Span]:
    yield from tax_codes(reading)
    for found in _IBAN.finditer(reading.plain):
        if sum(sign.isdigit() for sign in found.group()) > MOST_DIGITS:
            yield Span(*found.span(), Rule.IBAN)
    for plate in _PLATES:
        for found in plate.finditer(reading.text):
            yield Span(*found.span(), Rule.PLATE)
    for found in _DIGITS.finditer(reading.text):
        yield Span(*found.span(), Rule.LONG_NUMBER)
    yield from _spelled(reading)


def tax_codes(reading: Reading) -> Iterator[Span]:
    """Codes of sixteen by their shape. One put together over spaces or dashes needs its check character or two
    digits, else words that stand side by side would pass for one."""
    places = [place for place, sign in enumerate(reading.plain) if sign.isascii() and sign.isalnum()]
    joined = "".join(reading.plain[place] for place in places).upper()
    whole = {word.start for word in reading.words if word.end - word.start == _TAX_CODE_LENGTH}
    for first in range(len(joined) - _TAX_CODE_LENGTH + 1):
        code = joined[first : first + _TAX_CODE_LENGTH]
        if _TAX_CODE.fullmatch(code) is None:
            continue
        start, end = places[first], places[first + _TAX_CODE_LENGTH - 1] + 1
        if (start in whole and end - start == _TAX_CODE_LENGTH) or _tells(code):
            yield Span(start, end, Rule.TAX_CODE)


def _tells(code: str) -> bool:
    if sum(sign.isdigit() for sign in code) >= 2:
        return True
    day = int(code[9:11].translate(_IN_DIGITS))
    return (1 <= day <= 31 or 41 <= day <= 71) and codicefiscale.calc_check_digit(code[:-1]) == code[-1]


def _spelled(reading: Reading) -> Iterator[Span]:
    """Figures said one after the other: «tre quattro otto», «tre 4 otto uno», «trentaquattro ventidue»."""
    run: list[tuple[int, int, int, bool]] = []
    for word in reading.words:
        size, in_words = _figures(word.folded)
        if not size or (run and re.search(r"[^\s\-–.,/]", reading.text[run[-1][1] : word.start])):
            yield from _told(run)
            run = []
        if size:
            run.append((word.start, word.end, size, in_words))
    yield from _told(run)


def _figures(folded: str) -> tuple[int, bool]:
    """How many digits a word stands for, and whether it says them in letters."""
    if folded.isdigit():
        return len(folded), False
    if folded in _SPELLED:
        return _SPELLED[folded], True
    return (2, True) if _COMPOUND.fullmatch(folded) else (0, False)


def _told(run: list[tuple[int, int, int, bool]]) -> Iterator[Span]:
    spelled = any(in_words for *_, in_words in run)
    if spelled and (len(run) > MOST_FIGURES or sum(size for _, _, size, _ in run) > MOST_DIGITS):
        yield Span(run[0][0], run[-1][1], Rule.LONG_NUMBER)
