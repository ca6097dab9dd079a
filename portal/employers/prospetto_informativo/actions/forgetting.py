"""What the prospetto leaves behind: copies for their term, the people of reference while they are asked for again."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from portal.employers.companies.papers import EndingPaper
from portal.foundation import db

_OVER = """
WITH RECURSIVE given AS (
    SELECT id, previous, company, coalesce(sent_on, (opened_at AT TIME ZONE 'Europe/Rome')::date) AS over_on
    FROM prospetto_informativo
), chain AS (
    SELECT id AS first, id, over_on FROM given
    UNION ALL SELECT c.first, g.id, g.over_on FROM chain c JOIN given g ON g.previous = c.id
)
SELECT g.id, g.company, max(c.over_on) AS over_on FROM given g JOIN chain c ON c.first = g.id
GROUP BY g.id, g.company HAVING max(c.over_on) <= $1 ORDER BY 3, 1
"""
"""A prospetto stays as long as the last correction that names it."""


async def prospetti_over(before: date) -> list[EndingPaper]:
    """Sent, or begun and never sent, on that day or earlier, with every correction of theirs."""
    rows = await db.fetch(_OVER, before)
    return [EndingPaper(row["id"], row["company"], row["over_on"]) for row in rows]


async def forget_prospetti(ids: Collection[UUID]) -> dict[str, int]:
    """Answers rows by table. Corrections go with what they correct."""
    gone = db.affected(
        await db.execute("DELETE FROM prospetto_informativo WHERE id = ANY($1::uuid[])", list(ids))
    )
    return {"prospetto_informativo": gone} if gone else {}


async def forget_references(before: datetime) -> dict[str, int]:
    """People of reference that no prospetto asked for again since that moment."""
    gone = {
        table: db.affected(await db.execute(f"DELETE FROM {table} WHERE saved_at < $1", before))
        for table in ("prospetto_informativo_employer", "prospetto_informativo_province")
    }
    return {table: count for table, count in gone.items() if count}
