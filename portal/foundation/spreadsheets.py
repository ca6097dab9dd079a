"""Small files of rows, CSV or XLSX: read into texts by column, and written as empty templates."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from portal.foundation.first_sheet import BrokenSheet, SheetTooLarge, first_sheet

MOST_UNPACKED = 50_000_000
"""Bytes an XLSX may unpack to: a few megabytes of zeros must not fill the memory."""

CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UnreadableFile(Exception):
    """The file as a whole cannot be read; the message is an Italian sentence with the way out."""


Row = tuple[int, dict[str, str]]


def read_rows(
    content: bytes, suffix: str, columns: Sequence[str], *, most_rows: int, optional: Sequence[str] = ()
) -> list[Row]:
    """Line number as the person sees it, and cells by column; of ``optional`` columns those that are there.

    Empty lines are left out. Raises UnreadableFile.
    """
    lines = _sheet(content) if suffix == ".xlsx" else _text(content)
    numbered = [
        (number, cells)
        for number, line in enumerate(lines, 1)
        if any(cells := [cell.strip() for cell in line])
    ]
    if len(numbered) < 2:
        raise UnreadableFile("Il file non ha righe da caricare. Scarica il modello e usa quello.")
    if len(numbered) - 1 > most_rows:
        raise UnreadableFile(f"Il file ha più di {most_rows} righe. Dividilo in più file.")
    header = [" ".join(cell.casefold().split()) for cell in numbered[0][1]]
    missing = [name for name in columns if name.casefold() not in header]
    if missing:
        raise UnreadableFile(f"Nel file manca la colonna «{missing[0]}». Scarica il modello e usa quello.")
    there = [name for name in optional if name.casefold() in header]
    place = {name: header.index(name.casefold()) for name in (*columns, *there)}
    return [
        (number, {name: cells[at] if at < len(cells) else "" for name, at in place.items()})
        for number, cells in numbered[1:]
    ]


def _text(content: bytes) -> list[list[str]]:
    if b"\x00" in content or content.startswith(b"PK\x03\x04"):
        raise UnreadableFile("Il file non è un CSV. Salvalo come «CSV UTF-8» e caricalo di nuovo.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # the encoding that spreadsheets on Windows still write
        text = content.decode("cp1252", errors="replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max((";", ",", "\t"), key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise UnreadableFile("Il CSV ha virgolette aperte e mai chiuse. Controlla le celle.") from None


def _sheet(content: bytes) -> list[list[str]]:
    """The first sheet; formulas are never run."""
    try:
        cells = first_sheet(content, most_unpacked=MOST_UNPACKED)
    except SheetTooLarge:
        raise UnreadableFile("Il foglio è troppo grande. Tieni solo le colonne del modello.") from None
    except BrokenSheet:
        wrong = "Il foglio non si apre: è danneggiato o non è un vero .xlsx. Scarica il modello e usa quello."
        raise UnreadableFile(wrong) from None
    return [[_typed(cell) for cell in line] for line in cells]


def _typed(cell: Any) -> str:
    """As someone would type it: days as 27/11/2026, whole numbers without decimals."""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def template_csv(columns: Sequence[str]) -> bytes:
    """With the mark that makes spreadsheets read UTF-8, and the separator they use in Italy."""
    return (";".join(columns) + "\r\n").encode("utf-8-sig")


def template_xlsx(columns: Sequence[str], *, title: str) -> bytes:
    """Every cell is text, so that codes and telephones keep their zeros."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for index, name in enumerate(columns):
            sheet.set_column(index, index, max(16, len(name) + 2), text)
            sheet.write_string(0, index, name, head)
    return content.getvalue()
