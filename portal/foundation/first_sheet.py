"""The cells of the first sheet of an XLSX, measured before they are laid out.

The reader lays a sheet out as a full rectangle: of a small file with one cell in the last corner it would make
seventeen thousand million, and a process without memory ends for everybody.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from functools import reduce
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

MOST_CELLS = 3_000_000
"""Of the rectangle, the empty ones too: fifty thousand rows of sixty columns."""

_OTHER_KINDS = frozenset({"content.xml", "xl/workbook.bin"})
"""Parts of workbooks that are no XLSX, which the reader would open all the same."""

_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_BROKEN = (
    CalamineError, zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, ValueError, OSError, RuntimeError, EOFError,
)  # fmt: skip


class BrokenSheet(Exception):
    """Damaged, protected, empty, or no XLSX at all."""


class SheetTooLarge(Exception):
    """More bytes than asked for, or cells too far apart."""


def first_sheet(content: bytes, *, most_unpacked: int) -> list[list[Any]]:
    """Rows of cells. Formulas are never run: a cell gives the value last saved in it.

    ``most_unpacked``: bytes of all the parts together. Raises BrokenSheet, SheetTooLarge.
    """
    if not content.startswith(b"PK\x03\x04"):
        raise BrokenSheet
    try:
        _measure(content, most_unpacked)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        if not book.sheet_names:
            raise BrokenSheet
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except _BROKEN:
        raise BrokenSheet from None


def _measure(content: bytes, most_unpacked: int) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > most_unpacked:
            raise SheetTooLarge
        if any(part.filename.lower() in _OTHER_KINDS for part in parts):
            raise BrokenSheet
        for part in parts:
            # reading also checks that the sizes told above are true
            told = archive.read(part)
            if b"sheetData" in told and _cells_laid_out(told) > MOST_CELLS:
                raise SheetTooLarge


def _cells_laid_out(sheet: bytes) -> int:
    """The rectangle from the first cell on to the last row and column with something in them."""
    parser = etree.XMLParser(target=_Ruler(), encoding="utf-8", resolve_entities=False, no_network=True)
    cells: int = etree.fromstring(sheet, parser)
    return cells


class _Ruler:
    """Hears the parts of a sheet one by one, and keeps none: a tree of them would be larger than the file.

    Rows and cells may say where they stand; one that does not follows the one before.
    """

    def __init__(self) -> None:
        self._row = self._column = 0
        self._place: tuple[int, int] | None = None
        self._last_row = self._last_column = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif name == "c":
            self._place = self._placed(attributes.get("r"))
        elif self._place is not None:
            # an empty cell holds nothing but its style
            row, column = self._place
            self._last_row = max(self._last_row, row, self._row)
            self._last_column = max(self._last_column, column)

    def end(self, tag: str) -> None:
        if tag.rpartition("}")[2] == "c":
            self._place = None

    def close(self) -> int:
        return self._last_row * self._last_column

    def _placed(self, told: str | None) -> tuple[int, int]:
        if told is None:
            self._column += 1
            return self._row, self._column
        found = _PLACE.fullmatch(told)
        if found is None:
            raise BrokenSheet
        self._column = reduce(lambda number, letter: number * 26 + ord(letter) - 64, found[1].upper(), 0)
        return int(found[2]), self._column
