"""Forms that belong to no file yet lose nothing either: kept sealed while one types, gone once they are accepted."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from portal.accounts import jobs
from portal.accounts.actions import drafts
from portal.accounts.vocabulary import DraftForm
from portal.foundation import clock, db
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from tests.cast import Cast
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")

WORDS = {"first_name": ["Nives"], "last_name": ["Zanzibar"], "_csrf_token": ["secret"], "once": ["x"]}


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


@pytest.mark.parametrize(
    ("role", "page_of", "action", "name"),
    [
        (Role.JOB_COUNSELLOR, "/people/new", "/people", "new_person"),
        (Role.COORDINATOR, "/operator-training", "/operator-training", "operator_training"),
    ],
)
async def test_what_was_typed_is_there_after_another_sign_in(
    cast: Cast, web: Browser, role: Role, page_of: str, action: str, name: str
) -> None:
    viewer = await cast.owner(role)
    url = f"/drafts/{name}"
    await web.sign_in_as(viewer.account_id, viewer.organisation_id)
    page = await web.get(page_of)
    assert f'data-draft="{url}"' in page.html
    await web.press(action, {"last_name": "Zanzibar"}, url=url)
    await web.sign_in_as(viewer.account_id, viewer.organisation_id)
    found = (await web.get(url)).response.json()
    assert found["last_name"] == ["Zanzibar"]
    assert "_csrf_token" not in found
    assert (await web.get("/drafts/anything")).status == 404


async def test_it_is_sealed_and_only_of_who_typed_it_where_she_typed_it(cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    await drafts.keep_draft(DraftForm.NEW_PERSON, WORDS, by=counsellor)
    assert b"Zanzibar" not in await db.fetchval("SELECT typed_sealed FROM account_draft")
    for other in (await cast.teammate(Role.JOB_COUNSELLOR), await cast.outsider(Role.JOB_COUNSELLOR)):
        assert await drafts.kept_draft(DraftForm.NEW_PERSON, by=other) is None
    assert await drafts.kept_draft(DraftForm.OPERATOR_TRAINING, by=counsellor) is None


async def test_it_is_replaced_emptied_and_gone_after_a_week(cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    for name in ("uno", "due"):
        await drafts.keep_draft(DraftForm.NEW_PERSON, {"last_name": [name]}, by=counsellor)
    assert await drafts.kept_draft(DraftForm.NEW_PERSON, by=counsellor) == {"last_name": ["due"]}
    with clock.as_of(clock.now() + timedelta(days=7, minutes=1)):
        assert await drafts.kept_draft(DraftForm.NEW_PERSON, by=counsellor) is None
        await jobs.forget_links.run()
        assert await db.fetchval("SELECT count(*) FROM account_draft") == 0
    await drafts.keep_draft(DraftForm.NEW_PERSON, {"last_name": ["tre"]}, by=counsellor)
    await drafts.keep_draft(DraftForm.NEW_PERSON, {"last_name": [" "]}, by=counsellor)
    assert await db.fetchval("SELECT count(*) FROM account_draft") == 0
    with pytest.raises(Refused):
        await drafts.keep_draft(DraftForm.NEW_PERSON, {"last_name": ["a" * 20_001]}, by=counsellor)


async def test_a_form_sent_back_keeps_its_draft_and_an_accepted_one_drops_it(
    cast: Cast, web: Browser
) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    await drafts.keep_draft(DraftForm.NEW_PERSON, WORDS, by=counsellor)
    await web.get("/people/new")
    page = await web.press("/people", {"first_name": "Nives"}, follow=False)
    assert page.status == 422
    assert await drafts.kept_draft(DraftForm.NEW_PERSON, by=counsellor)
    await web.get("/people/new")
    typed = {"first_name": "Nives", "last_name": "Zanzibar", "phone": "0341 000 111", "comune": "Lecco"}
    page = await web.press("/people", typed, follow=False)
    assert page.status == 303
    assert await drafts.kept_draft(DraftForm.NEW_PERSON, by=counsellor) is None


async def test_whoever_is_erased_is_named_in_no_draft_of_anybody(cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    colleague = await cast.teammate(Role.JOB_COUNSELLOR)
    await drafts.keep_draft(DraftForm.NEW_PERSON, WORDS, by=counsellor)
    await drafts.keep_draft(DraftForm.NEW_PERSON, {"last_name": ["Rota"]}, by=colleague)
    assert await drafts.forget_drafts_naming("Nives", "ZANZIBAR") == 1
    assert await drafts.kept_draft(DraftForm.NEW_PERSON, by=counsellor) is None
    assert await drafts.kept_draft(DraftForm.NEW_PERSON, by=colleague) is not None
