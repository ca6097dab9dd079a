"""References checked once for all rows at the end, instead of row by row: a third of the time of a copy."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from portal.foundation import db

_REFERENCES = """
SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text = ANY($1) ORDER BY 1, 2
"""


@asynccontextmanager
async def checked_at_the_end(tables: Iterable[str]) -> AsyncIterator[None]:
    """Foreign keys of ``tables`` are put aside and set again. Only in a unit of work, so that nobody sees it."""
    rows = await db.fetch(_REFERENCES, sorted(set(tables)))
    for row in rows:
        await db.execute(f'ALTER TABLE "{row["table"]}" DROP CONSTRAINT "{row["name"]}"')
    yield
    for row in rows:
        await db.execute(f'ALTER TABLE "{row["table"]}" ADD CONSTRAINT "{row["name"]}" {row["definition"]}')
