"""Drafts: kept sealed while one types, read by who typed them, gone in time."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from portal.candidates.drafts import actions
from portal.candidates.drafts.vocabulary import DraftForm
from portal.candidates.people.file_access import Column
from portal.foundation import clock, db
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from tests.candidates import builders
from tests.candidates.team.making import shared
from tests.cast import Cast
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")
WORDS = {"agreed": ["Zanzibar"], "_csrf_token": ["secret"], "once": ["x"]}


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


async def test_what_was_typed_is_there_after_another_sign_in(cast: Cast, web: Browser) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    url = f"/people/{person_id}/drafts/interview"
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    page = await web.get(f"/people/{person_id}/interviews/new")
    assert f'data-draft="{url}"' in page.html
    await web.press("/interviews", {"agreed": "Zanzibar"}, url=url)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    found = (await web.get(url)).response.json()
    assert found["agreed"] == ["Zanzibar"]
    assert "_csrf_token" not in found
    assert (await web.get(f"/people/{person_id}/drafts/anything")).status == 404


async def test_it_is_sealed_and_only_hers(cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await actions.keep(person_id, DraftForm.REVIEW, WORDS, by=counsellor)
    assert b"Zanzibar" not in await db.fetchval("SELECT typed_sealed FROM draft")
    assert await actions.kept(person_id, DraftForm.PROJECT, by=counsellor) is None
    for other in (await cast.teammate(Role.JOB_COUNSELLOR), await cast.outsider(Role.JOB_COUNSELLOR)):
        with pytest.raises(NotThere):
            await actions.kept(person_id, DraftForm.REVIEW, by=other)
        with pytest.raises(NotThere):
            await actions.keep(person_id, DraftForm.REVIEW, WORDS, by=other)


async def test_it_is_replaced_emptied_and_expires(cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    for words in ("uno", "due"):
        await actions.keep(person_id, DraftForm.REVIEW, {"words": [words]}, by=counsellor)
    assert await actions.kept(person_id, DraftForm.REVIEW, by=counsellor) == {"words": ["due"]}
    with clock.as_of(clock.now() + timedelta(days=7, minutes=1)):
        assert await actions.kept(person_id, DraftForm.REVIEW, by=counsellor) is None
        assert await actions.forget_expired() == 1
    await actions.keep(person_id, DraftForm.REVIEW, {"words": ["tre"]}, by=counsellor)
    await actions.keep(person_id, DraftForm.REVIEW, {"words": [" "]}, by=counsellor)
    assert await db.fetchval("SELECT count(*) FROM draft") == 0
    with pytest.raises(Refused):
        await actions.keep(person_id, DraftForm.REVIEW, {"words": ["a" * 20_001]}, by=counsellor)


async def test_the_form_that_is_accepted_drops_its_draft_and_the_one_sent_back_does_not(
    cast: Cast, web: Browser
) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    await actions.keep(person_id, DraftForm.INTERVIEW, WORDS, by=counsellor)
    await web.get(f"/people/{person_id}/interviews/new")
    page = await web.press("/interviews", {"minutes": "30"}, follow=False)
    assert page.status == 422
    assert await actions.kept(person_id, DraftForm.INTERVIEW, by=counsellor)
    page = await web.press(
        "/interviews",
        {
            "kind": "welcome",
            "minutes": "30",
            "mode": "in_person",
            "present": "person",
            "agreed": "Sentirci",
            "next_step": "Chiamarla",
        },
        follow=False,
    )
    assert page.status == 303
    assert await actions.kept(person_id, DraftForm.INTERVIEW, by=counsellor) is None


@pytest.mark.parametrize(
    ("page_of", "name"),
    [
        ("evaluation-plan/7", "check-7"),
        ("extension-request", "extension"),
        ("phases/moves/suspend", "move-suspend"),
        ("project/review", "project_review"),
        ("services", "service"),
    ],
)
async def test_forms_that_ask_for_words_keep_them_each_for_its_own_place(
    cast: Cast, web: Browser, page_of: str, name: str
) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    url = f"/people/{person_id}/drafts/{name}"
    assert f'data-draft="{url}"' in (await web.get(f"/people/{person_id}/{page_of}")).html
    await web.press("/" + page_of.split("/")[-1], {"reason": "Zanzibar"}, url=url)
    assert (await web.get(url)).response.json()["reason"] == ["Zanzibar"]
    other = "move-refuse" if name == "move-suspend" else "check-6"
    assert (await web.get(f"/people/{person_id}/drafts/{other}")).response.json() == {}
    assert (await web.get(f"/people/{person_id}/drafts/check-../x")).status == 404


async def test_a_move_that_is_made_leaves_no_draft_even_when_it_closes_the_case(
    cast: Cast, web: Browser
) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    await actions.keep(person_id, DraftForm.MOVE, {"on": ["x"]}, place="withdraw", by=counsellor)
    await web.get(f"/people/{person_id}/phases/moves/withdraw")
    page = await web.press("/phases/moves/withdraw", {"said_by_person": "yes"}, follow=False)
    assert page.status == 303
    assert await db.fetchval("SELECT count(*) FROM draft") == 0


@pytest.mark.parametrize("column", [Column.LAWYER, Column.COACH, Column.EMPLOYMENT_CENTRE])
async def test_whoever_writes_a_part_of_the_file_keeps_what_she_types(web: Browser, column: Column) -> None:
    """Not only who holds the case or rates: a lawyer's interview is not lost either."""
    now = await shared()
    viewer = await now.join(column)
    await web.sign_in_as(viewer.account_id, viewer.organisation_id)
    url = f"/people/{now.person_id}/drafts/interview"
    await web.get(f"/people/{now.person_id}/interviews/new")
    await web.press("/interviews", {"agreed": "Zanzibar"}, url=url)
    assert (await web.get(url)).response.json()["agreed"] == ["Zanzibar"]
