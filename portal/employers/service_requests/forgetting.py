"""Requests of companies are kept for the term of the contacts with them, then go with their meetings."""

from datetime import datetime

from portal.employers.service_requests.vocabulary import UNANSWERED
from portal.foundation import db


async def forget_requests(before: datetime) -> dict[str, int]:
    """Those that were closed, answered or declined before that moment; what waits for an answer stays."""
    rows = await db.fetch(
        "SELECT id FROM service_request WHERE state_since < $1 AND state <> ALL($2)",
        before,
        [state.value for state in UNANSWERED],
    )
    ids = [row["id"] for row in rows]
    if not ids:
        return {}
    sessions = db.affected(await db.execute("DELETE FROM service_session WHERE request = ANY($1)", ids))
    await db.execute("DELETE FROM service_request WHERE id = ANY($1)", ids)
    return {"service_request": len(ids)} | ({"service_session": sessions} if sessions else {})
