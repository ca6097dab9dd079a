"""What the database itself refuses, whoever writes."""

import asyncpg
import pytest

from portal.employers.companies.actions import workforce
from portal.foundation import db
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from tests.cast import Cast
from tests.employers import builders

pytestmark = [pytest.mark.usefixtures("db_rollback")]

COMPANIES = [
    ("UPDATE company_site SET head_office = true WHERE company = $1", "company_site_one_head_office"),
    ("UPDATE company_site SET province = 'Lecco' WHERE company = $1", "company_site_province_shape"),
    ("UPDATE company SET state = 'closed' WHERE id = $1", "company_state_known"),
    ("UPDATE worker SET ends_on = starts_on - 1 WHERE company = $1", "worker_period"),
    ("UPDATE worker SET weekly_hours = full_time_hours + 1 WHERE company = $1", "worker_hours"),
    ("UPDATE worker SET protection_sealed = NULL WHERE company = $1", "worker_protection_sealed_with_it"),
    ("UPDATE worker SET protection = 'art18' WHERE company = $1", "worker_title_of_art1"),
]


@pytest.mark.parametrize(("statement", "constraint"), COMPANIES)
async def test_a_company_and_its_workforce_stay_sensible(statement: str, constraint: str) -> None:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    site = await builders.head_office(viewer.organisation_id)
    await builders.site(viewer)
    await workforce.add_worker(builders.reserved_draft(site), id=new_id(), by=viewer)
    with pytest.raises(asyncpg.IntegrityConstraintViolationError) as problem:
        async with db.unit_of_work():
            await db.execute(statement, viewer.organisation_id)
    assert problem.value.constraint_name == constraint


VACANCIES = [
    ("UPDATE vacancy SET title = NULL WHERE id = $1", "vacancy_whole_once_published"),
    ("UPDATE vacancy SET places_taken = places WHERE id = $1", "vacancy_open_has_places"),
    (
        "UPDATE vacancy SET state = 'suspended', places_taken = places + 1 WHERE id = $1",
        "vacancy_places_taken",
    ),
    ("UPDATE vacancy SET state = 'filled' WHERE id = $1", "vacancy_filled_is_full"),
    ("UPDATE vacancy SET weekly_hours_max = weekly_hours_min - 1 WHERE id = $1", "vacancy_hours"),
    ("UPDATE vacancy_demand SET level = 5 WHERE vacancy = $1", "vacancy_demand_level"),
    ("UPDATE vacancy_skill SET skill_code = 'K001' WHERE vacancy = $1", "vacancy_skill_once"),
    ("DELETE FROM vacancy WHERE id = $1", None),
]


@pytest.mark.parametrize(("statement", "constraint"), VACANCIES)
async def test_a_vacancy_stays_sensible(statement: str, constraint: str | None) -> None:
    viewer = await Cast().owner(Role.COMPANY_RECRUITER)
    vacancy_id = await builders.published_vacancy(viewer)
    with pytest.raises(asyncpg.IntegrityConstraintViolationError) as problem:
        async with db.unit_of_work():
            await db.execute(statement, vacancy_id)
    assert constraint is None or problem.value.constraint_name == constraint
