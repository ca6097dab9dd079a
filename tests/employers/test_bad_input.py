"""What cannot be is refused by every way in, on its field or cell, with the way out; nothing is saved."""

from uuid import UUID

import pytest

from portal.employers.companies.actions import workforce
from portal.employers.companies.queries import workforce as rows
from portal.employers.companies.queries import workforce_files as files
from portal.employers.companies.queries.workforce import Filters
from portal.employers.companies.vocabulary import ImportState
from portal.foundation import clock
from portal.foundation.ids import new_id
from portal.kernel.viewer import Viewer
from tests.employers import builders
from tests.employers.prospetto_informativo import company as made
from tests.employers.test_prospetto_file import administrator, exported
from tests.employers.test_prospetto_file import read as read_prospetto
from tests.employers.test_workforce_imports import checked, file, line, shown
from tests.web import Browser, Page, browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]

NO_PERCENTAGE = "Le categorie dell’art. 18 non hanno una percentuale: lascia il campo vuoto."
TOO_MANY_HOURS = "Le ore settimanali superano quelle del tempo pieno."
NO_COMUNE = "Non trovo questo comune."
BEFORE_2018 = "1 gennaio 2018"


async def seated(user: Browser, viewer: Viewer) -> None:
    await user.sign_in_as(viewer.account_id, viewer.organisation_id)


async def how_many(company_id: UUID) -> int:
    return await rows.count(company_id, Filters(shown="all"), clock.today())


async def by_hand(viewer: Viewer, **typed: str) -> Page:
    assert viewer.organisation_id is not None
    usual = {
        "code": "B1",
        "site": str(await builders.head_office(viewer.organisation_id)),
        "starts_on": "02/03/2020",
        "contract": "permanent",
        "weekly_hours": "40",
        "full_time_hours": "40",
    }
    async with browser() as user:
        await seated(user, viewer)
        await user.get("/workforce/new")
        return await user.press("/workforce", {**usual, **typed})


async def by_file(viewer: Viewer, *lines: str) -> list[tuple[int, str, str]]:
    found = await shown(await checked(viewer, file(*lines)), viewer)
    assert found.state is ImportState.REFUSED
    return [(one.line, one.column, one.sentence) for one in found.report.errors]


async def by_prospetto(viewer: Viewer, content: bytes) -> list[tuple[str, str]]:
    found = await read_prospetto(viewer, content)
    assert found.state is ImportState.REFUSED
    return [(one.column, one.sentence) for one in found.report.errors]


async def test_a_percentage_for_an_art_18_worker() -> None:
    viewer, company_id = await administrator()
    wrong = await by_hand(viewer, protection="art18", category="C1", percentage="60")
    assert wrong.status == 422
    assert NO_PERCENTAGE in wrong
    assert (2, "percentuale", NO_PERCENTAGE) in await by_file(viewer, line("1", more="art. 18;C1;60;"))
    protected = exported().replace(
        b"<codicefiscale>VRDGNN70B12E507A</codicefiscale>",
        b"<codicefiscale>VRDGNN70B12E507A</codicefiscale><percentualedisabilita>60</percentualedisabilita>",
    )
    assert ("percentuale", NO_PERCENTAGE) in await by_prospetto(viewer, protected)
    assert await how_many(company_id) == 0


@pytest.mark.parametrize("percentage", ["²", "sessanta", "6" * 5000])
async def test_a_percentage_that_is_no_number_in_a_prospetto(percentage: str) -> None:
    viewer, _ = await administrator()
    content = exported().replace(
        b"<percentualedisabilita>67", f"<percentualedisabilita>{percentage}".encode(), 1
    )
    assert ("percentuale", "La percentuale è un numero intero.") in await by_prospetto(viewer, content)


async def test_part_time_hours_above_those_of_the_full_time() -> None:
    viewer, company_id = await administrator()
    wrong = await by_hand(viewer, weekly_hours="40", full_time_hours="38")
    assert wrong.status == 422
    assert TOO_MANY_HOURS in wrong
    assert (2, "ore settimanali", TOO_MANY_HOURS) in await by_file(viewer, line("1", "41"))
    assert b"<orariosettimanaleparttime>20:00" in exported()
    content = exported().replace(b"<orariosettimanaleparttime>20:00", b"<orariosettimanaleparttime>41:00")
    assert ("ore settimanali", TOO_MANY_HOURS) in await by_prospetto(viewer, content)
    assert await how_many(company_id) == 0


async def test_periods_of_one_person_that_overlap() -> None:
    viewer, company_id = await administrator()
    site = await builders.head_office(company_id)
    await workforce.add_worker(builders.draft(site, "B1"), id=new_id(), by=viewer)
    wrong = await by_hand(viewer, starts_on="01/06/2026")
    assert wrong.status == 422
    assert "La matricola «B1» ha già una riga dal 2 marzo 2020, senza fine" in wrong
    [(number, _, sentence)] = await by_file(viewer, line("B1", starts="01/06/2026"))
    assert number == 2
    assert "i periodi non si sovrappongono" in sentence
    assert await how_many(company_id) == 1


async def test_a_comune_that_is_not_there() -> None:
    viewer = await made.company(0)
    prospetto = await made.begun(viewer)
    born = await by_hand(viewer, born_in="Atlantide")
    assert born.status == 422
    assert NO_COMUNE in born
    async with browser() as user:
        await seated(user, viewer)
        for page, form, field in (
            ("/company/sites/new", "/company/sites", "comune"),
            (f"/prospetti/{prospetto}/company", "/company", "contact_comune"),
            (f"/prospetti/{prospetto}/provinces/LC", "/LC", "comune"),
        ):
            await user.get(page)
            wrong = await user.press(form, {field: "Atlantide"})
            assert wrong.status == 422, page
            assert NO_COMUNE in wrong, page
            assert 'value="Atlantide"' in wrong.html, page  # nothing typed is lost


@pytest.mark.parametrize("address", ["/obligations", "/obligations/calculation", "/workforce/figures"])
async def test_a_day_before_the_rule_of_today(address: str) -> None:
    viewer, _ = await administrator()
    await builders.workers(15, viewer)
    async with browser() as user:
        await seated(user, viewer)
        assert (await user.get(f"{address}?on=01/01/2018")).status == 200
        refused = await user.get(f"{address}?on=31/12/2017")
        assert refused.status == 422
        assert BEFORE_2018 in refused


@pytest.mark.parametrize("day", ["31/02/2026", "ieri", "0", "9" * 300, "<b>", "31/12/99999", "31/12/9999"])
async def test_a_day_that_is_none(day: str) -> None:
    viewer, _ = await administrator()
    await builders.workers(15, viewer)
    async with browser() as user:
        await seated(user, viewer)
        for address in ("/obligations", "/obligations/calculation", "/workforce/figures"):
            assert (await user.get(f"{address}?on={day}")).status == 422, address
        listed = await user.get(f"/workforce?on={day}")
        assert listed.status == 200
        assert "Qui sotto vedi la situazione di oggi." in listed
        assert "<b>" not in listed.html


async def test_a_day_no_calendar_reckons_with() -> None:
    """«31/12/9999» for «no end», as other programs write it: the day after it does not exist."""
    viewer, company_id = await administrator()
    wrong = await by_hand(viewer, ends_on="31/12/9999")
    assert wrong.status == 422
    assert "Controlla l’anno: va dal 1900 al 2099." in wrong
    [(number, column, sentence)] = await by_file(viewer, line("1", ends="31/12/9999"))
    assert (number, column) == (2, "data fine")
    assert "se non c’è una fine, lascia vuota la cella" in sentence
    assert await how_many(company_id) == 0
    async with browser() as user:
        await seated(user, viewer)
        for address in ("measures/new/sospensione", "conventions/new/art11-programme"):
            await user.get(f"/{address}")
            page = await user.press(f"/{address}", {"ends_on": "31/12/9999"})
            assert "Controlla l’anno: va dal 1900 al 2099." in page, address


async def test_a_file_of_one_company_is_read_with_its_own_rows_alone() -> None:
    """Overlaps are looked for among the rows of the company: the staff numbers of another say nothing."""
    other, other_id = await administrator()
    site = await builders.head_office(other_id)
    await workforce.add_worker(builders.draft(site, "B1"), id=new_id(), by=other)
    viewer, company_id = await administrator()
    id = await checked(viewer, file(line("B1")))
    assert (await files.file(id, company_id)).state is ImportState.CHECKED
