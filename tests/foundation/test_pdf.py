"""Printed documents: tagged, in Italian, with data that stays data."""

import asyncio
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typst

from portal.foundation import pdf
from tests.printed import objects, text_of
from tools.unpack_font import NotAFont, unpacked

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LETTER = """#import "_document.typ": *
#show: document.with(title: data.title, subtitle: data.person, foot: "Lettera di prova")
= Dati
#facts(data.rows)
#listing(("Provincia", "Posti"), data.provinces, numbers: (1,))
"""
DATA = {
    "title": "Lettera all’azienda",
    "person": 'Čović #panic("no") $x$ *Ștefan*',
    "rows": [["Denominazione", "Àncora & figli"], ["Importo", "€ 1.250,00"]],
    "provinces": [["Milano", "5"], ["Bergamo", "4"]],
}


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(pdf.TEMPLATES / "_document.typ", tmp_path)
    (tmp_path / "letter.typ").write_text(LETTER)
    monkeypatch.setattr(pdf, "TEMPLATES", tmp_path)
    return tmp_path


def test_a_document_is_tagged_titled_and_in_italian(templates: Path) -> None:
    made = pdf.render("letter.typ", DATA, now=NOW)
    inside = objects(made)
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in inside
    assert b"/MarkInfo<</Marked true" in inside
    assert b"/Lang(it-IT)" in inside
    assert b"/DisplayDocTitle true" in inside
    assert b"pdfuaid:part" in inside
    assert re.search(rb"/S/Table\b", inside)
    assert re.search(rb"/S/TH\b", inside)


def test_text_is_text_letters_from_all_of_europe_included(templates: Path) -> None:
    said = text_of(pdf.render("letter.typ", DATA, now=NOW)).replace(" ", "")
    assert 'Čović#panic("no")$x$*Ștefan*' in said
    assert "Àncora&figli" in said
    assert "€1.250,00" in said
    assert "Pagina1di1" in said


def test_the_typeface_is_ours_for_every_letter(templates: Path) -> None:
    inside = objects(pdf.render("letter.typ", DATA, now=NOW))
    names = set(re.findall(rb"/BaseFont/[A-Z]{6}\+([A-Za-z]+)", inside))
    assert names == {b"TitilliumWeb"}


def test_the_same_data_give_the_same_bytes(templates: Path) -> None:
    assert pdf.render("letter.typ", DATA, now=NOW) == pdf.render("letter.typ", DATA, now=NOW)


async def test_many_are_drawn_at_once(templates: Path) -> None:
    made = await asyncio.gather(
        *(pdf.drawn("letter.typ", {**DATA, "title": f"Lettera {n}"}, now=NOW) for n in range(8))
    )
    assert all(f"Lettera{n}" in text_of(one).replace(" ", "") for n, one in enumerate(made))


def test_an_image_travels_beside_the_data(templates: Path) -> None:
    (templates / "drawing.typ").write_text(LETTER + '#image("attached/a.svg", alt: "Un quadrato")\n')
    square = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    )
    inside = objects(pdf.render("drawing.typ", DATA, attached={"a.svg": square}, now=NOW))
    assert re.search(rb"/S/Figure\b", inside)


def test_a_document_may_carry_files_inside(templates: Path) -> None:
    (templates / "carrier.typ").write_text(
        LETTER + '#pdf.attach("attached/1.png", relationship: "supplement", mime-type: "image/png",'
        ' description: "Un documento")\n'
    )
    made = pdf.render(
        "carrier.typ", DATA, attached={"1.png": b"\x89PNG\r\n\x1a\n\x00\xff"}, carries_files=True, now=NOW
    )
    assert b"/EmbeddedFiles" in objects(made)
    with pytest.raises(ValueError, match="path"):
        pdf.render("carrier.typ", DATA, attached={"../1.png": b""}, now=NOW)


def test_an_image_without_words_is_refused(templates: Path) -> None:
    (templates / "mute.typ").write_text(LETTER + '#image("attached/a.svg")\n')
    square = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    with pytest.raises(typst.TypstError, match="alt"):
        pdf.render("mute.typ", DATA, attached={"a.svg": square}, now=NOW)


@pytest.mark.parametrize("name", ["../letter.typ", "/etc/passwd", "letter.html", ""])
def test_only_templates_are_templates(templates: Path, name: str) -> None:
    with pytest.raises(ValueError, match="template"):
        pdf.render(name, DATA, now=NOW)


def test_a_template_reads_nothing_outside_its_folder(templates: Path) -> None:
    (templates.parent / "secret.txt").write_text("altro")
    (templates / "nosy.typ").write_text(LETTER + '#read("../secret.txt")\n')
    with pytest.raises(typst.TypstError):
        pdf.render("nosy.typ", DATA, now=NOW)


def test_no_template_asks_for_a_package() -> None:
    there = sorted(pdf.TEMPLATES.glob("*.typ"))
    assert there
    assert [
        path.name for path in there if "@preview" in path.read_text() or "@local" in path.read_text()
    ] == []


def test_a_missing_typeface_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf.fonts.cache_clear()
    monkeypatch.setattr(pdf, "FONTS", tmp_path)
    with pytest.raises(pdf.NoTypeface, match="build_assets"):
        pdf.render("_document.typ", DATA, now=NOW)
    monkeypatch.undo()
    pdf.fonts.cache_clear()


@pytest.mark.parametrize("content", [b"", b"wOFF", b"OTTO" + b"\0" * 60])
def test_what_is_not_a_packed_font_is_refused(content: bytes) -> None:
    with pytest.raises(NotAFont):
        unpacked(content)
