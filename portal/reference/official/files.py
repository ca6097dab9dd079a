"""A table in a CSV or XLSX file, read as text: header, then rows with the number a person sees beside them."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from portal.foundation.first_sheet import BrokenSheet, SheetTooLarge, first_sheet
from portal.kernel.refusals import Refused

MAXIMUM_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 400_000_000
"""Bytes an XLSX may unpack to: the largest official tables have a few hundred thousand rows."""

_ZIP = b"PK\x03\x04"


class FileRefused(Refused):
    """The file as a whole cannot be read. The message is an Italian sentence."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file; ``number`` counts from 1 at the header. A cell that is a number is kept as one."""

    number: int
    cells: tuple[str | float, ...]


def read_lines(content: bytes) -> list[Line]:
    """The rows that are not empty, the header first. Raises FileRefused."""
    if len(content) > MAXIMUM_BYTES:
        raise FileRefused("Il file supera 20 MB. Dividilo o togli le colonne che non servono.")
    lines = list(_read_xlsx(content) if content.startswith(_ZIP) else _read_csv(content))
    if len(lines) < 2:
        raise FileRefused(
            "Il file non ha righe sotto l'intestazione. Controlla di aver scelto quello giusto."
        )
    return lines


def _read_csv(content: bytes) -> Iterator[Line]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused("Il file CSV non è in UTF-8. Salvalo come «CSV UTF-8» e riprova.") from None
    if "\x00" in text:
        raise FileRefused("Il file non è una tabella CSV né XLSX. Salvalo in uno dei due formati e riprova.")
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        start = 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Line(start, tuple(cells))
            start = reader.line_num + 1
    except csv.Error:
        raise FileRefused(
            f"Alla riga {reader.line_num} del file CSV le virgolette non si chiudono. Correggila e riprova."
        ) from None


def _read_xlsx(content: bytes) -> Iterator[Line]:
    try:
        rows = first_sheet(content, most_unpacked=MOST_UNPACKED)
    except SheetTooLarge:
        raise FileRefused("Il foglio è troppo grande. Dividilo o togli le colonne che non servono.") from None
    except BrokenSheet:
        raise FileRefused("Il file XLSX è danneggiato o vuoto. Aprilo, salvalo di nuovo e riprova.") from None
    for number, row in enumerate(rows, start=1):
        cells = tuple(
            cell if isinstance(cell, float) else str(cell) if cell is not None else "" for cell in row
        )
        if any(cell != "" for cell in cells):
            yield Line(number, cells)
