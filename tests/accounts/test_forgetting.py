"""What passes with time, and that the register of personal data says the same."""

from datetime import timedelta

from portal.accounts import jobs
from portal.accounts.actions.invitations import invite
from portal.accounts.actions.joining import accept_with_new_account
from portal.accounts.actions.passwords import request_reset
from portal.accounts.personal_data import COLUMNS
from portal.foundation import clock, db
from portal.kernel.roles import Role
from tests.accounts.letters import BASE, invitation_token
from tests.cast import Cast


async def test_people_who_never_came_are_forgotten_and_those_who_came_are_not(db_rollback: None) -> None:
    coordinator = await Cast().owner(Role.COORDINATOR)
    assert coordinator.organisation_id is not None
    for email in ("viene@persone.example", "nonviene@persone.example"):
        await invite(
            organisation_id=coordinator.organisation_id,
            email=email,
            name="Una Persona",
            roles=[Role.JOB_COUNSELLOR],
            by=coordinator,
            base_url=BASE,
        )
    await accept_with_new_account(
        await invitation_token("viene@persone.example"), name="Una Persona", password="una barca sul lago"
    )
    await request_reset(email="viene@persone.example", address="192.0.2.9", base_url=BASE)
    await jobs.forget_links.run()
    assert await db.fetchval("SELECT count(*) FROM invitation") == 2
    assert await db.fetchval("SELECT count(*) FROM password_reset") == 1
    with clock.as_of(clock.now() + timedelta(days=14) + jobs.INVITATIONS_KEPT + timedelta(minutes=1)):
        await jobs.forget_links.run()
    assert [row["email"] for row in await db.fetch("SELECT email FROM invitation")] == [
        "viene@persone.example"
    ]
    assert await db.fetchval("SELECT count(*) FROM password_reset") == 0


def test_the_register_promises_what_the_sweep_does() -> None:
    assert COLUMNS["invitation.email"].keep == jobs.INVITATIONS_KEPT
    assert COLUMNS["password_reset.token_hash"].keep == jobs.RESETS_KEPT
    assert COLUMNS["account.email"].keep is None
