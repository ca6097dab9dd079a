"""The rows of a register's file, checked against each other; every fault is told, none is mended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from portal.kernel.refusals import Refused
from portal.reference.official.files import FileRefused, Line
from portal.reference.register_kinds import RegisterKind, parent_of
from portal.reference.text import fold, words

LONGEST_TITLE = 500
TOLD_IN_ONE_SENTENCE = 20

_HEADERS = {
    "code": {"codice", "code", "cap", "codice cp2021", "codice ateco", "codice isco", "codice ateco 2025"},
    "title": {"titolo", "title", "nome", "descrizione", "denominazione"},
    "parent": {"codice padre", "padre", "parent"},
    "place": {"comune", "codice istat", "codice catastale"},
}
_ITALIAN = {"code": "codice", "title": "titolo", "place": "comune"}


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    code: str
    title: str
    folded: str
    parent: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row of the file, in an Italian sentence."""

    number: int
    sentence: str

    def __str__(self) -> str:
        return f"Riga {self.number}: {self.sentence}"


class RowsRefused(Refused):
    """Some rows are wrong and none was loaded; ``problems`` has them all."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        told = [str(problem) for problem in self.problems[:TOLD_IN_ONE_SENTENCE]]
        if len(self.problems) > len(told):
            told.append(f"Altre {len(self.problems) - len(told)} righe hanno problemi.")
        super().__init__("\n".join(["Nessuna riga è stata caricata. Correggi il file e riprova.", *told]))


def rows_of(kind: RegisterKind, lines: Sequence[Line]) -> list[Row]:
    """The rows of a file, header first. Raises FileRefused for the header, RowsRefused for the rest."""
    where = _columns(kind, lines[0])
    problems: list[Problem] = []
    rows: list[Row] = []
    for line in lines[1:]:
        found = list(_problems_of(kind, line, where))
        problems.extend(Problem(line.number, sentence) for sentence in found)
        if not found:
            rows.append(_row(kind, line, where))
    problems.extend(_repeated(kind, rows))
    if kind is not RegisterKind.CAP:
        rows, orphans = _under_their_parents(kind, rows, given="parent" in where)
        problems.extend(orphans)
    if problems:
        raise RowsRefused(sorted(problems, key=lambda problem: problem.number))
    return rows


def _columns(kind: RegisterKind, header: Line) -> dict[str, int]:
    told = [" ".join(words(str(cell).replace("_", " "))) for cell in header.cells]
    found: dict[str, int] = {}
    for column, names in _HEADERS.items():
        at = [index for index, name in enumerate(told) if name in names]
        if len(at) > 1 and column != "place":
            raise FileRefused(
                f"Due colonne del file dicono il {_ITALIAN.get(column, 'padre')}. Lasciane una."
            )
        if at:
            found[column] = at[0]
    needed = ("code", "place") if kind.has_places else ("code", "title")
    missing = [f"«{_ITALIAN[column]}»" for column in needed if column not in found]
    if missing:
        raise FileRefused(f"Nella prima riga del file manca la colonna {' e '.join(missing)}. Aggiungila.")
    return found


def _cell(line: Line, where: dict[str, int], column: str) -> str | float:
    index = where.get(column)
    cell = "" if index is None or index >= len(line.cells) else line.cells[index]
    return cell.strip() if isinstance(cell, str) else cell


def _problems_of(kind: RegisterKind, line: Line, where: dict[str, int]) -> Iterator[str]:
    code, title = _cell(line, where, "code"), _cell(line, where, "title")
    if isinstance(code, float):
        # A spreadsheet has already eaten «01» and «1.10»: guessing would load another code.
        yield "il codice è un numero e può aver perso gli zeri. Imposta la colonna come testo."
    elif not code:
        yield "manca il codice."
    elif not kind.accepts(code):
        yield f"«{code}» non ha la forma di un codice, per esempio {kind.example}."
    if kind.has_places:
        if _cell(line, where, "place") == "":
            yield "manca il comune."
    elif title == "":
        yield "manca il titolo."
    elif len(str(title)) > LONGEST_TITLE:
        yield f"il titolo supera {LONGEST_TITLE} caratteri."
    if isinstance(_cell(line, where, "parent"), float):
        yield "il codice padre è un numero e può aver perso gli zeri. Imposta la colonna come testo."


def _row(kind: RegisterKind, line: Line, where: dict[str, int]) -> Row:
    place = str(_cell(line, where, "place")) if kind.has_places else ""
    title = str(_cell(line, where, "title")) or place
    parent = str(_cell(line, where, "parent")) or None
    return Row(line.number, str(_cell(line, where, "code")), title, fold(title), parent, place)


def _repeated(kind: RegisterKind, rows: Sequence[Row]) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        before = first.setdefault((row.code, row.place), row.number)
        if before != row.number:
            of = f" per {row.place}" if kind.has_places else ""
            yield Problem(row.number, f"il codice «{row.code}»{of} è già alla riga {before}.")


def _under_their_parents(
    kind: RegisterKind, rows: Sequence[Row], *, given: bool
) -> tuple[list[Row], list[Problem]]:
    """The rows with the code above each, and those whose code above is not in the file.

    A file with the finest level only has no code above: then none is missed.
    """
    codes = {row.code for row in rows}
    shapes = {_shape(code) for code in codes}
    placed, orphans = [], []
    for row in rows:
        parent = row.parent if given and row.parent else parent_of(kind, row.code)
        named = bool(row.parent) or (parent is not None and _shape(parent) in shapes)
        if parent is not None and parent not in codes:
            if named:
                orphans.append(Problem(row.number, f"il gruppo «{parent}» di «{row.code}» non è nel file."))
            parent = None
        placed.append(Row(row.number, row.code, row.title, row.folded, parent, row.place))
    return placed, orphans


def _shape(code: str) -> tuple[int, ...]:
    return tuple(len(part) for part in code.split(".")) if code[:1].isdigit() else ()
