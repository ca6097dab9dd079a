"""Workstations of a company, and those that somebody of a service looks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.employers.vacancies.queries.detail import Demand
from portal.employers.workstations.queries.detail import demand_of, stay_of
from portal.employers.workstations.rules import Stay, free_from
from portal.employers.workstations.vocabulary import WorkstationState
from portal.foundation import db


@dataclass(frozen=True, slots=True)
class WorkstationRow:
    """``vacancies``: how many are open for it."""

    id: UUID
    company_id: UUID
    company_name: str
    name: str
    profession_title: str
    site_name: str
    province: str
    seats: int
    climate: int | None
    checked_on: date
    state: WorkstationState
    vacancies: int
    weekly_hours_min: int | None
    weekly_hours_max: int | None
    demands: dict[str, Demand]
    stays: tuple[Stay, ...]

    def running(self, today: date) -> int:
        return sum(stay.covers(today) for stay in self.stays)

    def free_from(self, today: date) -> date:
        return free_from(self.stays, self.seats, today)


_VACANCIES = (
    "(SELECT count(*) FROM vacancy v WHERE v.workstation = w.id AND v.state IN ('published', 'stale')"
    " AND v.places_taken < v.places)"
)
_ROW = f"""
SELECT w.id, w.company AS company_id, o.name AS company_name, w.name, w.profession_title, s.name AS site_name,
    s.province, w.seats, w.climate, w.checked_on, w.state, {_VACANCIES} AS vacancies, w.weekly_hours_min,
    w.weekly_hours_max,
    ARRAY(SELECT d.dimension || ':' || d.level || ':' || d.adjustable::int FROM workstation_demand d
        WHERE d.workstation = w.id ORDER BY d.dimension) AS demands,
    ARRAY(SELECT x.starts_on || ':' || x.expected_end FROM workstation_occupancy x
        WHERE x.workstation = w.id AND x.ended_on IS NULL ORDER BY x.starts_on) AS stays
"""
_FROM = """
FROM workstation w JOIN organisation o ON o.id = w.company JOIN company_site s ON s.id = w.site
    JOIN company c ON c.id = w.company
"""


def _row(row: Mapping[str, Any]) -> WorkstationRow:
    values = dict(row)
    values["state"] = WorkstationState(values["state"])
    values["demands"] = dict(demand_of(text) for text in values["demands"])
    values["stays"] = tuple(stay_of(text) for text in values["stays"])
    return WorkstationRow(**values)


async def count(company_id: UUID, *, with_retired: bool) -> int:
    return int(
        await db.fetchval(
            "SELECT count(*) FROM workstation w WHERE w.company = $1 AND ($2 OR w.state <> 'retired')",
            company_id,
            with_retired,
        )
    )


async def page(company_id: UUID, *, with_retired: bool, limit: int, offset: int) -> list[WorkstationRow]:
    rows = await db.fetch(
        f"{_ROW} {_FROM} WHERE w.company = $1 AND ($2 OR w.state <> 'retired')"
        " ORDER BY w.state = 'retired', lower(w.name), w.id LIMIT $3 OFFSET $4",
        company_id,
        with_retired,
        limit,
        offset,
    )
    return [_row(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody of a service looks for.

    ``profession_codes`` and ``words`` (in name, tasks or profession) are one question: either answers it.
    ``light``: dimensions on which the work may ask ``most`` at most, a level the company can give up counted off.
    ``free_on``: a seat is free on that day; ``with_vacancy`` None: either.
    """

    words: str = ""
    profession_codes: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    most: int = 1
    offers: tuple[str, ...] = ()
    province: str | None = None
    free_on: date | None = None
    with_vacancy: bool | None = None


_WANTED = f"""
WHERE w.state = 'active' AND c.state = 'verified' AND ($1::text[] IS NULL OR s.province = ANY($1))
    AND ($2 = '' AND cardinality($3::text[]) = 0 OR w.profession_code = ANY($3)
        OR $2 <> '' AND (lower(w.name) LIKE $2 OR lower(w.profession_title) LIKE $2 OR EXISTS (
            SELECT FROM workstation_task t WHERE t.workstation = w.id AND lower(t.text) LIKE $2)))
    AND (SELECT count(*) FROM workstation_demand d WHERE d.workstation = w.id AND d.dimension = ANY($4::text[])
        AND d.level - d.adjustable::int <= $5) = cardinality($4::text[])
    AND w.offers @> $6::text[] AND ($7::text IS NULL OR s.province = $7)
    AND ($8::date IS NULL OR w.seats > (SELECT count(*) FROM workstation_occupancy x WHERE x.workstation = w.id
        AND x.ended_on IS NULL AND x.starts_on <= $8 AND x.expected_end >= $8))
    AND ($9::boolean IS NULL OR ({_VACANCIES} > 0) = $9)
"""


def _args(wanted: Wanted, provinces: list[str] | None) -> tuple[object, ...]:
    escaped = wanted.words.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return (
        provinces,
        f"%{escaped}%" if escaped else "",
        list(wanted.profession_codes),
        list(wanted.light),
        wanted.most,
        list(wanted.offers),
        wanted.province,
        wanted.free_on,
        wanted.with_vacancy,
    )


async def count_found(wanted: Wanted, provinces: list[str] | None) -> int:
    """``provinces``: those the viewer's service answers in; None: all. Nothing of the question is kept."""
    return int(await db.fetchval(f"SELECT count(*) {_FROM} {_WANTED}", *_args(wanted, provinces)))


async def found(
    wanted: Wanted, provinces: list[str] | None, *, limit: int, offset: int
) -> list[WorkstationRow]:
    """Those with a free seat today first, then by company and name."""
    rows = await db.fetch(
        f"{_ROW} {_FROM} {_WANTED} ORDER BY (SELECT count(*) FROM workstation_occupancy x WHERE x.workstation = w.id"
        " AND x.ended_on IS NULL) >= w.seats, lower(o.name), lower(w.name), w.id LIMIT $10 OFFSET $11",
        *_args(wanted, provinces),
        limit,
        offset,
    )
    return [_row(row) for row in rows]


async def unchecked(before: date) -> list[tuple[UUID, UUID, date]]:
    """Ids of workstation and company of what nobody looked at since that day, and when somebody last did."""
    rows = await db.fetch(
        "SELECT w.id, w.company, w.checked_on FROM workstation w JOIN company c ON c.id = w.company"
        " WHERE w.state = 'active' AND c.state = 'verified' AND w.checked_on <= $1 ORDER BY w.checked_on, w.id",
        before,
    )
    return [(row["id"], row["company"], row["checked_on"]) for row in rows]
