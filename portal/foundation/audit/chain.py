"""The hash chain over the audit entries: whoever changes, drops or inserts one afterwards breaks it.

``hash = SHA-256(previous hash ‖ canonical entry)``. Writers do not chain, or every two of them would wait for
each other: a sealer follows, one at a time, in the order in which the entries became visible.
"""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import msgspec

from portal.foundation import db
from portal.foundation.audit.entries import Entry, as_entry

ORIGIN = bytes(32)
"""What the first entry is chained to."""

_BATCH = 1000

_UNSEALED = """
SELECT e.* FROM audit_unsealed u JOIN audit_entry e ON e.id = u.entry_id ORDER BY u.entry_id LIMIT $1
"""

_SEAL = """
WITH gone AS (DELETE FROM audit_unsealed WHERE entry_id = ANY($2::bigint[]))
INSERT INTO audit_seal (position, entry_id, hash)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])
"""


async def seal() -> int:
    """Chains up to a thousand visible entries; answers how many. Sealers queue for one lock."""
    if not await db.fetchval("SELECT EXISTS (SELECT FROM audit_unsealed)"):
        return 0
    async with db.unit_of_work():
        await db.lock("audit seal")
        position, last = await head()
        entries = [as_entry(row) for row in await db.fetch(_UNSEALED, _BATCH)]
        hashes = []
        for entry in entries:
            last = _chained(last, entry)
            hashes.append(last)
        positions = list(range(position + 1, position + 1 + len(entries)))
        await db.execute(_SEAL, positions, [entry.id for entry in entries], hashes)
        return len(entries)


async def head() -> tuple[int, bytes]:
    """Position and hash of the last seal: noted elsewhere, it also proves that the end was not cut off."""
    row = await db.fetchrow("SELECT position, hash FROM audit_seal ORDER BY position DESC LIMIT 1")
    return (0, ORIGIN) if row is None else (row["position"], row["hash"])


@dataclass(frozen=True, slots=True)
class Verdict:
    """``broken_at`` is the first position whose hash, number or entry is not as it was sealed.

    ``strays`` counts entries that are neither sealed nor waiting (or, below zero, waiting and no longer there).
    """

    sealed: int
    unsealed: int
    strays: int
    broken_at: int | None

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None and self.strays == 0


async def verify() -> Verdict:
    """Walks the whole chain, in flat memory."""
    last, expected, broken = ORIGIN, 0, None
    async for position, sealed, entry in _chain():
        expected += 1
        if position != expected or entry is None or _chained(last, entry) != sealed:
            broken = expected
            break
        last = sealed
    counts = await db.fetchrow(_COUNTS)
    assert counts is not None
    strays = counts["entries"] - counts["sealed"] - counts["unsealed"]
    return Verdict(counts["sealed"], counts["unsealed"], strays, broken)


_COUNTS = """
SELECT (SELECT count(*) FROM audit_entry) AS entries,
    (SELECT count(*) FROM audit_seal) AS sealed,
    (SELECT count(*) FROM audit_unsealed) AS unsealed
"""


async def _chain() -> AsyncIterator[tuple[int, bytes, Entry | None]]:
    after = 0
    while True:
        rows = await db.fetch(
            "SELECT s.position, s.hash, s.entry_id AS sealed_id, e.* "
            "FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry_id "
            "WHERE s.position > $1 ORDER BY s.position LIMIT $2",
            after,
            _BATCH,
        )
        for row in rows:
            found: dict[str, Any] = dict(row)
            position, sealed = found.pop("position"), found.pop("hash")
            found.pop("sealed_id")
            yield position, sealed, None if found["id"] is None else as_entry(found)
            after = position
        if len(rows) < _BATCH:
            return


def _chained(previous: bytes, entry: Entry) -> bytes:
    return hashlib.sha256(previous + _canonical(entry)).digest()


def _canonical(entry: Entry) -> bytes:
    """The same bytes for the same entry, whatever the order of keys and the time zone of the session."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return msgspec.json.encode(
        [
            entry.id, at, entry.actor, entry.account_id, entry.impersonator_id, entry.organisation_id,
            entry.roles, entry.what, entry.subject_kind, entry.subject_id, entry.data, entry.request_id,
        ],
        order="sorted",
    )  # fmt: skip
