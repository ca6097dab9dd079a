"""Roles of the people who are there: given, taken, never the last administrator's."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest

from portal.accounts import public as accounts
from portal.accounts.actions.members import set_roles
from portal.accounts.queries.sessions import resolve_session
from portal.foundation import audit, clock, db
from portal.foundation.ids import new_id
from portal.foundation.web import sessions
from portal.kernel.refusals import NotAllowed, NotThere, Refused
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import OPERATOR_COMMAND
from tests.accounts.hands import hands_ready, slowly
from tests.cast import Cast, organisation, someone, verified_company

ADMIN, RECRUITER, TUTOR = Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER, Role.IN_COMPANY_TUTOR


async def test_an_administrator_gives_and_takes_roles(db_rollback: None) -> None:
    company = await verified_company()
    admin, other = await someone(company, ADMIN), await someone(company, RECRUITER)
    await set_roles(other.account_id, [TUTOR, ADMIN], seen=[RECRUITER], by=admin)
    roles = {one.role for one in await accounts.members(company) if one.account_id == other.account_id}
    assert roles == {TUTOR, ADMIN}
    done = [entry.what for entry in await audit.latest(limit=10)]
    assert done.count("MembershipEnded") == 1
    assert "MembershipStarted" in done


async def test_without_roles_the_access_and_its_sessions_end_at_once(db_rollback: None) -> None:
    company = await verified_company()
    admin, other = await someone(company, ADMIN), await someone(company, RECRUITER)
    token = await sessions.open_session(other.account_id, company, {"second_factor": "not_needed"})
    await set_roles(other.account_id, [], seen=[RECRUITER], by=admin)
    assert await resolve_session(sessions.hash_of(token)) is None
    assert await accounts.seats(other.account_id) == []


async def test_the_same_day_a_role_may_come_back(db_rollback: None) -> None:
    company = await verified_company()
    admin, other = await someone(company, ADMIN), await someone(company, RECRUITER, TUTOR)
    for _ in range(2):
        await set_roles(other.account_id, [TUTOR], seen=[RECRUITER, TUTOR], by=admin)
        await set_roles(other.account_id, [RECRUITER, TUTOR], seen=[TUTOR], by=admin)
    assert len(await accounts.members_with([RECRUITER], company)) == 1


async def test_the_last_administrator_keeps_the_role(db_rollback: None) -> None:
    company = await verified_company()
    admin = await someone(company, ADMIN)
    with pytest.raises(Refused, match="è l’unica persona con il ruolo «Amministratore dell’azienda»"):
        await set_roles(admin.account_id, [RECRUITER], seen=[ADMIN], by=admin)
    with pytest.raises(Refused, match="Prima assegna il ruolo a un’altra persona"):
        await set_roles(admin.account_id, [], seen=[ADMIN], by=admin)
    assert [one.role for one in await accounts.members(company)] == [ADMIN]


async def test_two_administrators_who_remove_each_other_leave_one(fresh_database: str) -> None:
    company = await verified_company()
    one, two = await someone(company, ADMIN), await someone(company, ADMIN)
    await hands_ready(2)
    await slowly("membership")
    answers = await asyncio.gather(
        set_roles(two.account_id, [], seen=[ADMIN], by=one),
        set_roles(one.account_id, [], seen=[ADMIN], by=two),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert len(await accounts.members_with([ADMIN], company)) == 1


async def test_a_stale_page_changes_nothing(db_rollback: None) -> None:
    company = await verified_company()
    admin, other = await someone(company, ADMIN), await someone(company, RECRUITER)
    await set_roles(other.account_id, [TUTOR], seen=[RECRUITER], by=admin)
    with pytest.raises(Refused, match="sono cambiati nel frattempo"):
        await set_roles(other.account_id, [RECRUITER], seen=[RECRUITER], by=admin)
    assert {one.role for one in await accounts.members_with([TUTOR], company)} == {TUTOR}


async def test_people_of_another_organisation_are_not_there(db_rollback: None) -> None:
    cast = Cast()
    admin, stranger = await cast.owner(ADMIN), await cast.outsider(RECRUITER)
    with pytest.raises(NotThere):
        await set_roles(stranger.account_id, [], seen=[RECRUITER], by=admin)


async def test_a_coordinator_of_a_cooperative_does_not_touch_its_company_side(db_rollback: None) -> None:
    place = await organisation(OrganisationKind.PLACEMENT_SERVICE, OrganisationKind.COMPANY)
    coordinator = await someone(place, Role.COORDINATOR)
    other = await someone(place, ADMIN, Role.EDUCATOR)
    seen = [ADMIN, Role.EDUCATOR]
    with pytest.raises(Refused, match="Non puoi assegnare il ruolo"):
        await set_roles(other.account_id, [*seen, RECRUITER], seen=seen, by=coordinator)
    with pytest.raises(Refused, match="Non puoi togliere il ruolo"):
        await set_roles(other.account_id, [], seen=seen, by=coordinator)
    await set_roles(other.account_id, [ADMIN, Role.COORDINATOR], seen=seen, by=coordinator)
    seats = await accounts.seats(other.account_id)
    assert seats[0].roles == {ADMIN, Role.COORDINATOR}


async def test_a_role_the_kind_does_not_have_is_refused(db_rollback: None) -> None:
    coordinator = await Cast().owner(Role.COORDINATOR)
    with pytest.raises(Refused, match="non può avere il ruolo Operatore sanitario"):
        await set_roles(
            coordinator.account_id,
            [Role.COORDINATOR, Role.HEALTH_OPERATOR],
            seen=[Role.COORDINATOR],
            by=coordinator,
        )


async def test_accounts_are_made_directly_only_by_the_operators_command(db_rollback: None) -> None:
    coordinator = await Cast().owner(Role.COORDINATOR)
    assert coordinator.organisation_id is not None
    with pytest.raises(NotAllowed):
        await accounts.create_account_directly(
            email="x@persone.example",
            name="Una Persona",
            seats_in={coordinator.organisation_id: [Role.COORDINATOR]},
            by=coordinator,
        )
    with pytest.raises(Refused, match="nel futuro"):
        await accounts.create_account_directly(
            email="x@persone.example",
            name="Una Persona",
            seats_in={},
            by=OPERATOR_COMMAND,
            on=clock.today() + timedelta(days=1),
        )


async def test_an_address_has_one_account(db_rollback: None) -> None:
    place = await organisation(OrganisationKind.PLACEMENT_SERVICE)
    await someone(place, Role.COORDINATOR, email="una@persone.example")
    with pytest.raises(Refused, match="C’è già un account"):
        await someone(place, Role.JOB_COUNSELLOR, email="UNA@persone.example")


async def test_the_database_refuses_the_same_role_twice_at_a_time(db_rollback: None) -> None:
    coordinator = await Cast().owner(Role.COORDINATOR)
    with pytest.raises(asyncpg.ExclusionViolationError):
        async with db.unit_of_work():
            await db.execute(
                "INSERT INTO membership (id, account, organisation, role, starts_on) VALUES ($1, $2, $3, $4, $5)",
                new_id(),
                coordinator.account_id,
                coordinator.organisation_id,
                Role.COORDINATOR.value,
                clock.today() + timedelta(days=30),
            )


async def test_coordinators_of_a_service_without_one_are_those_of_its_territory(db_rollback: None) -> None:
    territory = new_id()
    await accounts.create_territory(
        id=territory,
        name="Distretto di Lecco",
        kind=accounts.TerritoryKind.DISTRETTO,
        region_code="03",
        comuni=["E507"],
        by=OPERATOR_COMMAND,
    )
    service = await organisation(OrganisationKind.HEALTH_SERVICE, territory_ids=[territory])
    office = await organisation(OrganisationKind.TERRITORY, territory_ids=[territory])
    elsewhere = await organisation(OrganisationKind.TERRITORY)
    coordinator = await someone(office, Role.COORDINATOR)
    await someone(elsewhere, Role.COORDINATOR)
    assert [one.account_id for one in await accounts.coordinators_of(service)] == [coordinator.account_id]
    assert [one.account_id for one in await accounts.coordinators_of(office)] == [coordinator.account_id]
    assert [one.name for one in await accounts.territories_of(service)] == ["Distretto di Lecco"]
