"""The workforce file: separators, encodings, sheets, cells; wrong ones get a clear Italian answer."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
import xlsxwriter

from portal.employers.companies.parameters import protected_persons
from portal.employers.companies.rules import PersonDetails
from portal.employers.companies.vocabulary import (
    CoverageTitle,
    Duties,
    Exclusion,
    ExclusionScope,
    HireChannel,
    Protection,
    Sex,
    WorkContract,
)
from portal.employers.companies.workforce_cells import WrongCell, folded, read_date, read_hours, read_text
from portal.employers.companies.workforce_columns import COLUMNS
from portal.employers.companies.workforce_matching import choice_problems, guess, matched
from portal.employers.companies.workforce_rows import Reading, Sites, read_rows
from portal.employers.companies.workforce_table import UnreadableFile, read_table
from portal.employers.companies.workforce_template import template_csv, template_xlsx

TODAY = date(2026, 11, 23)
LECCO, FORLI, FORLI_2 = uuid4(), uuid4(), uuid4()
HEADER = "matricola;nome e cognome;sede;data inizio;data fine;contratto;ore settimanali;ore tempo pieno"
ROW = "001;Anna Bassi;Lecco;01/03/2021;;Tempo indeterminato;24;40"


def read(content: bytes, suffix: str = ".csv") -> Reading:
    table = read_table(content, suffix)
    return read_rows(
        table,
        matched(table.header, {}).columns,
        Sites([("Lecco", LECCO), ("Forlì", FORLI), ("Forli", FORLI_2)]),
        protected_persons(),
        TODAY,
    )


def text(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join(lines).encode(encoding)


@pytest.mark.parametrize(
    "content",
    [
        text(HEADER, ROW),
        text(HEADER, ROW, encoding="utf-8-sig"),
        text(HEADER.replace(";", ","), ROW.replace(";", ",")),
        text(HEADER.upper(), ROW),
        text(HEADER.replace(" ", "_"), ROW, "", ";;;;;;;"),
        text(HEADER.replace(";", "\t"), ROW.replace(";", "\t")),
    ],
)
def test_a_csv_is_read_whatever_its_separator_mark_and_capitals(content: bytes) -> None:
    reading = read(content)
    assert not reading.errors
    [(line, draft)] = reading.rows
    assert line == 2
    assert (draft.code, draft.name, draft.site_id) == ("001", "Anna Bassi", LECCO)
    assert (draft.starts_on, draft.weekly_hours) == (date(2021, 3, 1), Decimal(24))


def test_a_csv_of_a_windows_spreadsheet_keeps_its_accents() -> None:
    reading = read(text(HEADER, ROW.replace("Anna Bassi", "Niccolò Sarà"), encoding="cp1252"))
    assert reading.rows[0][1].name == "Niccolò Sarà"


def test_everything_a_row_can_say_is_read() -> None:
    header = ";".join(column.header for column in COLUMNS)
    row = (
        "7;;LECCO;2021-03-01;31/12/2026;tempo determinato;20,5;37:30;no;art. 1;D1;67%;sì;;K3;cantiere;"
        ";art. 3;31/12/2026;;2,5;07/01/2019;06/01/2028;no;sì;amministrative;"
        "01/02/2024;no;SRDLEI80A01E507O;Sardi;Elio;M;01/01/1980;"
        "Lecco;4.1.1.2.0;a.01.00;A;NO"
    )
    draft = read(text(header, row)).rows[0][1]
    assert draft.contract is WorkContract.FIXED_TERM
    assert (draft.weekly_hours, draft.full_time_hours) == (Decimal("20.50"), Decimal("37.50"))
    assert draft.protection is Protection.ART1
    assert draft.details is not None
    assert (draft.details.percentage, draft.details.mental_or_intellectual) == (67, True)
    assert draft.coverage_title is CoverageTitle.BECAME_UNABLE
    assert (draft.details.covers_since, draft.details.breach) == (date(2024, 2, 1), False)
    assert (draft.exclusion, draft.exclusion_scope) == (Exclusion.BUILDING_SITE, ExclusionScope.ART3)
    assert (draft.agile_work, draft.inail_60_permille, draft.duties) == (False, True, Duties.ADMINISTRATIVE)
    assert draft.extra_hours == Decimal("2.50")
    assert draft.person == PersonDetails("Sardi", "Elio", Sex.MALE, date(1980, 1, 1), "E507")
    assert (draft.contract_code, draft.hire_channel) == ("A.01.00", HireChannel.NOMINATIVE)


def _sheet(*lines: list[object]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, day)  # type: ignore[arg-type]
                else:
                    sheet.write(row, column, cell)
    return content.getvalue()


def test_a_sheet_is_read_with_its_days_and_numbers() -> None:
    content = _sheet(
        HEADER.split(";"),
        ["001", "Anna Bassi", "Lecco", date(2021, 3, 1), "", "Tempo indeterminato", 24, 37.5],
    )
    [(line, draft)] = read(content, ".xlsx").rows
    assert line == 2
    assert (draft.starts_on, draft.weekly_hours, draft.full_time_hours) == (
        date(2021, 3, 1),
        Decimal(24),
        Decimal("37.50"),
    )


def test_a_formula_in_a_sheet_gives_its_saved_value_and_is_never_run() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER.split(";"))
        sheet.write_row(1, 0, ["001", "", "Lecco", "01/03/2021", "", "Tempo indeterminato"])
        sheet.write_formula(1, 6, "=20+4", None, 24)
        sheet.write_number(1, 7, 40)
    assert read(content.getvalue(), ".xlsx").rows[0][1].weekly_hours == Decimal(24)


def test_a_number_beyond_all_numbers_is_a_text_that_no_column_takes() -> None:
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(_sheet(["Codice"], [987654]))) as old,
        zipfile.ZipFile(content, "w") as new,
    ):
        for part in old.infolist():
            new.writestr(part.filename, old.read(part).replace(b"987654", b"1e999"))
    assert read_table(content.getvalue(), ".xlsx").rows == ((2, ("inf",)),)


@pytest.mark.parametrize("cell", ["=1+1", "+39 333", "-2", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_a_text_cell_that_begins_like_a_formula_is_refused(cell: str) -> None:
    with pytest.raises(WrongCell, match="formula"):
        read_text(cell)


WRONG_FILES = [
    (b"", ".csv", "vuoto"),
    (text(HEADER), ".csv", "solo l’intestazione"),
    (text(HEADER, ROW).decode().encode("utf-16"), ".csv", "UTF-16"),
    (text(HEADER, ROW) + b"\x00", ".csv", "non è un testo"),
    (text(HEADER, ROW) + b"\x81\x8d", ".csv", "caratteri del file non si leggono"),
    (b"PK\x03\x04....", ".csv", "foglio di calcolo, non un CSV"),
    (b"PK\x03\x04....", ".xlsx", "non si apre"),
    (text(HEADER, ROW), ".xlsx", "non si apre"),
    (text(HEADER, '001;"Anna'), ".csv", "virgolette"),
    (b"x" * 10_000_001, ".csv", "supera 10 MB"),
]


@pytest.mark.parametrize(("content", "suffix", "words"), WRONG_FILES)
def test_a_file_that_cannot_be_read_says_what_to_do(content: bytes, suffix: str, words: str) -> None:
    with pytest.raises(UnreadableFile) as problem:
        read(content, suffix)
    assert words in str(problem.value)


def test_a_sheet_that_unpacks_to_gigabytes_is_refused_unread() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 200_000_001)
    with pytest.raises(UnreadableFile, match="troppo grande"):
        read_table(content.getvalue(), ".xlsx")


def test_more_rows_than_fifty_thousand_are_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"50\.000"):
        read_table(text(HEADER, *["1;2;3"] * 50_001), ".csv")


WRONG_CELLS = [
    (ROW.replace("01/03/2021", "31/02/2021"), "data inizio", "non esiste nel calendario"),
    (ROW.replace("01/03/2021", "2021"), "data inizio", "scrivila come 27/11/2026"),
    (ROW.replace("01/03/2021", ""), "data inizio", "vuota"),
    (ROW.replace("24", "tanto"), "ore settimanali", "scrivile come 38"),
    (ROW.replace(";24;", ";45;"), "ore settimanali", "superano"),
    (ROW.replace("Lecco", "Como"), "sede", "«Como» non c’è"),
    (ROW.replace("Tempo indeterminato", "collaboratore"), "contratto", "non è fra le voci"),
    (ROW.replace("Anna Bassi", "=cmd"), "nome e cognome", "formula"),
    (ROW.replace("Tempo indeterminato", "Tempo determinato"), "data fine", "data di fine"),
    (ROW + ";altro", "", "più celle"),
]


@pytest.mark.parametrize(("row", "column", "words"), WRONG_CELLS)
def test_a_wrong_cell_is_named_by_line_and_column(row: str, column: str, words: str) -> None:
    errors = read(text(HEADER, ROW.replace("001", "000"), row)).errors
    assert [(error.line, error.column) for error in errors] == [(3, column)]
    assert words in errors[0].sentence


def test_all_errors_of_all_rows_come_at_once() -> None:
    reading = read(
        text(HEADER, ROW.replace("24", "x").replace("01/03/2021", "y"), ROW.replace("Lecco", "Como"), ROW)
    )
    assert [(error.line, error.column) for error in reading.errors] == [
        (2, "data inizio"),
        (2, "ore settimanali"),
        (3, "sede"),
        (4, "matricola"),
    ]


def test_the_template_is_read_by_the_import_itself() -> None:
    header = read_table(template_csv() + text("1;a;b"), ".csv").header
    assert header == tuple(column.header for column in COLUMNS)
    with pytest.raises(UnreadableFile, match="solo l’intestazione"):
        read_table(template_xlsx(), ".xlsx")


@pytest.mark.parametrize(
    ("typed", "value"),
    [("27/11/2026", date(2026, 11, 27)), ("7.1.2026", date(2026, 1, 7)), ("2026-11-27", date(2026, 11, 27))],
)
def test_days_are_read_as_people_write_them(typed: str, value: date) -> None:
    assert read_date(typed) == value


@pytest.mark.parametrize(
    ("typed", "value"), [("38", "38"), ("37,5", "37.5"), ("37:30", "37.5"), ("20.25", "20.25")]
)
def test_hours_are_read_as_people_write_them(typed: str, value: str) -> None:
    assert read_hours(typed) == Decimal(value)


def test_headers_are_read_whatever_their_accents() -> None:
    assert folded("Escluso perché") == folded("ESCLUSO_PERCHE'")


@pytest.mark.parametrize(
    ("typed", "site"),
    [("LECCO", LECCO), ("lécco", LECCO), ("forlì", FORLI), ("FORLI", FORLI_2), ("fòrli", None)],
)
def test_a_site_is_found_by_its_name_and_never_guessed(typed: str, site: object) -> None:
    assert Sites([("Lecco", LECCO), ("Forlì", FORLI), ("Forli", FORLI_2)]).find(typed) == site


def test_a_column_with_another_name_is_asked_about_and_found_again_once_it_was_said() -> None:
    header = (*HEADER.split(";")[1:], "Nr. dipendente", "Reparto")
    asked = matched(header, {})
    assert not asked.clear
    assert (asked.unknown, asked.missing) == (("Nr. dipendente", "Reparto"), ("matricola",))
    known = matched(header, {"nr dipendente": "code", "reparto": ""})
    assert known.clear
    assert [column.field if column else None for column in known.columns[-2:]] == ["code", None]


def test_a_column_that_is_there_twice_is_asked_about() -> None:
    assert matched((*HEADER.split(";"), "Sede"), {}).twice == ("sede",)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Data di inizio rapporto", "starts_on"),
        ("Ore settimanali part-time", "weekly_hours"),
        ("Reparto", ""),
    ],
)
def test_the_page_that_asks_proposes_what_a_name_is_like(header: str, field: str) -> None:
    assert guess(header) == field


def test_a_choice_of_columns_says_everything_that_is_wrong() -> None:
    problems = choice_problems(["code", "site", "site", ""])
    assert "«data inizio»" in problems[0]
    assert "«sede»" in problems[1]
