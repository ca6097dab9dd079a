"""A workstation is written, changed, paused, retired, and said to be still as it was."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from portal.employers.companies.actions.locking import editable_company, same_version
from portal.employers.companies.past import moment_of
from portal.employers.companies.queries.scope import own_company
from portal.employers.events import WorkstationChanged, WorkstationMade
from portal.employers.vacancies.queries.detail import Demand
from portal.employers.workstations.queries.detail import WorkstationDetail, own_workstation
from portal.employers.workstations.rules import seats_problem
from portal.employers.workstations.transitions import EDITABLE, WORKSTATION, Facts
from portal.employers.workstations.vocabulary import WORKSTATION_STATE_LABELS, WorkstationState
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Content:
    """What a workstation says. ``demands`` may lack dimensions nobody answered yet; codes are of the reference data."""

    site_id: UUID
    name: str
    profession_code: str
    profession_title: str
    tasks: tuple[str, ...]
    demands: dict[str, Demand] = field(default_factory=dict)
    weekly_hours_min: int | None = None
    weekly_hours_max: int | None = None
    slots: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()
    seats: int = 1


async def make(
    content: Content, *, id: UUID, by: Viewer, sintetico: bool = False, on: date | None = None
) -> UUID:
    """Asked twice with one id, it is made once. Raises Refused for a site of others, or a name that is taken."""
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        if await db.fetchval("SELECT true FROM workstation WHERE id = $1 AND company = $2", id, company_id):
            return id
        await _own_site(content.site_id, company_id)
        await _name_is_free(company_id, content.name, id)
        moment = moment_of(on)
        await db.execute(
            "INSERT INTO workstation (id, company, site, name, profession_code, profession_title, weekly_hours_min,"
            " weekly_hours_max, slots, offers, axes, seats, checked_on, state, state_since, made_at, made_by, version,"
            " sintetico) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, 1, $17)",
            id,
            company_id,
            content.site_id,
            content.name,
            content.profession_code,
            content.profession_title,
            content.weekly_hours_min,
            content.weekly_hours_max,
            list(content.slots),
            list(content.offers),
            list(content.axes),
            content.seats,
            clock.in_rome(moment).date(),
            WorkstationState.ACTIVE.value,
            moment,
            by.account_id,
            sintetico,
        )
        await _write_rows(id, content)
        await facts.record(WorkstationMade(workstation_id=id, company_id=company_id), by=by)
    return id


async def change(workstation_id: UUID, content: Content, *, version: int | None, by: Viewer) -> None:
    """Raises NotThere; Refused for a stale page, a retired one, too few seats, a name that is taken."""
    async with db.unit_of_work():
        found = await _for_update(workstation_id, by)
        if found.state not in EDITABLE:
            raise Refused(
                f"La postazione ora è nello stato «{WORKSTATION_STATE_LABELS[found.state]}»: riattivala per"
                " cambiarla."
            )
        same_version(found.version, version, "La postazione")
        problem = seats_problem(content.seats, found.running(clock.today()))
        if problem is not None:
            raise Refused(problem, field="seats")
        await _own_site(content.site_id, found.company_id)
        await _name_is_free(found.company_id, content.name, found.id)
        await db.execute(
            "UPDATE workstation SET site = $2, name = $3, profession_code = $4, profession_title = $5,"
            " weekly_hours_min = $6, weekly_hours_max = $7, slots = $8, offers = $9, axes = $10, seats = $11,"
            " checked_on = $12, version = version + 1 WHERE id = $1",
            workstation_id,
            content.site_id,
            content.name,
            content.profession_code,
            content.profession_title,
            content.weekly_hours_min,
            content.weekly_hours_max,
            list(content.slots),
            list(content.offers),
            list(content.axes),
            content.seats,
            clock.today(),
        )
        await db.execute("DELETE FROM workstation_task WHERE workstation = $1", workstation_id)
        await db.execute("DELETE FROM workstation_demand WHERE workstation = $1", workstation_id)
        await _write_rows(workstation_id, content)
        await facts.record(
            WorkstationChanged(workstation_id=workstation_id, company_id=found.company_id), by=by
        )


async def move(workstation_id: UUID, name: str, *, by: Viewer) -> None:
    """One of the moves of the table: pause, resume, retire, check. Raises NotThere, Refused."""
    async with db.unit_of_work():
        found = await _for_update(workstation_id, by)
        row = WORKSTATION.move(name, found.state, by.roles, Facts(found.running(clock.today())))
        if name == "resume":
            await _name_is_free(found.company_id, found.name, found.id)
        target = row.lands(found.state)
        await db.execute(
            "UPDATE workstation SET state = $2, state_since = CASE WHEN state = $2 THEN state_since ELSE $3 END,"
            " checked_on = CASE WHEN $4 THEN $5 ELSE checked_on END, version = version + 1 WHERE id = $1",
            workstation_id,
            target.value,
            clock.now(),
            name in ("check", "resume"),
            clock.today(),
        )
        if row.then is not None:
            await facts.record(row.then(workstation_id=found.id, company_id=found.company_id), by=by)


async def _for_update(workstation_id: UUID, by: Viewer) -> WorkstationDetail:
    company_id = own_company(by)
    if not await db.fetchval(
        "SELECT true FROM workstation WHERE id = $1 AND company = $2 FOR UPDATE", workstation_id, company_id
    ):
        raise NotThere
    return await own_workstation(workstation_id, company_id)


async def _write_rows(workstation_id: UUID, content: Content) -> None:
    await db.executemany(
        "INSERT INTO workstation_task (id, workstation, position, text) VALUES ($1, $2, $3, $4)",
        [(new_id(), workstation_id, position, text) for position, text in enumerate(content.tasks, 1)],
    )
    await db.executemany(
        "INSERT INTO workstation_demand (id, workstation, dimension, level, adjustable) VALUES ($1, $2, $3, $4, $5)",
        [
            (new_id(), workstation_id, code, one.level, one.adjustable)
            for code, one in content.demands.items()
        ],
    )


async def _own_site(site_id: UUID, company_id: UUID) -> None:
    if not await db.fetchval(
        "SELECT true FROM company_site WHERE id = $1 AND company = $2", site_id, company_id
    ):
        raise Refused("Scegli una sede della tua azienda.", field="site")


async def _name_is_free(company_id: UUID, name: str, id: UUID) -> None:
    if await db.fetchval(
        "SELECT true FROM workstation WHERE company = $1 AND lower(name) = lower($2) AND id <> $3"
        " AND state <> 'retired'",
        company_id,
        name,
        id,
    ):
        raise Refused(f"C’è già una postazione «{name}»: scegli un altro nome.", field="name")
