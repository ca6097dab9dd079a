"""Duties over HTTP: figures with their articles, what-if, cost."""

from datetime import timedelta

import pytest

from portal.employers.companies.actions import workforce
from portal.employers.obligations.rules.deadlines import prospetto_informativo_deadline
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.employers import builders
from tests.web import Browser, browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def seated(user: Browser, viewer: Viewer) -> None:
    await user.sign_in_as(viewer.account_id, viewer.organisation_id)


async def administrator(staff: int = 0) -> Viewer:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    if staff:
        await builders.workers(staff, viewer)
    return viewer


async def test_without_a_workforce_the_page_says_where_to_begin() -> None:
    async with browser() as user:
        await seated(user, await administrator())
        assert "Inserisci l’organico per calcolare la quota." in await user.get("/obligations")


async def test_the_page_shows_base_quota_gap_deadlines_and_cost() -> None:
    viewer = await administrator(51)
    assert viewer.organisation_id is not None
    site = await builders.head_office(viewer.organisation_id)
    await workforce.add_worker(builders.reserved_draft(site), id=new_id(), by=viewer)
    async with browser() as user:
        await seated(user, viewer)
        with db.counted_queries() as queries:
            page = await user.get("/obligations")
    assert len(queries) <= 6
    for words in (
        "Base di computo 51 su 52 dipendenti",
        "1 in forza 3 scoperti",
        "Lecco",
        "Richiesta di avviamento",
        "60 giorni",
        "art. 9 c. 1",
        "Prospetto informativo",
        "196,05 €",
    ):
        assert words in page, words


async def test_the_cost_is_reckoned_to_the_day_asked_for() -> None:
    viewer = await administrator(15)
    today = clock.today()
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get(f"/obligations?until={today + timedelta(days=30):%d/%m/%Y}")
        assert page.status == 200
        later = await user.get(f"/obligations?until={today + timedelta(days=60):%d/%m/%Y}")
        assert page.text != later.text
        wrong = await user.get("/obligations?until=31/02/2027")
        assert wrong.status == 422
        assert "Questa data non esiste nel calendario." in wrong
        past = await user.get(f"/obligations?until={today - timedelta(days=1):%d/%m/%Y}")
        assert past.status == 422


async def test_every_line_of_the_calculation_has_its_article() -> None:
    viewer = await administrator(60)
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get("/obligations/calculation")
    for words in (
        "Dipendenti in forza",
        "L. 68/1999 art. 4 c. 1",
        "art. 3 c. 1 lett. a",
        "percentuale 7",
        "4,2",
    ):
        assert words in page, words


async def test_a_change_is_tried_side_by_side_with_today() -> None:
    viewer = await administrator(50)
    async with browser() as user:
        await seated(user, viewer)
        await user.get("/obligations/what-if")
        page = await user.get("/obligations/what-if?province=LC&hire_other=1")
        assert "Quota di riserva (art. 3) 2 4 +2" in page
        half = await user.get("/obligations/what-if?province=LC&hire_reserved=1&hire_hours=20")
        assert "Posti scoperti (art. 3) 2 2 uguale" in half
        whole = await user.get("/obligations/what-if?province=LC&hire_reserved=1&hire_hours=24")
        assert "Posti scoperti (art. 3) 2 1 -1" in whole
        wrong = await user.get("/obligations/what-if?province=LC&end_other=99")
        assert wrong.status == 422
        assert "non puoi toglierne 99" in wrong
        nothing = await user.get("/obligations/what-if?province=LC")
        assert "Scrivi almeno un cambiamento da provare." in nothing


async def test_a_late_prospetto_is_reckoned_too() -> None:
    viewer = await administrator(15)
    after = prospetto_informativo_deadline(clock.today()).due_on + timedelta(days=12)
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get(f"/obligations?until={after:%d/%m/%Y}")
    # 702.43 + 12 × 34.02 (art. 15 c. 1)
    assert "1.110,67 €" in page


async def test_what_one_province_has_over_is_said_to_cover_another() -> None:
    viewer = await administrator(60)
    place = await builders.site(viewer, "Milano", builders.MILANO)
    await builders.workers(5, viewer, site_id=place, prefix="M")
    for number in range(3):
        await workforce.add_worker(builders.reserved_draft(place, f"R{number}"), id=new_id(), by=viewer)
    async with browser() as user:
        await seated(user, viewer)
        page = await user.get("/obligations")
    assert "3 in più" in page
    assert "art. 5 c. 8" in page
