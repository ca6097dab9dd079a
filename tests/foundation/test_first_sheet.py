"""A sheet is measured before it is laid out: a small file must not take the memory of everybody."""

import io
import resource
import subprocess
import sys
import zipfile

import pytest
import xlsxwriter

from portal.foundation.first_sheet import BrokenSheet, SheetTooLarge, first_sheet

_LIMIT = 50_000_000


def _sheet(*cells: tuple[int, int, object]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, column, value in cells:
            sheet.write(row, column, value)
    return content.getvalue()


def _with_rows(rows: str) -> bytes:
    """The same file with the rows of its sheet written by hand."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_sheet((0, 0, "nome")))) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            told = old.read(part).decode()
            if part.filename == "xl/worksheets/sheet1.xml":
                before, _, after = told.partition("<sheetData>")
                told = f"{before}<sheetData>{rows}</sheetData>{after.partition('</sheetData>')[2]}"
            new.writestr(part.filename, told)
    return content.getvalue()


_FAR = {
    "cells that say where they stand": _sheet((0, 0, "nome"), (1_048_575, 16_383, "fine")),
    "a row that says where it stands": _with_rows(
        '<row r="1"><c><v>1</v></c></row><row r="1048576">' + "<c><v>1</v></c>" * 5_000 + "</row>"
    ),
    "small letters": _with_rows('<row r="1"><c r="a1"><v>1</v></c><c r="xfd1048576"><v>1</v></c></row>'),
    "a comment before": _with_rows(
        '<!-- <c " --><row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row><!-- " > -->'
    ),
}


@pytest.mark.parametrize("content", _FAR.values(), ids=_FAR.keys())
def test_cells_far_apart_are_refused_and_not_laid_out(content: bytes) -> None:
    """In a program of its own with little memory: one that lays them out does not come back."""
    asked = (
        "import sys; from portal.foundation.first_sheet import *\n"
        f"try: first_sheet(sys.stdin.buffer.read(), most_unpacked={_LIMIT})\n"
        "except SheetTooLarge: print('too large')"
    )
    answer = subprocess.run(
        [sys.executable, "-c", asked],
        input=content,
        capture_output=True,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30)),
    )
    assert answer.stdout.decode().strip() == "too large", answer.stderr.decode()[-500:]


def test_empty_cells_with_a_style_far_away_count_for_nothing() -> None:
    rows = '<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert first_sheet(_with_rows(rows), most_unpacked=_LIMIT) == [[7.0]]


def test_a_sheet_that_fits_is_read_whole() -> None:
    assert first_sheet(_sheet((0, 0, "nome"), (2, 1, 4)), most_unpacked=_LIMIT) == [
        ["nome", ""],
        ["", ""],
        ["", 4.0],
    ]


def test_a_workbook_of_another_kind_under_the_name_of_a_sheet_is_not_read() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as folder:
        folder.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        folder.writestr("content.xml", "<office/>")
    with pytest.raises(BrokenSheet):
        first_sheet(content.getvalue(), most_unpacked=_LIMIT)


def test_more_bytes_than_asked_for_are_refused() -> None:
    with pytest.raises(SheetTooLarge):
        first_sheet(_sheet((0, 0, "nome")), most_unpacked=100)
