"""Notifications: one row for each account × organisation × kind × object × step, which the portal lists.

Mail about them is the accounts' business, which know addresses; here stands what is still to be mailed. Their
words are read outside of the portal too: dates, codes and what to do, never a name, never what somebody typed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from portal.foundation import clock, db, ids, mail, outbox
from portal.foundation.notifications.kinds import KINDS, Channel, Kind
from portal.foundation.notifications.preferences import EVERYTHING
from portal.kernel.events import Event
from portal.kernel.refusals import NotThere

COOL_DOWN = timedelta(hours=24)
"""Between two mails of a kind to one account about one object: what comes sooner waits for a later digest."""

MAILED_WITHIN = timedelta(days=14)
"""What could not be mailed for so long is no news any more; it stays in the list."""


class NoticeToMail(Event, frozen=True, kw_only=True):
    """Somebody wants this kind at once."""

    subject: ClassVar[str] = "notification_id"
    notification_id: UUID


@dataclass(frozen=True, slots=True)
class Notice:
    id: UUID
    kind: Kind
    words: str
    href: str
    created_at: datetime
    read_at: datetime | None


_WRITE = """
INSERT INTO notification (id, account_id, organisation_id, kind, object_id, step, words, href, created_at,
    read_at, mailed_at)
SELECT n.id, n.account, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM unnest($1::uuid[], $2::uuid[]) AS n (id, account)
ON CONFLICT (account_id, organisation_id, kind, object_id, step) DO NOTHING RETURNING id
"""


async def notify(
    kind: Kind,
    *,
    account_ids: Collection[UUID],
    organisation_id: UUID,
    object_id: UUID,
    step: str,
    words: str,
    href: str,
    by_letter: bool = False,
) -> int:
    """Tells each account, as a member of that organisation, once for each object and step; answers how many are new.

    Only inside a unit of work. ``href`` is a path of the portal. Who wants the kind at once gets a mail as soon
    as the transaction commits, others with the next digest, others none: as they chose. ``by_letter``: a letter
    of its own says it already, one that nobody may refuse; here it stands in the list alone.
    """
    if db.current() is None:
        raise RuntimeError(f"a notification of kind {kind} was written outside of a unit of work")
    if not href.startswith("/"):
        raise ValueError("a notification leads to a path of the portal")
    accounts = sorted(set(account_ids))
    if not accounts:
        return 0
    now = clock.now()
    forgotten = mail.is_forgotten(now)
    rows = await db.fetch(
        _WRITE,
        [ids.new_id() for _ in accounts],
        accounts,
        organisation_id,
        kind.value,
        object_id,
        step,
        words.strip(),
        href,
        now,
        now if forgotten else None,
        now if forgotten or by_letter else None,
    )
    if rows and not forgotten:
        for id in await _to_mail_now([row["id"] for row in rows], kind):
            await outbox.put(NoticeToMail(notification_id=id))
    return len(rows)


@dataclass(frozen=True, slots=True)
class News:
    """One notification of many, as ``notify_all`` takes them."""

    account_id: UUID
    organisation_id: UUID
    object_id: UUID
    step: str
    words: str
    href: str


_WRITE_ALL = """
INSERT INTO notification (id, account_id, organisation_id, kind, object_id, step, words, href, created_at,
    read_at, mailed_at)
SELECT n.id, n.account, n.organisation, $1, n.object, n.step, n.words, n.href, $9, $10, $10
FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[])
    AS n (id, account, organisation, object, step, words, href)
ON CONFLICT (account_id, organisation_id, kind, object_id, step) DO NOTHING RETURNING id
"""


async def notify_all(kind: Kind, news: Sequence[News]) -> int:
    """``notify`` for many objects at once, each told once: for sweeps. Answers how many are new.

    One statement however many there are, and one more for each that somebody wants by mail at once.
    """
    if db.current() is None:
        raise RuntimeError(f"notifications of kind {kind} were written outside of a unit of work")
    if not news:
        return 0
    now = clock.now()
    forgotten = mail.is_forgotten(now)
    rows = await db.fetch(
        _WRITE_ALL,
        kind.value,
        [ids.new_id() for _ in news],
        [one.account_id for one in news],
        [one.organisation_id for one in news],
        [one.object_id for one in news],
        [one.step for one in news],
        [one.words.strip() for one in news],
        [one.href for one in news],
        now,
        now if forgotten else None,
    )
    if rows and not forgotten:
        for id in await _to_mail_now([row["id"] for row in rows], kind):
            await outbox.put(NoticeToMail(notification_id=id))
    return len(rows)


async def told(kind: Kind, steps: Mapping[UUID, str]) -> set[UUID]:
    """Of which of these objects the step was told already, to anybody: for sweeps, before they look for people."""
    rows = await db.fetch(
        "SELECT DISTINCT n.object_id FROM unnest($2::uuid[], $3::text[]) AS s (object_id, step)"
        " JOIN notification n ON n.kind = $1 AND n.object_id = s.object_id AND n.step = s.step",
        kind.value,
        list(steps),
        list(steps.values()),
    )
    return {row["object_id"] for row in rows}


_MAILABLE = f"""
n.mailed_at IS NULL AND n.read_at IS NULL
AND NOT EXISTS (SELECT FROM notification_preference p WHERE p.account_id = n.account_id
    AND p.organisation_id = n.organisation_id AND p.kind = '{EVERYTHING}')
AND NOT EXISTS (SELECT FROM notification e WHERE e.account_id = n.account_id AND e.kind = n.kind
    AND e.object_id = n.object_id AND e.mailed_at > $1)
"""
"""Unread, not mailed yet, mail not refused altogether, and no mail about the same object since $1 (the cool-down)."""

_CHOSEN = """(SELECT p.channel FROM notification_preference p WHERE p.account_id = n.account_id
    AND p.organisation_id = n.organisation_id AND p.kind = n.kind)"""


async def _to_mail_now(notification_ids: list[UUID], kind: Kind) -> list[UUID]:
    rows = await db.fetch(
        f"SELECT n.id FROM notification n WHERE n.id = ANY($2) AND coalesce({_CHOSEN}, $3) = 'now' AND {_MAILABLE}",
        clock.now() - COOL_DOWN,
        notification_ids,
        KINDS[kind].channel.value,
    )
    return [row["id"] for row in rows]


@dataclass(frozen=True, slots=True)
class Letter:
    """What one mail speaks of: one account, one organisation, one or more notifications."""

    account_id: UUID
    organisation_id: UUID
    notices: tuple[Notice, ...]


async def letter_for(notification_id: UUID) -> Letter | None:
    """The one mail of a notification that is to go at once, its row locked; None when it no longer is."""
    rows = await db.fetch(
        f"SELECT n.* FROM notification n WHERE n.id = $2 AND {_MAILABLE} FOR UPDATE OF n",
        clock.now() - COOL_DOWN,
        notification_id,
    )
    return _letter(rows) if rows else None


async def waiting_for_digest() -> list[tuple[UUID, UUID]]:
    """Account and organisation of everybody who gets a digest now."""
    rows = await db.fetch(
        f"SELECT DISTINCT n.account_id, n.organisation_id FROM notification n WHERE {_DIGEST}", *_since()
    )
    return [(row["account_id"], row["organisation_id"]) for row in rows]


async def digest_of(account_id: UUID, organisation_id: UUID) -> Letter | None:
    """What stands in it, rows locked, the oldest first; None when there is nothing any more."""
    rows = await db.fetch(
        f"SELECT n.* FROM notification n WHERE n.account_id = $4 AND n.organisation_id = $5 AND {_DIGEST}"
        " ORDER BY n.created_at, n.id FOR UPDATE OF n SKIP LOCKED",
        *_since(),
        account_id,
        organisation_id,
    )
    return _letter(rows) if rows else None


# Whoever asked for mail at once and is within the cool-down finds the rest in the digest too.
_DIGEST = (
    f"{_MAILABLE} AND n.created_at > $2"
    f" AND coalesce({_CHOSEN}, CASE WHEN n.kind = ANY($3) THEN 'portal' ELSE 'digest' END) <> 'portal'"
)


def _since() -> tuple[datetime, datetime, list[str]]:
    now = clock.now()
    by_default_silent = [kind.value for kind, about in KINDS.items() if about.channel is Channel.PORTAL]
    return now - COOL_DOWN, now - MAILED_WITHIN, by_default_silent


async def mark_mailed(letter: Letter) -> None:
    await db.execute(
        "UPDATE notification SET mailed_at = $2 WHERE id = ANY($1)",
        [one.id for one in letter.notices],
        clock.now(),
    )


# --- the list in the portal --------------------------------------------------------------------------------------

UNREAD = (
    "SELECT count(*) FROM notification n WHERE n.account_id = {account} AND n.organisation_id = {organisation}"
    " AND n.read_at IS NULL"
)
"""How many wait, to stand inside another query: the header of every page costs no query of its own."""


async def count(account_id: UUID, organisation_id: UUID) -> int:
    return int(
        await db.fetchval(
            "SELECT count(*) FROM notification WHERE account_id = $1 AND organisation_id = $2",
            account_id,
            organisation_id,
        )
    )


async def page(account_id: UUID, organisation_id: UUID, *, limit: int, offset: int) -> list[Notice]:
    """Unread ones first, the latest first."""
    rows = await db.fetch(
        "SELECT * FROM notification WHERE account_id = $1 AND organisation_id = $2"
        " ORDER BY read_at IS NOT NULL, created_at DESC, id LIMIT $3 OFFSET $4",
        account_id,
        organisation_id,
        limit,
        offset,
    )
    return [_notice(row) for row in rows]


async def read_one(notification_id: UUID, account_id: UUID, organisation_id: UUID) -> str:
    """Marks it as read; answers where it leads. Raises NotThere for somebody else's."""
    href = await db.fetchval(
        "UPDATE notification SET read_at = coalesce(read_at, $4)"
        " WHERE id = $1 AND account_id = $2 AND organisation_id = $3 RETURNING href",
        notification_id,
        account_id,
        organisation_id,
        clock.now(),
    )
    if href is None:
        raise NotThere
    return str(href)


async def read_all(account_id: UUID, organisation_id: UUID) -> int:
    return db.affected(
        await db.execute(
            "UPDATE notification SET read_at = $3 WHERE account_id = $1 AND organisation_id = $2 AND read_at IS NULL",
            account_id,
            organisation_id,
            clock.now(),
        )
    )


async def forget_old(older_than: timedelta) -> int:
    return db.affected(
        await db.execute("DELETE FROM notification WHERE created_at < $1", clock.now() - older_than)
    )


def _notice(row: Any) -> Notice:
    return Notice(row["id"], Kind(row["kind"]), row["words"], row["href"], row["created_at"], row["read_at"])


def _letter(rows: list[Any]) -> Letter:
    return Letter(rows[0]["account_id"], rows[0]["organisation_id"], tuple(_notice(row) for row in rows))
