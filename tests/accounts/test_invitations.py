"""Inviting and joining: single use, 14 days, sent again, revoked, for new and for known addresses."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from portal.accounts.actions import invitations, joining
from portal.accounts.actions.invitations import invite
from portal.accounts.queries import people
from portal.accounts.vocabulary import Step
from portal.foundation import audit, clock, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotAllowed, NotThere, Refused
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import OPERATOR_COMMAND, VISITOR, Viewer
from tests.accounts.hands import hands_ready, slowly
from tests.accounts.letters import BASE, invitation_token, letters_to
from tests.cast import PASSWORD, Cast, organisation, someone, verified_company

GOOD = "una barca sul lago"


async def _invite(
    by: Viewer, email: str = "nuova@persone.example", *roles: Role, id: UUID | None = None
) -> invitations.InvitationSent:
    assert by.organisation_id is not None
    return await invite(
        id=id,
        organisation_id=by.organisation_id,
        email=email,
        name="Nuova Persona",
        roles=roles or (Role.JOB_COUNSELLOR,),
        by=by,
        base_url=BASE,
    )


async def test_a_coordinator_invites_and_the_person_joins_with_name_and_password(db_rollback: None) -> None:
    coordinator = await Cast().owner(Role.COORDINATOR)
    await _invite(coordinator, "Nuova@Persone.Example")
    token = await invitation_token("nuova@persone.example")
    entered = await joining.accept_with_new_account(token, name="Nuova  Persona", password=GOOD)
    assert entered.step is Step.ENROL
    assert entered.organisation_id == coordinator.organisation_id
    found = await people.credentials_by_email("nuova@persone.example")
    assert found is not None
    assert found.name == "Nuova Persona"
    seats = await people.seats(found.id)
    assert [seat.roles for seat in seats] == [{Role.JOB_COUNSELLOR}]
    done = [entry.what for entry in await audit.latest(limit=20)]
    assert "MemberInvited" in done
    assert "InvitationAccepted" in done


async def test_the_letter_says_who_invites_where_and_until_when(db_rollback: None) -> None:
    coordinator = await Cast().owner(Role.COORDINATOR)
    await _invite(coordinator)
    letter = (await letters_to("nuova@persone.example"))[0]
    assert coordinator.name in letter.text
    assert coordinator.organisation_name in letter.text
    assert "Operatore per l’inserimento" in letter.text
    assert coordinator.organisation_name not in letter.subject


async def test_an_invitation_works_once(db_rollback: None) -> None:
    await _invite(await Cast().owner(Role.COORDINATOR))
    token = await invitation_token("nuova@persone.example")
    await joining.accept_with_new_account(token, name="Nuova Persona", password=GOOD)
    with pytest.raises(Refused, match="già stato usato"):
        await joining.accept_with_new_account(token, name="Altra Persona", password=GOOD)
    with pytest.raises(Refused, match="già stato usato"):
        await joining.accept_with_password(token, password=GOOD)


async def test_two_who_press_at_once_make_one_account(fresh_database: str) -> None:
    coordinator = await Cast().owner(Role.COORDINATOR)
    await _invite(coordinator)
    token = await invitation_token("nuova@persone.example")
    await hands_ready(4)
    await slowly("invitation")
    answers = await asyncio.gather(
        *(joining.accept_with_new_account(token, name="Nuova Persona", password=GOOD) for _ in range(4)),
        return_exceptions=True,
    )
    assert sum(not isinstance(one, BaseException) for one in answers) == 1
    assert all(isinstance(one, Refused) for one in answers if isinstance(one, BaseException))
    assert await db.fetchval("SELECT count(*) FROM account WHERE email = 'nuova@persone.example'") == 1
    assert await db.fetchval("SELECT count(*) FROM membership WHERE role = 'job_counsellor'") == 1


async def test_two_who_press_at_once_with_a_known_account_join_once(fresh_database: str) -> None:
    coordinator = await Cast().owner(Role.COORDINATOR)
    await someone(await verified_company(), Role.IN_COMPANY_TUTOR, email="tutor@persone.example")
    await _invite(coordinator, "tutor@persone.example")
    token = await invitation_token("tutor@persone.example")
    await hands_ready(4)
    await slowly("invitation")
    answers = await asyncio.gather(
        *(joining.accept_with_password(token, password=PASSWORD) for _ in range(4)), return_exceptions=True
    )
    assert sum(not isinstance(one, BaseException) for one in answers) == 1
    assert sum(isinstance(one, Refused) for one in answers) == 3
    assert await db.fetchval("SELECT count(*) FROM audit_entry WHERE what = 'InvitationAccepted'") == 1


async def test_after_fourteen_days_it_is_over(db_rollback: None) -> None:
    await _invite(await Cast().owner(Role.COORDINATOR))
    token = await invitation_token("nuova@persone.example")
    with clock.as_of(clock.now() + timedelta(days=13, hours=23)):
        assert (await joining.open_invitation(token)).email == "nuova@persone.example"
    with (
        clock.as_of(clock.now() + timedelta(days=14, minutes=1)),
        pytest.raises(Refused, match="Questo invito è scaduto"),
    ):
        await joining.accept_with_new_account(token, name="Nuova Persona", password=GOOD)
    assert await people.credentials_by_email("nuova@persone.example") is None


async def test_sent_again_it_has_a_new_link_and_the_old_one_is_dead(db_rollback: None) -> None:
    coordinator = await Cast().owner(Role.COORDINATOR)
    sent = await _invite(coordinator)
    old = await invitation_token("nuova@persone.example")
    with clock.as_of(clock.now() + timedelta(days=20)):
        await invitations.resend(sent.id, by=coordinator, base_url=BASE)
        new = await invitation_token("nuova@persone.example")
        assert new != old
        with pytest.raises(NotThere):
            await joining.open_invitation(old)
        assert (await joining.accept_with_new_account(new, name="Nuova Persona", password=GOOD)).token


async def test_revoked_it_opens_nothing(db_rollback: None) -> None:
    coordinator = await Cast().owner(Role.COORDINATOR)
    sent = await _invite(coordinator)
    token = await invitation_token("nuova@persone.example")
    await invitations.revoke(sent.id, by=coordinator)
    with pytest.raises(Refused, match="ritirato"):
        await joining.open_invitation(token)
    with pytest.raises(Refused, match="L’invito ora è nello stato «revocato»"):
        await invitations.resend(sent.id, by=coordinator, base_url=BASE)
    await _invite(coordinator)


async def test_a_link_nobody_sent_is_not_there(db_rollback: None) -> None:
    with pytest.raises(NotThere):
        await joining.open_invitation("x" * 43)


async def test_one_open_invitation_for_an_address(db_rollback: None) -> None:
    coordinator = await Cast().owner(Role.COORDINATOR)
    await _invite(coordinator)
    with pytest.raises(Refused, match="c’è già un invito") as refusal:
        await _invite(coordinator)
    assert refusal.value.field == "email"
    assert len(await letters_to("nuova@persone.example")) == 1


async def test_pressed_twice_it_is_sent_once(db_rollback: None) -> None:
    coordinator, id = await Cast().owner(Role.COORDINATOR), new_id()
    first = await _invite(coordinator, id=id)
    assert await _invite(coordinator, id=id) == first
    assert len(await letters_to("nuova@persone.example")) == 1


async def test_a_role_its_kind_does_not_have_is_refused_by_name(db_rollback: None) -> None:
    host = await organisation(OrganisationKind.HOST)
    with pytest.raises(Refused) as refusal:
        await invite(
            organisation_id=host,
            email="nuova@persone.example",
            name="Nuova Persona",
            roles=[Role.PSYCHOLOGIST],
            by=OPERATOR_COMMAND,
            base_url=BASE,
        )
    assert refusal.value.sentence == (
        "Un’organizzazione ospitante non può avere il ruolo Psicologo. Scegli un altro ruolo."
    )
    assert refusal.value.field == "roles"


async def test_who_does_not_manage_users_invites_nobody(db_rollback: None) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    with pytest.raises(Refused, match="Non puoi assegnare il ruolo"):
        await _invite(counsellor)


async def test_a_stranger_to_the_organisation_finds_nothing(db_rollback: None) -> None:
    people_of = Cast()
    coordinator, stranger = (
        await people_of.owner(Role.COORDINATOR),
        await people_of.outsider(Role.COORDINATOR),
    )
    sent = await _invite(coordinator)
    with pytest.raises(NotThere):
        await invitations.resend(sent.id, by=stranger, base_url=BASE)
    with pytest.raises(NotThere):
        await invitations.revoke(sent.id, by=stranger)
    assert coordinator.organisation_id is not None
    with pytest.raises(NotThere):
        await invite(
            organisation_id=coordinator.organisation_id,
            email="spia@persone.example",
            name="Una Spia",
            roles=[Role.COORDINATOR],
            by=stranger,
            base_url=BASE,
        )


async def test_a_visitor_names_the_first_user_of_a_company_and_no_further(db_rollback: None) -> None:
    from tests.cast import company

    id = await company()

    async def by_visitor(email: str) -> None:
        await invite(
            organisation_id=id,
            email=email,
            name="Prima Persona",
            roles=[Role.COMPANY_ADMINISTRATOR],
            by=VISITOR,
            base_url=BASE,
        )

    await by_visitor("prima@persone.example")
    letter = (await letters_to("prima@persone.example"))[0]
    assert "ha registrato" in letter.text
    with pytest.raises(NotAllowed):
        await by_visitor("seconda@persone.example")


async def test_somebody_with_an_account_joins_with_its_password(db_rollback: None) -> None:
    cast = Cast()
    coordinator = await cast.owner(Role.COORDINATOR)
    tutor = await someone(await verified_company(), Role.IN_COMPANY_TUTOR, email="tutor@persone.example")
    await _invite(coordinator, "tutor@persone.example")
    token = await invitation_token("tutor@persone.example")
    with pytest.raises(Refused, match="ha già un account"):
        await joining.accept_with_new_account(token, name="Un Altro", password=GOOD)
    with pytest.raises(Refused, match="La password non è corretta"):
        await joining.accept_with_password(token, password=GOOD)
    entered = await joining.accept_with_password(token, password=PASSWORD)
    assert entered.organisation_id == coordinator.organisation_id
    assert entered.step is Step.ENROL
    assert {seat.organisation_id for seat in await people.seats(tutor.account_id)} == {
        tutor.organisation_id,
        coordinator.organisation_id,
    }


async def test_signed_in_with_another_address_one_does_not_take_it(db_rollback: None) -> None:
    cast = Cast()
    coordinator, other = await cast.owner(Role.COORDINATOR), await cast.outsider(Role.COORDINATOR)
    await _invite(coordinator)
    token = await invitation_token("nuova@persone.example")
    with pytest.raises(Refused, match="per un altro indirizzo"):
        await joining.accept(token, by=other)
    assert (await joining.open_invitation(token)).state == "open"


async def test_a_kind_that_ended_meanwhile_closes_the_door(db_rollback: None) -> None:
    coordinator = await Cast().owner(Role.COORDINATOR)
    await _invite(coordinator)
    token = await invitation_token("nuova@persone.example")
    with clock.as_of(clock.now() + timedelta(days=3)):
        await db.execute("UPDATE organisation_kind SET ends_on = $1", clock.today())
        with pytest.raises(Refused, match="Chiedi un nuovo invito"):
            await joining.accept_with_new_account(token, name="Nuova Persona", password=GOOD)


@pytest.mark.parametrize(
    ("email", "name", "field"),
    [("nessuno", "Nuova Persona", "email"), ("nuova@persone.example", "x", "name")],
)
async def test_what_is_no_address_or_no_name_is_refused(
    db_rollback: None, email: str, name: str, field: str
) -> None:
    coordinator = await Cast().owner(Role.COORDINATOR)
    assert coordinator.organisation_id is not None
    with pytest.raises(Refused) as refusal:
        await invite(
            organisation_id=coordinator.organisation_id,
            email=email,
            name=name,
            roles=[Role.JOB_COUNSELLOR],
            by=coordinator,
            base_url=BASE,
        )
    assert refusal.value.field == field


async def test_a_weak_password_leaves_the_invitation_open(db_rollback: None) -> None:
    await _invite(await Cast().owner(Role.COORDINATOR))
    token = await invitation_token("nuova@persone.example")
    with pytest.raises(Refused, match="troppo corta"):
        await joining.accept_with_new_account(token, name="Nuova Persona", password="corta")
    assert (await joining.open_invitation(token)).state == "open"
    assert await people.credentials_by_email("nuova@persone.example") is None
