"""The attendance register as a sheet: a row a day, then the months with their totals."""

import io
from collections.abc import Sequence
from datetime import time

import xlsxwriter

from portal.foundation.web.italian import month_year
from portal.tutoring import rules
from portal.tutoring.queries import register
from portal.tutoring.queries.detail import Detail
from portal.tutoring.vocabulary import ABSENCE_LABELS, Absence

HEADS = ("Giorno", "Entrata", "Uscita", "Ore", "Assenza")
MONTH_HEADS = ("Mese", "Ore", "Giorni presenti", "Giorni previsti")


async def register_xlsx(detail: Detail) -> bytes:
    """Days and times are real cells, so that hours can be added up; the formulas are none."""
    return drawn(detail.code, await register.attendance(detail.id))


def drawn(code: str, days: Sequence[rules.Day]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True})
        day, hour = (
            book.add_format({"num_format": "dd/mm/yyyy"}),
            book.add_format({"num_format": "hh:mm"}),
        )
        sheet = book.add_worksheet("Registro")
        sheet.set_column(0, 4, 18)
        sheet.freeze_panes(2, 0)
        sheet.write_string(0, 0, f"Registro delle presenze, percorso {code}", head)
        _heads(sheet, 1, HEADS, head)
        for number, one in enumerate(days, 2):
            sheet.write_datetime(number, 0, one.on, day)
            for column, at in ((1, one.starts_at), (2, one.ends_at)):
                if isinstance(at, time):
                    sheet.write_datetime(number, column, at, hour)
            if one.minutes:
                sheet.write_number(number, 3, one.minutes / 60)
            if one.absence is not None:
                sheet.write_string(number, 4, ABSENCE_LABELS[Absence(one.absence)])
        months = book.add_worksheet("Mesi")
        months.set_column(0, 3, 18)
        _heads(months, 0, MONTH_HEADS, head)
        for number, month in enumerate(
            sorted({rules.month_of(one.on) for one in days}, key=lambda one: one.key), 1
        ):
            own = [one for one in days if rules.month_of(one.on) == month]
            present, expected = rules.presence(own)
            months.write_string(number, 0, month_year(month.first).capitalize())
            for column, value in ((1, sum(one.minutes for one in own) / 60), (2, present), (3, expected)):
                months.write_number(number, column, value)
    return content.getvalue()


def _heads(sheet: xlsxwriter.worksheet.Worksheet, row: int, heads: Sequence[str], bold: object) -> None:
    for column, words in enumerate(heads):
        sheet.write_string(row, column, words, bold)
