"""Her rows as they are kept, opened from their seals: what goes into the export that a machine can read."""

from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from importlib import import_module
from typing import Any
from uuid import UUID

import msgspec

from portal.foundation import crypto, db
from portal.kernel.personal_data import Line
from portal.privacy.queries.graph import Rows, references, rows_of

_SLICES = ("candidates", "matching", "tutoring", "privacy")

CONTENT = frozenset(
    {
        "person", "availability", "card_history", "synthesis", "employability_grade", "project", "profile_text", "card",
        "project_aim", "project_action", "sharing_consent", "document", "fairness_attributes", "proposal",
        "data_request",
    }
)  # fmt: skip
"""Tables whose sealed words she reads at any time; of the others (interviews, diaries, messages, reasons) the content
is for a request of access (services.md §1, column PN)."""

UNREADABLE = "non leggibile"
"""Instead of a value that was changed behind the portal's back: the rest of the export is hers all the same."""

_LEFT_OUT = (
    "_index",
    "_hash",
    "version",
    "sintetico",
    "sort_name",
    "file_key",
    "token_sealed",
    "reserved_note_sealed",
)
_OTHERS = ("chi lavora", "di chi lavora", "chi cerca per un’azienda", "l’azienda", "del tutor aziendale")


def lines() -> dict[str, Line]:
    """The line of every column that speaks of her; those about staff and companies are not hers."""
    found: dict[str, Line] = {}
    for name in _SLICES:
        columns: dict[str, Line] = import_module(f"portal.{name}.personal_data").COLUMNS
        found.update({key: line for key, line in columns.items() if not line.whose.startswith(_OTHERS)})
    return found


def _staff_columns() -> set[str]:
    return {
        key
        for name in _SLICES
        for key, line in import_module(f"portal.{name}.personal_data").COLUMNS.items()
        if line.whose.startswith(_OTHERS)
    }


async def records(person_id: UUID, *, whole: bool) -> dict[str, list[dict[str, Any]]]:
    """Table by table, each row as column and value; keys and what is about others is left out."""
    known = await references()
    keys_of = {one.child: one.key for one in known} | {"person": "id"}
    refers = {(one.child, one.column) for one in known}
    staff = _staff_columns()
    rows: Rows = await rows_of(person_id, of=known)
    requests = await db.fetch("SELECT id FROM data_request WHERE person = $1", person_id)
    if requests:
        rows["data_request"], keys_of["data_request"] = [row["id"] for row in requests], "id"
    found: dict[str, list[dict[str, Any]]] = {}
    for table in sorted(rows):
        key = keys_of[table]
        fetched = await db.fetch(
            f'SELECT * FROM "{table}" WHERE "{key}" = ANY($1) ORDER BY "{key}"', rows[table]
        )
        read = [
            _record(table, key, dict(row), refers, staff, whole=whole or table in CONTENT) for row in fetched
        ]
        found[table] = [one for one in read if one]
    return {table: read for table, read in found.items() if read}


def _record(
    table: str,
    key: str,
    row: dict[str, Any],
    refers: set[tuple[str, str]],
    staff: set[str],
    *,
    whole: bool,
) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for column, value in row.items():
        if value is None or column == key or (table, column) in refers or f"{table}.{column}" in staff:
            continue
        if isinstance(value, UUID) or column.endswith(_LEFT_OUT):
            continue
        if isinstance(value, bytes):
            if whole and column.endswith("_sealed"):
                said[column.removesuffix("_sealed")] = _opened(value, table, column, _places(row, key))
            continue
        said[column] = _plain(value)
    return said


def _places(row: dict[str, Any], key: str) -> list[UUID]:
    """The ids a value of the row may have been sealed for: its own, or what it belongs to where its own is a count."""
    if isinstance(row[key], UUID):
        return [row[key]]
    return [value for value in row.values() if isinstance(value, UUID)]


def _opened(value: bytes, table: str, column: str, places: list[UUID]) -> Any:
    for place in places:
        with suppress(crypto.Tampered):
            raw = crypto.open_bytes(value, table=table, column=column, row=place)
            try:
                return msgspec.json.decode(raw)
            except msgspec.DecodeError:
                return raw.decode(errors="replace")
    return UNREADABLE


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
