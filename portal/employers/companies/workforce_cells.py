"""How the cells of a workforce file are read: texts, days, hours, words of a list."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from portal.employers.companies.identity import normal_tax_code
from portal.employers.companies.places import comune
from portal.kernel.days import FIRST_DAY, LAST_DAY
from portal.reference import municipalities, professions
from portal.reference.register import UnknownCode

FORMULA_SIGNS = ("=", "+", "-", "@")


class WrongCell(Exception):
    """The cell cannot be read; the message is a sentence that never repeats what a sealed column holds."""


def folded(text: str) -> str:
    """«Data di inizio», «data_inizio» and «DATA INIZIO» are one header."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join(
        word for word in re.findall(r"[a-z0-9]+", letters) if word not in ("di", "il", "la", "e", "o")
    )


def read_text(cell: str) -> str:
    """A formula in a text cell would run when somebody opens an export: refused."""
    if cell.startswith(FORMULA_SIGNS):
        raise WrongCell(
            "La cella comincia come una formula: scrivi il valore, senza «=», «+», «-» o «@» davanti."
        )
    text = re.sub(r"[\x00-\x1f\x7f]", " ", cell).strip()
    if len(text) > 120:
        raise WrongCell("Il testo è troppo lungo: al massimo 120 caratteri.")
    return " ".join(text.split())


def read_date(cell: str) -> date:
    found = _day(cell)
    if not FIRST_DAY <= found <= LAST_DAY:
        raise WrongCell(
            f"La data «{cell}» ha un anno fuori dal {FIRST_DAY.year}–{LAST_DAY.year}: se non c’è una fine,"
            " lascia vuota la cella."
        )
    return found


def _day(cell: str) -> date:
    italian = re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", cell)
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?", cell)
    try:
        if italian:
            return date(int(italian[3]), int(italian[2]), int(italian[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        raise WrongCell(f"La data «{cell}» non esiste nel calendario.") from None
    raise WrongCell(f"La data «{cell[:20]}» non si legge: scrivila come 27/11/2026.")


def read_hours(cell: str) -> Decimal:
    """38, 37,5, 37.5, 37:30"""
    clock = re.fullmatch(r"(\d{1,2}):([0-5]\d)", cell)
    if clock:
        return (Decimal(clock[1]) + Decimal(clock[2]) / 60).quantize(Decimal("0.01"))
    try:
        value = Decimal(cell.replace(",", "."))
    except InvalidOperation:
        raise WrongCell(f"Le ore «{cell[:20]}» non si leggono: scrivile come 38 o 37,5.") from None
    if not value.is_finite() or value < 0 or value > 168:
        raise WrongCell("Le ore settimanali vanno da 1 a 48.")
    return value.quantize(Decimal("0.01"))


def read_yes_no(cell: str) -> bool:
    match folded(cell):
        case "si" | "s" | "1" | "x" | "vero" | "true":
            return True
        case "no" | "n" | "0" | "falso" | "false":
            return False
    raise WrongCell("Scrivi «sì» oppure «no».")


def read_whole(what: str) -> Callable[[str], int]:
    def read(cell: str) -> int:
        if not re.fullmatch(r"\d{1,4}%?", cell):
            raise WrongCell(f"{what} è un numero intero.")
        return int(cell.rstrip("%"))

    return read


def one_of(
    kind: type[StrEnum], labels: Mapping[Any, str], what: str, *also: tuple[str, StrEnum]
) -> Callable[[str], Any]:
    """Reads a code or a label, whatever its capitals and accents."""
    known: dict[str, StrEnum] = {}
    for value in kind:
        known[folded(value.value)] = value
        known[folded(labels[value])] = value
    known.update({folded(word): value for word, value in also})

    def read(cell: str) -> StrEnum:
        value = known.get(folded(cell))
        if value is None:
            raise WrongCell(f"{what} non è fra le voci del modello.")
        return value

    return read


def read_code(shape: str, wrong: str) -> Callable[[str], str]:
    """A code of a given shape, in capitals."""
    pattern = re.compile(shape)

    def read(cell: str) -> str:
        code = cell.upper()
        if not pattern.fullmatch(code):
            raise WrongCell(wrong)
        return code

    return read


def read_semester_hours(cell: str) -> Decimal:
    try:
        value = Decimal(cell.replace(",", "."))
    except InvalidOperation:
        raise WrongCell("Le ore del semestre sono un numero, per esempio 312 o 312,5.") from None
    if not value.is_finite() or not 0 <= value <= 9999:
        raise WrongCell("Le ore lavorate nel semestre vanno da 0 a 1.296.")
    return value.quantize(Decimal("0.01"))


def read_tax_code(cell: str) -> str:
    try:
        return normal_tax_code(cell)
    except ValueError as problem:
        raise WrongCell(str(problem)) from None


def read_profession(cell: str) -> str:
    if not professions.known(cell):
        raise WrongCell(f"La qualifica «{cell[:20]}» non è un codice CP2021, come 4.1.1.2.0.")
    return cell


def read_birthplace(cell: str) -> str:
    """A comune by name or cadastral code; a state by its code, Z and three digits."""
    code = cell.upper()
    if re.fullmatch(r"Z\d{3}", code):
        return code
    try:
        if re.fullmatch(r"[A-M]\d{3}", code):
            return municipalities.by_code(code).code
        return comune(cell).code
    except UnknownCode:
        raise WrongCell(f"Il comune con codice «{code}» non c’è: controlla il codice catastale.") from None
    except ValueError as problem:
        raise WrongCell(str(problem)) from None
