"""Outbox rows as the writer of a fact and the worker of a job see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from portal.foundation import context, db
from portal.foundation.outbox.subscriptions import NotSubscribed, followers_of, installed
from portal.kernel.events import Event

if TYPE_CHECKING:
    from portal.foundation.jobs import Job

BACKOFF = tuple(timedelta(seconds=seconds) for seconds in (2, 15, 60, 300, 1800, 7200, 21600))
"""Pauses after each failed attempt; when they are used up, the job is given up and shown to the operators."""


def payload_of(event: Event) -> str:
    return msgspec.json.encode(event).decode()


async def put(event: Event) -> None:
    """One row for each follower, without an audit entry. Only inside a unit of work."""
    if db.current() is None:
        raise RuntimeError(f"{type(event).__name__} was put in the outbox outside of a unit of work")
    followers = followers_of(event)
    if followers:
        await db.execute(
            "INSERT INTO outbox (event, payload, job, request_id, created_at, due_at) "
            "SELECT $1, $2::jsonb, follower, $3, now(), now() "
            "FROM unnest($4::text[]) WITH ORDINALITY AS f (follower, place) ORDER BY place",
            type(event).__name__,
            payload_of(event),
            context.request_id.get(),
            list(followers),
        )


@dataclass(frozen=True, slots=True)
class Taken:
    id: int
    job: Job
    event: Event
    request_id: str | None
    attempts: int


_TAKE = """
SELECT id, event, payload, job, request_id, attempts FROM outbox
WHERE done_at IS NULL AND failed_at IS NULL AND ($1::bigint IS NULL OR id = $1)
ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
"""


async def take(outbox_id: int | None = None) -> Any | None:
    """Locks an open row (the oldest when no id is given) until the transaction ends; None if somebody has it."""
    return await db.fetchrow(_TAKE, outbox_id)


def read(row: Any) -> Taken:
    """The row as job and fact. Raises NotSubscribed or msgspec.ValidationError when this code cannot read it."""
    job, event_type = installed().jobs.get(row["job"]), installed().events.get(row["event"])
    if job is None or event_type is None:
        raise NotSubscribed(f"nothing is known here of {row['job']} for {row['event']}")
    event = msgspec.json.decode(row["payload"], type=event_type)
    return Taken(row["id"], job, event, row["request_id"], row["attempts"])


async def mark_done(outbox_id: int) -> None:
    await db.execute("UPDATE outbox SET done_at = now(), failure = NULL WHERE id = $1", outbox_id)


_FAILED = """
UPDATE outbox SET attempts = attempts + 1, failure = $2, sent_at = NULL,
    due_at = now() + coalesce(($3::interval[])[attempts + 1], '0'),
    failed_at = CASE WHEN attempts >= cardinality($3::interval[]) THEN now() END
WHERE id = $1 AND done_at IS NULL AND failed_at IS NULL
RETURNING attempts, failed_at
"""


async def mark_failed(outbox_id: int, failure: str) -> bool:
    """One more failed attempt; True when it was the last. ``failure`` holds no personal data."""
    row = await db.fetchrow(_FAILED, outbox_id, failure, list(BACKOFF))
    return row is not None and row["failed_at"] is not None


async def reopen(outbox_id: int) -> Any | None:
    """Puts a row that was given up back in line; answers its job and event."""
    row = await db.fetchrow(
        "UPDATE outbox SET failed_at = NULL, attempts = 0, sent_at = NULL, due_at = now() "
        "WHERE id = $1 AND failed_at IS NOT NULL AND done_at IS NULL RETURNING job, event",
        outbox_id,
    )
    if row is not None:
        await db.execute("SELECT pg_notify('outbox', '')")
    return row
