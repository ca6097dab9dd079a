"""How many published profiles a vacancy would find: live, from the cards' fields alone, by the rules of counts."""

import pytest

from portal.candidates import public as candidates
from portal.candidates.public import Count
from portal.foundation import db
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.reference import professions
from tests.cast import Cast
from tests.employers import builders
from tests.web import browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]


async def recruiter() -> Viewer:
    return await Cast().owner(Role.COMPANY_RECRUITER)


async def test_the_count_follows_the_form_before_anything_is_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str | None, tuple[str, ...], str | None]] = []

    async def count_cards(*, group: str | None, families: list[str], area: str | None = None) -> Count:
        asked.append((group, tuple(families), area))
        return Count(None if area else 24, 5)

    monkeypatch.setattr(candidates, "count_cards", count_cards)
    viewer = await recruiter()
    merate = await builders.site(viewer)
    id = await builders.drafted_vacancy(viewer)
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        page = await user.get(f"/vacancies/{id}/profile-count")
        assert "24" in page
        assert "In Lombardia: meno di 5 profili." in page
        assert {one[0] for one in asked} == {"ufficio_e_tecnici"}
        asked.clear()
        driver = next(one.key for one in professions.entries() if one.code.startswith("8"))
        await user.get(f"/vacancies/{id}/profile-count?profession={driver}&site={merate}&essential=K017")
    # what the form says now, not what was saved
    assert {one[0] for one in asked} == {"operativi"}
    assert {one[2] for one in asked} == {None, "03"}
    assert len({one[1] for one in asked}) == 2


async def test_a_made_up_answer_counts_as_none() -> None:
    viewer = await recruiter()
    id = await builders.drafted_vacancy(viewer)
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        page = await user.get(f"/vacancies/{id}/profile-count?profession=x&site=y&essential=z")
        assert page.status == 200


@pytest.mark.parametrize("state", ["registered", "suspended"])
async def test_a_company_that_may_not_see_cards_does_not_count_them(
    state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody may register a company; the cards, and their counts, are for verified ones."""

    async def count_cards(**_asked: object) -> Count:
        return Count(24, 5)

    monkeypatch.setattr(candidates, "count_cards", count_cards)
    viewer = await recruiter()
    id = await builders.drafted_vacancy(viewer)
    await db.execute("UPDATE company SET state = $2 WHERE id = $1", viewer.organisation_id, state)
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        page = await user.get(f"/vacancies/{id}/profile-count")
    assert "24" not in page.text
    assert "I profili sono per le aziende verificate." in page


async def test_demands_do_not_change_the_count() -> None:
    """Whoever varied them would read what people can do (anonymisation.md §4)."""
    viewer = await recruiter()
    id = await builders.drafted_vacancy(viewer)
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        before = (await user.get(f"/vacancies/{id}/profile-count")).html
        await db.execute("UPDATE vacancy_demand SET level = 4 WHERE vacancy = $1", id)
        after = (await user.get(f"/vacancies/{id}/profile-count?level_A1=4")).html
    assert _text(before) == _text(after)


def _text(html: str) -> str:
    return html[html.index("<main") : html.index("</main>")]


async def test_each_section_asks_for_the_count_again_at_every_answer() -> None:
    viewer = await recruiter()
    id = await builders.drafted_vacancy(viewer)
    async with browser() as user:
        await user.sign_in_as(viewer.account_id, viewer.organisation_id)
        for section in ("place", "tasks", "demands", "conditions"):
            page = await user.get(f"/vacancies/{id}/{section}")
            assert 'hx-trigger="load, change from:#sezione delay:300ms"' in page.html
            assert 'id="sezione"' in page.html
