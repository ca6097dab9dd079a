"""The empty workforce file to download, as CSV or as a sheet with the words of each column."""

import csv
import io
from collections.abc import Iterable

import xlsxwriter

from portal.employers.companies.workforce_columns import COLUMNS
from portal.employers.companies.workforce_report import RowError

CSV_NAME = "modello-organico.csv"
XLSX_NAME = "modello-organico.xlsx"
CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template_csv() -> bytes:
    """With the mark that makes spreadsheets read UTF-8, and the separator they use in Italy."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.header for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def template_xlsx() -> bytes:
    """Every cell is text, so that a staff number keeps its zeros."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
        sheet = book.add_worksheet("Organico")
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(COLUMNS):
            sheet.set_column(index, index, max(14, len(column.header) + 2), text)
            sheet.write_string(0, index, column.header, head)
        words = book.add_worksheet("Come si compila")
        words.set_column(0, 0, 24)
        words.set_column(1, 1, 100)
        words.set_column(2, 2, 30)
        for index, column in enumerate(COLUMNS):
            words.write_string(index, 0, column.header, head)
            words.write_string(index, 1, column.meaning)
            words.write_string(index, 2, f"Esempio: {column.example}" if column.example else "")
    return content.getvalue()


def report_csv(errors: Iterable[RowError]) -> bytes:
    """Every error of a refused file, row by row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["riga", "colonna", "che cosa non va"])
    for error in errors:
        writer.writerow([error.line or "", neutral(error.column), neutral(error.sentence)])
    return text.getvalue().encode("utf-8-sig")


FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def neutral(cell: str) -> str:
    """A text that a spreadsheet shows and never runs: an apostrophe stands before what looks like a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell
