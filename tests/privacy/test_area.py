"""A person's own area: in by a link that works once, a session of her own kind, nothing but her pages."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.search import cards_index
from portal.foundation import audit, clock, db, jobs, mail, search
from portal.foundation.web import sessions
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.privacy.actions import entering, links
from portal.privacy.vocabulary import Channel
from tests.candidates import builders as candidates
from tests.cast import Cast
from tests.journeys.every_page import get_routes
from tests.matching import builders as proposals
from tests.privacy import builders
from tests.tutoring import builders as plans
from tests.web import COOKIE_DOMAIN, Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as one:
        yield one


# The link


async def test_the_link_is_mailed_to_her_and_its_secret_is_kept_nowhere_once_it_left(web: Browser) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await candidates.person(counsellor, email="nives@persone.example")
    url = await links.make_link(person_id, Channel.MAIL, by=counsellor)
    await jobs.drain()
    sent = (await mail.kept_for("nives@persone.example"))[0]
    assert url in sent.text
    assert "Brambilla" not in sent.subject + sent.text
    stored = str([dict(row) for row in await db.fetch("SELECT * FROM area_link")])
    assert builders.token_of(url) not in stored


async def test_without_an_address_the_link_is_handed_over(web: Browser) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await candidates.person(counsellor, email=None)
    with pytest.raises(Refused, match="non ha un indirizzo"):
        await links.make_link(person_id, Channel.MAIL, by=counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    await web.get(f"/people/{person_id}/rights")
    page = await web.press("/area-links", {"way": "by_hand"})
    assert "/my-area/enter/" in page
    assert "<svg" in page.html


async def test_a_link_opens_her_area_once() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await candidates.person(counsellor)
    token = await builders.link(person_id, counsellor)
    async with browser() as hers:
        await hers.get(f"/my-area/enter/{token}")
        home = await hers.press(f"/my-area/enter/{token}")
        assert "Ciao Nives" in home
    async with browser() as somebody:
        assert (await somebody.get(f"/my-area/enter/{token}")).status == 410
        again = await somebody.post(f"/my-area/enter/{token}")
        assert again.status == 410
        assert "già stato usato" in again


async def test_looking_at_the_link_does_not_use_it(web: Browser) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    token = await builders.link(await candidates.person(counsellor), counsellor)
    for _ in range(3):
        assert (await web.get(f"/my-area/enter/{token}")).status == 200
    assert await db.fetchval("SELECT count(*) FROM area_session") == 0


async def test_a_new_link_closes_the_old_one_and_two_days_close_any() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await candidates.person(counsellor)
    old = await builders.link(person_id, counsellor)
    new = await builders.link(person_id, counsellor)
    with pytest.raises(Refused):
        await entering.enter(old)
    with clock.as_of(clock.now() + timedelta(hours=49)), pytest.raises(Refused):
        await entering.enter(new)
    assert (await entering.enter(new)).person_id == person_id


@pytest.mark.usefixtures("fresh_database")
async def test_of_many_who_press_at_once_one_gets_in() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    token = await builders.link(await candidates.person(counsellor), counsellor)
    done = await asyncio.gather(*(entering.enter(token) for _ in range(10)), return_exceptions=True)
    assert sum(isinstance(one, entering.Entered) for one in done) == 1
    assert all(isinstance(one, Refused) for one in done if not isinstance(one, entering.Entered))
    assert await db.fetchval("SELECT count(*) FROM area_session") == 1


async def test_only_who_follows_her_makes_a_link() -> None:
    people = Cast()
    person_id = await candidates.person(await people.owner(Role.JOB_COUNSELLOR))
    for stranger in (
        await people.teammate(Role.JOB_COUNSELLOR),
        await people.outsider(Role.JOB_COUNSELLOR),
        await people.owner(Role.COORDINATOR),
    ):
        with pytest.raises(NotThere):
            await links.make_link(person_id, Channel.BY_HAND, by=stranger)


async def test_the_counsellor_does_not_get_in_with_the_link_she_made(web: Browser) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    token = await builders.link(await candidates.person(counsellor), counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    await web.get(f"/my-area/enter/{token}")
    page = await web.press(f"/my-area/enter/{token}")
    assert page.status == 409
    assert "l’area è della persona" in page
    assert (await entering.enter(token)).token, "the link is still good for her"


# The session


async def test_her_session_opens_no_page_of_an_account(web: Browser) -> None:
    shown = await builders.shown()
    await builders.enter(web, shown.person_id, shown.counsellor)
    wrong = []
    for path in (
        "/",
        "/people",
        f"/people/{shown.person_id}",
        "/profiles",
        "/proposals",
        "/account",
        "/data-requests",
    ):
        page = await web.get(path, follow=False)
        if path == "/":
            if "Ciao" in page or "La tua area" in page:
                wrong.append(path)
        elif page.status != 303 or not page.location.startswith("/sign-in"):
            wrong.append(path)
    assert wrong == []


async def test_an_account_opens_no_page_of_an_area_and_lends_it_no_menu(web: Browser) -> None:
    shown = await builders.shown()
    counsellor = shown.counsellor
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    area = [route.path for route in get_routes() if route.access.word == "area"]
    assert len(area) >= 9
    for path in area:
        page = await web.get(path, follow=False)
        assert (page.status, page.location) == (303, "/my-area/closed"), path
    entered = await entering.enter(await builders.link(shown.person_id, counsellor))
    web.client.cookies.set(sessions.area_cookie_name(False), entered.token, domain=COOKIE_DOMAIN)
    home = await web.get("/my-area")
    assert home.status == 200
    assert counsellor.name not in home.html.split("<main")[0], "the bar is hers"
    assert "Abbinamenti" not in home


async def test_after_thirty_idle_minutes_the_area_is_closed(web: Browser) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.enter(web, await candidates.person(counsellor), counsellor)
    now = clock.now()
    with clock.as_of(now + timedelta(minutes=29)):
        assert (await web.get("/my-area", follow=False)).status == 200
    with clock.as_of(now + timedelta(minutes=58)):
        assert (await web.get("/my-area", follow=False)).status == 200, "used in between"
    with clock.as_of(now + timedelta(minutes=89)):
        assert (await web.get("/my-area", follow=False)).location == "/my-area/closed"


async def test_however_busy_the_area_closes_after_four_hours(web: Browser) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.enter(web, await candidates.person(counsellor), counsellor)
    now = clock.now()
    for minutes in range(20, 240, 20):
        with clock.as_of(now + timedelta(minutes=minutes)):
            assert (await web.get("/my-area", follow=False)).status == 200
    with clock.as_of(now + timedelta(minutes=241)):
        assert (await web.get("/my-area", follow=False)).status == 303


async def test_who_leaves_is_out(web: Browser) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.enter(web, await candidates.person(counsellor), counsellor)
    page = await web.press("/my-area/exit")
    assert "La tua area è chiusa" in page
    assert await db.fetchval("SELECT count(*) FROM area_session") == 0
    assert (await web.get("/my-area", follow=False)).status == 303


async def test_entering_and_making_the_link_are_in_the_register() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await candidates.person(counsellor)
    await entering.enter(await builders.link(person_id, counsellor))
    about = {entry.what: entry.actor for entry in await audit.entries_about(person_id)}
    assert about["AreaLinkMade"] == "account"
    assert about["AreaEntered"] == "person"


# What she sees


async def test_she_reads_her_data_and_nobody_else_s(web: Browser) -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    person_id = await candidates.in_development(counsellor, last_name="Mauri")
    await candidates.in_development(counsellor, last_name="Pozzi")
    await candidates.signed_synthesis(person_id, counsellor)
    await builders.with_secrets(person_id, counsellor)
    await builders.enter(web, person_id, counsellor)
    page = await web.get("/my-area/data")
    for words in (
        "Nives Mauri",
        "Lecco",
        "Lavora con cura.",
        "Un lavoro in magazzino.",
        "Sviluppo",
        "art. 3",
    ):
        assert words in page, words
    assert "Ci rivediamo con i documenti." not in page, "the content of a talk is for a request of access"
    assert "Pozzi" not in page


async def test_she_reads_who_saw_her_in_companies_plans_and_services(web: Browser) -> None:
    now = await proposals.stage()
    proposal_id = await proposals.opened(now)
    await web.sign_in_as(now.counsellor.account_id, now.counsellor.organisation_id)
    await web.get(f"/people/{now.person_id}/interviews")
    async with browser() as hers:
        await builders.enter(hers, now.person_id, now.counsellor)
        page = await hers.get("/my-area/readers")
    code = await db.fetchval("SELECT code FROM proposal WHERE id = $1", proposal_id)
    assert now.recruiter.name in page
    assert f"Proposta {code}" in page
    assert now.counsellor.name in page


async def test_the_parties_of_her_plan_are_named(web: Browser) -> None:
    course = await plans.running_plan()
    await builders.enter(web, course.stage.person_id, course.stage.counsellor)
    page = await web.get("/my-area/readers")
    assert course.tutor.name in page
    assert "Tutor aziendale" in page
    assert "In corso" in await web.get("/my-area/proposals")


async def test_she_sees_her_card_as_it_is_and_as_it_was(web: Browser) -> None:
    shown = await builders.shown(size=10)
    await builders.enter(web, shown.person_id, shown.counsellor)
    now = await web.get("/my-area/cards")
    assert "Lombardia" in now
    assert "Visibile dal" in now
    await profiles.withdraw(shown.person_id, by=shown.counsellor)
    assert "Nessuna azienda vede una tua scheda" in await web.get("/my-area/cards")
    assert "Fino al" in await web.get("/my-area/cards")


# Withdrawing


async def test_one_click_withdraws_the_card_from_pages_at_commit_and_from_the_index_after_the_job(
    web: Browser,
) -> None:
    shown = await builders.shown(size=7)
    card_id = await db.fetchval(
        "SELECT c.id FROM card c JOIN profile p ON p.id = c.profile WHERE p.person = $1", shown.person_id
    )
    await builders.enter(web, shown.person_id, shown.counsellor)
    await web.get("/my-area")
    page = await web.press("/my-area/consents/profile/withdrawal")
    assert "Consenso ritirato" in page
    assert await db.fetchval("SELECT count(*) FROM card WHERE id = $1", card_id) == 0
    await jobs.drain()
    assert card_id not in await search.engine().ids(cards_index())
    assert await builders.cards() == 6, "the others stay"
    assert "ora nessuna scheda tua è visibile" in await web.get("/my-area")


async def test_a_consent_withdrawn_twice_says_so(web: Browser) -> None:
    shown = await builders.shown()
    await builders.enter(web, shown.person_id, shown.counsellor)
    await web.get("/my-area/consents")
    assert (await web.press("/my-area/consents/profile/withdrawal")).status == 200
    again = await web.post("/my-area/consents/profile/withdrawal")
    assert again.status == 409
    assert "non è in vigore" in again
    assert (await web.post("/my-area/consents/everything/withdrawal")).status == 404


async def test_withdrawing_the_consent_to_proposals_closes_those_that_are_open(web: Browser) -> None:
    now = await proposals.stage()
    proposal_id = await proposals.drafted(now)
    await builders.enter(web, now.person_id, now.counsellor)
    await web.get("/my-area/consents")
    await web.press(f"/my-area/consents/{ConsentKind.PROPOSALS.value}/withdrawal")
    await jobs.drain()
    assert await proposals.state_of(proposal_id) == "withdrawn"


async def test_she_closes_what_one_company_reads(web: Browser) -> None:
    now = await proposals.stage()
    proposal_id = await proposals.opened(now)
    await builders.enter(web, now.person_id, now.counsellor)
    page = await web.get("/my-area/consents")
    assert "Aziende che possono leggere chi sei" in page
    done = await web.press(f"/my-area/proposals/{proposal_id}/withdrawal")
    assert "L’azienda non vede più i tuoi dati" in done
    async with browser() as company:
        await company.sign_in_as(now.recruiter.account_id, now.recruiter.organisation_id)
        assert "Brambilla" not in await company.get(f"/proposals/{proposal_id}")
    assert (await web.post(f"/my-area/proposals/{proposal_id}/withdrawal")).status == 409


async def test_somebody_else_s_proposal_is_not_there(web: Browser) -> None:
    now = await proposals.stage()
    proposal_id = await proposals.opened(now)
    other = await candidates.person(now.counsellor)
    await builders.enter(web, other, now.counsellor)
    assert (await web.post(f"/my-area/proposals/{proposal_id}/withdrawal")).status == 404
    assert await proposals.state_of(proposal_id) == "opened"
