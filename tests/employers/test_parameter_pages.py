"""The coordinator's pages of the dated figures, over HTTP."""

from datetime import timedelta

import pytest
import time_machine

from portal.employers import public as employers
from portal.employers.following.parameters import OPEN_MOST
from portal.foundation import clock, db, jobs
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.employers import builders
from tests.web import Browser, browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]

KEY = "quota.art3.class_c_from"


async def seated(user: Browser, role: Role = Role.COORDINATOR) -> Viewer:
    viewer = await Cast().owner(role)
    await user.sign_in_as(viewer.account_id, viewer.organisation_id)
    return viewer


def typed(**other: str) -> dict[str, str]:
    usual = {
        "amount": "14",
        "valid_from": f"{clock.today():%d/%m/%Y}",
        "source": "L. 1/2026 art. 2",
        "evidence": "V1",
    }
    return {**usual, **other}


async def test_every_figure_shows_its_value_its_days_its_source_and_its_mark() -> None:
    async with browser() as user:
        await seated(user)
        page = await user.get("/parameters")
        for words in ("7 %", "dal 17 gennaio 2000", "L. 68/1999 art. 3 c. 1 lett. a", "due fonti"):
            assert words in page, words
        page = await user.get("/parameters?group=Esoneri")
        for words in ("39,21 €", "dal 1 gennaio 2022", "DM 193 del 30-09-2021", "da verificare"):
            assert words in page, words
        doubtful = await user.get("/parameters?unverified=1")
        assert "Altri stagionali esclusi" in doubtful
        assert "dal 1 gennaio 2027" in doubtful
        assert "Art. 3: posti nella prima fascia" not in doubtful


async def test_a_coordinator_enters_a_figure_and_sees_what_it_changed() -> None:
    administrator = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    await builders.workers(14, administrator)
    await jobs.drain()
    async with browser() as user:
        await seated(user)
        await user.get(f"/parameters/{KEY}")
        page = await user.press(KEY, typed())
        assert "Valore inserito." in page
        assert "Inserito nel portale" in page
        assert "Ricalcolo in attesa" in page
        await jobs.drain()
        page = await user.get(f"/parameters/{KEY}")
        assert "1 azienda cambiata" in page
        recount = await db.fetchval("SELECT id FROM parameter_recount")
        page = await user.get(f"/parameters/recounts/{recount}")
        assert administrator.organisation_name in page
        assert "Quota di riserva (art. 3) 0 1" in page
        assert "inserito" in await user.get("/parameters")


async def test_every_error_of_a_figure_is_said_at_once_and_nothing_typed_is_lost() -> None:
    async with browser() as user:
        await seated(user)
        await user.get(f"/parameters/{KEY}")
        page = await user.press(KEY, typed(amount="tanti", valid_from="31/02/2026", source="", evidence=""))
        assert page.status == 422
        for words in ("numero positivo", "Questa data non esiste", "Scrivi la fonte", "quanto è sicuro"):
            assert words in page, words
        assert 'value="tanti"' in page.html
        assert await db.fetchval("SELECT count(*) FROM parameter_act") == 0


async def test_a_figure_is_ended_and_withdrawn_on_pages_of_their_own() -> None:
    last = clock.today() + timedelta(days=20)
    async with browser() as user:
        await seated(user)
        await user.get(f"/parameters/{KEY}")
        await user.press(KEY, typed())
        figure_id = await db.fetchval("SELECT figure_id FROM parameter_act")
        again = await user.press(KEY, typed(amount="13"))
        assert again.status == 422
        assert "C’è già un valore inserito" in again
        await user.get(f"/parameters/figures/{figure_id}/end")
        page = await user.press("/end", {"last_day": f"{last:%d/%m/%Y}"})
        assert "Ultimo giorno scritto." in page
        await user.get(f"/parameters/figures/{figure_id}/withdrawal")
        assert (await user.press("/withdrawal", {"reason": ""})).status == 422
        page = await user.press("/withdrawal", {"reason": "Letto male."})
        assert "Ritirato: Letto male." in page


@pytest.mark.parametrize("role", [Role.COMPANY_ADMINISTRATOR, Role.JOB_COUNSELLOR])
async def test_nobody_else_reads_or_changes_the_figures(role: Role) -> None:
    async with browser() as user:
        await seated(user, role)
        assert (await user.get("/parameters")).status == 403
        assert (await user.get(f"/parameters/{KEY}")).status == 403


async def test_a_figure_that_no_rule_asks_has_no_page() -> None:
    async with browser() as user:
        await seated(user)
        assert (await user.get("/parameters/quota.invented")).status == 404


async def test_how_many_proposals_may_be_open_at_a_company_is_changed_among_the_rules() -> None:
    administrator = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    company_id = administrator.organisation_id
    assert company_id is not None
    async with browser() as user:
        await seated(user)
        assert "Proposte aperte insieme in un’azienda, al massimo" in await user.get(
            "/parameters?group=Proposte"
        )
        await user.get(f"/parameters/{OPEN_MOST}")
        for amount in ("0", "201", "2,5"):
            assert (await user.press(OPEN_MOST, typed(amount=amount))).status == 422
        tomorrow = f"{clock.today() + timedelta(days=1):%d/%m/%Y}"
        page = await user.press(
            OPEN_MOST,
            typed(
                amount="4",
                valid_from=f"{clock.today():%d/%m/%Y}",
                valid_to=tomorrow,
                source="Decisione del coordinamento del 23-11-2026",
            ),
        )
        assert "Valore inserito. Vale nei giorni scritti." in page
        assert "4 proposte" in page
        await jobs.drain()
        assert "Vale nei giorni scritti" in await user.get(f"/parameters/{OPEN_MOST}")
    assert await employers.most_open_proposals(company_id) == 4
    assert await employers.most_open_proposals_of([company_id]) == {company_id: 4}
    with time_machine.travel(clock.now() + timedelta(days=2), tick=True):
        assert await employers.most_open_proposals(company_id) == 10
    assert await db.fetchval("SELECT count(*) FROM parameter_recount") == 0, "no duty depends on it"
    assert await db.fetchval("SELECT count(*) FROM audit_entry WHERE what = 'ParameterChanged'") == 1


@pytest.mark.parametrize("role", [Role.JOB_COUNSELLOR, Role.COMPANY_ADMINISTRATOR])
async def test_only_coordinators_change_it(role: Role) -> None:
    async with browser() as user:
        await seated(user, role)
        assert (await user.get(f"/parameters/{OPEN_MOST}")).status == 403
