"""Conventions one by one and in lists; whoever calls has narrowed the company."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from portal.employers.measures.queries.written import CONVENZIONE
from portal.employers.measures.rules.agreements import NEAR, Body
from portal.employers.measures.rules.written import Commitment, Hire, WrittenConvenzione
from portal.foundation import crypto, db
from portal.kernel.refusals import NotThere


async def convenzione(convenzione_id: UUID, company_id: UUID) -> WrittenConvenzione:
    """Raises NotThere."""
    row = await db.fetchrow(_ONE, convenzione_id, company_id)
    if row is None:
        raise NotThere
    return _of(row)


async def locked(convenzione_id: UUID, company_id: UUID) -> WrittenConvenzione:
    """The same under lock. Raises NotThere."""
    await db.fetchval(
        "SELECT id FROM convenzione WHERE id = $1 AND company = $2 FOR UPDATE", convenzione_id, company_id
    )
    return await convenzione(convenzione_id, company_id)


_ONE = (
    f"SELECT k.*, t.terms_sealed, t.body_sealed FROM ({CONVENZIONE} WHERE c.id = $1 AND c.company = $2) k"
    " JOIN convenzione t ON t.id = k.id"
)


def seal_terms(terms: str | None, row: UUID) -> bytes | None:
    """What is agreed may speak of one person: it lies sealed, and lists never read it."""
    return crypto.seal(terms, table="convenzione", column="terms_sealed", row=row) if terms else None


def seal_body(body: Body | None, row: UUID) -> bytes | None:
    """Name and tax code of who receives the orders: it may be a person, and a disabled one (art. 12)."""
    if body is None:
        return None
    told = msgspec.json.encode((body.name, body.tax_code))
    return crypto.seal(told, table="convenzione", column="body_sealed", row=row)


def _of(row: Any) -> WrittenConvenzione:
    known = {name: value for name, value in dict(row).items() if value is not None}
    sealed = known.pop("terms_sealed", None)
    if sealed is not None:
        known["terms"] = crypto.open_(sealed, table="convenzione", column="terms_sealed", row=row["id"])
    sealed = known.pop("body_sealed", None)
    if sealed is not None:
        told = crypto.open_bytes(sealed, table="convenzione", column="body_sealed", row=row["id"])
        known["body_name"], known["body_tax_code"] = _BODY.decode(told)
    known["commitments"] = _COMMITMENTS.decode(known["commitments"])
    known["hires"] = _HIRES.decode(known["hires"])
    return msgspec.convert(known, WrittenConvenzione, strict=False)


_BODY = msgspec.json.Decoder(tuple[str, str | None])
_COMMITMENTS = msgspec.json.Decoder(tuple[Commitment, ...])
_HIRES = msgspec.json.Decoder(tuple[Hire, ...])


async def to_look_at(today: date) -> list[tuple[UUID, UUID]]:
    """Conventions in force, with their company, that have a commitment past or near and not said in full."""
    rows = await db.fetch(
        "SELECT DISTINCT c.id, c.company FROM convenzione c JOIN convenzione_commitment p ON p.convenzione = c.id"
        " WHERE c.state = 'in_force' AND c.starts_on <= $1 AND c.ends_on >= $1 AND p.due_on <= $2"
        " AND NOT EXISTS (SELECT FROM convenzione_notice n WHERE n.commitment = p.id"
        "     AND n.step = CASE WHEN p.due_on < $1 THEN 'breached' ELSE 'approaching' END)"
        " ORDER BY c.company, c.id",
        today,
        today + NEAR,
    )
    return [(row["id"], row["company"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row of the workforce that may be said to fulfil a convention; the name stays sealed in the list."""

    worker_id: UUID
    code: str
    starts_on: date
    ends_on: date | None
    linked: bool


async def candidates(convenzione_id: UUID, company_id: UUID, since: date, until: date) -> list[Candidate]:
    """Workers of art. 1 who started in the days of the convention and fulfil no other one."""
    rows = await db.fetch(
        "SELECT w.id AS worker_id, w.code, w.starts_on, w.ends_on, h.id IS NOT NULL AS linked FROM worker w"
        " LEFT JOIN convenzione_hire h ON h.worker = w.id WHERE w.company = $2 AND w.protection = 'art1'"
        " AND (h.convenzione = $1 OR (h.id IS NULL AND w.starts_on BETWEEN $3 AND $4))"
        " ORDER BY w.starts_on, w.code",
        convenzione_id,
        company_id,
        since,
        until,
    )
    return [Candidate(**dict(row)) for row in rows]


async def in_another_art12(convenzione_id: UUID, worker_ids: Collection[UUID]) -> bool:
    """Whether one of these people, by tax code or staff number, was already in another convention of art. 12."""
    return bool(
        await db.fetchval(
            "SELECT EXISTS (SELECT FROM worker w JOIN worker o ON o.company = w.company AND o.id <> w.id"
            "  AND (o.tax_code_index = w.tax_code_index OR o.code = w.code)"
            " JOIN convenzione_hire h ON h.worker = o.id"
            " JOIN convenzione c ON c.id = h.convenzione AND c.kind = 'art12' AND c.id <> $1"
            " WHERE w.id = ANY($2::uuid[]))",
            convenzione_id,
            list(worker_ids),
        )
    )
