"""Outbox rows as the relay sees them: due, sent, given back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from portal.foundation import db

RESEND = timedelta(seconds=30)
"""A row that is sent and not done after this long is sent again: queues may lose what they hold."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What the relay hands to the queue: ids only, the fact stays in the database."""

    id: int
    job: str
    sends: int


async def in_flight(jobs: Sequence[str]) -> int:
    """Rows that were sent, are not done, and whose time to be sent again has not come."""
    return int(
        await db.fetchval(
            "SELECT count(*) FROM outbox WHERE done_at IS NULL AND failed_at IS NULL "
            "AND due_at > now() AND sent_at IS NOT NULL AND job = ANY($1::text[])",
            list(jobs),
        )
    )


_CLAIM = """
WITH due AS (
    SELECT id FROM outbox
    WHERE done_at IS NULL AND failed_at IS NULL AND due_at <= now() AND job = ANY($1::text[])
    ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
)
UPDATE outbox SET sent_at = now(), due_at = now() + $3::interval, sends = sends + 1
FROM due WHERE outbox.id = due.id
RETURNING outbox.id, outbox.job, outbox.sends
"""


async def claim(jobs: Sequence[str], limit: int) -> list[Sent]:
    """Marks due rows as sent. Committed before they are handed over: a job must not meet the relay's own lock."""
    rows = await db.fetch(_CLAIM, list(jobs), limit, RESEND)
    return sorted((Sent(row["id"], row["job"], row["sends"]) for row in rows), key=lambda sent: sent.id)


async def give_back(sent: Sequence[Sent]) -> None:
    """The queue did not take them."""
    await db.execute(
        "UPDATE outbox SET sent_at = NULL, due_at = now() "
        "WHERE id = ANY($1::bigint[]) AND done_at IS NULL AND failed_at IS NULL",
        [one.id for one in sent],
    )


async def resend_all() -> int:
    """Everything in flight is due at once: the queue was lost. What comes twice takes effect once."""
    return db.affected(
        await db.execute(
            "UPDATE outbox SET due_at = now(), sent_at = NULL "
            "WHERE done_at IS NULL AND failed_at IS NULL AND sent_at IS NOT NULL AND due_at > now()"
        )
    )


async def forget_done(older_than: timedelta) -> int:
    """Deletes rows done long ago; the audit log keeps the facts themselves."""
    return db.affected(
        await db.execute("DELETE FROM outbox WHERE done_at < now() - $1::interval", older_than)
    )
