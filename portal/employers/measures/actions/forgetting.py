"""What a convention leaves behind for its term: act, commitments, who was hired for it."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from portal.employers.companies.papers import EndingPaper
from portal.foundation import db

_OVER = """
SELECT id, company, coalesce(ended_on, ends_on) AS over_on FROM convenzione
WHERE coalesce(ended_on, ends_on) <= $1 ORDER BY 3, 1
"""
_GONE: tuple[tuple[str, str], ...] = (
    (
        "convenzione_notice",
        "DELETE FROM convenzione_notice n USING convenzione_commitment p"
        " WHERE p.id = n.commitment AND p.convenzione = ANY($1::uuid[])",
    ),
    ("convenzione_commitment", "DELETE FROM convenzione_commitment WHERE convenzione = ANY($1::uuid[])"),
    ("convenzione_hire", "DELETE FROM convenzione_hire WHERE convenzione = ANY($1::uuid[])"),
    ("convenzione", "DELETE FROM convenzione WHERE id = ANY($1::uuid[])"),
)


async def conventions_over(before: date) -> list[EndingPaper]:
    """Ended on that day or earlier, as planned or before."""
    rows = await db.fetch(_OVER, before)
    return [EndingPaper(row["id"], row["company"], row["over_on"]) for row in rows]


async def forget_conventions(ids: Collection[UUID]) -> dict[str, int]:
    """Only inside a unit of work; answers rows by table."""
    counts = {table: db.affected(await db.execute(statement, list(ids))) for table, statement in _GONE}
    return {table: count for table, count in counts.items() if count}
