"""The assessment over HTTP: asked, filled alone, compared, agreed, signed by two."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from portal.foundation import clock
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.candidates import builders
from tests.cast import Cast
from tests.journeys.faults_of_a_page import faults
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


async def _signed_in(web: Browser, viewer: Viewer) -> None:
    await web.sign_in_as(viewer.account_id, viewer.organisation_id)


async def test_two_people_rate_alone_agree_and_sign(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    psychologist = await builders.rater(counsellor)
    await builders.trained(counsellor, psychologist)
    person_id = await builders.in_development(counsellor)
    await _signed_in(web, counsellor)
    await web.get(f"/people/{person_id}/assessment/new")
    page = await web.press("/assessment/new")
    assert "Scegli una risposta per «Occasione»" in page
    raters = [str(one.account_id) for one in (counsellor, psychologist)]
    page = await web.press("/assessment/new", {"occasion": "initial", "raters": raters})
    assert "Valutazione iniziata." in page
    assert faults(page.html) == []
    url = page.response.url.path

    page = await web.get(f"{url}/sheet")
    assert page.html.count('list="livelli"') == 28 * 2
    assert "0, per niente; 1, poco; 2, abbastanza; 3, molto; 4, pienamente." in page
    assert "Limite medico" not in page
    page = await web.press("/sheet", {"k_A1": "7", "s_A1": "2"})
    assert page.status == 422
    assert "Da sola: scrivi una cifra da 0 a 4 (dimensione A1)." in page
    page = await web.press("/sheet", {"k_A1": "3", "s_A1": "2", "s_B1": "4", "k_C1": "2"})
    assert page.status == 422
    assert "Con aiuti non può essere meno che da sola (dimensione A1)." in page
    assert "Scrivi anche il livello «da sola» (dimensione B1)." in page
    assert "Indica su che cosa si basa il livello (dimensione C1)." in page
    assert faults(page.html) == []
    mine = {"k_A1": "3", "s_A1": "4", "s_B1": "", "k_C1": "2", "basis_A1": "trial", "basis_C1": "interview",
            "note_A1": "Ricorda le consegne scritte."}  # fmt: skip
    assert "La vedi solo tu." in await web.press("/sheet", mine)
    await web.get(f"{url}/sheet")
    assert "Scheda consegnata." in await web.press("/sheet", {"hand_in": "1"})
    assert (await web.get(f"{url}/sheet")).status == 404

    await _signed_in(web, psychologist)
    page = await web.get("/assessments")
    assert "Scheda da consegnare" in page
    page = await web.get(url)
    assert "Ricorda le consegne scritte" not in page
    assert "Apri il confronto" not in page
    await web.get(f"{url}/sheet")
    await web.press("/sheet", {"k_A1": "1", "basis_A1": "observation", "hand_in": "1"})
    # who is asked to rate is in the team from then on; another colleague of the same profession is not
    assert (await web.get(f"/people/{person_id}/assessment")).status == 200

    await _signed_in(web, counsellor)
    await web.get(url)
    page = await web.press("/comparison")
    assert "Differenza di 3" in page
    assert "Ricorda le consegne scritte" in page
    assert "Da sola: da 1 a 3, su una scala da 0 a 4" in page.html
    assert faults(page.html) == []
    await web.get(f"{url}/agreement")
    page = await web.press("/agreement", {"take_A1": "agreed", "k_A1": "2", "words": "Lavora con cura."})
    assert page.status == 422
    assert "Le schede differiscono di 3 livelli: scrivi il motivo (dimensione A1)." in page
    assert faults(page.html) == []
    page = await web.press("/agreement", {"reason_A1": "Provata insieme."})
    assert "Sintesi salvata." in page
    await web.get(f"{url}/signature")
    assert "Manca ancora una firma." in await web.press("/signature")
    assert "Nessuna valutazione firmata" in await web.get(f"/people/{person_id}/assessment")

    await _signed_in(web, psychologist)
    page = await web.get(f"{url}/signature")
    assert "Controlla le risposte" in page
    assert "2 su 4" in page
    assert faults(page.html) == []
    assert "Valutazione firmata." in await web.press("/signature")

    await _signed_in(web, counsellor)
    page = await web.get(f"/people/{person_id}/assessment")
    assert f"Firmata da {psychologist.name}, psicologo" in page
    assert f"Firmata da {counsellor.name}, operatore per l’inserimento" in page
    assert "2 dimensioni rilevate su 28" in page


async def test_strangers_find_no_assessment(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    id = await builders.assessment_of(person_id, counsellor)
    others = [
        await cast.teammate(Role.JOB_COUNSELLOR),
        await cast.outsider(Role.JOB_COUNSELLOR),
        await builders.rater(counsellor),
    ]
    for other in others:
        await _signed_in(web, other)
        for suffix in ("", "/sheet", "/agreement", "/signature"):
            page = await web.get(f"/assessments/{id}{suffix}")
            assert page.status == 404
            assert "Brambilla" not in page
    await _signed_in(web, await cast.owner(Role.COMPANY_ADMINISTRATOR))
    assert (await web.get(f"/assessments/{id}")).status == 403


async def test_an_assessment_given_up_leaves_nothing_to_match(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    id = await builders.assessment_of(person_id, counsellor)
    await _signed_in(web, counsellor)
    await web.get(f"/assessments/{id}")
    assert "Valutazione annullata." in await web.press("/dropping")
    assert "Inizia la valutazione" in await web.get(f"/people/{person_id}/assessment")


async def test_history_is_drawn_from_the_second_synthesis_on_with_its_table(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    await builders.signed_synthesis(person_id, counsellor, A1=(1, 2), A2=(2, 2))
    await _signed_in(web, counsellor)
    assert "Come è cambiata nel tempo" not in await web.get(f"/people/{person_id}/assessment")
    with clock.as_of(clock.now() + timedelta(days=200)):
        await builders.signed_synthesis(person_id, counsellor, A1=(3, 3))
    page = await web.get(f"/people/{person_id}/assessment")
    assert "Come è cambiata nel tempo" in page
    assert 'points="12,84 308,36"' in page.html
    assert "livelli «da sola» da 0 a 4 in 2 sintesi firmate" in page.html
    assert faults(page.html) == []
