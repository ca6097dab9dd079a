"""A register's file is read as text, every wrong row is told, and none is mended."""

import io

import pytest
import xlsxwriter

from portal.reference.official.files import MAXIMUM_BYTES, FileRefused, read_lines
from portal.reference.official.rows import Row, RowsRefused, rows_of
from portal.reference.register_kinds import RegisterKind, parent_of

CP = """codice,titolo
4,Lavoro di prova in ufficio
4.3,Gruppo di prova
4.3.1,Classe di prova
4.3.1.2,Categoria di prova
4.3.1.2.0,Unità di prova
"""


def _csv(kind: RegisterKind, text: str) -> list[Row]:
    return rows_of(kind, read_lines(text.encode()))


def _xlsx(*rows: tuple[str | float, ...]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def _problems(kind: RegisterKind, text: str) -> list[str]:
    with pytest.raises(RowsRefused) as refused:
        _csv(kind, text)
    return [str(problem) for problem in refused.value.problems]


def test_every_code_gets_the_one_above_it() -> None:
    rows = _csv(RegisterKind.CP2021, CP)
    assert [(row.code, row.parent) for row in rows] == [
        ("4", None), ("4.3", "4"), ("4.3.1", "4.3"), ("4.3.1.2", "4.3.1"), ("4.3.1.2.0", "4.3.1.2"),
    ]  # fmt: skip


def test_a_file_with_the_finest_level_only_misses_no_group() -> None:
    (row,) = _csv(RegisterKind.CP2021, "codice,titolo\n4.3.1.2.0,Unità di prova\n")
    assert row.parent is None


def test_a_missing_group_among_groups_is_told() -> None:
    text = CP.replace("4.3.1,Classe di prova\n", "4.4.1,Classe di prova\n")
    assert _problems(RegisterKind.CP2021, text) == [
        "Riga 4: il gruppo «4.4» di «4.4.1» non è nel file.",
        "Riga 5: il gruppo «4.3.1» di «4.3.1.2» non è nel file.",
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_part_columns(separator: str) -> None:
    rows = _csv(RegisterKind.CP2021, CP.replace(",", separator))
    assert len(rows) == 5


def test_a_byte_order_mark_and_quoted_line_breaks_keep_the_numbers_of_the_rows() -> None:
    text = '\ufeffCodice;Descrizione\n01;"Titolo\nsu due righe"\n\nX9;Errato\n'
    assert _problems(RegisterKind.ATECO, text) == [
        "Riga 5: «X9» non ha la forma di un codice, per esempio 81.21.00."
    ]


def test_every_wrong_row_is_told_with_its_number() -> None:
    text = (
        "codice,titolo\n4.3.1.2.0,\n,Senza codice\n43120,Senza punti\n5.1.1.1.1,Una\n5.1.1.1.1,Ancora una\n"
    )
    assert _problems(RegisterKind.CP2021, text) == [
        "Riga 2: manca il titolo.",
        "Riga 3: manca il codice.",
        "Riga 4: «43120» non ha la forma di un codice, per esempio 4.3.1.2.0.",
        "Riga 6: il codice «5.1.1.1.1» è già alla riga 5.",
    ]


def test_the_whole_message_tells_twenty_rows_and_counts_the_others() -> None:
    text = "codice,titolo\n" + "".join(f"errato{number},Prova\n" for number in range(50))
    with pytest.raises(RowsRefused) as refused:
        _csv(RegisterKind.ISCO, text)
    assert len(refused.value.problems) == 50
    assert refused.value.sentence.startswith("Nessuna riga è stata caricata.")
    assert refused.value.sentence.endswith("Altre 30 righe hanno problemi.")


def test_a_title_beyond_all_measure_is_refused() -> None:
    assert _problems(RegisterKind.ISCO, f"codice,titolo\n1,{'a' * 501}\n") == [
        "Riga 2: il titolo supera 500 caratteri."
    ]


def test_a_section_letter_is_the_parent_that_the_file_gives() -> None:
    rows = _csv(
        RegisterKind.ATECO, "codice,livello,titolo,codice_padre\nA,1,Prova,\n01,2,Prova,A\n01.1,3,Prova,01\n"
    )
    assert [row.parent for row in rows] == [None, "A", "01"]


def test_a_parent_that_is_not_in_the_file_is_told() -> None:
    assert _problems(RegisterKind.ATECO, "codice,titolo,codice_padre\n01,Prova,A\n") == [
        "Riga 2: il gruppo «A» di «01» non è nel file."
    ]


def test_a_cap_may_serve_several_comuni_but_each_once() -> None:
    text = "cap,comune\n23900,Primo\n23900,Secondo\n23900,Primo\n"
    assert _problems(RegisterKind.CAP, text) == ["Riga 4: il codice «23900» per Primo è già alla riga 2."]
    assert [row.title for row in _csv(RegisterKind.CAP, text.removesuffix("23900,Primo\n"))] == [
        "Primo",
        "Secondo",
    ]


def test_a_cap_without_a_comune_is_told() -> None:
    assert _problems(RegisterKind.CAP, "cap,comune\n23900,\n") == ["Riga 2: manca il comune."]


def test_a_spreadsheet_is_read_like_a_csv() -> None:
    rows = rows_of(
        RegisterKind.ISCO, read_lines(_xlsx(("Codice", "Titolo"), ("0", "Prova"), ("01", "Prova")))
    )
    assert [(row.code, row.parent) for row in rows] == [("0", None), ("01", "0")]


def test_a_code_that_a_spreadsheet_made_a_number_is_refused() -> None:
    with pytest.raises(RowsRefused) as refused:
        rows_of(RegisterKind.CAP, read_lines(_xlsx(("cap", "comune"), (10, "Prova"), ("00010", "Prova"))))
    assert [str(problem) for problem in refused.value.problems] == [
        "Riga 2: il codice è un numero e può aver perso gli zeri. Imposta la colonna come testo."
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "non ha righe sotto l'intestazione"),
        (b"codice,titolo\n", "non ha righe sotto l'intestazione"),
        ("codice,titolo\n01,Attività\n".encode("cp1252"), "non è in UTF-8"),
        ("codice,titolo\n01,Prova\n".encode("utf-16"), "non è in UTF-8"),
        (b"\x00\x01\x02\n\x00", "non è una tabella"),
        (b"PK\x03\x04 e poi altro", "danneggiato"),
        (b'codice,titolo\n01,"Prova\n', "virgolette non si chiudono"),
        (b"x" * (MAXIMUM_BYTES + 1), "supera 20 MB"),
        (b"numero,parole\n01,Prova\n", "manca la colonna «codice» e «titolo»"),
        (b"codice,titolo,descrizione\n01,Prova,Prova\n", "Due colonne del file dicono il titolo"),
    ],
)
def test_a_file_that_is_no_register_is_refused_as_a_whole(content: bytes, sentence: str) -> None:
    with pytest.raises(FileRefused, match=sentence):
        rows_of(RegisterKind.ATECO, read_lines(content))


@pytest.mark.parametrize(
    ("kind", "code", "parent"),
    [
        (RegisterKind.CP2021, "4.3.1.2.0", "4.3.1.2"),
        (RegisterKind.CP2021, "4", None),
        (RegisterKind.ATECO, "81.21.00", "81.21.0"),
        (RegisterKind.ATECO, "81.21", "81.2"),
        (RegisterKind.ATECO, "81.2", "81"),
        (RegisterKind.ATECO, "81", None),
        (RegisterKind.ATECO, "A", None),
        (RegisterKind.ISCO, "0110", "011"),
        (RegisterKind.ISCO, "0", None),
        (RegisterKind.CAP, "20121", None),
    ],
)
def test_a_code_tells_the_one_above_it(kind: RegisterKind, code: str, parent: str | None) -> None:
    assert parent_of(kind, code) == parent
