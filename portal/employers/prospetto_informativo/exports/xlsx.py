"""The prospetto as a workbook: one sheet a quadro. Every cell is text or a number, never a formula."""

import io

import xlsxwriter

from portal.employers.prospetto_informativo.exports import words
from portal.employers.prospetto_informativo.exports.words import Row, Table
from portal.employers.prospetto_informativo.rules.document import Document
from portal.reference import provinces

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


class _Sheet:
    def __init__(self, book: xlsxwriter.Workbook, name: str, bold: object) -> None:
        self.sheet = book.add_worksheet(name)
        self.bold, self.row = bold, 0

    def line(self, *cells: str, bold: bool = False, numbers: tuple[int, ...] = ()) -> None:
        for column, text in enumerate(cells):
            style = self.bold if bold else None
            if column in numbers and text.lstrip("-").isdigit():
                self.sheet.write_number(self.row, column, int(text), style)
            else:
                self.sheet.write_string(self.row, column, text, style)
        self.row += 1

    def facts(self, title: str, rows: tuple[Row, ...]) -> None:
        self.line(title, bold=True)
        for row in rows:
            self.line(*row, numbers=(1,) if row[1].isdigit() and len(row[1]) < 7 else ())
        self.row += 1

    def table(self, table: Table, *, titled: bool = True) -> None:
        if titled:
            self.line(table.title, bold=True)
        self.line(*table.columns, bold=True)
        for row in table.rows:
            self.line(*row, numbers=table.numbers)
        self.row += 1

    def finish(self) -> None:
        self.sheet.autofit()


def render(document: Document) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    bold = book.add_format({"bold": True})
    first = _Sheet(book, "Quadro 1", bold)
    first.facts("Azienda", words.company(document))
    first.facts("Referente", words.contact(document))
    first.finish()
    second = _Sheet(book, "Quadro 2", bold)
    for one in document.provinces:
        said = words.province(one)
        second.facts(said.name, (*said.place, *said.staff))
        for table in said.tables:
            if table.title not in ("Lavoratori computabili", "Posti di lavoro disponibili"):
                second.table(table)
    second.finish()
    third = _Sheet(book, "Quadro 3", bold)
    third.table(words.totals(document))
    third.table(words.province_totals(document))
    third.finish()
    people = _Sheet(book, "Lavoratori", bold)
    people.table(_with_province(document, "people"), titled=False)
    people.finish()
    posts = _Sheet(book, "Posti", bold)
    posts.table(_with_province(document, "posts"), titled=False)
    posts.finish()
    book.close()
    return stream.getvalue()


def _with_province(document: Document, what: str) -> Table:
    """All provinces in one table, to be filtered."""
    tables = [
        (
            provinces.name(one.province),
            words.people_table(one.people) if what == "people" else words.posts_table(one.posts),
        )
        for one in document.provinces
    ]
    rows = tuple((name, *row) for name, table in tables for row in table.rows)
    first = tables[0][1] if tables else words.people_table(())
    return Table(first.title, ("Provincia", *first.columns), rows, tuple(n + 1 for n in first.numbers))
