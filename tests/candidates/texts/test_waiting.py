"""Words written or approved on a profile that companies see already: they wait for a run, and the page says which."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from portal.candidates.people import actions as people
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles import nightly
from portal.candidates.profiles.queries import waiting_in
from portal.candidates.profiles.search import COLUMNS, shown
from portal.candidates.profiles.texts import actions
from portal.foundation import clock, db
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM
from portal.reference.free_text import phrases
from tests.candidates import builders
from tests.candidates.builders import LOMBARDIA
from tests.candidates.texts.making import UNKNOWN
from tests.cast import Cast
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


def _phrases(count: int = 2) -> str:
    return phrases.text_of(one.code for one in list(phrases.entries())[:count])


async def _on_card(person_id: object) -> str | None:
    row = await db.fetchrow(
        f"SELECT {COLUMNS} FROM card c JOIN profile p ON p.id = c.profile WHERE p.person = $1", person_id
    )
    return shown(row).text


async def test_a_text_written_on_a_published_profile_queues_a_run_that_shows_it(web: Browser) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    one, *_others = await builders.released(counsellor, 6)
    assert (await waiting_in(LOMBARDIA)).count == 0
    await actions.write(one, _phrases(), by=counsellor)
    queue = await waiting_in(LOMBARDIA)
    assert (queue.count, queue.oldest) == (1, clock.today())
    assert await _on_card(one) is None
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    page = await web.get(f"/people/{one}/profile")
    assert "Le ultime modifiche si vedono dalla prossima uscita di Lombardia, prevista nella notte" in page
    await nightly.notice_edits()
    assert (await waiting_in(LOMBARDIA)).count == 1, "the night sees it too"
    await profiles.release(LOMBARDIA, by=SYSTEM)
    assert await _on_card(one) == _phrases()
    assert (await waiting_in(LOMBARDIA)).count == 0
    await nightly.notice_edits()
    assert (await waiting_in(LOMBARDIA)).count == 0
    assert "Le ultime modifiche" not in await web.get(f"/people/{one}/profile")


@pytest.mark.usefixtures("large_region")
async def test_words_queue_a_run_once_a_colleague_approved_them() -> None:
    cast = Cast()
    counsellor, colleague = await cast.owner(Role.JOB_COUNSELLOR), await cast.teammate(Role.JOB_COUNSELLOR)
    one, *_others = await builders.released(counsellor, 6)
    await actions.write(one, UNKNOWN, by=counsellor)
    assert (await waiting_in(LOMBARDIA)).count == 0
    await actions.ask(one, by=counsellor)
    text = await db.fetchrow("SELECT id, version FROM profile_text WHERE person = $1", one)
    await actions.approve(text["id"], version=text["version"], by=colleague)
    assert (await waiting_in(LOMBARDIA)).count == 1


async def test_words_of_old_are_not_noticed_again_by_the_night() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    one, *_others = await builders.released(counsellor, 6)
    await actions.write(one, _phrases(1), by=counsellor)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    await actions.remove(one, by=counsellor)
    await nightly.notice_edits()
    assert (await waiting_in(LOMBARDIA)).count == 0, "a removal hides at once and waits for nothing"


async def test_five_changes_run_the_next_night_and_one_within_seven_days() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    crowd = await builders.released(counsellor, 8)
    await actions.write(crowd[0], _phrases(1), by=counsellor)
    await nightly.run_due()
    assert await _on_card(crowd[0]) is None
    for one in crowd[1:5]:
        await actions.write(one, _phrases(1), by=counsellor)
    await nightly.run_due()
    assert await _on_card(crowd[0]) == _phrases(1)
    await actions.write(crowd[6], _phrases(2), by=counsellor)
    with clock.as_of(clock.now() + timedelta(days=7)):
        await nightly.run_due()
    assert await _on_card(crowd[6]) == _phrases(2)


async def test_a_changed_file_is_told_on_the_page_before_the_night_notices(web: Browser) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    one, *_others = await builders.released(counsellor, 6)
    await people.set_skills(one, ["K027"], by=counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    assert "Le ultime modifiche si vedono dalla prossima uscita" in await web.get(f"/people/{one}/profile")
