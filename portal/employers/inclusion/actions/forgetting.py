"""What the registers of commitments and accommodations keep for their term and no longer. Answers rows by table."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from portal.employers.companies.papers import EndingPaper
from portal.foundation import db

_OLD = "SELECT id FROM accommodation WHERE coalesce(ended_on, answered_on, requested_on) < $1 AND {over}"
_OVER = "(ended_on IS NOT NULL OR (answered_on IS NOT NULL AND in_place_on IS NULL))"
"""A measure that is still in place is kept, however old the request."""


async def forget_accommodations(before: date) -> dict[str, int]:
    old = _OLD.format(over=_OVER)
    measures = await db.execute(f"DELETE FROM accommodation_measure WHERE accommodation IN ({old})", before)
    files = await db.execute(f"DELETE FROM accommodation WHERE id IN ({old})", before)
    gone = {"accommodation_measure": db.affected(measures), "accommodation": db.affected(files)}
    return {table: count for table, count in gone.items() if count}


async def commitments_over(before: date) -> list[EndingPaper]:
    """Concluded on that day or earlier; one never concluded, from the day it was due."""
    rows = await db.fetch(
        "SELECT id, company, coalesce(done_on, due_on) AS over_on FROM commitment"
        " WHERE coalesce(done_on, due_on) <= $1 ORDER BY 3, 1",
        before,
    )
    return [EndingPaper(row["id"], row["company"], row["over_on"]) for row in rows]


async def forget_commitments(ids: Collection[UUID]) -> tuple[dict[str, int], list[str]]:
    """Only inside a unit of work; also answers the keys of the evidence, to be deleted once it is committed.

    The time after one that goes no longer says what it follows.
    """
    gone = list(ids)
    await db.execute("UPDATE commitment SET follows = NULL WHERE follows = ANY($1::uuid[])", gone)
    evidence = await db.fetch(
        "DELETE FROM commitment_evidence WHERE commitment = ANY($1::uuid[]) RETURNING file_key", gone
    )
    indicators = await db.execute("DELETE FROM commitment_kpi WHERE commitment = ANY($1::uuid[])", gone)
    rows = await db.execute("DELETE FROM commitment WHERE id = ANY($1::uuid[])", gone)
    counts = {
        "commitment_evidence": len(evidence),
        "commitment_kpi": db.affected(indicators),
        "commitment": db.affected(rows),
    }
    keys = [row["file_key"] for row in evidence]
    return {table: count for table, count in counts.items() if count}, keys
