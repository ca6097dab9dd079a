"""Reads of eligibilities, opened from their seal."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.eligibility.rules import Claim, looks_again
from portal.candidates.eligibility.vocabulary import EndWhy, Proof
from portal.candidates.people.sealing import opened_json
from portal.foundation import db

TABLE = "quota_eligibility"


def as_kept(claim: Claim) -> dict[str, Any]:
    """As the sealed cell keeps it."""
    return {
        "art3": claim.art3,
        "art18": claim.art18,
        "percentage": claim.percentage,
        "proof": claim.proof.value,
        "proof_on": claim.proof_on.isoformat(),
    }


@dataclass(frozen=True, slots=True)
class Eligibility:
    id: UUID
    claim: Claim
    document_id: UUID | None
    checked_by: str
    checked_on: date
    ended_on: date | None
    ended_why: EndWhy | None

    @property
    def looks_again_on(self) -> date | None:
        return looks_again(self.claim.review_on, self.claim.valid_until)


def _row(row: Any) -> Eligibility:
    kept = opened_json(row["facts_sealed"], TABLE, "facts_sealed", row["id"])
    claim = Claim(
        kept["art3"],
        kept["art18"],
        kept["percentage"],
        Proof(kept["proof"]),
        date.fromisoformat(kept["proof_on"]),
        row["valid_from"],
        row["review_on"],
        row["valid_until"],
    )
    return Eligibility(
        row["id"],
        claim,
        row["document"],
        row["checked_name"],
        row["checked_on"],
        row["ended_on"],
        EndWhy(row["ended_why"]) if row["ended_why"] else None,
    )


async def eligibilities(person_id: UUID) -> list[Eligibility]:
    """The standing one first, then those that ended, latest first. The caller has shown the ground."""
    rows = await db.fetch(
        "SELECT q.*, a.name AS checked_name FROM quota_eligibility q JOIN account a ON a.id = q.checked_by"
        " WHERE q.person = $1 ORDER BY q.ended_on DESC NULLS FIRST, q.recorded_at DESC, q.id DESC",
        person_id,
    )
    return [_row(row) for row in rows]


async def degree_of(person_id: UUID) -> tuple[str | None, int | None]:
    """Category and percentage of the standing eligibility, of the protection that hires read; the caller has shown
    that she agreed to show them."""
    standing = next((one for one in await eligibilities(person_id) if one.ended_on is None), None)
    if standing is None:
        return None, None
    return standing.claim.art3 or standing.claim.art18, standing.claim.percentage


@dataclass(frozen=True, slots=True)
class Due:
    id: UUID
    person_id: UUID
    service_id: UUID
    day: date


async def to_look_at(until: date) -> list[Due]:
    """Standing ones of open cases whose review or end comes by then, or is past."""
    rows = await db.fetch(
        "SELECT q.id, q.person, c.lead_service, least(q.review_on, q.valid_until) AS day FROM quota_eligibility q"
        " JOIN case_ c ON c.person = q.person AND c.closed_on IS NULL"
        " WHERE q.ended_on IS NULL AND least(q.review_on, q.valid_until) <= $1 ORDER BY day, q.id",
        until,
    )
    return [Due(*row.values()) for row in rows]
