"""Audit entries: written with the act they speak of, read by those who answer for it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from portal.foundation import clock, context, db
from portal.kernel.viewer import By, Viewer

INSERT = """
INSERT INTO audit_entry (at, actor, account_id, impersonator_id, organisation_id, roles,
    what, subject_kind, subject_id, data, request_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11)"""

ACCOUNT = "account"
"""The actor of an entry whose author was signed in; others are the word of their Actor."""


def values(what: str, *, by: By, subject_kind: str, subject_id: UUID | None, data: str) -> tuple[object, ...]:
    """The arguments of INSERT; ``data`` is JSON."""
    if subject_id is not None and not isinstance(subject_id, UUID):
        raise TypeError(f"{what} names its subject by {type(subject_id).__name__}, not by an id")
    return (
        clock.now(),
        ACCOUNT if isinstance(by, Viewer) else by.word,
        by.account_id,
        by.impersonator_id if isinstance(by, Viewer) else None,
        by.organisation_id,
        sorted(by.roles),
        what,
        subject_kind,
        subject_id,
        data,
        context.request_id.get(),
    )


async def note(
    what: str,
    *,
    by: By,
    subject_kind: str,
    subject_id: UUID | None,
    data: dict[str, Any] | None = None,
) -> None:
    """An act that changes nothing and must be known: an identity read, a reveal, an export, a sign-in.

    ``data`` holds ids and codes only. Inside a unit of work the entry shares its fate; else it is saved at once.
    """
    encoded = msgspec.json.encode(data or {}).decode()
    await db.execute(
        INSERT, *values(what, by=by, subject_kind=subject_kind, subject_id=subject_id, data=encoded)
    )


@dataclass(frozen=True, slots=True)
class Entry:
    id: int
    at: datetime
    actor: str
    account_id: UUID | None
    impersonator_id: UUID | None
    organisation_id: UUID | None
    roles: tuple[str, ...]
    what: str
    subject_kind: str
    subject_id: UUID | None
    data: dict[str, Any]
    request_id: str | None


_COLUMNS = (
    "id, at, actor, account_id, impersonator_id, organisation_id, roles, what, subject_kind, subject_id, "
    "data, request_id"
)


async def entries_about(
    *subject_ids: UUID, what: Sequence[str] | None = None, limit: int = 200, before: int | None = None
) -> list[Entry]:
    """What was done to or seen of these subjects, latest first; ``before`` is the last id of the page before.

    People are asked for by their own ids, and stand in the answer by their references (see ``forget``).
    """
    return await _entries(
        "subject_id = ANY($1::uuid[] || ARRAY(SELECT reference FROM audit_subject WHERE subject = ANY($1::uuid[])))",
        list(subject_ids),
        what=what,
        limit=limit,
        before=before,
    )


async def forget(subject_ids: Collection[UUID]) -> int:
    """Nobody can tell any more whom the entries about these subjects speak of; answers how many were known.

    The log itself stays whole: it never held their ids, only random references (a trigger sees to that).
    """
    tag = await db.execute("DELETE FROM audit_subject WHERE subject = ANY($1)", list(subject_ids))
    return db.affected(tag)


async def entries_by(
    account_id: UUID, *, what: Sequence[str] | None = None, limit: int = 200, before: int | None = None
) -> list[Entry]:
    """What one account did or saw, latest first."""
    return await _entries("account_id = $1", account_id, what=what, limit=limit, before=before)


async def latest(
    *, what: Sequence[str] | None = None, limit: int = 200, before: int | None = None
) -> list[Entry]:
    return await _entries("$1::int IS NULL", None, what=what, limit=limit, before=before)


async def _entries(
    condition: str, value: object, *, what: Sequence[str] | None, limit: int, before: int | None
) -> list[Entry]:
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM audit_entry WHERE {condition} "
        "AND ($2::text[] IS NULL OR what = ANY($2)) AND ($3::bigint IS NULL OR id < $3) "
        "ORDER BY id DESC LIMIT $4",
        value,
        None if what is None else list(what),
        before,
        limit,
    )
    return [as_entry(row) for row in rows]


def as_entry(row: Any) -> Entry:
    found = dict(row)
    found["roles"] = tuple(found["roles"])
    found["data"] = msgspec.json.decode(found["data"])
    return Entry(**found)
