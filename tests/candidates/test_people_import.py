"""People by file: template, row by row, all or nothing, once."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from portal.candidates.cases.import_columns import OPTIONAL, told
from portal.candidates.cases.importing import COLUMNS
from portal.candidates.people import queries as people
from portal.foundation import clock, db, spreadsheets
from portal.foundation.ids import new_id
from portal.foundation.spreadsheets import UnreadableFile, read_rows
from portal.kernel.roles import Role
from tests.cast import Cast
from tests.journeys.faults_of_a_page import faults
from tests.web import Browser, browser

HEAD = ";".join(COLUMNS)
WIDE = ";".join([*COLUMNS, *OPTIONAL])


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


FULL = {
    "Preferisce": "Telefono",
    "Lavori fatti": "Magazziniere: da 2 a 4 anni | Addetto/a alle pulizie: 10 anni o più",
    "Competenze": "K017 | K018",
    "Lingue": "inglese B1 | francese A2",
    "Ore da": "20",
    "Ore fino a": "30",
    "Minuti di viaggio": "45",
    "Quando": "lunedì mattina | Martedì, pomeriggio",
    "Come si sposta": "Mezzi pubblici | A piedi",
    "Contratti": "Tempo determinato",
    "Titolo di studio": "USG",
    "Patenti": "B",
    "Lavori desiderati": "magazziniere",
    "Libera dal": "1/12/2026",
}


def wide(*rows: dict[str, str]) -> dict[str, tuple[str, bytes, str]]:
    lines = [f"{row()};" + ";".join(one.get(name, "") for name in OPTIONAL) for one in rows]
    return {"file": ("persone.csv", "\r\n".join([WIDE, *lines]).encode("utf-8-sig"), "text/csv")}


@pytest.mark.usefixtures("db_rollback")
async def test_a_row_brings_work_skills_languages_and_availability(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    once = str(new_id())
    for _ in range(2):
        await web.get("/people/import")
        page = await web.press("/people/import", {"once": once}, files=wide(FULL, {}))
        assert "2 schede aperte" in page, page.text
    rows = await db.fetch("SELECT id FROM person ORDER BY preferred_contact NULLS LAST")
    full, bare = (row["id"] for row in rows)
    assert {one.years_band for one in await people.experiences(full)} == {"2_4", "10_plus"}
    assert await people.skill_codes(full) == ("K017", "K018")
    assert await people.languages(full) == {"en": 3, "fr": 2}
    available = await people.availability(full)
    assert available is not None
    assert (available.hours_min, available.hours_max, available.max_minutes) == (20, 30, 45)
    assert available.slots == ("mon-morning", "tue-afternoon")
    assert (available.education_code, available.licences) == ("USG", ("B",))
    assert available.wished_professions == ("4.3.1.2.0",)
    assert await people.availability(bare) is None


@pytest.mark.parametrize(
    ("heading", "cell", "sentence"),
    [
        ("Lavori fatti", "Magazziniere", "scrivi lavoro, due punti e quanto tempo"),
        ("Lavori fatti", "Domatore di draghi: da 2 a 4 anni", "non è nell’elenco delle professioni"),
        ("Competenze", "K999", "«K999» non è fra le risposte possibili."),
        ("Lingue", "inglese Z9", "scrivi la lingua e il livello, per esempio inglese B1."),
        ("Lingue", "inglese B1 | inglese B2", "Questa lingua c’è già."),
        ("Ore da", "90", "Le ore settimanali vanno da 1 a 48."),
        ("Ore fino a", "10", "Le ore massime sono meno delle minime."),
        ("Quando", "lunedì a colazione", "«lunedì a colazione» non è fra le risposte possibili."),
        ("Quando", "", "Scegli almeno un momento."),
        ("Contratti", "a voce", "«a voce» non è fra le risposte possibili."),
        ("Preferisce", "Piccione", "«Piccione» non è fra le risposte possibili."),
        ("Lavori desiderati", "a | b | c | d", "Si indicano al massimo 3 lavori."),
        ("Libera dal", "domani", "data"),
    ],
)
def test_what_is_wrong_in_a_cell_is_said_at_its_column(heading: str, cell: str, sentence: str) -> None:
    problems = told(FULL | {heading: cell}).problems
    assert [where for where, _ in problems if where == heading], problems
    assert any(sentence in words for where, words in problems if where == heading), problems


@pytest.mark.usefixtures("db_rollback")
async def test_a_wrong_cell_opens_nobody(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    await web.get("/people/import")
    page = await web.press("/people/import", files=wide(FULL, FULL | {"Competenze": "K999"}))
    assert page.status == 422
    assert faults(page.html) == []
    assert "3 Competenze «K999» non è fra le risposte possibili." in page
    assert await db.fetchval("SELECT count(*) FROM person") == 0
