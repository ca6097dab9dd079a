"""Reads the bytes of a workforce file, CSV or XLSX, into a header and numbered rows of text."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from portal.foundation.first_sheet import BrokenSheet, SheetTooLarge, first_sheet

MOST_BYTES = 10_000_000
MOST_ROWS = 50_000
MOST_UNPACKED = 200_000_000
"""Bytes an XLSX may unpack to: ten megabytes of zeros must not fill the memory."""

WAY_OUT = "Scarica il modello e usa quello."


class UnreadableFile(Exception):
    """The file as a whole cannot be read; the message is an Italian sentence."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """``rows`` are (line number as the person sees it, cells), empty lines left out."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(content: bytes, suffix: str) -> RawTable:
    """Raises UnreadableFile."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile("Il file supera 10 MB. Dividilo in più file e caricane uno alla volta.")
    lines = _xlsx_lines(content) if suffix == ".xlsx" else _csv_lines(content)
    numbered = [
        (number, tuple(cell.strip() for cell in line)) for number, line in enumerate(lines, 1) if any(line)
    ]
    if not numbered:
        raise UnreadableFile(f"Il file è vuoto. {WAY_OUT}")
    if len(numbered) - 1 > MOST_ROWS:
        raise UnreadableFile(
            "Il file ha più di 50.000 righe. Dividilo in più file e caricane uno alla volta."
        )
    if len(numbered) == 1:
        raise UnreadableFile("Il file ha solo l’intestazione: non ci sono righe da caricare.")
    return RawTable(numbered[0][1], tuple(numbered[1:]))


def _decoded(content: bytes) -> str:
    """UTF-8, with or without its mark, else the Windows encoding that spreadsheets still write."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile("Il file è in UTF-16. Salvalo come «CSV UTF-8» e caricalo di nuovo.")
    if content.startswith(b"PK\x03\x04"):
        raise UnreadableFile(
            "Questo è un foglio di calcolo, non un CSV. Caricalo con il nome che finisce in .xlsx."
        )
    if b"\x00" in content:
        raise UnreadableFile("Il file non è un testo. Salvalo come «CSV UTF-8» e caricalo di nuovo.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("I caratteri del file non si leggono. Salvalo come «CSV UTF-8» e caricalo di nuovo.")


def _csv_lines(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max((";", ",", "\t"), key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise UnreadableFile(
            "Il CSV ha virgolette aperte e mai chiuse. Controlla le celle con le virgolette."
        ) from None


def _xlsx_lines(content: bytes) -> list[list[str]]:
    """The first sheet. Formulas are never run: a cell gives the value last saved in it."""
    try:
        cells = first_sheet(content, most_unpacked=MOST_UNPACKED)
    except SheetTooLarge:
        raise UnreadableFile("Il foglio è troppo grande. Tieni solo le colonne del modello.") from None
    except BrokenSheet:
        wrong = "Il foglio non si apre: è danneggiato, protetto o non è un vero .xlsx. "
        raise UnreadableFile(wrong + WAY_OUT) from None
    return [[_text(cell) for cell in line] for line in cells]


def _text(cell: Any) -> str:
    """A cell as someone would type it: days as 2026-11-27, whole numbers without decimals."""
    if isinstance(cell, bool):
        return "sì" if cell else "no"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell.hour}:{cell.minute:02d}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)
