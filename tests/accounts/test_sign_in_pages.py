"""Signing in through the pages, as a browser without JavaScript does."""

import re
from collections.abc import AsyncIterator

import pytest_asyncio

from portal.accounts import totp
from portal.accounts.vocabulary import SIGN_IN_BY_ACCOUNT
from portal.foundation import db
from portal.foundation.access import AREA, LINK, PUBLIC
from portal.kernel.roles import OrganisationKind, Role
from tests.accounts.letters import letters_to, reset_token
from tests.cast import PASSWORD, code_now, organisation, someone, verified_company
from tests.web import Browser, Page, application, browser

COUNSELLOR = "operatore@persone.example"
RECRUITER = "selezione@persone.example"


@pytest_asyncio.fixture
async def visitor(db_rollback: None) -> AsyncIterator[Browser]:
    async with browser() as one:
        yield one


async def _counsellor() -> None:
    await someone(
        await organisation(OrganisationKind.PLACEMENT_SERVICE), Role.JOB_COUNSELLOR, email=COUNSELLOR
    )


async def _recruiter() -> None:
    await someone(await verified_company(), Role.COMPANY_RECRUITER, email=RECRUITER)


async def _sign_in(visitor: Browser, email: str, password: str = PASSWORD, *, next: str = "") -> None:
    await visitor.get(f"/sign-in?next={next}" if next else "/sign-in")
    await visitor.press("/sign-in", {"email": email, "password": password}, follow=False)


def _pages_for_somebody() -> list[str]:
    """Addresses of every page that asks who is there, in all slices."""
    found = [
        route.path
        for route in application().routes
        for handler in getattr(route, "route_handlers", ())
        if "GET" in getattr(handler, "http_methods", ())
        and handler.opt.get("access") not in (None, PUBLIC, LINK, AREA)
        and "{" not in route.path
    ]
    assert "/users" in found
    return found


def _page(visitor: Browser) -> Page:
    assert visitor.page is not None
    return visitor.page


async def test_a_company_comes_in_with_the_password(visitor: Browser) -> None:
    await _recruiter()
    await _sign_in(visitor, RECRUITER)
    assert (_page(visitor).status, _page(visitor).location) == (303, "/")
    assert "Il tuo account" in (await visitor.get("/account")).text


async def test_a_counsellor_is_asked_for_the_code_before_any_page(visitor: Browser) -> None:
    await _counsellor()
    await _sign_in(visitor, COUNSELLOR)
    assert _page(visitor).location == "/sign-in/code"
    for path in _pages_for_somebody():
        refused = await visitor.get(path, follow=False)
        assert (refused.status, refused.location) == (303, "/sign-in/code"), path
    await visitor.get("/sign-in/code")
    await visitor.press("/sign-in/code", {"code": code_now()}, follow=False)
    assert (_page(visitor).status, _page(visitor).location) == (303, "/")
    assert (await visitor.get("/account")).status == 200


async def test_a_wrong_code_keeps_the_door_shut(visitor: Browser) -> None:
    await _counsellor()
    await _sign_in(visitor, COUNSELLOR)
    await visitor.get("/sign-in/code")
    page = await visitor.press("/sign-in/code", {"code": "000000"})
    assert page.status == 422
    assert page.title.startswith("Errore:")
    assert "Il codice non è corretto o è già stato usato" in page
    assert (await visitor.get("/account", follow=False)).location == "/sign-in/code"


async def test_without_a_device_a_role_of_a_service_reaches_only_the_page_that_confirms_one(
    visitor: Browser,
) -> None:
    await _counsellor()
    await db.execute("UPDATE account SET totp_sealed = NULL, totp_confirmed_at = NULL")
    await _sign_in(visitor, COUNSELLOR)
    assert _page(visitor).location == "/account/second-factor"
    for path in _pages_for_somebody():
        refused = await visitor.get(path, follow=False)
        assert (refused.status, refused.location) == (303, "/account/second-factor"), path
    page = await visitor.get("/account/second-factor")
    assert page.status == 200
    assert "<svg" in page.html
    assert "style=" not in page.html.split("<svg", 1)[1].split("</svg>")[0]
    secret = _typed_secret(page.text)
    wrong = await visitor.press("/account/second-factor", {"code": "000000"})
    assert wrong.status == 422
    assert _typed_secret(wrong.text) == secret, "what was scanned stays good"
    done = await visitor.press("/account/second-factor", {"code": code_now(secret)})
    assert done.status == 200
    assert "Li vedi solo adesso" in done
    codes = [word for word in done.text.split() if len(word) == 11 and word[5] == "-"]
    assert len(codes) == 10
    assert (await visitor.get("/account")).status == 200
    await visitor.get("/account")
    await visitor.press("/sign-out")
    await _sign_in(visitor, COUNSELLOR)
    await visitor.get("/sign-in/code")
    page = await visitor.press("/sign-in/code", {"code": codes[0]})
    assert "Te ne restano 9." in page


def _typed_secret(text: str) -> str:
    words = text.split("questa chiave:")[1].split()
    secret = "".join(words[:8])
    assert len(secret) == len(totp.new_secret())
    return secret


async def test_unknown_address_and_wrong_password_show_the_same_page(visitor: Browser) -> None:
    await _counsellor()
    pages = []
    for email in (COUNSELLOR, "nessuno@persone.example"):
        await _sign_in(visitor, email, "una frase sbagliata")
        page = _page(visitor)
        assert page.status == 422
        assert "una frase sbagliata" not in page.html
        pages.append(page.html.replace(email, "…"))
    assert _plain(pages[0]) == _plain(pages[1])


def _plain(html: str) -> str:
    return re.sub(r'name="_csrf_token" value="[^"]*"', "", html)


async def test_every_missing_answer_is_told_at_once(visitor: Browser) -> None:
    await visitor.get("/sign-in")
    page = await visitor.press("/sign-in", {"email": "", "password": ""})
    assert page.status == 422
    assert "Scrivi la tua e-mail." in page
    assert "Scrivi la tua password." in page
    assert "Controlla due risposte" in page


async def test_too_many_attempts_are_told_with_the_time_to_wait(visitor: Browser) -> None:
    await _counsellor()
    for _ in range(SIGN_IN_BY_ACCOUNT.times):
        await _sign_in(visitor, COUNSELLOR, "una frase sbagliata")
    await _sign_in(visitor, COUNSELLOR)
    assert _page(visitor).status == 422
    assert "Hai fatto troppi tentativi. Riprova tra" in _page(visitor)


async def test_a_session_id_chosen_by_the_browser_is_not_adopted(visitor: Browser) -> None:
    """Session fixation: whoever plants a cookie does not own the session that follows."""
    await _recruiter()
    planted = "planted-by-somebody-else"
    visitor.hold_session(planted)
    await _sign_in(visitor, RECRUITER)
    given = [
        cookie.value for cookie in visitor.client.cookies.jar if cookie.name == "session" and cookie.value
    ]
    assert given
    assert any(value != planted for value in given)
    visitor.client.cookies.clear()
    visitor.hold_session(planted)
    assert (await visitor.get("/account", follow=False)).status == 303


async def test_the_session_one_came_with_ends_at_sign_in(visitor: Browser) -> None:
    await _recruiter()
    await visitor.get("/sign-in")
    form = visitor.page.form("/sign-in") if visitor.page else []
    for _ in range(2):
        typed = [("email", RECRUITER), ("password", PASSWORD)]
        await visitor.post(
            "/sign-in", [pair for pair in form if not pair[0].startswith(("email", "pass"))] + typed
        )
    assert await db.fetchval("SELECT count(*) FROM web_session") == 1


async def test_the_page_asked_for_is_reached_after_the_code(visitor: Browser) -> None:
    await _counsellor()
    first = await visitor.get("/account", follow=False)
    assert first.location == "/sign-in?next=/account"
    await _sign_in(visitor, COUNSELLOR, next="/account")
    await visitor.get("/sign-in/code")
    await visitor.press("/sign-in/code", {"code": code_now()}, follow=False)
    assert _page(visitor).location == "/account"


async def test_nobody_is_sent_elsewhere_by_a_prepared_link(visitor: Browser) -> None:
    await _recruiter()
    for trap in (
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a%0d%0ab",
    ):
        await _sign_in(visitor, RECRUITER, next=trap)
        assert _page(visitor).location in ("/", "/a"), trap
        await visitor.post("/sign-out")


async def test_signing_out_ends_the_session_itself(visitor: Browser) -> None:
    await _recruiter()
    await _sign_in(visitor, RECRUITER)
    token = visitor.client.cookies.get("session")
    assert token is not None
    await visitor.get("/account")
    page = await visitor.press("/sign-out")
    assert "Sei uscito." in page
    visitor.hold_session(token)
    assert (await visitor.get("/account", follow=False)).status == 303


async def test_signing_out_everywhere_reaches_other_browsers(visitor: Browser) -> None:
    await _recruiter()
    await _sign_in(visitor, RECRUITER)
    async with browser() as other:
        await _sign_in(other, RECRUITER)
        assert (await other.get("/account", follow=False)).status == 200
        await visitor.get("/account")
        await visitor.press("/sign-out-everywhere", follow=False)
        assert (await other.get("/account", follow=False)).status == 303
        assert (await visitor.get("/account", follow=False)).status == 303


async def test_a_forgotten_password_is_replaced_by_mail(visitor: Browser) -> None:
    await _recruiter()
    await visitor.get("/password-reset")
    page = await visitor.press("/password-reset", {"email": RECRUITER})
    assert "tra poco riceve un link" in page
    token = await reset_token(RECRUITER)
    await visitor.get(f"/password-reset/{token}")
    page = await visitor.press(token, {"password": "una barca sul lago", "repeated": "un’altra cosa qui"})
    assert page.status == 422
    assert "Le due password sono diverse" in page
    assert "una barca sul lago" not in page.html
    page = await visitor.press(token, {"password": "una barca sul lago", "repeated": "una barca sul lago"})
    assert "La password è cambiata" in page
    await _sign_in(visitor, RECRUITER, "una barca sul lago")
    assert _page(visitor).location == "/"
    gone = await visitor.get(f"/password-reset/{token}")
    assert gone.status == 410
    assert "è scaduto o è già stato usato" in gone


async def test_an_unknown_address_reads_the_same_words(visitor: Browser) -> None:
    await visitor.get("/password-reset")
    page = await visitor.press("/password-reset", {"email": "nessuno@persone.example"})
    assert page.status == 200
    assert "Se nessuno@persone.example ha un account" in page
    assert await letters_to("nessuno@persone.example") == []


async def test_opening_a_link_changes_nothing(visitor: Browser) -> None:
    """Mail programs open links by themselves: only the form acts."""
    await _recruiter()
    await visitor.get("/password-reset")
    await visitor.press("/password-reset", {"email": RECRUITER})
    token = await reset_token(RECRUITER)
    for _ in range(3):
        assert (await visitor.get(f"/password-reset/{token}")).status == 200
    assert await db.fetchval("SELECT count(*) FROM password_reset WHERE used_at IS NOT NULL") == 0


async def test_a_changed_password_sends_the_other_browser_out(visitor: Browser) -> None:
    await _recruiter()
    await _sign_in(visitor, RECRUITER)
    async with browser() as other:
        await _sign_in(other, RECRUITER)
        await visitor.get("/account/password")
        typed = {"current": PASSWORD, "password": "una barca sul lago", "repeated": "una barca sul lago"}
        page = await visitor.press("/account/password", typed)
        assert "La password è cambiata" in page
        assert (await other.get("/account", follow=False)).status == 303


async def test_switching_changes_organisation_and_menu(visitor: Browser) -> None:
    company = await verified_company("Officine Lariane")
    viewer = await someone(company, Role.COMPANY_RECRUITER, email=RECRUITER)
    second = await verified_company("Molino Adda")
    await db.execute(
        "INSERT INTO membership (id, account, organisation, role, starts_on)"
        " VALUES (gen_random_uuid(), $1, $2, 'in_company_tutor', current_date - 1)",
        viewer.account_id,
        second,
    )
    await _sign_in(visitor, RECRUITER)
    page = await visitor.get("/organisations")
    assert "Officine Lariane" in page
    assert "Molino Adda" in page
    here, there = (second, company) if f"/act-for/{second}" in page.html else (company, second)
    await visitor.press(f"/act-for/{here}", follow=False)
    page = await visitor.get("/organisations")
    assert f"/act-for/{there}" in page.html
    assert f"/act-for/{here}" not in page.html


async def test_a_strangers_organisation_answers_404(visitor: Browser) -> None:
    await _recruiter()
    stranger = await verified_company()
    await _sign_in(visitor, RECRUITER)
    assert (await visitor.post(f"/act-for/{stranger}")).status == 404
