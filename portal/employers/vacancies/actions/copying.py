"""A new draft from another vacancy."""

from uuid import UUID

from portal.employers.companies.actions.locking import editable_company
from portal.employers.companies.queries.scope import own_company
from portal.employers.events import VacancyDrafted
from portal.employers.vacancies.queries import detail
from portal.employers.vacancies.vocabulary import VacancyState
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.viewer import Viewer

_COPIED = (
    "title profession_code profession_title site contract reserved places weekly_hours_min weekly_hours_max slots"
    " starts_from starts_by ends_on pay_min pay_max pay_period remote public_transport architectural_barriers"
    " night_shifts demands_answered experience_required education_code licences certificates certificates_given"
    " tags axes workstation sintetico"
)
_ROWS = {
    "vacancy_task": "position text",
    "vacancy_demand": "dimension level adjustable",
    "vacancy_skill": "skill_code kind",
    "vacancy_offer": "accommodation_code",
    "vacancy_language": "language_code level essential",
}


async def duplicate(vacancy_id: UUID, *, id: UUID, by: Viewer) -> UUID:
    """A draft with the same answers; days that have passed are left out. Asked twice with one id, it is made once.

    Who was proposed, what was published and who read it stay with the first. Raises NotThere.
    """
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        if await db.fetchval("SELECT true FROM vacancy WHERE id = $1 AND company = $2", id, company_id):
            return id
        found = await detail.own_vacancy(vacancy_id, company_id)
        names = ", ".join(_COPIED.split())
        await db.execute(
            f"INSERT INTO vacancy (id, company, state, state_since, places_taken, drafted_at, drafted_by, referent,"
            f" saved_at, version, {names}) SELECT $1, company, $3, $4, 0, $4, $5, $5, $4, 1, {names}"
            " FROM vacancy WHERE id = $2",
            id,
            found.id,
            VacancyState.DRAFT.value,
            clock.now(),
            by.account_id,
        )
        await db.execute(
            "UPDATE vacancy SET starts_from = CASE WHEN starts_from >= $2 THEN starts_from END,"
            " starts_by = CASE WHEN starts_by >= $2 THEN starts_by END,"
            " ends_on = CASE WHEN ends_on >= $2 THEN ends_on END WHERE id = $1",
            id,
            clock.today(),
        )
        for table, columns in _ROWS.items():
            await _copy_rows(table, columns.split(), found.id, id)
        await facts.record(VacancyDrafted(vacancy_id=id, company_id=company_id), by=by)
    return id


async def _copy_rows(table: str, columns: list[str], source: UUID, target: UUID) -> None:
    rows = await db.fetch(f"SELECT {', '.join(columns)} FROM {table} WHERE vacancy = $1", source)
    places = ", ".join(f"${number}" for number in range(3, len(columns) + 3))
    await db.executemany(
        f"INSERT INTO {table} (id, vacancy, {', '.join(columns)}) VALUES ($1, $2, {places})",
        [(new_id(), target, *(row[name] for name in columns)) for row in rows],
    )
