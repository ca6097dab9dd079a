"""Codes that belong to nobody: VAT numbers of an office that never gave any, tax codes of a place that is none.

Source of the reserved ranges: office code 000 in digits 8 to 10 of a partita IVA, place code Z000 in a codice
fiscale. Both carry a valid check character; the validators let them pass only where there is sample data.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from stdnum import luhn
from stdnum.it import codicefiscale

OFFICE = "000"
PLACE = "Z000"

_MONTHS = "ABCDEHLMPRST"
_VOWELS = frozenset("AEIOU")
_FOR_A_WOMAN = 40


def vat_number(number: int) -> str:
    """Eleven digits; ``number`` from 1 to 9,999,999 tells companies apart."""
    if not 1 <= number <= 9_999_999:
        raise ValueError(f"there is no VAT number {number}")
    digits = f"{number:07d}{OFFICE}"
    return digits + str(luhn.calc_check_digit(digits))


def tax_code(first_name: str, last_name: str, birth: date, *, woman: bool) -> str:
    """The codice fiscale of somebody born nowhere (DM 23-12-1976: names, day, place, check character)."""
    day = birth.day + (_FOR_A_WOMAN if woman else 0)
    start = f"{_surname(last_name)}{_name(first_name)}{birth.year % 100:02d}{_MONTHS[birth.month - 1]}{day:02d}{PLACE}"
    return start + str(codicefiscale.calc_check_digit(start))


def _surname(name: str) -> str:
    consonants, vowels = _letters(name)
    return (consonants + vowels + "XXX")[:3]


def _name(name: str) -> str:
    consonants, vowels = _letters(name)
    if len(consonants) > 3:
        return consonants[0] + consonants[2] + consonants[3]
    return (consonants + vowels + "XXX")[:3]


def _letters(name: str) -> tuple[str, str]:
    plain = [one for one in unicodedata.normalize("NFD", name.upper()) if one.isascii() and one.isalpha()]
    return (
        "".join(one for one in plain if one not in _VOWELS),
        "".join(one for one in plain if one in _VOWELS),
    )
