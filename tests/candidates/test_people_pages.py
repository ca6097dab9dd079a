"""The pages of a person's file, as her counsellor, a colleague, a stranger and the coordinator find them."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from stdnum.it import codicefiscale

from portal.candidates.people import queries as people
from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.phases.vocabulary import InterviewKind
from portal.foundation import audit, clock, db
from portal.foundation.web.italian import date_short
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.candidates import builders
from tests.cast import Cast
from tests.journeys.faults_of_a_page import faults
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")

TABS = ("", "/data", "/phases", "/interviews", "/assessment", "/consents", "/project")
FORMS = (
    "/data/contact",
    "/data/experiences/new",
    "/data/skills",
    "/data/availability",
    "/data/conditions",
    "/consents/service",
    "/consents/profile",
    "/consents/proposals",
    "/consents/service/revocation",
    "/phases/moves/withdraw",
    "/phases/moves/suspend",
    "/phases/evaluation",
    "/phases/review",
    "/extension-request",
    "/interviews/new",
    "/assessment/new",
    "/project/draft",
)


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


async def _signed_in(web: Browser, viewer: Viewer) -> None:
    await web.sign_in_as(viewer.account_id, viewer.organisation_id)


def _days(number: int) -> str:
    return date_short(clock.today() + timedelta(days=number))


TYPED = {"first_name": "Nives", "last_name": "Colombo", "phone": "0341 555555", "comune": "Lecco"}


# The file, page by page


@pytest.mark.parametrize("suffix", TABS + FORMS)
async def test_her_counsellor_opens_every_page_of_a_file(web: Browser, cast: Cast, suffix: str) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    await builders.signed_synthesis(person_id, counsellor)
    await _signed_in(web, counsellor)
    page = await web.get(f"/people/{person_id}{suffix}")
    assert page.status == 200, page.text[:400]
    assert faults(page.html) == []
    assert "Brambilla" in page


@pytest.mark.parametrize("suffix", TABS + FORMS)
async def test_a_colleague_and_a_stranger_find_nothing(web: Browser, cast: Cast, suffix: str) -> None:
    person_id = await builders.in_development(await cast.owner(Role.JOB_COUNSELLOR))
    for other in (await cast.teammate(Role.JOB_COUNSELLOR), await cast.outsider(Role.JOB_COUNSELLOR)):
        await _signed_in(web, other)
        page = await web.get(f"/people/{person_id}{suffix}")
        assert page.status == 404
        assert "Brambilla" not in page


async def test_a_company_is_not_let_in(web: Browser, cast: Cast) -> None:
    person_id = await builders.person(await cast.owner(Role.JOB_COUNSELLOR))
    await _signed_in(web, await cast.owner(Role.COMPANY_ADMINISTRATOR))
    assert (await web.get("/people")).status == 403
    assert (await web.get(f"/people/{person_id}")).status == 403


async def test_every_opening_is_in_the_register(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await _signed_in(web, counsellor)
    await web.get(f"/people/{person_id}/interviews")
    await web.get(f"/people/{person_id}/consents")
    entries = await audit.entries_about(person_id, what=["file_read"])
    assert [entry.account_id for entry in entries] == [counsellor.account_id] * 2


# The caseload


async def test_the_caseload_shows_whom_one_follows_and_when_they_last_met(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    mine = await builders.person(counsellor, last_name="Abate")
    await builders.interview(mine, InterviewKind.WELCOME, counsellor)
    await builders.person(counsellor, last_name="Zani")
    await builders.person(await cast.teammate(Role.JOB_COUNSELLOR), last_name="Altrui")
    await _signed_in(web, counsellor)
    page = await web.get("/people")
    assert "Nives Abate" in page
    assert "Nives Zani" in page
    assert "Altrui" not in page
    assert "Ultimo contatto" in page
    assert "Nessuno" in page
    found = await web.get("/people?q=zan", fragment=True)
    assert "Zani" in found
    assert "Abate" not in found
    assert "<html" not in found.html
    assert "Nessuna persona con questo nome." in await web.get("/people?q=%25")
    assert "2 persone" in await web.get("/people?page=9")


async def test_the_coordinator_reads_the_excerpt_and_no_more(web: Browser, cast: Cast) -> None:
    counsellor, coordinator = await cast.owner(Role.JOB_COUNSELLOR), await cast.owner(Role.COORDINATOR)
    person_id = await builders.in_development(counsellor)
    await _signed_in(web, coordinator)
    listed = await web.get("/people")
    assert "Brambilla" in listed
    assert counsellor.name in listed
    assert "Ultimo contatto" not in listed
    for suffix in ("", "/phases", "/interviews", "/consents", "/project"):
        page = await web.get(f"/people/{person_id}{suffix}")
        assert page.status == 200
        for secret in ("0341 000000", "Portare i documenti", "vicino a casa", "adatto a lei"):
            assert secret not in page, (suffix, secret)
    for suffix in ("/data", "/assessment", "/phases/moves/withdraw", "/consents/service"):
        assert (await web.get(f"/people/{person_id}{suffix}")).status in (403, 404)


# A new file


async def test_a_file_is_opened_once_even_when_pressed_twice(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    await _signed_in(web, counsellor)
    await web.get("/people/new")
    assert web.page is not None
    fields = web.page.form("/people")
    typed = [(name, value) for name, value in fields if name not in TYPED] + list(TYPED.items())
    first = await web.post("/people", typed)
    again = await web.post("/people", typed)
    assert first.response.url == again.response.url
    assert "Segnalazione" in first
    assert await db.fetchval("SELECT count(*) FROM person WHERE last_name = 'Colombo'") == 1


async def test_a_new_file_says_every_error_at_once_and_saves_nothing(web: Browser, cast: Cast) -> None:
    await _signed_in(web, await cast.owner(Role.JOB_COUNSELLOR))
    await web.get("/people/new")
    page = await web.press(
        "/people", {"first_name": "Nives", "comune": "Livo", "tax_code": "XYZ", "opened_on": _days(3)}
    )
    assert page.status == 422
    assert page.title.startswith("Errore:")
    for sentence in (
        "Scrivi il cognome.",
        "Scrivi un telefono o un’e-mail: serve per richiamarla.",
        "Ci sono più comuni con questo nome: scrivi Livo (TN) o Livo (CO).",
        "Il codice fiscale non è valido.",
    ):
        assert sentence in page
    assert 'value="Nives"' in page.html
    page = await web.press("/people", TYPED | {"tax_code": "", "opened_on": _days(3)})
    assert page.status == 422
    assert "La data non può essere nel futuro." in page
    assert await db.fetchval("SELECT count(*) FROM person") == 0


async def test_a_person_followed_elsewhere_gets_no_second_file(web: Browser, cast: Cast) -> None:
    code = "CLMNVS80A41Z000" + codicefiscale.calc_check_digit("CLMNVS80A41Z000")
    await builders.person(await cast.outsider(Role.JOB_COUNSELLOR), tax_code=code)
    await _signed_in(web, await cast.owner(Role.JOB_COUNSELLOR))
    await web.get("/people/new")
    page = await web.press("/people", TYPED | {"tax_code": code})
    assert page.status == 422
    assert "Questa persona risulta già seguita." in page


# Data


async def test_contact_data_change_and_a_stale_page_changes_nothing(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await _signed_in(web, counsellor)
    stale = await web.get(f"/people/{person_id}/data/contact")
    page = await web.press("/data/contact", {"phone": "0341 999999"})
    assert "Recapiti salvati." in page
    assert "0341 999999" in page
    web.page = stale
    late = await web.press("/data/contact", {"phone": "0341 111111"})
    assert late.status == 422
    assert "Questa pagina è stata cambiata nel frattempo." in late
    found = await people.person(person_id)
    assert found is not None
    assert found.phone == "0341 999999"


async def test_experience_skills_availability_and_conditions_are_kept(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await _signed_in(web, counsellor)
    url = f"/people/{person_id}/data"

    await web.get(f"{url}/experiences/new")
    wrong = await web.press("/experiences", {"profession": "qwerty", "years": "2_4"})
    assert wrong.status == 422
    assert "non è nell’elenco delle professioni" in wrong
    page = await web.press("/experiences", {"profession": "magazziniere", "years": "2_4"})
    assert "Da 2 a 4 anni" in page

    await web.get(f"{url}/skills")
    page = await web.press("/skills", {"skills": ["K017", "K018"]})
    assert "Competenze salvate." in page

    await web.get(f"{url}/availability")
    answers = {
        "hours_min": "30",
        "hours_max": "20",
        "slots": ["mon-morning", "tue-afternoon"],
        "travel_modes": ["on_foot"],
        "max_minutes": "40",
    }
    wrong = await web.press("/availability", answers)
    assert wrong.status == 422
    assert "Le ore massime sono meno delle minime." in wrong
    page = await web.press(
        "/availability", {"hours_min": "20", "hours_max": "30", "wished_1": "magazziniere"}
    )
    assert "da 20 a 30 ore" in page
    assert "Lunedì mattina; martedì pomeriggio" in page

    await web.get(f"{url}/conditions")
    page = await web.press("/conditions", {"accommodations": ["M1"]})
    assert "Togliere o scambiare un compito accessorio" in page

    assert await people.skill_codes(person_id) == ("K017", "K018")
    page = await web.press("/removal")
    assert "Esperienza tolta." in page
    assert await people.experiences(person_id) == []


# Consents


async def test_a_consent_is_given_and_taken_back(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await _signed_in(web, counsellor)
    page = await web.get(f"/people/{person_id}/consents/profile")
    assert "senza nome" in page
    page = await web.press("/consents/profile", {"how": "paper", "expires_on": _days(-1)})
    assert page.status == 422
    assert "La scadenza del consenso deve essere nel futuro." in page
    page = await web.press("/consents/profile", {"how": "paper", "expires_on": _days(300)})
    assert "Consenso registrato." in page
    assert await people.has_consent(person_id, ConsentKind.PROFILE)
    await web.get(f"/people/{person_id}/consents/profile/revocation")
    page = await web.press("/revocation", {"how": "in_person"})
    assert "Consenso ritirato." in page
    assert not await people.has_consent(person_id, ConsentKind.PROFILE)
    assert (await web.get(f"/people/{person_id}/consents/nothing")).status == 404
