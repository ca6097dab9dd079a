"""Languages that people in Italy work in, by ISO 639 code, with the Italian names of Unicode CLDR."""

from dataclasses import dataclass
from functools import cache

from portal.reference.register import Register

CODES = (
    "it", "en", "fr", "de", "es", "pt", "ro", "sq", "ar", "zh", "uk", "ru", "pl", "bn", "hi", "pa",
    "ur", "tl", "si", "ta", "ti", "am", "so", "ha", "yo", "ig", "sw", "wo", "fa", "ku", "tr", "el",
    "bg", "sr", "hr", "sl", "hu", "cs", "sk", "nl", "sv", "lt", "lv", "et", "ja", "ko", "vi", "th",
    "ne", "ka", "hy", "he", "ln", "ak", "ff", "bm", "mk", "mt", "ca", "eu",
)  # fmt: skip

# CLDR has no name for it.
SIGN_LANGUAGE = "ise"


@dataclass(frozen=True, slots=True)
class Language:
    code: str
    name: str


@cache
def register() -> Register[Language]:
    # Imported here: its data takes longer to load than the rest of this package.
    from babel import Locale

    names = Locale.parse("it").languages
    spoken = [Language(code, names[code]) for code in CODES]
    signed = Language(SIGN_LANGUAGE, "lingua dei segni italiana (LIS)")
    return Register("lingue", (*spoken, signed), lambda language: language.code)


def entries() -> tuple[Language, ...]:
    """The commonest first."""
    return register().rows


def by_code(code: str) -> Language:
    """Raises UnknownCode."""
    return register().by_code(code)


def name(code: str) -> str:
    return by_code(code).name
