"""Who follows a company for a service, and who reads its duties."""

from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest

from portal.employers.companies.actions import company_accounts
from portal.employers.companies.queries.company_accounts import followers_now, of_company
from portal.employers.companies.reading import asked_again, company_read_by
from portal.foundation import clock, db, jobs
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests import cast
from tests.cast import Cast

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def service(people: Cast) -> tuple[Viewer, Viewer, UUID]:
    """A coordinator, a counsellor of the same service and a company."""
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    assert counsellor.organisation_id is not None
    coordinator = await cast.someone(counsellor.organisation_id, Role.COORDINATOR)
    return coordinator, counsellor, await cast.verified_company()


async def assigned(coordinator: Viewer, counsellor: Viewer, company_id: UUID) -> UUID:
    return await company_accounts.assign(company_id, holder_id=counsellor.account_id, by=coordinator)


async def test_whoever_follows_a_company_reads_its_duties_and_her_colleague_does_not() -> None:
    people = Cast()
    coordinator, counsellor, company_id = await service(people)
    with pytest.raises(NotThere):
        await company_read_by(counsellor, company_id)
    await assigned(coordinator, counsellor, company_id)
    assert await company_read_by(counsellor, str(company_id)) == company_id
    colleague = await people.teammate(Role.JOB_COUNSELLOR)
    for stranger in (colleague, coordinator, await people.outsider(Role.JOB_COUNSELLOR)):
        with pytest.raises(NotThere):
            await company_read_by(stranger, company_id)


async def test_a_company_reads_its_own_duties_and_never_another_company_s() -> None:
    people = Cast()
    ours, theirs = (
        await people.owner(Role.COMPANY_RECRUITER),
        await people.outsider(Role.COMPANY_ADMINISTRATOR),
    )
    assert await company_read_by(ours, None) == ours.organisation_id
    assert await company_read_by(ours, ours.organisation_id) == ours.organisation_id
    with pytest.raises(NotThere):
        await company_read_by(ours, theirs.organisation_id)


@pytest.mark.parametrize("asked", [None, "", "la mia", "01a205b3-6965-70ec-a48e-66f4ae6a7fe8"])
async def test_a_counsellor_who_names_no_company_she_follows_finds_nothing(asked: str | None) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    with pytest.raises(NotThere):
        await company_read_by(counsellor, asked)


async def test_links_of_a_service_keep_naming_the_company() -> None:
    people = Cast()
    owner, counsellor = await people.owner(Role.COMPANY_RECRUITER), await people.owner(Role.JOB_COUNSELLOR)
    assert owner.organisation_id is not None
    assert asked_again(owner, owner.organisation_id) == ""
    assert asked_again(counsellor, owner.organisation_id) == f"?company={owner.organisation_id}"


async def test_who_takes_over_reads_from_then_on_and_who_leaves_stops() -> None:
    people = Cast()
    coordinator, counsellor, company_id = await service(people)
    colleague = await people.teammate(Role.JOB_COUNSELLOR)
    await assigned(coordinator, counsellor, company_id)
    await assigned(coordinator, colleague, company_id)
    with pytest.raises(NotThere):
        await company_read_by(counsellor, company_id)
    assert await company_read_by(colleague, company_id) == company_id
    assert coordinator.organisation_id is not None
    assert [row.holder_id for row in await of_company(company_id, coordinator.organisation_id)] == [
        colleague.account_id,
        counsellor.account_id,
    ]
    await company_accounts.end(company_id, by=coordinator)
    await company_accounts.end(company_id, by=coordinator)
    assert await followers_now(company_id, clock.today()) == []


async def test_assigning_twice_the_same_person_is_done_once() -> None:
    coordinator, counsellor, company_id = await service(Cast())
    first = await assigned(coordinator, counsellor, company_id)
    assert await assigned(coordinator, counsellor, company_id) == first
    await jobs.drain()
    letters = await db.fetch("SELECT id FROM notification WHERE kind = 'company_followed'")
    assert len(letters) == 1


async def test_two_services_follow_one_company_without_knowing_of_each_other() -> None:
    people = Cast()
    coordinator, counsellor, company_id = await service(people)
    other = await people.outsider(Role.JOB_COUNSELLOR)
    assert other.organisation_id is not None
    other_coordinator = await cast.someone(other.organisation_id, Role.COORDINATOR)
    await assigned(coordinator, counsellor, company_id)
    await assigned(other_coordinator, other, company_id)
    assert len(await followers_now(company_id, clock.today())) == 2
    assert len(await of_company(company_id, coordinator.organisation_id)) == 1


async def test_only_somebody_of_the_service_who_follows_companies_is_assigned() -> None:
    people = Cast()
    coordinator, _counsellor, company_id = await service(people)
    for wrong in (await people.outsider(Role.JOB_COUNSELLOR), coordinator):
        with pytest.raises(Refused, match="del tuo servizio"):
            await assigned(coordinator, wrong, company_id)


async def test_a_company_outside_the_territory_is_not_there_to_assign() -> None:
    coordinator, counsellor, _company_id = await service(Cast())
    with pytest.raises(NotThere):
        await assigned(coordinator, counsellor, new_id())


async def test_whoever_leaves_the_service_follows_no_company_any_more() -> None:
    people = Cast()
    coordinator, counsellor, company_id = await service(people)
    await assigned(coordinator, counsellor, company_id)
    await db.execute(
        "UPDATE membership SET ends_on = $2 WHERE account = $1", counsellor.account_id, clock.today()
    )
    assert coordinator.organisation_id is not None
    await company_accounts.end_of_leaver(counsellor.account_id, coordinator.organisation_id)
    assert await followers_now(company_id, clock.today()) == []


async def test_the_database_refuses_two_people_at_once_for_one_service() -> None:
    people = Cast()
    coordinator, counsellor, company_id = await service(people)
    await assigned(coordinator, counsellor, company_id)
    with pytest.raises(asyncpg.ExclusionViolationError):
        async with db.unit_of_work():
            await db.execute(
                "INSERT INTO company_account (id, company, service, holder, starts_on, assigned_at)"
                " VALUES ($1, $2, $3, $4, $5, $6)",
                new_id(),
                company_id,
                coordinator.organisation_id,
                coordinator.account_id,
                clock.today() - timedelta(days=3),
                clock.now(),
            )
