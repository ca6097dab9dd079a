"""The second factor: a device proved by its code, each code once, recovery codes for a lost phone."""

import asyncio
from datetime import timedelta

import pytest

from portal.accounts import totp
from portal.accounts.actions import entering, second_factor
from portal.accounts.actions.entering import TOO_LATE, WRONG_CODE, sign_in
from portal.accounts.actions.second_factor import Confirmed, confirm_device, renew_codes, sealed_secret
from portal.accounts.queries import people
from portal.accounts.queries.sessions import resolve_session
from portal.accounts.vocabulary import CODE_BY_ACCOUNT, RECOVERY_CODES
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.foundation.web import sessions
from portal.foundation.web.site import SessionState
from portal.kernel.refusals import NotAllowed, NotThere, Refused
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import OPERATOR_COMMAND, SYSTEM, VISITOR, Viewer
from tests.accounts.hands import hands_ready, slowly
from tests.accounts.letters import letters_to
from tests.cast import PASSWORD, code_now, organisation, someone

COUNSELLOR = "operatore@persone.example"


async def _session(token: str) -> SessionState:
    found = await resolve_session(sessions.hash_of(token))
    assert found is not None
    return found[0]


async def _person(*, has_device: bool = True) -> Viewer:
    place = await organisation(OrganisationKind.PLACEMENT_SERVICE)
    viewer = await someone(place, Role.JOB_COUNSELLOR, email=COUNSELLOR)
    if not has_device:
        await db.execute("UPDATE account SET totp_sealed = NULL, totp_confirmed_at = NULL")
    return viewer


async def _half() -> SessionState:
    """Signed in with the password only."""
    entered = await sign_in(email=COUNSELLOR, password=PASSWORD, address="192.0.2.7")
    return await _session(entered.token)


async def _enrol(session: SessionState, secret: str) -> Confirmed:
    assert session.account_id is not None
    return await confirm_device(
        session=session,
        sealed=sealed_secret(secret, session.account_id),
        typed=code_now(secret),
        password=None,
        by=None,
    )


async def test_enrolling_opens_the_door_and_gives_ten_codes(db_rollback: None) -> None:
    await _person(has_device=False)
    session = await _half()
    confirmed = await _enrol(session, totp.new_secret())
    found = await resolve_session(sessions.hash_of(confirmed.token))
    assert found is not None
    assert found[1] is not None
    assert len(set(confirmed.codes)) == RECOVERY_CODES
    assert await resolve_session(session.id_hash) is None, "the half session is gone"


async def test_a_wrong_code_saves_nothing(db_rollback: None) -> None:
    await _person(has_device=False)
    session = await _half()
    assert session.account_id is not None
    with pytest.raises(Refused, match="Il codice non corrisponde") as refusal:
        await confirm_device(
            session=session,
            sealed=sealed_secret(totp.new_secret(), session.account_id),
            typed="000000",
            password=None,
            by=None,
        )
    assert refusal.value.field == "code"
    found = await people.credentials(session.account_id)
    assert found is not None
    assert found.totp_secret is None
    assert await people.codes_left(session.account_id) == 0


async def test_the_secret_of_another_account_is_not_taken(db_rollback: None) -> None:
    await _person(has_device=False)
    other = await someone(await organisation(OrganisationKind.PLACEMENT_SERVICE), Role.COORDINATOR)
    secret, session = totp.new_secret(), await _half()
    for sealed in (sealed_secret(secret, other.account_id), "00ff", "non è esadecimale", ""):
        with pytest.raises(Refused, match="La pagina non è più valida"):
            await confirm_device(
                session=session, sealed=sealed, typed=code_now(secret), password=None, by=None
            )


async def test_a_device_is_not_replaced_from_half_a_sign_in(db_rollback: None) -> None:
    """Otherwise the password alone would be enough."""
    await _person()
    session = await _half()
    assert session.account_id is not None
    secret = totp.new_secret()
    with pytest.raises(NotThere):
        await confirm_device(
            session=session,
            sealed=sealed_secret(secret, session.account_id),
            typed=code_now(secret),
            password=PASSWORD,
            by=None,
        )


async def test_another_device_needs_the_password_and_ends_other_sessions(db_rollback: None) -> None:
    viewer = await _person()
    tokens = [
        await sessions.open_session(viewer.account_id, viewer.organisation_id, {"second_factor": "done"})
        for _ in range(2)
    ]
    session, secret = await _session(tokens[0]), totp.new_secret()
    sealed = sealed_secret(secret, viewer.account_id)
    with pytest.raises(Refused, match="La password non è corretta"):
        await confirm_device(
            session=session, sealed=sealed, typed=code_now(secret), password="sbagliata davvero", by=viewer
        )
    confirmed = await confirm_device(
        session=session, sealed=sealed, typed=code_now(secret), password=PASSWORD, by=viewer
    )
    assert [await resolve_session(sessions.hash_of(token)) for token in tokens] == [None, None]
    assert (await _session(confirmed.token)).data["second_factor"] == "done"
    assert any("un altro dispositivo" in letter.text for letter in await letters_to(COUNSELLOR))
    half = await _half()
    with pytest.raises(Refused, match=WRONG_CODE):
        await entering.enter_code(half, code_now())


async def test_a_code_does_not_work_twice(db_rollback: None) -> None:
    await _person()
    await entering.enter_code(await _half(), code_now())
    with pytest.raises(Refused, match=WRONG_CODE) as refusal:
        await entering.enter_code(await _half(), code_now())
    assert refusal.value.field == "code"
    assert (await entering.enter_code(await _half(), code_now(steps_later=1))).token


async def test_the_code_that_enrolled_does_not_sign_in(db_rollback: None) -> None:
    await _person(has_device=False)
    secret = totp.new_secret()
    await _enrol(await _half(), secret)
    with pytest.raises(Refused, match=WRONG_CODE):
        await entering.enter_code(await _half(), code_now(secret))


async def test_twenty_sessions_with_one_code_let_one_in(fresh_database: str) -> None:
    await _person()
    halves = [await _half() for _ in range(CODE_BY_ACCOUNT.times)]
    code = code_now()
    await hands_ready(len(halves))
    await slowly("account")
    answers = await asyncio.gather(
        *(entering.enter_code(half, code) for half in halves), return_exceptions=True
    )
    assert sum(isinstance(one, entering.Entered) for one in answers) == 1
    assert all(isinstance(one, entering.Entered | Refused) for one in answers)


async def test_twenty_guesses_of_a_code_at_once_are_counted_one_by_one(fresh_database: str) -> None:
    await _person()
    half = await _half()
    answers = await asyncio.gather(
        *(entering.enter_code(half, f"{number:06d}") for number in range(20)), return_exceptions=True
    )
    said = [one.sentence for one in answers if isinstance(one, Refused)]
    assert len(said) == 20
    assert sum("troppi tentativi" in one for one in said) == 20 - CODE_BY_ACCOUNT.times


async def test_the_code_is_asked_within_a_quarter_of_an_hour(db_rollback: None) -> None:
    await _person()
    half = await _half()
    with clock.as_of(clock.now() + timedelta(minutes=16)), pytest.raises(Refused, match=TOO_LATE):
        await entering.enter_code(half, code_now())


async def test_a_recovery_code_works_once_and_says_how_many_are_left(db_rollback: None) -> None:
    viewer = await _person()
    codes = await renew_codes(password=PASSWORD, by=viewer)
    entered = await entering.enter_code(await _half(), codes[3].lower().replace("-", " "))
    assert entered.codes_left == RECOVERY_CODES - 1
    with pytest.raises(Refused, match=WRONG_CODE):
        await entering.enter_code(await _half(), codes[3])


async def test_a_recovery_code_of_somebody_else_is_worth_nothing(db_rollback: None) -> None:
    await _person()
    other = await someone(await organisation(OrganisationKind.PLACEMENT_SERVICE), Role.COORDINATOR)
    codes = await renew_codes(password=PASSWORD, by=other)
    with pytest.raises(Refused, match=WRONG_CODE):
        await entering.enter_code(await _half(), codes[0])


async def test_recovery_codes_are_kept_as_hashes(db_rollback: None) -> None:
    viewer = await _person()
    codes = await renew_codes(password=PASSWORD, by=viewer)
    kept = [bytes(row["code_hash"]) for row in await db.fetch("SELECT code_hash FROM recovery_code")]
    assert len(kept) == RECOVERY_CODES
    for code in codes:
        for form in (code, totp.normal_code(code)):
            assert form.encode() not in kept


async def test_new_recovery_codes_end_the_old_ones_and_need_the_password(db_rollback: None) -> None:
    viewer = await _person()
    old = await renew_codes(password=PASSWORD, by=viewer)
    with pytest.raises(Refused, match="La password non è corretta"):
        await renew_codes(password="sbagliata davvero", by=viewer)
    new = await renew_codes(password=PASSWORD, by=viewer)
    assert not set(old) & set(new)
    with pytest.raises(Refused, match=WRONG_CODE):
        await entering.enter_code(await _half(), old[0])


async def test_the_secret_is_sealed_in_its_row(db_rollback: None) -> None:
    await _person()
    sealed = await db.fetchval("SELECT totp_sealed FROM account WHERE email = $1", COUNSELLOR)
    found = await people.credentials_by_email(COUNSELLOR)
    assert found is not None
    assert found.totp_secret is not None
    assert found.totp_secret.encode() not in bytes(sealed)


async def test_without_a_device_there_are_no_recovery_codes(db_rollback: None) -> None:
    viewer = await _person(has_device=False)
    with pytest.raises(Refused, match="Prima attiva il secondo fattore"):
        await renew_codes(password=PASSWORD, by=viewer)


async def test_passwords_asked_again_are_limited_too(db_rollback: None) -> None:
    viewer = await _person()
    said = []
    for _ in range(12):
        with pytest.raises(Refused) as refusal:
            await second_factor.check_password(viewer.account_id, "sbagliata davvero")
        said.append(refusal.value.sentence)
    assert "troppi tentativi" in said[-1]


async def test_who_lost_phone_and_codes_starts_again_by_the_operators_command(db_rollback: None) -> None:
    viewer = await _person()
    codes = await renew_codes(password=PASSWORD, by=viewer)
    for other in (VISITOR, SYSTEM):
        with pytest.raises(NotAllowed):
            await second_factor.forget_device(viewer.account_id, by=other)
    token = await sessions.open_session(viewer.account_id, viewer.organisation_id, {"second_factor": "done"})
    await second_factor.forget_device(viewer.account_id, by=OPERATOR_COMMAND)
    assert await resolve_session(sessions.hash_of(token)) is None
    assert any("è stato tolto" in letter.text for letter in await letters_to(COUNSELLOR))
    half = await _half()
    assert half.data["second_factor"] == "enrol"
    with pytest.raises(NotThere):
        await entering.enter_code(half, codes[0])
    assert (await _enrol(half, totp.new_secret())).token
    with pytest.raises(NotThere):
        await second_factor.forget_device(new_id(), by=OPERATOR_COMMAND)
