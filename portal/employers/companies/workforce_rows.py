"""From the cells of a workforce file to rows that may be saved, or every error of every row at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from datetime import date
from typing import Any
from uuid import UUID

from portal.employers.companies.rules import (
    PersonDetails,
    ProtectionDetails,
    WorkerDraft,
    worker_problems,
)
from portal.employers.companies.workforce_cells import WrongCell, folded
from portal.employers.companies.workforce_columns import BY_FIELD, BY_HEADER, COLUMNS, Column
from portal.employers.companies.workforce_table import WAY_OUT, RawTable, UnreadableFile
from portal.kernel.parameters import Parameters
from portal.reference.text import words


@dataclass(frozen=True, slots=True)
class RowError:
    line: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Reading:
    """``rows`` are (line, draft). With one error nothing may be saved."""

    rows: tuple[tuple[int, WorkerDraft], ...]
    errors: tuple[RowError, ...]


def columns_of(header: tuple[str, ...]) -> list[Column | None]:
    """The column of each cell. Raises UnreadableFile when some are missing, unknown or there twice."""
    found: list[Column | None] = []
    for name in header:
        found.append(BY_HEADER.get(folded(name)) if name else None)
    unknown = [name for name, column in zip(header, found, strict=True) if name and column is None]
    known = [column.field for column in found if column is not None]
    missing = [column.header for column in COLUMNS if column.required and column.field not in known]
    twice = sorted({BY_FIELD[field].header for field in known if known.count(field) > 1})
    if missing:
        names = ", ".join(f"«{name}»" for name in missing)
        raise UnreadableFile(f"Nel file mancano queste colonne: {names}. {WAY_OUT}")
    if unknown:
        names = ", ".join(f"«{name[:40]}»" for name in unknown[:8])
        raise UnreadableFile(
            f"Nel file ci sono colonne che non conosco: {names}. Toglile, oppure usa il modello."
        )
    if twice:
        raise UnreadableFile(f"Nel file una colonna c’è due volte: {', '.join(twice)}. {WAY_OUT}")
    return found


class Sites:
    """The company's sites by name: as it is written, else whatever its accents and capitals where only one fits."""

    def __init__(self, rows: Iterable[tuple[str, UUID]]) -> None:
        self._exact: dict[str, UUID] = {}
        self._alike: dict[tuple[str, ...], set[UUID]] = {}
        for name, site_id in rows:
            self._exact[name.casefold()] = site_id
            self._alike.setdefault(words(name), set()).add(site_id)

    def find(self, typed: str) -> UUID | None:
        exact = self._exact.get(typed.casefold())
        alike = self._alike.get(words(typed), set())
        return exact if exact is not None or len(alike) != 1 else next(iter(alike))


def read_rows(table: RawTable, sites: Sites, parameters: Parameters, today: date) -> Reading:
    """Raises UnreadableFile for wrong columns; all other errors are collected."""
    columns = columns_of(table.header)
    rows: list[tuple[int, WorkerDraft]] = []
    errors: list[RowError] = []
    lines_by_code: dict[str, int] = {}
    for line, cells in table.rows:
        values, wrong = _values(line, cells, columns)
        site_id = sites.find(values["site"]) if values.get("site") else None
        if values.get("site") and site_id is None:
            wrong.append(
                RowError(line, "sede", f"La sede «{values['site'][:60]}» non c’è: aggiungila fra le sedi.")
            )
        code = values.get("code")
        if code in lines_by_code:
            wrong.append(RowError(line, "matricola", f"La matricola è già alla riga {lines_by_code[code]}."))
        elif code:
            lines_by_code[code] = line
        if not wrong and site_id is not None:
            draft = _draft(values, site_id)
            wrong = [
                RowError(line, BY_FIELD[problem.field].header, problem.sentence)
                for problem in worker_problems(draft, parameters, today)
            ]
            rows.append((line, draft))
        errors += wrong
    return Reading(tuple(rows), tuple(errors))


def _values(
    line: int, cells: tuple[str, ...], columns: list[Column | None]
) -> tuple[dict[str, Any], list[RowError]]:
    values: dict[str, Any] = {}
    wrong: list[RowError] = []
    if any(cells[len(columns) :]):
        wrong.append(RowError(line, "", "La riga ha più celle dell’intestazione: controlla i separatori."))
    for column, cell in zip(columns, (*cells, *[""] * len(columns)), strict=False):
        if column is None:
            continue
        if not cell:
            if column.required:
                wrong.append(RowError(line, column.header, "La cella è vuota: scrivi il valore."))
            continue
        try:
            values[column.field] = column.read(cell)
        except WrongCell as problem:
            wrong.append(RowError(line, column.header, str(problem)))
    return values, wrong


_DETAILS = ("percentage", "mental_or_intellectual", "war_category", "covers_since", "breach")
_PERSON = tuple(field.name for field in dataclass_fields(PersonDetails))
_ASIDE = frozenset({"site", "category", *_DETAILS, *_PERSON})


def _draft(values: dict[str, Any], site_id: UUID) -> WorkerDraft:
    details = None
    if "category" in values:
        given = {name: values[name] for name in _DETAILS if name in values}
        details = ProtectionDetails(values["category"], **given)
    person = PersonDetails(**{name: values[name] for name in _PERSON if name in values})
    return WorkerDraft(
        site_id=site_id,
        details=details,
        person=None if person == PersonDetails() else person,
        **{name: value for name, value in values.items() if name not in _ASIDE},
    )
