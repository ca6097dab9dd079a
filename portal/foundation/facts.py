"""Facts are recorded with the change they speak of: an audit entry, and what must follow."""

from portal.foundation import audit, db, outbox
from portal.kernel.events import Event
from portal.kernel.viewer import By


async def record(event: Event, *, by: By) -> None:
    """One audit entry and one outbox row for each follower, in the running transaction.

    The relay is told when the transaction commits. Raises RuntimeError outside of a unit of work, and
    outbox.NotSubscribed when the fact has no line in the table of subscriptions.
    """
    if db.current() is None:
        raise RuntimeError(f"{type(event).__name__} was recorded outside of a unit of work")
    followers = outbox.followers_of(event)
    payload = outbox.payload_of(event)
    entry = audit.values(
        type(event).__name__,
        by=by,
        subject_kind=event.subject.removesuffix("_id"),
        subject_id=getattr(event, event.subject) if event.subject else None,
        data=payload,
    )
    if not followers:
        await db.execute(audit.INSERT, *entry)
        return
    await db.execute(_ENTRY_AND_ROWS, *entry, list(followers))


# one round trip: most verbs have nothing else to say to the database after their own change
_ENTRY_AND_ROWS = f"""
WITH entry AS ({audit.INSERT})
INSERT INTO outbox (event, payload, job, request_id, created_at, due_at)
SELECT $7, $10::jsonb, follower, $11, now(), now()
FROM unnest($12::text[]) WITH ORDINALITY AS f (follower, place) ORDER BY place
"""
