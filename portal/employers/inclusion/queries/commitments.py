"""The register of commitments on diversity and inclusion."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.employers.inclusion.vocabulary import CommitmentKind
from portal.foundation import db
from portal.kernel.refusals import NotThere


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    id: UUID
    title: str
    kind: CommitmentKind
    legal_ref: str | None
    owner: str
    starts_on: date
    due_on: date
    done_on: date | None
    version: int
    evidence: int


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    id: UUID
    name: str
    media_type: str
    size: int
    uploaded_at: datetime
    uploaded_by: str


_COLUMNS = (
    "c.id, c.title, c.kind, c.legal_ref, c.owner, c.starts_on, c.due_on, c.done_on, c.version,"
    " (SELECT count(*) FROM commitment_evidence e WHERE e.commitment = c.id) AS evidence"
)


def _row(row: Any) -> CommitmentRow:
    return CommitmentRow(**{**dict(row), "kind": CommitmentKind(row["kind"])})


async def count(company_id: UUID) -> int:
    return int(await db.fetchval("SELECT count(*) FROM commitment WHERE company = $1", company_id))


async def page(company_id: UUID, *, limit: int, offset: int) -> list[CommitmentRow]:
    """Open ones by their day, then those done."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM commitment c WHERE c.company = $1"
        " ORDER BY c.done_on IS NOT NULL, c.due_on, c.id LIMIT $2 OFFSET $3",
        company_id,
        limit,
        offset,
    )
    return [_row(row) for row in rows]


async def commitment(commitment_id: UUID, company_id: UUID) -> CommitmentRow:
    row = await db.fetchrow(
        f"SELECT {_COLUMNS} FROM commitment c WHERE c.id = $1 AND c.company = $2", commitment_id, company_id
    )
    if row is None:
        raise NotThere
    return _row(row)


async def evidence_of(commitment_id: UUID) -> list[EvidenceRow]:
    rows = await db.fetch(
        "SELECT e.id, e.name, e.media_type, e.size, e.uploaded_at, a.name AS uploaded_by FROM commitment_evidence e"
        " JOIN account a ON a.id = e.uploaded_by WHERE e.commitment = $1 ORDER BY e.uploaded_at DESC, e.id",
        commitment_id,
    )
    return [EvidenceRow(**dict(row)) for row in rows]


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    name: str
    media_type: str
    file_key: str


async def evidence_file(evidence_id: UUID, commitment_id: UUID, company_id: UUID) -> EvidenceFile:
    row = await db.fetchrow(
        "SELECT e.name, e.media_type, e.file_key FROM commitment_evidence e"
        " JOIN commitment c ON c.id = e.commitment WHERE e.id = $1 AND c.id = $2 AND c.company = $3",
        evidence_id,
        commitment_id,
        company_id,
    )
    if row is None:
        raise NotThere
    return EvidenceFile(**dict(row))
