"""Outbox rows as the operators see them."""

from dataclasses import dataclass
from datetime import datetime

from portal.foundation import db
from portal.foundation.outbox.subscriptions import installed


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that failed and is not done. Without ``next_attempt_at`` it was given up."""

    id: int
    event: str
    job: str
    attempts: int
    failure: str
    created_at: datetime
    next_attempt_at: datetime | None


# two halves, because each has a partial index and the whole has none
_FAILURES = """
SELECT id, event, job, attempts, failure, created_at, NULL::timestamptz AS next_attempt_at
FROM outbox WHERE failed_at IS NOT NULL
UNION ALL
SELECT id, event, job, attempts, failure, created_at, due_at
FROM outbox WHERE done_at IS NULL AND failed_at IS NULL AND failure IS NOT NULL
ORDER BY id DESC LIMIT $1
"""


async def failures(limit: int) -> list[Failure]:
    """The latest first."""
    return [Failure(**row) for row in await db.fetch(_FAILURES, limit)]


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much waits, and since when.

    ``unknown`` counts open rows whose job this version does not have: a newer web beside an older worker.
    """

    open: int
    given_up: int
    unknown: int
    oldest: datetime | None


_BACKLOG = """
SELECT count(*) AS open,
    (SELECT count(*) FROM outbox WHERE failed_at IS NOT NULL) AS given_up,
    count(*) FILTER (WHERE NOT job = ANY($1::text[])) AS unknown,
    min(created_at) AS oldest
FROM outbox WHERE done_at IS NULL AND failed_at IS NULL
"""


async def backlog() -> Backlog:
    row = await db.fetchrow(_BACKLOG, list(installed().jobs))
    assert row is not None
    return Backlog(**row)
