"""Rows by table, copied together in an order in which no row refers to one that is not there yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from portal.foundation import db

Row = tuple[Any, ...]


class Batch:
    """``columns`` by table, in the order of copying. Serial keys are left to the database."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        self._columns = {table: tuple(names.split()) for table, names in columns.items()}
        self._rows: dict[str, list[Row]] = {table: [] for table in columns}

    def add(self, table: str, *cells: Any) -> None:
        self._rows[table].append(cells)

    def extend(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        self._rows[table].extend(tuple(row) for row in rows)

    def taken(self) -> dict[str, list[Row]]:
        """What was added since, in the order of copying; the batch begins again."""
        rows, self._rows = self._rows, {table: [] for table in self._columns}
        return rows

    async def copy(self, rows: Mapping[str, list[Row]]) -> None:
        for table, cells in rows.items():
            if cells:
                await db.copy(table, self._columns[table], cells)
