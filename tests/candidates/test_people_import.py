"""People by file: template, row by row, all or nothing, once."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from portal.candidates.cases.importing import COLUMNS
from portal.foundation import clock, db, spreadsheets
from portal.foundation.ids import new_id
from portal.foundation.spreadsheets import UnreadableFile, read_rows
from portal.kernel.roles import Role
from tests.cast import Cast
from tests.journeys.faults_of_a_page import faults
from tests.web import Browser, browser

HEAD = ";".join(COLUMNS)


def sheet(*rows: str) -> dict[str, tuple[str, bytes, str]]:
    return {"file": ("persone.csv", "\r\n".join([HEAD, *rows]).encode("utf-8-sig"), "text/csv")}


def row(last: str = "Colombo", comune: str = "Lecco", code: str = "", phone: str = "0341 555555") -> str:
    return f"{last};Nives;{comune};{phone};;{code};;;{clock.today():%d/%m/%Y}"


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


def test_the_template_is_read_back_in_both_forms() -> None:
    for content, suffix in (
        (spreadsheets.template_csv(list(COLUMNS)), ".csv"),
        (spreadsheets.template_xlsx(list(COLUMNS), title="Persone"), ".xlsx"),
    ):
        with pytest.raises(UnreadableFile, match="non ha righe"):
            read_rows(content, suffix, list(COLUMNS), most_rows=10)


@pytest.mark.parametrize(
    ("content", "suffix", "sentence"),
    [
        (b"PK\x03\x04zip", ".csv", "non è un CSV"),
        (b"PK\x03\x04zip", ".xlsx", "non si apre"),
        (b"Cognome;Nome\r\nA;B", ".csv", "manca la colonna"),
        (b'Cognome;Nome\r\n"A;B', ".csv", "virgolette"),
    ],
)
def test_a_file_that_cannot_be_read_says_the_way_out(content: bytes, suffix: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        read_rows(content, suffix, list(COLUMNS), most_rows=10)


def test_a_file_too_long_is_refused() -> None:
    content = "\n".join([HEAD, *[row()] * 4]).encode()
    with pytest.raises(UnreadableFile, match="più di 3 righe"):
        read_rows(content, ".csv", list(COLUMNS), most_rows=3)


@pytest.mark.usefixtures("db_rollback")
async def test_a_good_file_opens_every_row_once(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    once = str(new_id())
    for _ in range(2):
        page = await web.get("/people/import")
        assert faults(page.html) == []
        page = await web.press(
            "/people/import", {"once": once}, files=sheet(row("Colombo"), row("Fumagalli"))
        )
        assert "2 schede aperte" in page
    assert await db.fetchval("SELECT count(*) FROM person") == 2
    assert await db.fetchval("SELECT count(*) FROM case_ WHERE holder = $1", counsellor.account_id) == 2


@pytest.mark.usefixtures("db_rollback")
async def test_one_bad_row_opens_nothing_and_every_error_has_its_line(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    await web.get("/people/import")
    page = await web.press(
        "/people/import", files=sheet(row(), row("", "Zanzibarville"), row("Rossi", phone=""), row(code="XX"))
    )
    assert page.status == 422
    assert faults(page.html) == []
    for words in (
        "3 Cognome Scrivi il cognome.",
        "non è un comune italiano",
        "4 Telefono",
        "5 Codice fiscale",
    ):
        assert words in page, words
    assert await db.fetchval("SELECT count(*) FROM person") == 0


@pytest.mark.usefixtures("db_rollback")
async def test_coordinators_have_no_import(web: Browser, cast: Cast) -> None:
    coordinator = await cast.owner(Role.COORDINATOR)
    await web.sign_in_as(coordinator.account_id, coordinator.organisation_id)
    assert (await web.get("/people/import")).status in (403, 404)
