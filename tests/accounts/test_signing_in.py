"""Signing in: one answer for every mistake, limits that hold under many hands, sessions that rotate."""

import asyncio

import pytest
from argon2 import PasswordHasher, extract_parameters

from portal.accounts import passwords
from portal.accounts.actions import entering
from portal.accounts.actions.entering import WRONG, sign_in
from portal.accounts.queries.sessions import resolve_session
from portal.accounts.vocabulary import SIGN_IN_BY_ACCOUNT, Step
from portal.foundation import audit, clock, db
from portal.foundation.web import sessions
from portal.foundation.web.site import SessionState
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import OrganisationKind, Role
from tests.cast import PASSWORD, Cast, code_now, organisation, someone, verified_company

ADDRESS = "192.0.2.7"
COUNSELLOR = "operatore@persone.example"


async def _counsellor() -> None:
    await someone(
        await organisation(OrganisationKind.PLACEMENT_SERVICE), Role.JOB_COUNSELLOR, email=COUNSELLOR
    )


async def session_of(token: str) -> SessionState:
    found = await resolve_session(sessions.hash_of(token))
    assert found is not None
    return found[0]


async def test_the_right_password_opens_a_session_that_waits_for_the_code(db_rollback: None) -> None:
    await _counsellor()
    entered = await sign_in(email=" Operatore@Persone.Example", password=PASSWORD, address=ADDRESS)
    assert entered.step is Step.CODE
    found = await resolve_session(sessions.hash_of(entered.token))
    assert found is not None
    assert found[1] is None, "nobody acts before the code"


async def test_with_the_code_the_session_acts_under_a_new_id(db_rollback: None) -> None:
    await _counsellor()
    half = await sign_in(email=COUNSELLOR, password=PASSWORD, address=ADDRESS)
    whole = await entering.enter_code(await session_of(half.token), code_now())
    assert whole.token != half.token
    assert await resolve_session(sessions.hash_of(half.token)) is None
    found = await resolve_session(sessions.hash_of(whole.token))
    assert found is not None
    assert found[1] is not None
    assert found[1].roles == {Role.JOB_COUNSELLOR}
    assert "SignedIn" in [entry.what for entry in await audit.latest(limit=5)]


async def test_a_role_of_a_company_needs_no_code(db_rollback: None) -> None:
    await someone(await verified_company(), Role.COMPANY_RECRUITER, email="selezione@persone.example")
    entered = await sign_in(email="selezione@persone.example", password=PASSWORD, address=ADDRESS)
    assert entered.step is Step.NOT_NEEDED
    found = await resolve_session(sessions.hash_of(entered.token))
    assert found is not None
    assert found[1] is not None


async def test_unknown_address_and_wrong_password_get_one_answer(db_rollback: None) -> None:
    await _counsellor()
    answers = []
    for email in (COUNSELLOR, "nessuno@persone.example"):
        with pytest.raises(Refused) as refusal:
            await sign_in(email=email, password="una frase sbagliata", address=ADDRESS)
        answers.append((refusal.value.sentence, refusal.value.field))
    assert answers == [(WRONG, "password")] * 2


async def test_unknown_address_and_wrong_password_cost_the_same_work(
    db_rollback: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One hash of the same cost and the same number of queries, so neither answers sooner."""
    await _counsellor()
    verified: list[str] = []
    verify = passwords._verify

    def counted(password_hash: str, password: str) -> bool:
        verified.append(password_hash)
        return verify(password_hash, password)

    monkeypatch.setattr(passwords, "_verify", counted)
    work = []
    for email in (COUNSELLOR, "nessuno@persone.example"):
        verified.clear()
        with db.counted_queries() as queries, pytest.raises(Refused):
            await sign_in(email=email, password="una frase sbagliata", address=ADDRESS)
        work.append(([extract_parameters(one) for one in verified], len(queries)))
    assert work[0] == work[1]
    assert len(work[0][0]) == 1


async def test_a_closed_account_gets_the_same_answer(db_rollback: None) -> None:
    await _counsellor()
    await db.execute("UPDATE account SET disabled_at = $1", clock.now())
    with pytest.raises(Refused, match=WRONG):
        await sign_in(email=COUNSELLOR, password=PASSWORD, address=ADDRESS)


async def test_who_acts_for_nobody_any_more_is_told_so(db_rollback: None) -> None:
    await _counsellor()
    await db.execute("UPDATE membership SET ends_on = starts_on")
    with pytest.raises(Refused, match="non è collegato a nessuna organizzazione"):
        await sign_in(email=COUNSELLOR, password=PASSWORD, address=ADDRESS)


async def test_twenty_guesses_at_once_are_counted_one_by_one(fresh_database: str) -> None:
    await _counsellor()

    async def guess(number: int) -> str:
        try:
            await sign_in(
                email=COUNSELLOR, password=f"tentativo {number} sbagliato", address=f"192.0.2.{number}"
            )
        except Refused as refusal:
            return refusal.sentence
        return "in"

    answers = await asyncio.gather(*(guess(number) for number in range(20)))
    assert answers.count(WRONG) == SIGN_IN_BY_ACCOUNT.times
    assert sum("troppi tentativi" in one for one in answers) == 20 - SIGN_IN_BY_ACCOUNT.times
    with pytest.raises(Refused, match="troppi tentativi"):
        await sign_in(email=COUNSELLOR, password=PASSWORD, address=ADDRESS)


async def test_the_right_password_forgets_the_earlier_mistakes(db_rollback: None) -> None:
    await _counsellor()
    for _ in range(3):
        for _ in range(SIGN_IN_BY_ACCOUNT.times - 1):
            with pytest.raises(Refused, match=WRONG):
                await sign_in(email=COUNSELLOR, password="sbagliata davvero", address=ADDRESS)
        assert (await sign_in(email=COUNSELLOR, password=PASSWORD, address=ADDRESS)).token


async def test_signing_in_again_ends_the_session_it_came_with(db_rollback: None) -> None:
    await _counsellor()
    first = await sign_in(email=COUNSELLOR, password=PASSWORD, address=ADDRESS)
    second = await sign_in(
        email=COUNSELLOR, password=PASSWORD, address=ADDRESS, old=await session_of(first.token)
    )
    assert await resolve_session(sessions.hash_of(first.token)) is None
    assert await resolve_session(sessions.hash_of(second.token)) is not None


async def test_an_outdated_hash_is_renewed_at_sign_in(db_rollback: None) -> None:
    await _counsellor()
    old = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    await db.execute("UPDATE account SET password_hash = $1", old)
    await sign_in(email=COUNSELLOR, password=PASSWORD, address=ADDRESS)
    assert await db.fetchval("SELECT password_hash FROM account WHERE email = $1", COUNSELLOR) != old
    assert (await sign_in(email=COUNSELLOR, password=PASSWORD, address=ADDRESS)).token


async def test_acting_for_another_organisation_takes_a_new_id_and_its_roles(db_rollback: None) -> None:
    service = await organisation(OrganisationKind.PLACEMENT_SERVICE)
    company = await verified_company()
    viewer = await someone(service, Role.JOB_COUNSELLOR, email=COUNSELLOR)
    await db.execute(
        "INSERT INTO membership (id, account, organisation, role, starts_on)"
        " VALUES (gen_random_uuid(), $1, $2, 'in_company_tutor', $3)",
        viewer.account_id,
        company,
        clock.today(),
    )
    token = await sessions.open_session(viewer.account_id, service, {"second_factor": "done"})
    entered = await entering.act_for(company, session=await session_of(token))
    assert await resolve_session(sessions.hash_of(token)) is None
    found = await resolve_session(sessions.hash_of(entered.token))
    assert found is not None
    assert found[1] is not None
    assert found[1].organisation_id == company
    assert found[1].roles == {Role.IN_COMPANY_TUTOR}
    assert found[1].organisations_count == 2


async def test_acting_for_a_service_asks_for_the_second_factor(db_rollback: None) -> None:
    """Who came in for a company, without a code, does not slip into a service."""
    company = await verified_company()
    service = await organisation(OrganisationKind.PLACEMENT_SERVICE)
    viewer = await someone(company, Role.IN_COMPANY_TUTOR)
    await db.execute(
        "INSERT INTO membership (id, account, organisation, role, starts_on)"
        " VALUES (gen_random_uuid(), $1, $2, 'job_counsellor', $3)",
        viewer.account_id,
        service,
        clock.today(),
    )
    token = await sessions.open_session(viewer.account_id, company, {"second_factor": "not_needed"})
    entered = await entering.act_for(service, session=await session_of(token))
    assert entered.step is Step.ENROL
    found = await resolve_session(sessions.hash_of(entered.token))
    assert found is not None
    assert found[1] is None


async def test_a_strangers_organisation_is_not_there(db_rollback: None) -> None:
    cast = Cast()
    viewer, stranger = await cast.owner(Role.COORDINATOR), await cast.outsider(Role.COORDINATOR)
    token = await sessions.open_session(viewer.account_id, viewer.organisation_id, {"second_factor": "done"})
    assert stranger.organisation_id is not None
    with pytest.raises(NotThere):
        await entering.act_for(stranger.organisation_id, session=await session_of(token))


async def test_signing_out_everywhere_ends_every_session(db_rollback: None) -> None:
    viewer = await Cast().owner(Role.COORDINATOR)
    tokens = [
        await sessions.open_session(viewer.account_id, viewer.organisation_id, {"second_factor": "done"})
        for _ in range(3)
    ]
    assert await entering.sign_out_everywhere(by=viewer) == 3
    for token in tokens:
        assert await resolve_session(sessions.hash_of(token)) is None
