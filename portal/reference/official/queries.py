"""Reads the official registers as they stood on a day. Public data: whoever asks sees all of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.foundation import db
from portal.reference.register_kinds import RegisterKind
from portal.reference.text import words


@dataclass(frozen=True, slots=True)
class Edition:
    kind: RegisterKind
    edition: str
    valid_from: date
    rows: int


@dataclass(frozen=True, slots=True)
class Entry:
    code: str
    title: str
    parent: str | None
    place: str
    """The comune of a CAP; else empty."""
    edition: str
    in_force: bool
    """False for a code that only an older edition has."""


async def editions(kind: RegisterKind) -> list[Edition]:
    """The loaded editions of a register, the latest first."""
    rows = await db.fetch(
        "SELECT edition, valid_from, rows FROM reference_edition WHERE kind = $1 ORDER BY valid_from DESC",
        kind.value,
    )
    return [Edition(kind, row["edition"], row["valid_from"], row["rows"]) for row in rows]


_ENTRIES = """
WITH known AS (
    SELECT id, edition, valid_from, valid_from = max(valid_from) OVER () AS in_force
    FROM reference_edition WHERE kind = $1 AND valid_from <= $2
)
"""

_BY_CODE = f"""{_ENTRIES}, holders AS (
    SELECT e.*, k.edition, k.in_force, k.valid_from, max(k.valid_from) OVER () AS latest
    FROM known k JOIN reference_entry e ON e.edition_id = k.id
    WHERE e.code = $3
)
SELECT * FROM holders WHERE valid_from = latest ORDER BY position
"""

_BY_WORDS = f"""{_ENTRIES}
SELECT e.*, k.edition, k.in_force
FROM known k JOIN reference_entry e ON e.edition_id = k.id
WHERE k.in_force AND (e.folded LIKE ALL ($3::text[]) OR starts_with(e.code, $4))
ORDER BY e.position LIMIT $5
"""


async def entries_of(kind: RegisterKind, code: str, *, on: date) -> list[Entry]:
    """The rows of a code in the latest edition that has it and holds on ``on``: one, or one a comune for a CAP."""
    return [_entry(row) for row in await db.fetch(_BY_CODE, kind.value, on, code)]


async def find(kind: RegisterKind, text: str, *, on: date, limit: int = 20) -> list[Entry]:
    """Entries of the edition in force whose title has every word typed, or whose code begins like the text."""
    typed = words(text)
    if not typed:
        return []
    patterns = [f"%{word}%" for word in typed]
    rows = await db.fetch(_BY_WORDS, kind.value, on, patterns, text.strip().upper(), limit)
    return [_entry(row) for row in rows]


def _entry(row: Any) -> Entry:
    return Entry(row["code"], row["title"], row["parent"], row["place"], row["edition"], row["in_force"])
