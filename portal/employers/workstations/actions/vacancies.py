"""A draft from a workstation, and a workstation from a vacancy: neither is written twice."""

from uuid import UUID

from portal.employers.companies.queries.scope import own_company
from portal.employers.vacancies.actions.drafting import draft_vacancy
from portal.employers.vacancies.queries.detail import own_vacancy
from portal.employers.workstations.actions import making
from portal.employers.workstations.actions.making import Content
from portal.employers.workstations.queries import detail as workstations
from portal.foundation import db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer


async def draft_for_workstation(workstation_id: UUID, *, id: UUID, by: Viewer) -> UUID:
    """A draft with what the workstation says, bound to it. Asked twice with one id, it is made once.

    Raises NotThere; Refused for a workstation that is no longer used.
    """
    company_id = own_company(by)
    async with db.unit_of_work():
        place = await workstations.own_workstation(workstation_id, company_id)
        if not place.is_active:
            raise Refused(
                f"La postazione «{place.name}» non è attiva: riattivala prima di scrivere un annuncio."
            )
        if await db.fetchval("SELECT true FROM vacancy WHERE id = $1 AND company = $2", id, company_id):
            return id
        await draft_vacancy(id=id, title=place.name, by=by)
        await db.execute(
            "UPDATE vacancy SET workstation = $2, site = $3, profession_code = $4, profession_title = $5,"
            " weekly_hours_min = $6, weekly_hours_max = $7, slots = $8, axes = $9, demands_answered = $10"
            " WHERE id = $1",
            id,
            place.id,
            place.site_id,
            place.profession_code,
            place.profession_title,
            place.weekly_hours_min,
            place.weekly_hours_max,
            list(place.slots),
            list(place.axes),
            place.demands_answered,
        )
        await db.executemany(
            "INSERT INTO vacancy_task (id, vacancy, position, text) VALUES ($1, $2, $3, $4)",
            [(new_id(), id, position, text) for position, text in enumerate(place.tasks, 1)],
        )
        await db.executemany(
            "INSERT INTO vacancy_demand (id, vacancy, dimension, level, adjustable) VALUES ($1, $2, $3, $4, $5)",
            [(new_id(), id, code, one.level, one.adjustable) for code, one in place.demands.items()],
        )
        await db.executemany(
            "INSERT INTO vacancy_offer (id, vacancy, accommodation_code) VALUES ($1, $2, $3)",
            [(new_id(), id, code) for code in place.offers],
        )
    return id


async def keep_as_workstation(vacancy_id: UUID, *, id: UUID, by: Viewer) -> UUID:
    """The vacancy's content as a workstation that stays when the vacancy is over; the vacancy is bound to it.

    Raises NotThere; Refused while tasks, profession or site are missing, or when it has a workstation already.
    """
    company_id = own_company(by)
    async with db.unit_of_work():
        if not await db.fetchval(
            "SELECT true FROM vacancy WHERE id = $1 AND company = $2 FOR UPDATE", vacancy_id, company_id
        ):
            raise NotThere
        found = await own_vacancy(vacancy_id, company_id)
        if found.workstation_id == id:
            return id
        if found.workstation_id is not None:
            raise Refused(f"L’annuncio è già della postazione «{found.workstation}».")
        if found.site_id is None or found.profession_code is None or not found.tasks or not found.title:
            raise Refused("Prima completa sede, professione e mansioni dell’annuncio.")
        await making.make(
            Content(
                site_id=found.site_id,
                name=found.title,
                profession_code=found.profession_code,
                profession_title=found.profession_title or "",
                tasks=found.tasks,
                demands=dict(found.demands),
                weekly_hours_min=found.weekly_hours_min,
                weekly_hours_max=found.weekly_hours_max,
                slots=found.slots,
                offers=found.offers,
                axes=found.axes,
                seats=found.places or 1,
            ),
            id=id,
            by=by,
            sintetico=found.sintetico,
        )
        await db.execute(
            "UPDATE vacancy SET workstation = $2, version = version + 1 WHERE id = $1", vacancy_id, id
        )
    return id
