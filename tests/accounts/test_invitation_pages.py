"""The page behind an invitation: a new account, an account that is there, the wrong person."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from portal.accounts import public as accounts
from portal.accounts.actions import invitations
from portal.accounts.actions.invitations import InvitationSent, invite
from portal.foundation import clock, db
from portal.foundation.web import sessions
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.accounts.letters import BASE, invitation_token
from tests.cast import PASSWORD, Cast, code_now, someone, verified_company
from tests.web import Browser, browser

NEW = "nuova@persone.example"
GOOD = {"name": "Nuova Persona", "password": "una barca sul lago", "repeated": "una barca sul lago"}


@pytest_asyncio.fixture
async def visitor(db_rollback: None) -> AsyncIterator[Browser]:
    async with browser() as one:
        yield one


async def _sent(by: Viewer, *roles: Role, email: str = NEW) -> InvitationSent:
    assert by.organisation_id is not None
    return await invite(
        organisation_id=by.organisation_id,
        email=email,
        name="Nuova Persona",
        roles=roles,
        by=by,
        base_url=BASE,
    )


async def test_a_company_user_joins_and_is_in(visitor: Browser) -> None:
    admin = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    await _sent(admin, Role.COMPANY_RECRUITER)
    token = await invitation_token(NEW)
    page = await visitor.get(f"/invitations/{token}")
    assert page.status == 200
    assert admin.organisation_name in page
    assert "Selezione del personale" in page
    assert 'value="Nuova Persona"' in page.html
    await visitor.press(token, GOOD, follow=False)
    assert visitor.page is not None
    assert (visitor.page.status, visitor.page.location) == (303, "/")
    assert admin.organisation_name in await visitor.get("/account")


async def test_a_service_user_joins_and_must_confirm_a_device(visitor: Browser) -> None:
    await _sent(await Cast().owner(Role.COORDINATOR), Role.JOB_COUNSELLOR)
    token = await invitation_token(NEW)
    await visitor.get(f"/invitations/{token}")
    await visitor.press(token, GOOD, follow=False)
    assert visitor.page is not None
    assert visitor.page.location == "/account/second-factor"


async def test_every_wrong_answer_is_told_and_the_name_is_kept(visitor: Browser) -> None:
    await _sent(await Cast().owner(Role.COMPANY_ADMINISTRATOR), Role.COMPANY_RECRUITER)
    token = await invitation_token(NEW)
    await visitor.get(f"/invitations/{token}")
    page = await visitor.press(token, {"name": "Rosa Blu", "password": "corta", "repeated": ""})
    assert page.status == 422
    assert "La password è troppo corta: servono almeno 12 caratteri." in page
    assert "Scrivi di nuovo la password." in page
    assert 'value="Rosa Blu"' in page.html
    assert "corta" not in page.html.replace("troppo corta", "")


async def test_used_expired_and_revoked_links_say_so(visitor: Browser) -> None:
    admin = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    sent = await _sent(admin, Role.COMPANY_RECRUITER)
    token = await invitation_token(NEW)
    await db.execute("UPDATE invitation SET expires_at = $1", clock.now())
    page = await visitor.get(f"/invitations/{token}")
    assert page.status == 410
    assert "Questo invito è scaduto. Chiedine uno nuovo a chi ti ha invitato." in page
    assert (await visitor.post(f"/invitations/{token}", GOOD)).status == 410
    await invitations.resend(sent.id, by=admin, base_url=BASE)
    token = await invitation_token(NEW)
    await visitor.get(f"/invitations/{token}")
    await visitor.press(token, GOOD)
    page = await visitor.get(f"/invitations/{token}")
    assert page.status == 410
    assert "Questo invito è già stato usato." in page
    assert (await visitor.get("/invitations/" + "x" * 43)).status == 404


async def test_somebody_with_an_account_writes_its_password(visitor: Browser) -> None:
    await someone(await verified_company(), Role.IN_COMPANY_TUTOR, email=NEW)
    admin = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    await _sent(admin, Role.COMPANY_RECRUITER)
    token = await invitation_token(NEW)
    page = await visitor.get(f"/invitations/{token}")
    assert "Hai già un account" in page
    page = await visitor.press(token, {"password": "una frase sbagliata"})
    assert page.status == 422
    assert "La password non è corretta." in page
    await visitor.press(token, {"password": PASSWORD}, follow=False)
    page = await visitor.get("/organisations")
    assert admin.organisation_name in page
    assert "Tutor aziendale" in page


async def test_signed_in_one_accepts_with_a_button(visitor: Browser) -> None:
    tutor = await someone(await verified_company(), Role.IN_COMPANY_TUTOR, email=NEW)
    admin = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    await _sent(admin, Role.COMPANY_RECRUITER)
    token = await invitation_token(NEW)
    await visitor.sign_in_as(tutor.account_id, tutor.organisation_id)
    page = await visitor.get(f"/invitations/{token}")
    assert "Il tuo account potrà agire anche per" in page
    page = await visitor.press(token)
    assert "Ora puoi agire anche per" in page
    assert len(await accounts.seats(tutor.account_id)) == 2


async def test_signed_in_as_somebody_else_one_is_warned(visitor: Browser) -> None:
    cast = Cast()
    admin, other = await cast.owner(Role.COMPANY_ADMINISTRATOR), await cast.outsider(Role.COMPANY_RECRUITER)
    await _sent(admin, Role.COMPANY_RECRUITER)
    token = await invitation_token(NEW)
    await visitor.sign_in_as(other.account_id, other.organisation_id)
    assert "Stai usando un altro account." in await visitor.get(f"/invitations/{token}")
    before = visitor.client.cookies.get("session")
    assert before is not None
    await visitor.press(token, GOOD, follow=False)
    count = "SELECT count(*) FROM web_session WHERE id_hash = $1"
    assert await db.fetchval(count, sessions.hash_of(before)) == 0, "the session it came with has ended"
    assert [one.role for one in await accounts.members(other.organisation_id)] == [Role.COMPANY_RECRUITER]  # type: ignore[arg-type]


async def test_somebody_whose_access_had_ended_comes_back_by_invitation(visitor: Browser) -> None:
    company = await verified_company()
    await someone(company, Role.IN_COMPANY_TUTOR, email=NEW)
    await db.execute("UPDATE membership SET ends_on = starts_on WHERE role = 'in_company_tutor'")
    await _sent(await Cast().owner(Role.COMPANY_ADMINISTRATOR), Role.COMPANY_RECRUITER)
    token = await invitation_token(NEW)
    await visitor.get(f"/invitations/{token}")
    await visitor.press(token, {"password": PASSWORD}, follow=False)
    assert visitor.page is not None
    assert visitor.page.location == "/"


async def test_a_second_factor_is_asked_also_of_who_joins_with_the_password(visitor: Browser) -> None:
    cast = Cast()
    coordinator, other = await cast.owner(Role.COORDINATOR), await cast.outsider(Role.COORDINATOR)
    own = await accounts.account(other.account_id)
    assert own is not None
    await _sent(coordinator, Role.JOB_COUNSELLOR, email=own.email)
    token = await invitation_token(own.email)
    await visitor.get(f"/invitations/{token}")
    await visitor.press(token, {"password": PASSWORD}, follow=False)
    assert visitor.page is not None
    assert visitor.page.location == "/sign-in/code"
    await visitor.get("/sign-in/code")
    await visitor.press("/sign-in/code", {"code": code_now()}, follow=False)
    assert visitor.page.location == "/"
    assert coordinator.organisation_name in await visitor.get("/account")


@pytest.mark.parametrize("token", ["'; DROP TABLE account; --", "%00", "à" * 40, "x" * 3000])
async def test_a_made_up_token_opens_nothing(visitor: Browser, token: str) -> None:
    assert (await visitor.get(f"/invitations/{token}")).status in (400, 404)
