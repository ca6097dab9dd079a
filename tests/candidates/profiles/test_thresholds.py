"""k of a region: raised by coordinators and the command, lowered by the officer alone, never under five anywhere."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio

from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles import deciding, nightly
from portal.candidates.profiles.deciding import ScopeChoice, decide
from portal.candidates.profiles.recount import breach
from portal.candidates.profiles.rules import k_problem
from portal.candidates.profiles.scopes import state_of
from portal.candidates.profiles.search import COLUMNS, VISIBLE, Shown, shown
from portal.foundation import audit, db
from portal.foundation.ids import new_id
from portal.foundation.settings import SettingsError, load
from portal.kernel.refusals import NotAllowed, NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import OPERATOR_COMMAND, SYSTEM, By, Viewer
from tests.candidates import builders
from tests.candidates.builders import LOMBARDIA, PIEMONTE
from tests.cast import Cast
from tests.environment import ENVIRONMENT
from tests.journeys.faults_of_a_page import faults
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


async def _officer(cast: Cast) -> Viewer:
    return await cast.owner(Role.DATA_PROTECTION_OFFICER)


async def _ask(k: int, by: By, *, why: str = "Verifica del territorio.", **fields: bool) -> None:
    await decide(id=new_id(), scope=LOMBARDIA, choice=ScopeChoice(k, **fields), why=why, by=by)


async def _cards() -> list[Shown]:
    return [shown(row) for row in await db.fetch(f"SELECT {COLUMNS} {VISIBLE}")]


@pytest.mark.parametrize(
    ("asked", "now", "least", "may_lower", "said"),
    [
        (4, 5, 5, True, "Sotto 5 la soglia non si può mettere"),
        (4, 5, 5, False, "Sotto 5 la soglia non si può mettere"),
        (7, 11, 11, True, "In questo portale la soglia è almeno 11"),
        (7, 11, 5, False, "abbassarla è una decisione del responsabile"),
        (7, 11, 5, True, None),
        (11, 11, 5, False, None),
        (12, 11, 5, False, None),
    ],
)
def test_who_may_ask_for_which_k(asked: int, now: int, least: int, may_lower: bool, said: str | None) -> None:
    found = k_problem(asked, now=now, least=least, may_lower=may_lower)
    assert found is None if said is None else said in (found or "")


def test_settings_refuse_a_k_under_five() -> None:
    with pytest.raises(SettingsError, match="PORTAL_K"):
        load(ENVIRONMENT | {"PORTAL_K": "4"})


@pytest.mark.parametrize(
    "sentence",
    [
        "INSERT INTO scope (code, k) VALUES ('03', 4)",
        "INSERT INTO scope_decision (id, scope, role, k_before, k_after, shows_age, shows_reserved_quota, why,"
        " decided_at) VALUES (gen_random_uuid(), '03', 'data_protection_officer', 5, 4, false, false, 'x', now())",
        "INSERT INTO scope_decision (id, scope, role, k_before, k_after, shows_age, shows_reserved_quota, why,"
        " decided_at) VALUES (gen_random_uuid(), '03', 'coordinator', 9, 7, false, false, 'x', now())",
        "INSERT INTO scope_decision (id, scope, role, k_before, k_after, shows_age, shows_reserved_quota, why,"
        " decided_at) VALUES (gen_random_uuid(), '03', 'coordinator', 7, 9, false, false, '', now())",
        "INSERT INTO release (id, scope, kind, k, published, waiting, made_at, made_by)"
        " VALUES (gen_random_uuid(), '03', 'run', 4, 0, 0, now(), 'system')",
    ],
)
async def test_the_database_refuses_too(sentence: str) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        async with db.unit_of_work():
            await db.execute(sentence)


async def test_a_coordinator_raises_k_and_the_cards_follow_in_the_same_transaction() -> None:
    cast = Cast()
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    await builders.crowd(counsellor, 12)
    await builders.crowd(counsellor, 7, profession=builders.OFFICE, skills=builders.OFFICE_SKILLS)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    before = await _cards()
    assert {one.codes for one in before} != {(None,) * 8}
    await _ask(9, await cast.teammate(Role.COORDINATOR))
    after = await _cards()
    assert len(after) == 19
    assert breach(after, 9) is None
    assert (await state_of(LOMBARDIA)).k == 9
    (entry,) = await audit.latest(what=["ScopeDecided"], limit=1)
    assert (entry.data["scope"], entry.data["k"]) == (LOMBARDIA, 9)


async def test_raised_over_the_number_of_profiles_every_card_hides_and_waits() -> None:
    cast = Cast()
    await builders.released(await cast.owner(Role.JOB_COUNSELLOR), 8)
    await _ask(9, await cast.teammate(Role.COORDINATOR))
    assert await _cards() == []
    assert await db.fetchval("SELECT count(*) FROM profile WHERE state = 'waiting'") == 8
    assert await nightly.count_again() == []


async def test_only_the_officer_lowers_it_and_never_under_five() -> None:
    cast = Cast()
    coordinator, officer = await cast.owner(Role.COORDINATOR), await _officer(cast)
    await _ask(9, coordinator)
    for by in (coordinator, OPERATOR_COMMAND):
        with pytest.raises(Refused, match="responsabile della protezione dei dati"):
            await _ask(7, by)
    with pytest.raises(Refused, match="Sotto 5"):
        await _ask(4, officer)
    with pytest.raises(Refused, match="Scrivi il motivo"):
        await _ask(7, officer, why="  ")
    await _ask(7, officer)
    assert (await state_of(LOMBARDIA)).k == 7
    latest, first = await deciding.decisions(LOMBARDIA)
    assert (first.role, first.k_before, first.k_after) == ("coordinator", 5, 9)
    assert (latest.role, latest.k_before, latest.k_after) == ("data_protection_officer", 9, 7)


async def test_the_operators_command_raises_it() -> None:
    await _ask(6, OPERATOR_COMMAND)
    assert (await state_of(LOMBARDIA)).k == 6
    (made,) = await deciding.decisions(LOMBARDIA)
    assert (made.role, made.decided_by) == ("operator_command", None)


async def test_age_and_reserved_quota_are_the_officers_to_show_and_hide_at_once() -> None:
    cast = Cast()
    counsellor, officer = await cast.owner(Role.JOB_COUNSELLOR), await _officer(cast)
    with pytest.raises(Refused, match="Età e riserva"):
        await _ask(5, await cast.teammate(Role.COORDINATOR), shows_age=True)
    await _ask(5, officer, shows_age=True)
    for number in range(10):
        await builders.waiting_profile(
            counsellor, birth=builders.clock.today().replace(year=1990, month=1, day=number + 1)
        )
    await profiles.release(LOMBARDIA, by=SYSTEM)
    assert {one.codes[6] for one in await _cards()} == {"35_44"}
    await _ask(5, officer, shows_age=False)
    assert {one.codes[6] for one in await _cards()} == {None}


async def test_another_region_and_another_role_decide_nothing() -> None:
    cast = Cast()
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    with pytest.raises(NotAllowed):
        await _ask(9, counsellor)
    with pytest.raises(NotThere):
        await decide(id=new_id(), scope="99", choice=ScopeChoice(9), why="Prova.", by=OPERATOR_COMMAND)


async def test_pressed_twice_it_is_decided_once() -> None:
    officer, id = await _officer(Cast()), new_id()
    for _ in range(2):
        await decide(id=id, scope=PIEMONTE, choice=ScopeChoice(8), why="Prova.", by=officer)
    assert len(await deciding.decisions(PIEMONTE)) == 1
    with pytest.raises(Refused, match="È già così"):
        await decide(id=new_id(), scope=PIEMONTE, choice=ScopeChoice(8), why="Prova.", by=officer)


async def test_the_pages_show_the_count_of_the_night_and_take_the_decision(web: Browser) -> None:
    cast = Cast()
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    await builders.released(counsellor, 8)
    await nightly.count_again()
    coordinator = await cast.teammate(Role.COORDINATOR)
    await web.sign_in_as(coordinator.account_id, coordinator.organisation_id)
    page = await web.get("/thresholds")
    assert "Lombardia" in page
    assert faults(page.html) == []
    page = await web.get(f"/thresholds/{LOMBARDIA}")
    assert "Sole" in page
    assert "Età, a fasce" not in page
    assert faults(page.html) == []
    page = await web.press(f"/thresholds/{LOMBARDIA}", {"k": "4", "why": "Prova."})
    assert page.status == 422
    assert "Sotto 5 non si pubblica niente." in page
    page = await web.press(f"/thresholds/{LOMBARDIA}", {"k": "7"})
    assert "Decisione registrata." in page
    assert "K da 5 a 7" in page
    page = await web.press(f"/thresholds/{LOMBARDIA}", {"k": "6", "why": "Troppo alta."})
    assert page.status == 422
    assert "responsabile della protezione dei dati" in page
    officer = await _officer(cast)
    await web.sign_in_as(officer.account_id, officer.organisation_id)
    page = await web.get(f"/thresholds/{LOMBARDIA}")
    assert "Età, a fasce" in page
    page = await web.press(f"/thresholds/{LOMBARDIA}", {"k": "6", "why": "Il territorio è cresciuto."})
    assert "Vale dal prossimo calcolo." in page
    assert (await web.get("/thresholds/99")).status == 404


@pytest.mark.parametrize("role", [Role.JOB_COUNSELLOR, Role.COMPANY_ADMINISTRATOR])
async def test_no_other_role_opens_them(web: Browser, role: Role) -> None:
    someone = await Cast().owner(role)
    await web.sign_in_as(someone.account_id, someone.organisation_id)
    assert (await web.get("/thresholds")).status == 403
