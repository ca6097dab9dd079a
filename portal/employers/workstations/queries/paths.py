"""The paths a company hosts, by days and workstation: nothing says who is on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.foundation import db


@dataclass(frozen=True, slots=True)
class HostedPath:
    """``outcome`` as the plan called it; None while it runs."""

    workstation_id: UUID | None
    workstation: str | None
    starts_on: date
    expected_end: date
    ended_on: date | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class HostedFigures:
    """Of a company: paths that run, that are to begin, that ended, and of these how many with a hire."""

    running: int
    to_begin: int
    ended: int
    hired: int


async def figures(company_id: UUID, today: date) -> HostedFigures:
    row = await db.fetchrow(
        "SELECT count(*) FILTER (WHERE ended_on IS NULL AND starts_on <= $2) AS running,"
        " count(*) FILTER (WHERE ended_on IS NULL AND starts_on > $2) AS to_begin,"
        " count(*) FILTER (WHERE ended_on IS NOT NULL) AS ended, count(*) FILTER (WHERE outcome = 'hire') AS hired"
        " FROM workstation_occupancy WHERE company = $1",
        company_id,
        today,
    )
    assert row is not None
    return HostedFigures(**dict(row))


def _path(row: Mapping[str, Any]) -> HostedPath:
    return HostedPath(**dict(row))


async def of_company(company_id: UUID, limit: int = 25) -> list[HostedPath]:
    """Running ones first, then the latest."""
    rows = await db.fetch(
        "SELECT x.workstation AS workstation_id, w.name AS workstation, x.starts_on, x.expected_end, x.ended_on,"
        " x.outcome FROM workstation_occupancy x LEFT JOIN workstation w ON w.id = x.workstation"
        " WHERE x.company = $1 ORDER BY x.ended_on IS NOT NULL, coalesce(x.ended_on, x.expected_end) DESC, x.id"
        " LIMIT $2",
        company_id,
        limit,
    )
    return [_path(row) for row in rows]
