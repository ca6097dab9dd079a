"""The prospetto to read: PDF and XLSX say what the document says, and nothing in them is a command."""

import io
import re

import msgspec
import python_calamine as calamine

from portal.employers.prospetto_informativo.exports import printed, xlsx
from portal.employers.prospetto_informativo.rules.document import Document
from tests.employers.prospetto_informativo.made import EMPLOYER, document
from tests.employers.prospetto_informativo.test_xml import _everything
from tests.printed import objects, text_of


async def test_the_pdf_says_the_three_quadri() -> None:
    made = await printed.render(document(), printed.Cover())
    said = text_of(made)
    assert b"/StructTreeRoot" in objects(made)
    assert b"/Lang(it-IT)" in objects(made)
    for words in (
        "Prospetto informativo al 31 dicembre 2025",
        "Non ancora inviata",
        "Bozza, non inviata",
        "Quadro 2. Provincia: Lecco",
        "Bianchi Elena",
        "Riepilogo nazionale",
    ):
        assert words in said, words


async def test_the_pdf_of_what_was_sent_is_no_draft() -> None:
    from datetime import date

    said = text_of(
        await printed.render(
            document(), printed.Cover(date(2026, 1, 20), "1234567890ABCDEF", "12345678", "ABCDEF1234567890")
        )
    )
    assert "20 gennaio 2026" in said
    assert "Bozza" not in said
    assert "1234567890ABCDEF" in said


async def test_every_block_has_its_words() -> None:
    said = text_of(await printed.render(_everything(), printed.Cover()))
    for words in (
        "Esonero parziale (concessa)",
        "Compensazione",
        "Gradualità",
        "Part-time",
        "Note",
        "Due sedi",
    ):
        assert words in said, words


def _cells(made: Document) -> dict[str, list[list[object]]]:
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(xlsx.render(made)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbook_has_a_sheet_a_quadro() -> None:
    sheets = _cells(document())
    assert list(sheets) == ["Quadro 1", "Quadro 2", "Quadro 3", "Lavoratori", "Posti"]
    assert ["Quota di riserva", 4.0, 1.0] in [row[:3] for row in sheets["Quadro 3"]]
    assert [row[1] for row in sheets["Lavoratori"][1:3]] == ["Bianchi Elena", "Bianchi Elena"]
    assert sheets["Posti"][1][3] == 2.0 or 2.0 in sheets["Posti"][1]


def test_no_cell_is_a_formula() -> None:
    answers = msgspec.structs.replace(EMPLOYER, address='=HYPERLINK("http://example.org")')
    import zipfile

    with zipfile.ZipFile(io.BytesIO(xlsx.render(document(answers=answers)))) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets" in name]
        shared = book.read("xl/sharedStrings.xml").decode()
    assert not any(re.search(r"<f[ >]", sheet) for sheet in sheets)
    assert "=HYPERLINK" in shared
