"""What somebody was told in the portal, for the tests: words and where they lead."""

from portal.foundation import db, jobs
from portal.foundation.notifications import Kind
from portal.kernel.viewer import Viewer


async def told(viewer: Viewer, kind: Kind | None = None) -> list[str]:
    """Words and address of each notification, the oldest first, once every job has run."""
    await jobs.drain()
    rows = await db.fetch(
        "SELECT words, href FROM notification WHERE account_id = $1 AND ($2::text IS NULL OR kind = $2)"
        " ORDER BY created_at, id",
        viewer.account_id,
        None if kind is None else kind.value,
    )
    return [f"{row['words']} {row['href']}" for row in rows]
