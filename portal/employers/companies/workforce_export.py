"""The workforce as a file that the portal reads again: CSV or a sheet, with the columns of the template."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import xlsxwriter

from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.workforce_columns import COLUMNS, LABELS
from portal.employers.companies.workforce_template import neutral

CSV_NAME, XLSX_NAME = "organico.csv", "organico.xlsx"
Row = tuple[WorkerDraft, str]
"""A row of the workforce and the name of its site."""


def cells(row: Row) -> Iterator[str]:
    """One text for each column, as somebody would type it."""
    draft, site = row
    for column in COLUMNS:
        yield site if column.field == "site" else _text(_value(draft, column.field))


def _value(draft: WorkerDraft, field: str) -> Any:
    for part in (draft, draft.details, draft.person):
        if part is not None and hasattr(part, field):
            return getattr(part, field)
    return None


def _text(value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "sì"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    if isinstance(value, StrEnum):
        return LABELS[type(value)][value] if type(value) in LABELS else value.value
    return str(value)


def export_csv(rows: Iterable[Row]) -> bytes:
    """A text that looks like a formula is shown and never run."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.header for column in COLUMNS])
    writer.writerows([neutral(cell) for cell in cells(row)] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def export_xlsx(rows: Iterable[Row]) -> bytes:
    """Every cell is text: nothing is run, and a staff number keeps its zeros."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
        sheet = book.add_worksheet("Organico")
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(COLUMNS):
            sheet.set_column(index, index, max(14, len(column.header) + 2), text)
            sheet.write_string(0, index, column.header, head)
        for number, row in enumerate(rows, 1):
            for index, cell in enumerate(cells(row)):
                if cell:
                    sheet.write_string(number, index, cell)
    return content.getvalue()
