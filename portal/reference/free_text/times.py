"""Days, years, ages and how many years of something: together with a place they tell who somebody is."""

import re
from collections.abc import Iterator

from portal.reference.free_text.findings import Span
from portal.reference.free_text.reading import Reading
from portal.reference.free_text.vocabulary import Rule

_MONTHS = (
    "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|"
    "genn?|febb?|apr|giu|lug|ago|sett|ott|nov|dic"
)
_FULL_MONTHS = "gennaio|febbraio|marzo|aprile|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"
_TENS = "vent|trent|quarant|cinquant|sessant|settant|ottant"
_NUMBER = (
    r"(?:\d{1,2}|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|quindici|venti\w*|trent\w*|"
    r"quarant\w*|cinquant\w*|sessant\w*|molti|tanti|diversi|parecchi)"
)
_TIMES = re.compile(
    "|".join(
        (
            r"\b\d{1,4}\s*[/.\-–]\s*\d{1,2}\s*[/.\-–]\s*\d{2,4}\b",
            r"\b\d{1,2}\s*/\s*(?:19|20)\d{2}\b",
            rf"\b\d{{1,2}}°?\s*(?:{_MONTHS})\b\.?(?:\s*\d{{2,4}})?",
            rf"\b(?:primo\s+)?(?:{_FULL_MONTHS})\b(?:\s*(?:del\s*)?\d{{2,4}})?",
            r"\bprimo maggio\b|\bmaggio\s+\d{2,4}\b",
            r"\b(?:19|20)\d{2}\b",
            r"(?<!\w)['’]\d{2}\b",
            r"\b(?:mille\s*nove\s*cento|due\s*mila)\w*(?:\s+(?:e\s+)?\w*(?:uno|due|tre|quattro|cinque|sei|sette|otto|nove))?",
            r"\banni\s+(?:['’]?\d0|sessanta|settanta|ottanta|novanta|duemila)\b",
            rf"\b{_NUMBER}\s+(?:anni|mesi)\b",
            r"\bun\s+anno\b",
            rf"\b(?:{_TENS})\w*enn[ei]\b|\b(?:di|dici)\w*enn[ei]\b|\bmaggiorenn[ei]\b|\bminorenn[ei]\b",
            r"\b(?:nat[oaie]|nascita|compleann\w*)\b",
            r"\beta\b(?!\s+dei\s+bambin)",
        )
    )
)


def times(reading: Reading) -> Iterator[Span]:
    for found in _TIMES.finditer(reading.plain):
        yield Span(*found.span(), Rule.DATE)
