"""A forgotten password, a changed one: links once and for an hour, other sessions end."""

import time
from datetime import timedelta

import pytest

from portal.accounts.actions import passwords
from portal.accounts.actions.entering import WRONG, sign_in
from portal.accounts.actions.passwords import RESET_GONE, request_reset, reset
from portal.accounts.queries.sessions import resolve_session
from portal.accounts.vocabulary import RESET_BY_ACCOUNT
from portal.foundation import audit, clock, db
from portal.foundation.web import sessions
from portal.kernel.refusals import Refused
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import Viewer
from tests.accounts.letters import BASE, letters_to, reset_token
from tests.cast import PASSWORD, organisation, someone

ADDRESS = "192.0.2.7"
WHO = "coordinatrice@persone.example"
NEW = "una barca sul lago"


async def _person() -> Viewer:
    return await someone(await organisation(OrganisationKind.PLACEMENT_SERVICE), Role.COORDINATOR, email=WHO)


async def _ask(email: str = WHO) -> None:
    await request_reset(email=email, address=ADDRESS, base_url=BASE)


async def test_a_link_sets_a_new_password_and_ends_every_session(db_rollback: None) -> None:
    viewer = await _person()
    open_one = await sessions.open_session(
        viewer.account_id, viewer.organisation_id, {"second_factor": "done"}
    )
    await _ask("Coordinatrice@Persone.Example ")
    await reset(await reset_token(WHO), password=NEW)
    assert await resolve_session(sessions.hash_of(open_one)) is None
    with pytest.raises(Refused, match=WRONG):
        await sign_in(email=WHO, password=PASSWORD, address=ADDRESS)
    assert (await sign_in(email=WHO, password=NEW, address=ADDRESS)).token
    assert any("hai scelto una nuova password" in letter.text for letter in await letters_to(WHO))
    assert "PasswordChanged" in [entry.what for entry in await audit.latest(limit=5)]


async def test_the_link_works_once(db_rollback: None) -> None:
    await _person()
    await _ask()
    token = await reset_token(WHO)
    await reset(token, password=NEW)
    with pytest.raises(Refused, match=RESET_GONE):
        await reset(token, password="un’altra barca sul lago")


async def test_the_link_lasts_an_hour(db_rollback: None) -> None:
    await _person()
    await _ask()
    token = await reset_token(WHO)
    with clock.as_of(clock.now() + timedelta(minutes=61)), pytest.raises(Refused, match=RESET_GONE):
        await reset(token, password=NEW)


async def test_a_new_link_ends_the_one_before(db_rollback: None) -> None:
    await _person()
    await _ask()
    first = await reset_token(WHO)
    await _ask()
    with pytest.raises(Refused, match=RESET_GONE):
        await reset(first, password=NEW)
    await reset(await reset_token(WHO), password=NEW)


async def test_a_weak_password_leaves_the_link_open(db_rollback: None) -> None:
    await _person()
    await _ask()
    token = await reset_token(WHO)
    with pytest.raises(Refused, match="troppo corta") as refusal:
        await reset(token, password="corta")
    assert refusal.value.field == "password"
    await reset(token, password=NEW)


async def test_an_unknown_address_gets_no_mail_and_the_same_silence(db_rollback: None) -> None:
    await _person()
    took = []
    for email in (WHO, "nessuno@persone.example"):
        started = time.perf_counter()
        await _ask(email)
        took.append(time.perf_counter() - started)
    assert await letters_to("nessuno@persone.example") == []
    assert len(await letters_to(WHO)) == 1
    assert min(took) >= passwords.ANSWERS_AFTER, "both wait for the same moment"


async def test_requests_for_one_address_are_limited_known_or_not(db_rollback: None) -> None:
    await _person()
    for email in (WHO, "nessuno@persone.example"):
        for _ in range(RESET_BY_ACCOUNT.times):
            await _ask(email)
        with pytest.raises(Refused, match="troppi tentativi"):
            await _ask(email)
    assert len(await letters_to(WHO)) == RESET_BY_ACCOUNT.times


async def test_an_account_without_a_password_waits_for_its_invitation(db_rollback: None) -> None:
    await _person()
    await db.execute("UPDATE account SET password_hash = NULL")
    await _ask()
    assert await letters_to(WHO) == []


async def test_a_changed_password_keeps_this_session_under_a_new_id(db_rollback: None) -> None:
    viewer = await _person()
    tokens = [
        await sessions.open_session(viewer.account_id, viewer.organisation_id, {"second_factor": "done"})
        for _ in range(2)
    ]
    found = await resolve_session(sessions.hash_of(tokens[0]))
    assert found is not None
    with pytest.raises(Refused, match="La password non è corretta") as refusal:
        await passwords.change(current="sbagliata davvero", new=NEW, session=found[0], by=viewer)
    assert refusal.value.field == "current"
    with pytest.raises(Refused, match="uguale a quella di prima"):
        await passwords.change(current=PASSWORD, new=PASSWORD, session=found[0], by=viewer)
    token = await passwords.change(current=PASSWORD, new=NEW, session=found[0], by=viewer)
    assert [await resolve_session(sessions.hash_of(one)) for one in tokens] == [None, None]
    after = await resolve_session(sessions.hash_of(token))
    assert after is not None
    assert after[1] == viewer
