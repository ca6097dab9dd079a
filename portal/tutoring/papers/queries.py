"""Versions of a plan's documents as they count: without those of an amendment that was withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from portal.foundation import clock, crypto, db
from portal.kernel.refusals import NotThere
from portal.tutoring.papers.rules import Version
from portal.tutoring.vocabulary import AmendmentState, PaperKind, SignedHow, Signer

_STANDING = """
FROM plan_paper d LEFT JOIN plan_amendment a ON a.id = d.amendment
WHERE d.plan = $1 AND (d.amendment IS NULL OR a.state <> 'withdrawn')
"""
_VERSIONS = """
SELECT d.plan, d.id, d.kind, d.version, d.signers, d.affected,
    ARRAY(SELECT s.signer FROM plan_signature s WHERE s.paper = d.id) AS signed
FROM plan_paper d LEFT JOIN plan_amendment a ON a.id = d.amendment
WHERE d.plan = ANY($1) AND (d.amendment IS NULL OR a.state <> 'withdrawn') ORDER BY d.kind, d.version
"""


async def versions(plan_id: UUID) -> list[Version]:
    return (await versions_of([plan_id])).get(plan_id, [])


async def versions_of(plan_ids: Sequence[UUID]) -> dict[UUID, list[Version]]:
    found: dict[UUID, list[Version]] = {}
    for row in await db.fetch(_VERSIONS, list(plan_ids)):
        found.setdefault(row["plan"], []).append(
            Version(
                row["id"],
                PaperKind(row["kind"]),
                row["version"],
                tuple(Signer(word) for word in row["signers"]),
                tuple(Signer(word) for word in row["affected"]),
                frozenset(Signer(word) for word in row["signed"]),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Drawn:
    """A version as it was put to the parties. ``in_force``: it belongs to no amendment that still waits."""

    id: UUID
    kind: PaperKind
    version: int
    content: dict[str, Any]
    drawn_at: datetime
    in_force: bool


async def drawn(plan_id: UUID, kind: PaperKind, version: int | None = None) -> Drawn:
    """That version, or the latest one. Raises NotThere."""
    row = await db.fetchrow(
        f"SELECT d.id, d.kind, d.version, d.content_sealed, d.drawn_at, a.state {_STANDING}"
        " AND d.kind = $2 AND ($3::int IS NULL OR d.version = $3) ORDER BY d.version DESC LIMIT 1",
        plan_id,
        kind.value,
        version,
    )
    if row is None:
        raise NotThere
    return _drawn(row)


async def latest_contents(plan_id: UUID) -> dict[PaperKind, Drawn]:
    rows = await db.fetch(
        f"SELECT DISTINCT ON (d.kind) d.id, d.kind, d.version, d.content_sealed, d.drawn_at, a.state {_STANDING}"
        " ORDER BY d.kind, d.version DESC",
        plan_id,
    )
    return {one.kind: one for one in map(_drawn, rows)}


def _drawn(row: Any) -> Drawn:
    content = crypto.open_(row["content_sealed"], table="plan_paper", column="content_sealed", row=row["id"])
    return Drawn(
        row["id"],
        PaperKind(row["kind"]),
        row["version"],
        msgspec.json.decode(content),
        row["drawn_at"],
        row["state"] in (None, AmendmentState.IN_FORCE.value),
    )


@dataclass(frozen=True, slots=True)
class Signed:
    id: UUID
    kind: PaperKind
    version: int
    signer: Signer
    how: SignedHow
    at: datetime
    by: UUID | None
    has_copy: bool


async def signatures(plan_id: UUID) -> list[Signed]:
    """Every signature ever given on what stands, the latest first."""
    rows = await db.fetch(
        "SELECT s.id, d.kind, d.version, s.signer, s.how, s.signed_at, s.recorded_by,"
        " s.copy_file_key IS NOT NULL AS has_copy FROM plan_signature s JOIN plan_paper d ON d.id = s.paper"
        " WHERE s.plan = $1 ORDER BY s.signed_at DESC, d.kind",
        plan_id,
    )
    return [
        Signed(
            row["id"],
            PaperKind(row["kind"]),
            row["version"],
            Signer(row["signer"]),
            SignedHow(row["how"]),
            row["signed_at"],
            row["recorded_by"],
            row["has_copy"],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Copy:
    id: UUID
    file_key: str
    name: str


async def copy_of(plan_id: UUID, signature_id: UUID) -> Copy:
    row = await db.fetchrow(
        "SELECT copy_id, copy_file_key, copy_name FROM plan_signature WHERE plan = $1 AND id = $2"
        " AND copy_file_key IS NOT NULL",
        plan_id,
        signature_id,
    )
    if row is None:
        raise NotThere
    return Copy(row["copy_id"], row["copy_file_key"], row["copy_name"])


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    number: int
    kind: str
    state: str
    proposed_on: date
    decided_on: date | None


async def amendments(plan_id: UUID) -> list[AmendmentRow]:
    """The latest first."""
    rows = await db.fetch(
        "SELECT number, kind, state, proposed_at, decided_at FROM plan_amendment WHERE plan = $1"
        " ORDER BY number DESC",
        plan_id,
    )
    return [
        AmendmentRow(
            row["number"],
            row["kind"],
            row["state"],
            clock.in_rome(row["proposed_at"]).date(),
            clock.in_rome(row["decided_at"]).date() if row["decided_at"] else None,
        )
        for row in rows
    ]
