"""From the cells of a workforce file to rows that may be saved, or every error of every row at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from portal.employers.companies.rules import (
    PersonDetails,
    ProtectionDetails,
    WorkerDraft,
    worker_problems,
)
from portal.employers.companies.vocabulary import WorkContract
from portal.employers.companies.workforce_cells import WrongCell
from portal.employers.companies.workforce_columns import BY_FIELD, Column
from portal.employers.companies.workforce_report import RowError
from portal.employers.companies.workforce_table import RawTable
from portal.kernel.parameters import Parameters
from portal.reference.text import words

TOLD_EVERY = 250
Seen = dict[tuple[str, str], Any]
"""What the cells of a column were read as."""


@dataclass(frozen=True, slots=True)
class Reading:
    """``rows`` are (line, draft); ``given`` the fields the file speaks of. With one error nothing may be saved.

    ``periods`` are rows with a wrong cell whose person and days can be read all the same: they are compared with the
    others, so that overlaps come together with the wrong cells.
    """

    rows: tuple[tuple[int, WorkerDraft], ...]
    errors: tuple[RowError, ...]
    given: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    periods: tuple[tuple[int, WorkerDraft], ...] = ()


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


Tell = Callable[[int], None]
"""Hears how many rows are done."""


def read_rows(
    table: RawTable,
    columns: Sequence[Column | None],
    sites: Sites,
    parameters: Parameters,
    today: date,
    tell: Tell = lambda _done: None,
) -> Reading:
    """Every error of every row. ``columns`` says what each cell is; None: it is left out."""
    rows: list[tuple[int, WorkerDraft]] = []
    periods: list[tuple[int, WorkerDraft]] = []
    errors: list[RowError] = []
    lines: dict[tuple[str, date], int] = {}
    seen: Seen = {}
    for number, (line, cells) in enumerate(table.rows):
        if number % TOLD_EVERY == 0:
            tell(number)
        values, wrong = _values(line, cells, columns, seen)
        site_id = sites.find(values["site"]) if values.get("site") else None
        if values.get("site") and site_id is None:
            wrong.append(
                RowError(line, "sede", f"La sede «{values['site'][:60]}» non c’è: aggiungila fra le sedi.")
            )
        twice = False
        if "code" in values and "starts_on" in values:
            key = values["code"], values["starts_on"]
            twice = key in lines
            if twice:
                wrong.append(
                    RowError(
                        line, "matricola", f"Matricola e data di inizio sono già alla riga {lines[key]}."
                    )
                )
            lines.setdefault(key, line)
        if not wrong and site_id is not None:
            draft = _draft(values, site_id)
            wrong = [
                RowError(line, BY_FIELD[problem.field].header, problem.sentence)
                for problem in worker_problems(draft, parameters, today)
            ]
            rows.append((line, draft))
        elif not twice and (period := _period(values, wrong)) is not None:
            periods.append((line, period))
        errors += wrong
    given = frozenset(column.field for column in columns if column is not None)
    return Reading(tuple(rows), tuple(errors), given, periods=tuple(periods))


def _values(
    line: int, cells: tuple[str, ...], columns: Sequence[Column | None], seen: Seen
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
            values[column.field] = _cell(column, cell, seen)
        except WrongCell as problem:
            wrong.append(RowError(line, column.header, str(problem)))
    return values, wrong


def _cell(column: Column, cell: str, seen: Seen) -> Any:
    """Fifty thousand rows say few different things in most columns: what was read once is not read again."""
    if column.personal:
        return column.read(cell)
    key = column.field, cell
    if key not in seen:
        seen[key] = column.read(cell)
    return seen[key]


_DETAILS = ("percentage", "mental_or_intellectual", "war_category", "covers_since", "breach")
_PERSON = tuple(field.name for field in dataclass_fields(PersonDetails))
_ASIDE = frozenset({"site", "category", *_DETAILS, *_PERSON})


_NOWHERE = UUID(int=0)
_OF_A_PERIOD = ("code", "starts_on", "ends_on", "tax_code")


def _period(values: dict[str, Any], wrong: Sequence[RowError]) -> WorkerDraft | None:
    """Who and when, of a row that cannot be saved; None where that itself cannot be read."""
    unread = {error.column for error in wrong}
    if (
        any(BY_FIELD[name].header in unread for name in _OF_A_PERIOD)
        or not {"code", "starts_on"} <= values.keys()
    ):
        return None
    if values.get("ends_on") is not None and values["ends_on"] < values["starts_on"]:
        return None
    known = {name: values[name] for name in _OF_A_PERIOD if name in values}
    return WorkerDraft(
        site_id=_NOWHERE,
        contract=WorkContract.PERMANENT,
        weekly_hours=Decimal(1),
        full_time_hours=Decimal(1),
        **known,
    )


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
