"""The register of commitments on diversity and inclusion."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from portal.employers.inclusion.vocabulary import CommitmentKind, Every
from portal.foundation import clock, db
from portal.kernel.refusals import NotThere


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """``evidence`` counts its files; ``follows`` is the time before, ``next_id`` the one after."""

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
    item: str | None
    trigger: str | None
    document: str | None
    owner_account: UUID | None
    every: Every
    follows: UUID | None
    next_id: UUID | None


@dataclass(frozen=True, slots=True)
class KpiRow:
    name: str
    unit: str | None
    target: Decimal | None
    value: Decimal | None
    measured_on: date | None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    id: UUID
    commitment_id: UUID
    name: str
    media_type: str
    size: int
    uploaded_at: datetime
    uploaded_by: str
    file_key: str


_COLUMNS = (
    "c.id, c.title, c.kind, c.legal_ref, c.owner, c.starts_on, c.due_on, c.done_on, c.version, c.item, c.trigger,"
    " c.document, c.owner_account, c.every, c.follows,"
    " (SELECT n.id FROM commitment n WHERE n.follows = c.id) AS next_id,"
    " (SELECT count(*) FROM commitment_evidence e WHERE e.commitment = c.id) AS evidence"
)


def _row(row: Any) -> CommitmentRow:
    return CommitmentRow(
        **{**dict(row), "kind": CommitmentKind(row["kind"]), "every": Every(row["every"] or Every.ONCE)}
    )


@dataclass(frozen=True, slots=True)
class Filter:
    """``state``: «open», «late» or «done»; empty for all."""

    kind: CommitmentKind | None = None
    state: str | None = None


_WHERE = """c.company = $1 AND ($2::text IS NULL OR c.kind = $2) AND CASE $3::text
    WHEN 'done' THEN c.done_on IS NOT NULL
    WHEN 'open' THEN c.done_on IS NULL AND c.due_on >= $4
    WHEN 'late' THEN c.done_on IS NULL AND c.due_on < $4
    ELSE true END"""


def _asked(company_id: UUID, wanted: Filter) -> tuple[object, ...]:
    return company_id, wanted.kind.value if wanted.kind else None, wanted.state, clock.today()


async def count(company_id: UUID, wanted: Filter | None = None) -> int:
    query = f"SELECT count(*) FROM commitment c WHERE {_WHERE}"
    return int(await db.fetchval(query, *_asked(company_id, wanted or Filter())))


async def page(
    company_id: UUID, *, limit: int, offset: int, wanted: Filter | None = None
) -> list[CommitmentRow]:
    """Open ones by their day, then those done, the latest first."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM commitment c WHERE {_WHERE} ORDER BY c.done_on IS NOT NULL,"
        " CASE WHEN c.done_on IS NULL THEN c.due_on END, c.done_on DESC, c.id LIMIT $5 OFFSET $6",
        *_asked(company_id, wanted or Filter()),
        limit,
        offset,
    )
    return [_row(row) for row in rows]


async def all_of(company_id: UUID, *, most: int) -> list[CommitmentRow]:
    """The whole register, by due day, for the calendar and the dossier."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM commitment c WHERE c.company = $1 ORDER BY c.due_on DESC, c.id LIMIT $2",
        company_id,
        most,
    )
    return [_row(row) for row in reversed(rows)]


async def commitment(commitment_id: UUID, company_id: UUID) -> CommitmentRow:
    row = await db.fetchrow(
        f"SELECT {_COLUMNS} FROM commitment c WHERE c.id = $1 AND c.company = $2", commitment_id, company_id
    )
    if row is None:
        raise NotThere
    return _row(row)


async def kpis_of(commitment_ids: list[UUID]) -> dict[UUID, list[KpiRow]]:
    rows = await db.fetch(
        "SELECT commitment, name, unit, target, value, measured_on FROM commitment_kpi"
        " WHERE commitment = ANY($1) ORDER BY commitment, position",
        commitment_ids,
    )
    found: dict[UUID, list[KpiRow]] = {}
    for row in rows:
        found.setdefault(row["commitment"], []).append(
            KpiRow(row["name"], row["unit"], row["target"], row["value"], row["measured_on"])
        )
    return found


async def evidence_of(*commitment_ids: UUID) -> list[EvidenceRow]:
    """Of all of them in one query, the latest file first."""
    rows = await db.fetch(
        "SELECT e.id, e.commitment AS commitment_id, e.name, e.media_type, e.size, e.uploaded_at, e.file_key,"
        " a.name AS uploaded_by FROM commitment_evidence e JOIN account a ON a.id = e.uploaded_by"
        " WHERE e.commitment = ANY($1) ORDER BY e.uploaded_at DESC, e.id",
        list(commitment_ids),
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
