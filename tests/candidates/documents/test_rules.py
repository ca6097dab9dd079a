"""What a paper may be, and who reads which: bytes and cells, no database."""

import io
import zipfile

import pytest

from portal.candidates.documents.rules import (
    MOST_BYTES,
    document_problem,
    may_add,
    may_read,
    may_remove,
    media_type,
)
from portal.candidates.documents.vocabulary import DocumentKind, part_of
from portal.candidates.people.file_access import Cell, Column, FileAccess, cell

PDF = b"%PDF-1.7\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
ODT = "application/vnd.oasis.opendocument.text"


def folder(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, content in files.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return held.getvalue()


def test_the_bytes_say_what_a_file_is() -> None:
    assert media_type(PDF) == "application/pdf"
    assert media_type(PNG) == "image/png"
    assert media_type(b"\xff\xd8\xff\xe0....") == "image/jpeg"
    assert media_type(folder(mimetype=ODT.encode(), content_xml=b"<a/>")) == ODT


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90",
        b"<html><script>",
        b"PK\x03\x04broken",
        # the day and hour are in the bytes, and a name made of them would differ from one worker to the other
        pytest.param(folder(mimetype=b"application/epub+zip", content_xml=b""), id="epub"),
    ],
)
def test_programs_pages_and_broken_folders_are_no_papers(content: bytes) -> None:
    assert media_type(content) is None


def test_a_text_with_macros_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name in ("[Content_Types].xml", "word/document.xml"):
            made.writestr(name, b"<a/>")
    assert media_type(held.getvalue()) is not None
    with zipfile.ZipFile(held, "a") as made:
        made.writestr("word/vbaProject.bin", b"0")
    assert media_type(held.getvalue()) is None


def test_a_name_that_lies_about_its_content_is_told() -> None:
    assert "non è quello che il nome dice" in (document_problem("foto.png", ".png", PDF) or "")
    assert document_problem("foto.pdf", ".pdf", PDF) is None


def test_one_byte_too_many_is_refused() -> None:
    assert document_problem("a.pdf", ".pdf", PDF.ljust(MOST_BYTES, b"0")) is None
    assert "supera 5 MB" in (document_problem("a.pdf", ".pdf", PDF.ljust(MOST_BYTES + 1, b"0")) or "")


@pytest.mark.parametrize("kind", DocumentKind)
@pytest.mark.parametrize("column", Column)
def test_every_column_reads_and_writes_what_its_cell_says(kind: DocumentKind, column: Column) -> None:
    given, access = cell(part_of(kind), column), FileAccess(column)
    assert may_read(kind, access, own=False) == (given in (Cell.READ, Cell.WRITE, Cell.READ_AND_OWN))
    writes = given in (Cell.WRITE, Cell.OWN, Cell.READ_AND_OWN)
    assert may_add(kind, access) == writes
    assert may_read(kind, access, own=True) == (writes or given is Cell.READ)
    assert may_remove(kind, access, own=False) == (given is Cell.WRITE)
