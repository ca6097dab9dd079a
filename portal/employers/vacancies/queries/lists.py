"""Lists of vacancies, and those whose time has come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.employers.vacancies.vocabulary import VacancyState
from portal.foundation import db


@dataclass(frozen=True, slots=True)
class VacancyRow:
    id: UUID
    title: str | None
    site: str | None
    state: VacancyState
    weekly_hours_min: int | None
    weekly_hours_max: int | None
    places: int | None
    places_taken: int
    confirmed_at: datetime | None
    saved_at: datetime


_LIVE = "v.state NOT IN ('filled', 'closed')"


def _row(row: Any) -> VacancyRow:
    return VacancyRow(**{**dict(row), "state": VacancyState(row["state"])})


async def count(company_id: UUID, *, live_only: bool) -> int:
    return int(
        await db.fetchval(
            f"SELECT count(*) FROM vacancy v WHERE v.company = $1 AND (NOT $2 OR {_LIVE})",
            company_id,
            live_only,
        )
    )


async def page(company_id: UUID, *, live_only: bool, limit: int, offset: int) -> list[VacancyRow]:
    """Those to confirm first, then open ones, drafts, the others; the last saved first."""
    rows = await db.fetch(
        "SELECT v.id, v.title, s.name AS site, v.state, v.weekly_hours_min, v.weekly_hours_max, v.places,"
        " v.places_taken, v.confirmed_at, v.saved_at FROM vacancy v LEFT JOIN company_site s ON s.id = v.site"
        f" WHERE v.company = $1 AND (NOT $2 OR {_LIVE})"
        " ORDER BY array_position(ARRAY['unpublished', 'stale', 'published', 'draft', 'suspended', 'filled', 'closed'],"
        " v.state), v.saved_at DESC, v.id LIMIT $3 OFFSET $4",
        company_id,
        live_only,
        limit,
        offset,
    )
    return [_row(row) for row in rows]


@dataclass(frozen=True, slots=True)
class PublicRow:
    """A vacancy that anybody may read, as a list shows it."""

    id: UUID
    title: str
    company_name: str
    comune_code: str
    weekly_hours_min: int
    weekly_hours_max: int
    contract: str
    published_at: datetime


_PUBLIC = (
    "FROM vacancy v JOIN company c ON c.id = v.company JOIN organisation o ON o.id = v.company"
    " JOIN company_site s ON s.id = v.site WHERE v.public_since IS NOT NULL"
    " AND v.state IN ('published', 'stale') AND c.state = 'verified'"
)


async def count_public() -> int:
    return int(await db.fetchval(f"SELECT count(*) {_PUBLIC}"))


async def public_page(*, limit: int, offset: int) -> list[PublicRow]:
    """The latest first."""
    rows = await db.fetch(
        "SELECT v.id, v.title, o.name AS company_name, s.comune_code, v.weekly_hours_min, v.weekly_hours_max,"
        f" v.contract, v.published_at {_PUBLIC} ORDER BY v.published_at DESC, v.id LIMIT $1 OFFSET $2",
        limit,
        offset,
    )
    return [PublicRow(**dict(row)) for row in rows]


async def unconfirmed(state: VacancyState, before: datetime, *, warned: bool | None = None) -> list[UUID]:
    """Vacancies in that state whose last confirmation is older."""
    rows = await db.fetch(
        "SELECT id FROM vacancy WHERE state = $1 AND confirmed_at <= $2"
        " AND ($3::boolean IS NULL OR (warned_at IS NOT NULL) = $3) ORDER BY confirmed_at, id",
        state.value,
        before,
        warned,
    )
    return [row["id"] for row in rows]


async def open_of(company_id: UUID) -> list[UUID]:
    rows = await db.fetch(
        "SELECT id FROM vacancy WHERE company = $1 AND state IN ('published', 'stale') ORDER BY id",
        company_id,
    )
    return [row["id"] for row in rows]
