"""Searches that somebody of a company keeps: hers alone, told about with care, gone with her."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
import pytest_asyncio
import time_machine

from portal.accounts.actions import members
from portal.candidates.profiles.asking import Wanted
from portal.candidates.profiles.stopping import stop_cards
from portal.candidates.searches import actions, news
from portal.candidates.searches.queries import saved_searches
from portal.candidates.searches.rules import BETWEEN_NEWS, KEPT_FOR, MOST_SAVED
from portal.foundation import clock, db, jobs, notifications
from portal.foundation.ids import new_id
from portal.foundation.notifications import Channel, Kind
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import OPERATOR_COMMAND, Viewer
from tests.candidates.search.market import Market, change_cards, market
from tests.candidates.test_profile_pages import as_
from tests.cast import someone

pytestmark = pytest.mark.usefixtures("db_rollback")

WAREHOUSE = Wanted("magazzino", {"working_time": ("part",)})
SECRET = "Zanzibar"


@pytest_asyncio.fixture
async def stall() -> AsyncIterator[Market]:
    yield await market(office=0, warehouse=10)


async def _save(by: Viewer, wanted: Wanted = WAREHOUSE, *, news: bool = True) -> UUID:
    return (await actions.save(wanted, id=new_id(), news=news, by=by)).id


async def _told(by: Viewer) -> list[str]:
    rows = await db.fetch(
        "SELECT words || ' ' || href AS told FROM notification WHERE account_id = $1 AND kind = $2 ORDER BY created_at",
        by.account_id,
        Kind.SEARCH_NEWS.value,
    )
    return [row["told"] for row in rows]


# --- keeping ----------------------------------------------------------------------------------------------------


async def test_a_search_is_saved_from_its_results_found_again_and_removed(stall: Market) -> None:
    async with as_(stall.recruiter) as one:
        page = await one.get("/profiles?q=magazzino&working_time=part&family=F02")
        assert "Salva questa ricerca" in page
        form = await one.get("/saved-searches/new?q=magazzino&working_time=part&family=F02")
        assert "«magazzino»" in form
        assert "Magazzino e logistica" in form
        kept = await one.press("/saved-searches", {"news": "1"})
        assert "Ricerca salvata." in kept
        assert "«magazzino», Tempo parziale, Magazzino e logistica" in kept
        assert "Attivo" in kept
        (saved,) = await saved_searches(stall.recruiter)
        found = await one.get(f"/saved-searches/{saved.id}", follow=False)
        assert found.status == 303
        assert found.location == "/profiles?q=magazzino&working_time=part&family=F02"
        await one.get("/saved-searches")
        off = await one.press(f"/saved-searches/{saved.id}/news")
        assert "Avviso disattivato." in off
        assert "Spento" in off
        on = await one.press(f"/saved-searches/{saved.id}/news")
        assert "Avviso attivato." in on
        asked = await one.get(f"/saved-searches/{saved.id}/removal")
        assert "Non ricevi più avvisi su questa ricerca." in asked
        gone = await one.press("/removal")
        assert "Ricerca tolta." in gone
        assert "Nessuna ricerca salvata." in gone


async def test_pressed_twice_it_is_saved_once_and_the_same_search_is_kept_once(stall: Market) -> None:
    id = new_id()
    assert (await actions.save(WAREHOUSE, id=id, news=False, by=stall.recruiter)).is_new
    assert await actions.save(WAREHOUSE, id=id, news=False, by=stall.recruiter) == actions.SavedNow(id, False)
    again = Wanted("MAGAZZINO", WAREHOUSE.chosen)
    assert await actions.save(again, id=new_id(), news=True, by=stall.recruiter) == actions.SavedNow(
        id, False
    )
    (saved,) = await saved_searches(stall.recruiter)
    assert saved.news, "what was chosen last counts"


async def test_a_search_is_seen_by_who_saved_it_and_nobody_else(stall: Market) -> None:
    id = await _save(stall.recruiter)
    colleague = await someone(stall.company_id, Role.COMPANY_ADMINISTRATOR)
    elsewhere = await stall.people.outsider(Role.COMPANY_RECRUITER)
    for other in (colleague, elsewhere):
        assert await saved_searches(other) == []
        async with as_(other) as one:
            for address in (f"/saved-searches/{id}", f"/saved-searches/{id}/removal"):
                assert (await one.get(address)).status == 404
            for address in (f"/saved-searches/{id}/news", f"/saved-searches/{id}/removal"):
                assert (await one.post(address)).status == 404
        with pytest.raises(NotThere):
            await actions.remove(id, by=other)
    assert len(await saved_searches(stall.recruiter)) == 1


async def test_what_was_typed_is_sealed_and_stands_in_no_log(stall: Market) -> None:
    await _save(stall.recruiter, Wanted(SECRET))
    row = await db.fetchrow("SELECT * FROM saved_search")
    assert row is not None
    assert SECRET not in str(dict(row))
    for table in ("audit_entry", "outbox", "notification"):
        rows = await db.fetch(f"SELECT to_jsonb(t)::text AS said FROM {table} t")
        assert not any(SECRET in one["said"] for one in rows), table
    assert [one.wanted.words for one in await saved_searches(stall.recruiter)] == [SECRET]


async def test_an_empty_search_is_not_saved(stall: Market) -> None:
    with pytest.raises(Refused, match="ricerca vuota"):
        await _save(stall.recruiter, Wanted())
    async with as_(stall.recruiter) as one:
        page = await one.get("/saved-searches/new?area=99")
        assert "una ricerca vuota non si salva" in page
        assert "Salva questa ricerca" not in await one.get("/profiles")


async def test_nobody_keeps_more_searches_than_may_be_looked_at(stall: Market) -> None:
    for number in range(MOST_SAVED):
        await _save(stall.recruiter, Wanted(f"magazzino {number}"))
    async with as_(stall.recruiter) as one:
        await one.get("/saved-searches/new?q=una+in+piu")
        page = await one.press("/saved-searches")
        assert page.status == 422
        assert "Hai già 20 ricerche salvate. Togline una e riprova." in page
    assert len(await saved_searches(stall.recruiter)) == MOST_SAVED


async def test_a_company_that_is_not_verified_saves_nothing(stall: Market) -> None:
    await db.execute(
        "UPDATE organisation SET verified_on = NULL, verified_by = NULL WHERE id = $1", stall.company_id
    )
    with pytest.raises(Refused, match="verificate"):
        await _save(stall.recruiter)


async def test_the_acts_are_in_the_register_without_what_was_asked(stall: Market) -> None:
    id = await _save(stall.recruiter)
    await actions.choose_news(id, news=False, by=stall.recruiter)
    await actions.choose_news(id, news=False, by=stall.recruiter)
    await actions.remove(id, by=stall.recruiter)
    rows = await db.fetch(
        "SELECT what, data::text AS data FROM audit_entry WHERE subject_id = $1 ORDER BY id", id
    )
    assert [row["what"] for row in rows] == ["SearchSaved", "SavedSearchChanged", "SavedSearchRemoved"]
    assert not any("magazzino" in row["data"] for row in rows)


# --- news -------------------------------------------------------------------------------------------------------


async def test_news_come_when_k_more_cards_answer_and_say_no_number(stall: Market) -> None:
    id = await _save(stall.recruiter)
    assert await news.look_again() == 0
    await stall.more(4)
    assert await news.look_again() == 0, "fewer than k came"
    await stall.more(1)
    assert await news.look_again() == 1
    assert await news.look_again() == 0, "told once"
    (told,) = await _told(stall.recruiter)
    assert told == f"Una ricerca che hai salvato trova altri profili. /saved-searches/{id}"
    assert not any(letter.isdigit() for letter in told.split("/")[0])
    (saved,) = await saved_searches(stall.recruiter)
    assert (saved.counted, saved.told_on) == (15, clock.today())
    async with as_(stall.recruiter) as one:
        assert "ultimo" in await one.get("/saved-searches")


async def test_within_a_week_a_search_tells_once(stall: Market) -> None:
    await _save(stall.recruiter)
    await stall.more(5)
    assert await news.look_again() == 1
    await stall.more(5)
    assert await news.look_again() == 0
    with time_machine.travel(clock.now() + BETWEEN_NEWS, tick=False):
        assert await news.look_again() == 1
    assert len(await _told(stall.recruiter)) == 2


async def test_a_search_that_finds_fewer_than_k_is_never_told_of(stall: Market) -> None:
    wanted = Wanted(chosen={"skills": ("K023",)})
    await _save(stall.recruiter, wanted)
    ids = [row["id"] for row in await db.fetch("SELECT id FROM card ORDER BY id")]
    for number in range(1, 5):
        await change_cards(ids[:number], skills=["K023"], families=[])
        assert await news.look_again() == 0, "the page says «meno di 5»"
    await change_cards(ids[:5], skills=["K023"], families=[])
    assert await news.look_again() == 1


async def test_cards_with_some_of_the_words_are_no_news(stall: Market) -> None:
    await _save(stall.recruiter, Wanted("magazzino astronauta"))
    await stall.more(5)
    assert await news.look_again() == 0


async def test_while_cards_are_hidden_nothing_is_told_and_nothing_is_new_afterwards(stall: Market) -> None:
    await _save(stall.recruiter)
    await stall.more(6)
    stop_id = new_id()
    await stop_cards(id=stop_id, why="Verifica.", by=OPERATOR_COMMAND)
    assert await news.look_again() == 0
    await db.execute("UPDATE card_stop SET lifted_at = stopped_at WHERE id = $1", stop_id)
    await db.execute("UPDATE scope SET hidden_since = now(), hidden_why = 'failure'")
    assert await news.look_again() == 0
    (saved,) = await saved_searches(stall.recruiter)
    assert saved.counted == 10
    await db.execute("UPDATE scope SET hidden_since = NULL, hidden_why = NULL")
    assert await news.look_again() == 1


async def test_only_who_may_still_search_is_told(stall: Market) -> None:
    await _save(stall.recruiter)
    await stall.more(5)
    await db.execute("UPDATE company SET state = 'suspended' WHERE id = $1", stall.company_id)
    assert await news.look_again() == 0
    await db.execute("UPDATE company SET state = 'verified' WHERE id = $1", stall.company_id)
    await db.execute(
        "UPDATE membership SET starts_on = $2::date - 9, ends_on = $2 WHERE account = $1",
        stall.recruiter.account_id,
        clock.today() - timedelta(days=1),
    )
    assert await news.look_again() == 0


async def test_who_wants_no_news_of_a_search_or_no_mail_of_the_kind_gets_none(stall: Market) -> None:
    id = await _save(stall.recruiter, news=False)
    await stall.more(5)
    assert await news.look_again() == 0
    await actions.choose_news(id, news=True, by=stall.recruiter)
    await notifications.prefer(
        stall.recruiter.account_id, stall.company_id, {Kind.SEARCH_NEWS: Channel.PORTAL}, mail=True
    )
    assert await news.look_again() == 1
    assert (stall.recruiter.account_id, stall.company_id) not in await notifications.waiting_for_digest()
    async with as_(stall.recruiter) as one:
        assert "Ricerche salvate" in await one.get("/account/notifications")


# --- forgetting -------------------------------------------------------------------------------------------------


async def test_searches_go_with_the_membership(stall: Market) -> None:
    await _save(stall.recruiter)
    administrator = await someone(stall.company_id, Role.COMPANY_ADMINISTRATOR)
    await _save(administrator)
    await members.set_roles(stall.recruiter.account_id, [], seen=[Role.COMPANY_RECRUITER], by=administrator)
    await jobs.drain()
    assert await saved_searches(stall.recruiter) == []
    assert len(await saved_searches(administrator)) == 1


async def test_a_search_nobody_opens_for_a_year_is_forgotten(stall: Market) -> None:
    id = await _save(stall.recruiter)
    with time_machine.travel(clock.now() + KEPT_FOR - timedelta(days=1), tick=False):
        assert await actions.forget_unopened() == 0
        await actions.note_opened(id, by=stall.recruiter)
    with time_machine.travel(clock.now() + KEPT_FOR, tick=False):
        assert await actions.forget_unopened() == 0
    with time_machine.travel(clock.now() + 2 * KEPT_FOR, tick=False):
        assert await actions.forget_unopened() == 1
