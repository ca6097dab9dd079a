"""What passes with time: links that nobody used."""

from datetime import time, timedelta

from portal.foundation import clock, db
from portal.foundation.jobs import Sweep, sweep

INVITATIONS_KEPT = timedelta(days=180)
"""After an invitation was revoked or expired unanswered; an accepted one stays with the membership."""
RESETS_KEPT = timedelta(days=30)


@sweep("accounts.forget_links", daily_at=time(3, 40))
async def forget_links() -> None:
    """Deletes the names and addresses of people who never came, and old password links."""
    now = clock.now()
    await db.execute(
        "DELETE FROM invitation WHERE accepted_at IS NULL AND coalesce(revoked_at, expires_at) < $1",
        now - INVITATIONS_KEPT,
    )
    await db.execute("DELETE FROM password_reset WHERE created_at < $1", now - RESETS_KEPT)


SWEEPS: tuple[Sweep, ...] = (forget_links,)
