"""Messages: stored sealed with the change that causes them, then delivered by a job, or kept where there is no
mail server and shown on a development page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from portal.foundation import clock, crypto, db, ids, outbox
from portal.kernel.events import Event

_TABLE = "mail_message"
_LINK = "\ufffc"
"""Stands for the secret in the stored text (OBJECT REPLACEMENT CHARACTER)."""


class MailQueued(Event, frozen=True, kw_only=True):
    subject: ClassVar[str] = "mail_id"
    mail_id: UUID


@dataclass(frozen=True, slots=True)
class Message:
    id: UUID
    kind: str
    to: str
    subject: str
    text: str
    created_at: datetime
    unsubscribe: str | None = None


async def send(
    *,
    to: str,
    subject: str,
    text: str,
    kind: str,
    link_secret: str | None = None,
    unsubscribe: str | None = None,
) -> UUID:
    """Stores a message and has it delivered when the transaction commits. Only inside a unit of work.

    ``kind`` says what it is for («invitation»). ``link_secret`` is the token of a single-use link that stands in
    ``text``: it is kept apart and forgotten as soon as the message is delivered. The subject travels in clear:
    nothing personal in it. ``unsubscribe`` is the address by which a mail program stops this mail with one click
    (RFC 8058); ``link_secret`` may stand in it too.
    """
    if db.current() is None:
        raise RuntimeError(f"a message of kind {kind} was sent outside of a unit of work")
    if any(sign in to + subject for sign in "\r\n"):
        raise ValueError("an address or a subject is one line")
    if link_secret is not None:
        if link_secret not in text:
            raise ValueError(f"the link of the message of kind {kind} does not stand in its text")
        text = text.replace(link_secret, _LINK)
        unsubscribe = unsubscribe and unsubscribe.replace(link_secret, _LINK)
    mail_id = ids.new_id()
    if is_forgotten(clock.now()):
        return mail_id
    await db.execute(
        "INSERT INTO mail_message (id, kind, recipient, recipient_index, subject, body, link_secret, "
        "unsubscribe, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        mail_id,
        kind,
        crypto.seal(to, table=_TABLE, column="recipient", row=mail_id),
        recipient_index(to),
        subject,
        crypto.seal(text, table=_TABLE, column="body", row=mail_id),
        None
        if link_secret is None
        else crypto.seal(link_secret, table=_TABLE, column="link_secret", row=mail_id),
        unsubscribe,
        clock.now(),
    )
    await outbox.put(MailQueued(mail_id=mail_id))
    return mail_id


def recipient_index(address: str) -> bytes:
    return crypto.blind_index(address, purpose="mail_message.recipient")


_forgotten_before: ContextVar[datetime | None] = ContextVar("forgotten_before", default=None)


@contextmanager
def forgetting(before: datetime) -> Iterator[None]:
    """Inside, messages of moments before that one are not even stored: the housekeeping would delete them at once."""
    token = _forgotten_before.set(before)
    try:
        yield
    finally:
        _forgotten_before.reset(token)


def is_forgotten(moment: datetime) -> bool:
    """Whether news of that moment reach nobody any more (see ``forgetting``)."""
    before = _forgotten_before.get()
    return before is not None and moment < before


_COLUMNS = "id, kind, recipient, subject, body, link_secret, unsubscribe, created_at"


async def waiting(mail_id: UUID) -> Message | None:
    """A message that is neither sent nor kept."""
    row = await db.fetchrow(
        f"SELECT {_COLUMNS} FROM mail_message WHERE id = $1 AND sent_at IS NULL AND kept_at IS NULL", mail_id
    )
    return None if row is None else _opened(row)


async def mark_sent(mail_id: UUID) -> None:
    await db.execute(
        "UPDATE mail_message SET sent_at = $2, link_secret = NULL WHERE id = $1", mail_id, clock.now()
    )


async def mark_kept(mail_id: UUID) -> None:
    await db.execute("UPDATE mail_message SET kept_at = $2 WHERE id = $1", mail_id, clock.now())


async def recent(limit: int = 50) -> list[Message]:
    """The latest messages kept because there is no mail server, with their links: for the development page.

    Where there is one nothing is kept, so the page has nothing to show.
    """
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM mail_message WHERE kept_at IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT $1",
        limit,
    )
    return [_opened(row) for row in rows]


async def kept_for(address: str, limit: int = 10) -> list[Message]:
    """Like ``recent``, for one address."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM mail_message WHERE kept_at IS NOT NULL AND recipient_index = $1 "
        "ORDER BY created_at DESC, id DESC LIMIT $2",
        recipient_index(address),
        limit,
    )
    return [_opened(row) for row in rows]


async def forget_old(older_than: timedelta) -> int:
    """Deletes messages that were delivered or kept long ago."""
    return db.affected(
        await db.execute(
            "DELETE FROM mail_message WHERE created_at < $1 AND (sent_at IS NOT NULL OR kept_at IS NOT NULL)",
            clock.now() - older_than,
        )
    )


def _opened(row: Any) -> Message:
    mail_id = row["id"]
    text = crypto.open_(row["body"], table=_TABLE, column="body", row=mail_id)
    unsubscribe = row["unsubscribe"]
    if row["link_secret"] is not None:
        secret = crypto.open_(row["link_secret"], table=_TABLE, column="link_secret", row=mail_id)
        text = text.replace(_LINK, secret)
        unsubscribe = unsubscribe and unsubscribe.replace(_LINK, secret)
    to = crypto.open_(row["recipient"], table=_TABLE, column="recipient", row=mail_id)
    return Message(mail_id, row["kind"], to, row["subject"], text, row["created_at"], unsubscribe)
