"""Figures as last counted: for lists, totals and territories. One row a company, kept by the recount."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.employers.companies.queries.company_accounts import IN_FORCE
from portal.employers.companies.queries.seen import SEEN
from portal.employers.companies.vocabulary import CompanyState
from portal.foundation import db


@dataclass(frozen=True, slots=True)
class Listed:
    """A company in the list of the services; figures are None until its workforce is there."""

    id: UUID
    name: str
    tax_code: str
    state: CompanyState
    state_since: datetime
    province: str
    dependants: int | None
    quota: int | None
    gap: int | None
    gap_since: date | None
    open_vacancies: int
    follower: str | None
    """Who follows it for the viewer's service."""


@dataclass(frozen=True, slots=True)
class Filters:
    words: str = ""
    state: str = ""
    uncovered_only: bool = False
    followed_only: bool = False
    """Only those that the viewer follows."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who looks at the list: for which service, and the provinces it answers in (None: all)."""

    service_id: UUID
    account_id: UUID
    today: date
    provinces: Collection[str] | None


_CONDITION = f"""
{SEEN} AND ($2 = '' OR strpos(lower(o.name), lower($2)) > 0 OR o.tax_code = $2) AND ($3 = '' OR c.state = $3)
AND (NOT $4 OR coalesce(n.gap3, 0) + coalesce(n.gap18, 0) > 0)
AND (NOT $5 OR EXISTS (SELECT FROM company_account a WHERE a.company = c.id AND a.service = $6 AND a.holder = $7
    AND {IN_FORCE.format(day="$8")}))
"""
_FOLLOWER = f"""
(SELECT p.name FROM company_account a JOIN account p ON p.id = a.holder WHERE a.company = c.id AND a.service = $6
    AND {IN_FORCE.format(day="$8")})
"""
_FROM = "FROM company c JOIN organisation o ON o.id = c.id LEFT JOIN coverage_count n ON n.company = c.id"


def _arguments(asking: Asking, filters: Filters) -> tuple[Any, ...]:
    return (
        None if asking.provinces is None else list(asking.provinces),
        filters.words.strip(),
        filters.state,
        filters.uncovered_only,
        filters.followed_only,
        asking.service_id,
        asking.account_id,
        asking.today,
    )


@dataclass(frozen=True, slots=True)
class Totals:
    found: int
    waiting: int
    """Companies of the viewer that nobody has verified yet, whatever the filters."""


async def totals(asking: Asking, filters: Filters) -> Totals:
    row = await db.fetchrow(
        f"SELECT count(*) FILTER (WHERE {_CONDITION}) AS found,"
        f" count(*) FILTER (WHERE c.state = 'registered') AS waiting {_FROM} WHERE {SEEN}",
        *_arguments(asking, filters),
    )
    return Totals(row["found"], row["waiting"]) if row else Totals(0, 0)


async def listed(asking: Asking, filters: Filters, *, limit: int, offset: int) -> list[Listed]:
    """Companies to verify first, then by name."""
    rows = await db.fetch(
        "SELECT c.id, o.name, o.tax_code, c.state, c.state_since, h.province, n.dependants,"
        " n.quota3 + n.quota18 AS quota, n.gap3 + n.gap18 AS gap, n.gap3_since AS gap_since,"
        " (SELECT count(*) FROM vacancy v WHERE v.company = c.id AND v.state IN ('published', 'stale'))"
        f" AS open_vacancies, {_FOLLOWER} AS follower {_FROM} JOIN company_site h ON h.company = c.id AND h.head_office"
        f" WHERE {_CONDITION} ORDER BY c.state <> 'registered', lower(o.name), c.id LIMIT $9 OFFSET $10",
        *_arguments(asking, filters),
        limit,
        offset,
    )
    return [Listed(**{**dict(row), "state": CompanyState(row["state"])}) for row in rows]


@dataclass(frozen=True, slots=True)
class Counted:
    company_id: UUID
    counted_on: date
    dependants: int
    base3: int
    quota3: int
    quota18: int
    in_force3: int
    in_force18: int
    gap3: int
    gap18: int
    gap3_since: date | None


async def counted(company_ids: Collection[UUID]) -> dict[UUID, Counted]:
    rows = await db.fetch(
        "SELECT company AS company_id, counted_on, dependants, base3, quota3, quota18, in_force3, in_force18,"
        " gap3, gap18, gap3_since FROM coverage_count WHERE company = ANY($1::uuid[])",
        list(company_ids),
    )
    return {row["company_id"]: Counted(**dict(row)) for row in rows}


@dataclass(frozen=True, slots=True)
class ProvinceGap:
    """Places due and missing in a province over all companies; a surplus of one does not lower another's gap."""

    province: str
    companies: int
    quota: int
    gap: int


async def gaps_by_province(seen: Collection[str] | None) -> list[ProvinceGap]:
    rows = await db.fetch(
        "SELECT p.province, count(*) FILTER (WHERE p.real3 > 0 OR p.real18 > 0) AS companies,"
        " sum(p.quota3 + p.quota18) AS quota, sum(greatest(p.real3, 0) + greatest(p.real18, 0)) AS gap"
        " FROM coverage_province p JOIN company c ON c.id = p.company AND c.state <> 'archived'"
        " WHERE $1::text[] IS NULL OR p.province = ANY($1) GROUP BY p.province ORDER BY gap DESC, p.province",
        None if seen is None else list(seen),
    )
    return [
        ProvinceGap(row["province"], row["companies"], int(row["quota"]), int(row["gap"])) for row in rows
    ]


async def due_for_recount(today: date, limit: int) -> list[UUID]:
    """Companies whose figures change by the passing of days."""
    rows = await db.fetch(
        "SELECT company FROM coverage_count WHERE next_change_on <= $1 ORDER BY company LIMIT $2",
        today,
        limit,
    )
    return [row["company"] for row in rows]
