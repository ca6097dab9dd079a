"""In a browser: the count follows the answers, the public page passes the strict policy with its data."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.employers.vacancies.actions import showing
from portal.foundation.web import sessions
from portal.kernel.roles import Role
from tests.cast import Cast
from tests.employers import builders
from tests.journeys.chromium import Looked, chromium, served, window

pytestmark = [pytest.mark.usefixtures("fresh_database"), pytest.mark.xdist_group("browser 4")]


async def test_the_count_is_asked_again_when_an_answer_changes(tmp_path: Path) -> None:
    viewer = await Cast().owner(Role.COMPANY_RECRUITER)
    id = await builders.drafted_vacancy(viewer)
    looked = Looked()
    async with chromium() as browser, served(tmp_path) as address:
        hands = await window(browser, address, looked, width=1280)
        secret = await sessions.open_session(viewer.account_id, viewer.organisation_id, {})
        await hands.context.add_cookies([{"name": "session", "value": secret, "url": address}])
        await hands.open(f"/vacancies/{id}/demands")
        await hands.page.wait_for_selector("text=Con le competenze essenziali in Lombardia", timeout=10_000)
        await hands.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        async with hands.page.expect_request(lambda one: "/profile-count" in one.url) as asked:
            await hands.page.check("input[name=essential] >> nth=1")
        assert "essential=" in (await asked.value).url
        # demands are never sent with it
        assert "level_" not in (await asked.value).url
        await hands.context.close()
    assert not looked.problems, "\n".join(looked.problems)


async def test_the_public_page_passes_the_policy_and_carries_its_data(tmp_path: Path) -> None:
    viewer = await Cast().owner(Role.COMPANY_RECRUITER)
    id = await builders.published_vacancy(viewer)
    await showing.show_to_all(id, by=viewer)
    looked = Looked()
    async with chromium() as browser, served(tmp_path) as address:
        hands = await window(browser, address, looked, width=390)
        await hands.open(f"/jobs/{id}")
        said = await hands.page.evaluate(
            "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"
        )
        assert (said["@type"], said["title"]) == ("JobPosting", "Addetto/a back office")
        await hands.open("/jobs")
        assert "Addetto/a back office" in await hands.page.inner_text("main")
        await hands.context.close()
    # a refusal of the content security policy would stand among them
    assert not looked.problems, "\n".join(looked.problems)
