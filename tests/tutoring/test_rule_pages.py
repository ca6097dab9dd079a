"""Pages of the rule packs: read by region, changed by coordinators with days and source."""

import html
import re

import pytest

from portal.foundation import clock
from portal.kernel.roles import Role
from tests.employers.test_parameter_pages import seated, typed
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")
KEY = "duration.max_months:03:extracurricular:disabled"
NEW = "indemnity.minimum:16:extracurricular:any"


async def test_rules_are_read_by_region_with_source_and_mark() -> None:
    async with browser() as user:
        await seated(user)
        nation = await _every_group(user, "/rules")
        for words in ("Italia", "Accordo 86/CSR", "24 mesi", "da verificare", "due fonti", "70 %"):
            assert words in nation, words
        lombardia = await _every_group(user, "/rules?region=03")
        for words in ("Lombardia", "DGR 7763", "500,00 €", "80 %", "Persona con disabilità"):
            assert words.lower() in lombardia.lower(), words
        assert "DGR 576/2019" not in lombardia


async def _every_group(user: Browser, address: str) -> str:
    """The words of all the groups that the page of a region leads to."""
    first = (await user.get(address)).html
    listed = re.findall(r'href="(/rules\?region=[^"]*group=[^"]*)"', first)
    assert len(listed) > 1
    return "\n".join([(await user.get(html.unescape(one))).text for one in listed])


async def test_a_coordinator_enters_ends_and_withdraws_a_figure() -> None:
    day = f"{clock.today():%d/%m/%Y}"
    async with browser() as user:
        await seated(user)
        await user.get(f"/rules/{KEY}")
        page = await user.press(f"/rules/{KEY}", typed(amount="molti"))
        assert page.status == 422
        page = await user.press(f"/rules/{KEY}", typed(amount="18"))
        assert "Valore inserito." in page
        assert "18 mesi" in page
        figure = re.search(r"/rules/figures/([0-9a-f-]+)/end", page.html)
        assert figure is not None
        await user.get(f"/rules/figures/{figure[1]}/end")
        assert "Ultimo giorno scritto." in await user.press("/end", {"last_day": day})
        await user.get(f"/rules/figures/{figure[1]}/withdrawal")
        page = await user.press("/withdrawal", {"reason": ""})
        assert page.status == 422
        assert "Valore ritirato." in await user.press("/withdrawal", {"reason": "Era sbagliato."})


async def test_a_region_that_came_without_rules_gets_its_own() -> None:
    async with browser() as user:
        await seated(user)
        await user.get("/rules")
        choice = {"rule": "indemnity.minimum", "region": "16", "kind": "extracurricular", "category": "any"}
        page = await user.press("/rules", choice)
        assert page.response.url.path == f"/rules/{NEW}"
        page = await user.press(f"/rules/{NEW}", typed(amount="450"))
        assert "Valore inserito." in page
        assert "Puglia" in await user.get("/rules?region=16")


@pytest.mark.parametrize(
    "key", ["nothing", "duration.max_months:99:tis:any", "indemnity:03:tis:any", "a:b:c:d:e"]
)
async def test_what_is_no_case_is_not_there(key: str) -> None:
    async with browser() as user:
        await seated(user)
        assert (await user.get(f"/rules/{key}")).status == 404


@pytest.mark.parametrize("role", [Role.JOB_COUNSELLOR, Role.COMPANY_ADMINISTRATOR, Role.IN_COMPANY_TUTOR])
async def test_only_coordinators_see_the_rules(role: Role) -> None:
    async with browser() as user:
        await seated(user, role)
        assert (await user.get("/rules")).status == 403
