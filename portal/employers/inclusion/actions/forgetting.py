"""What the register of accommodations keeps for ten years and no longer. Answers how many rows went, by table."""

from datetime import date

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
