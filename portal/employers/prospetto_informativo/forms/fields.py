"""How the forms of the prospetto read codes: in capitals, without spaces, in the shape the module wants."""

import re
from collections.abc import Callable

from portal.employers.companies.identity import normal_tax_code
from portal.employers.prospetto_informativo.rules import shapes


def code(shape: re.Pattern[str] | str, wrong: str) -> Callable[[str], str]:
    def parse(typed: str) -> str:
        text = typed.replace(" ", "").upper()
        if not re.fullmatch(shape, text):
            raise ValueError(wrong)
        return text

    return parse


def company_code(typed: str) -> str:
    """Eleven digits, sixteen characters, or the code of a foreign company with its two letters."""
    text = typed.replace(" ", "").upper()
    if not shapes.FOREIGN_TAX_CODE.fullmatch(text):
        raise ValueError("Scrivi le 11 cifre, o il codice estero che comincia con le due lettere del Paese.")
    return text


def phone(typed: str) -> str:
    if not re.fullmatch(r"[0-9+ /.\-()]{4,15}", typed):
        raise ValueError("Scrivi il numero con al massimo 15 caratteri.")
    return typed


def line(longest: int) -> Callable[[str], str]:
    def parse(typed: str) -> str:
        if len(typed) > longest:
            raise ValueError(f"Al massimo {longest} caratteri.")
        return typed

    return parse


ateco = code(shapes.ATECO, "Scrivi il codice con sei cifre, come 25.62.00.")
ccnl = code(shapes.CCNL, "Scrivi tre lettere o cifre, oppure due lettere.")
cap = code(shapes.CAP, "Il CAP ha cinque cifre.")
three_digits = code(shapes.THREE_DIGITS, "Il tipo di delegato ha tre cifre.")
tax_code = normal_tax_code
