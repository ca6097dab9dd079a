"""One workstation with everything it says, and who is on it by days alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.employers.vacancies.queries.detail import Demand
from portal.employers.workstations.rules import Stay
from portal.employers.workstations.vocabulary import WorkstationState
from portal.foundation import db
from portal.kernel.refusals import NotThere
from portal.reference import dimensions


@dataclass(frozen=True, slots=True)
class WorkstationDetail:
    """``open_vacancies``: ids and titles of what is open for it now. ``climate`` and ``load_note``: services only."""

    id: UUID
    company_id: UUID
    company_name: str
    site_id: UUID
    site_name: str
    comune_code: str
    province: str
    name: str
    profession_code: str
    profession_title: str
    tasks: tuple[str, ...]
    demands: dict[str, Demand]
    weekly_hours_min: int | None
    weekly_hours_max: int | None
    slots: tuple[str, ...]
    offers: tuple[str, ...]
    axes: tuple[str, ...]
    seats: int
    climate: int | None
    load_note: str | None
    load_noted_on: date | None
    load_noted_by: str | None
    checked_on: date
    state: WorkstationState
    state_since: datetime
    stays: tuple[Stay, ...]
    version: int
    sintetico: bool

    @property
    def is_active(self) -> bool:
        return self.state is WorkstationState.ACTIVE

    @property
    def demands_answered(self) -> bool:
        return len(self.demands) == len(dimensions.entries())

    def running(self, today: date) -> int:
        return sum(stay.covers(today) for stay in self.stays)


_SELECT = """
SELECT w.id, w.company AS company_id, o.name AS company_name, w.site AS site_id, s.name AS site_name, s.comune_code,
    s.province, w.name, w.profession_code, w.profession_title, w.weekly_hours_min, w.weekly_hours_max, w.slots,
    w.offers, w.axes, w.seats, w.climate, w.load_note, w.load_noted_on,
    (SELECT a.name FROM account a WHERE a.id = w.load_noted_by) AS load_noted_by, w.checked_on, w.state,
    w.state_since, w.version, w.sintetico,
    ARRAY(SELECT t.text FROM workstation_task t WHERE t.workstation = w.id ORDER BY t.position) AS tasks,
    ARRAY(SELECT d.dimension || ':' || d.level || ':' || d.adjustable::int FROM workstation_demand d
        WHERE d.workstation = w.id ORDER BY d.dimension) AS demands,
    ARRAY(SELECT x.starts_on || ':' || x.expected_end FROM workstation_occupancy x
        WHERE x.workstation = w.id AND x.ended_on IS NULL ORDER BY x.starts_on) AS stays
FROM workstation w JOIN organisation o ON o.id = w.company JOIN company_site s ON s.id = w.site
    JOIN company c ON c.id = w.company
"""


def demand_of(text: str) -> tuple[str, Demand]:
    dimension, level, adjustable = text.split(":")
    return dimension, Demand(int(level), adjustable == "1")


def stay_of(text: str) -> Stay:
    starts_on, _, until = text.partition(":")
    return Stay(date.fromisoformat(starts_on), date.fromisoformat(until))


def _detail(row: Mapping[str, Any]) -> WorkstationDetail:
    values = dict(row)
    values["state"] = WorkstationState(values["state"])
    values.update({name: tuple(values[name]) for name in ("tasks", "slots", "offers", "axes")})
    values["demands"] = dict(demand_of(text) for text in values["demands"])
    values["stays"] = tuple(stay_of(text) for text in values["stays"])
    return WorkstationDetail(**values)


async def own_workstation(workstation_id: UUID, company_id: UUID) -> WorkstationDetail:
    """Raises NotThere for one of somebody else."""
    row = await db.fetchrow(f"{_SELECT} WHERE w.id = $1 AND w.company = $2", workstation_id, company_id)
    if row is None:
        raise NotThere
    return _detail(row)


async def seen_workstation(workstation_id: UUID, provinces: list[str] | None) -> WorkstationDetail:
    """Of a verified company with a site in those provinces (None: everywhere). Raises NotThere."""
    row = await db.fetchrow(
        f"{_SELECT} WHERE w.id = $1 AND c.state = 'verified' AND w.state <> 'retired'"
        " AND ($2::text[] IS NULL OR s.province = ANY($2))",
        workstation_id,
        provinces,
    )
    if row is None:
        raise NotThere
    return _detail(row)


async def open_vacancies(workstation_id: UUID) -> list[tuple[UUID, str]]:
    """Ids and titles of what is open for it now."""
    rows = await db.fetch(
        "SELECT id, title FROM vacancy WHERE workstation = $1 AND state IN ('published', 'stale')"
        " AND places_taken < places ORDER BY lower(title), id",
        workstation_id,
    )
    return [(row["id"], row["title"]) for row in rows]
