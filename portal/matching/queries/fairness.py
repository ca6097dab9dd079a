"""Reads of the fairness audit: figures of groups, for coordinators."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from portal.accounts import public as accounts
from portal.foundation import db
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer
from portal.matching.fairness import Line
from portal.reference import regions


async def regions_of(viewer: Viewer) -> list[str]:
    """Those of her organisation's territories."""
    if viewer.organisation_id is None:
        return []
    found = {one.region_code for one in await accounts.territories_of(viewer.organisation_id)}
    return sorted(found & {one.code for one in regions.entries()})


@dataclass(frozen=True, slots=True)
class Audit:
    id: UUID
    region: str
    run_on: date
    weights: str
    people: int
    vacancies: int
    lines: tuple[Line, ...]
    alerts: int


_LINES = msgspec.json.Decoder(tuple[Line, ...])


def _audit(row: Any) -> Audit:
    return Audit(
        row["id"],
        row["region"],
        row["run_on"],
        row["weights"],
        row["people"],
        row["vacancies"],
        _LINES.decode(row["report"]),
        row["alerts"],
    )


async def latest(region_codes: list[str]) -> list[Audit]:
    """The last audit of each region."""
    rows = await db.fetch(
        "SELECT DISTINCT ON (region) * FROM fairness_audit WHERE region = ANY($1) ORDER BY region, run_on DESC",
        region_codes,
    )
    return [_audit(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Review:
    id: UUID
    region: str
    attribute: str
    group: str
    opened_on: date
    closed_on: date | None
    closed_by: UUID | None
    outcome: str | None


_REVIEW = (
    "SELECT id, region, attribute, group_code, opened_on, closed_on, closed_by, outcome FROM fairness_review"
)


async def review(review_id: UUID, region_codes: list[str]) -> Review:
    """Of one of these regions. Raises NotThere."""
    row = await db.fetchrow(f"{_REVIEW} WHERE id = $1 AND region = ANY($2)", review_id, region_codes)
    if row is None:
        raise NotThere
    return Review(*row.values())


async def reviews(region_codes: list[str], limit: int = 20) -> list[Review]:
    """Open ones first, then the latest that were closed."""
    rows = await db.fetch(
        f"{_REVIEW} WHERE region = ANY($1) ORDER BY closed_on DESC NULLS FIRST, opened_on DESC, id LIMIT $2",
        region_codes,
        limit,
    )
    return [Review(*row.values()) for row in rows]


async def services_of(audit_id: UUID) -> list[UUID]:
    """Services that lead a case of somebody who lives in the audit's region and may be proposed."""
    region = await db.fetchval("SELECT region FROM fairness_audit WHERE id = $1", audit_id)
    rows = await db.fetch(
        "SELECT DISTINCT t.organisation FROM organisation_territory t JOIN territory y ON y.id = t.territory"
        " WHERE y.region_code = $1 AND EXISTS (SELECT FROM case_ c WHERE c.lead_service = t.organisation"
        " AND c.closed_on IS NULL)",
        region,
    )
    return [row["organisation"] for row in rows]
