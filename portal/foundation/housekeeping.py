"""What the foundation forgets, and when: rows that served their purpose."""

from datetime import time, timedelta

from portal.foundation import clock, db, mail, notifications, outbox, rate_limit
from portal.foundation.jobs import Sweep, sweep

KEEP_DONE = timedelta(days=14)
KEEP_MAIL = timedelta(days=90)
KEEP_TRIES = timedelta(days=2)
KEEP_NOTICES = timedelta(days=1096)
"""Their rows are also what keeps a reminder from going out twice: longer than any term reminders speak of."""


@sweep("foundation.housekeeping", daily_at=time(3, 40))
async def housekeeping() -> None:
    """Done outbox rows, delivered mail, old counts of tries, old notifications, sessions past their end."""
    await outbox.forget_done(KEEP_DONE)
    await mail.forget_old(KEEP_MAIL)
    await rate_limit.forget_old(KEEP_TRIES)
    await notifications.forget_old(KEEP_NOTICES)
    await db.execute("DELETE FROM web_session WHERE expires_at < $1", clock.now())


SWEEPS: tuple[Sweep, ...] = (housekeeping,)
