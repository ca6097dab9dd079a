"""What follows in accounts, and what passes with time: mail about notifications, links that nobody used."""

from datetime import time, timedelta

from portal.accounts.actions import drafts, notices
from portal.foundation import clock, db
from portal.foundation.jobs import Sweep, job, sweep
from portal.foundation.notifications import NoticeToMail

INVITATIONS_KEPT = timedelta(days=180)
"""After an invitation was revoked or expired unanswered; an accepted one stays with the membership."""
RESETS_KEPT = timedelta(days=30)


@sweep("accounts.forget_links", daily_at=time(3, 40))
async def forget_links() -> None:
    """Deletes the names and addresses of people who never came, old password links, drafts nobody came back to."""
    now = clock.now()
    await db.execute(
        "DELETE FROM invitation WHERE accepted_at IS NULL AND coalesce(revoked_at, expires_at) < $1",
        now - INVITATIONS_KEPT,
    )
    await db.execute("DELETE FROM password_reset WHERE created_at < $1", now - RESETS_KEPT)
    await drafts.forget_expired()


@job("accounts.mail_notice")
async def mail_notice(event: NoticeToMail) -> None:
    await notices.mail_now(event.notification_id)


@sweep("accounts.send_digests", daily_at=time(8, 0))
async def send_digests() -> None:
    """After the night's and the morning's reminders were written."""
    await notices.send_digests()


SWEEPS: tuple[Sweep, ...] = (forget_links, send_digests)
