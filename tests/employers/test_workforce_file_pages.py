"""Files of the workforce over HTTP, without a script: upload, columns, progress, report, confirmation."""

from uuid import UUID

import pytest

from portal.employers.companies.actions import workforce_files
from portal.employers.companies.queries import workforce as rows
from portal.employers.companies.queries.workforce import Filters
from portal.employers.companies.workforce_table import MOST_BYTES
from portal.foundation import clock, db, jobs
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from tests.cast import Cast
from tests.web import Browser, Page, browser

pytestmark = [pytest.mark.usefixtures("db_rollback")]
CSV = "text/csv"
HEADER = "matricola;nome e cognome;sede;data inizio;data fine;contratto;ore settimanali;ore tempo pieno"
ROW = "001;Anna Bassi;Lecco;01/03/2021;;Tempo indeterminato;24;40"


async def owner() -> tuple[Viewer, UUID]:
    viewer = await Cast().owner(Role.COMPANY_ADMINISTRATOR)
    assert viewer.organisation_id is not None
    return viewer, viewer.organisation_id


async def seated(user: Browser, viewer: Viewer) -> None:
    await user.sign_in_as(viewer.account_id, viewer.organisation_id)


async def how_many(company_id: UUID) -> int:
    return await rows.count(company_id, Filters(shown="all"), clock.today())


async def upload(user: Browser, content: bytes, name: str = "organico.csv", kind: str = CSV) -> Page:
    await user.get("/workforce/import")
    return await user.press("/workforce/import", files={"file": (name, content, kind)})


async def test_a_file_is_checked_shown_and_loaded() -> None:
    viewer, company_id = await owner()
    async with browser() as user:
        await seated(user, viewer)
        checked = await upload(user, f"{HEADER}\n{ROW}\n{ROW.replace('001', '002')}\n".encode())
        assert "Righe nuove 2" in checked
        assert await how_many(company_id) == 0
        loaded = await user.press("/loading")
        assert "Organico caricato: 2 righe nuove, 0 cambiate, 0 uguali." in loaded
        again = await upload(user, f"{HEADER}\n{ROW}\n".encode())
        assert "Righe uguali 1" in again
        assert "caricarlo non cambia niente" in again
    assert await how_many(company_id) == 2


async def test_a_file_thrown_away_saves_nothing() -> None:
    viewer, company_id = await owner()
    async with browser() as user:
        await seated(user, viewer)
        await upload(user, f"{HEADER}\n{ROW}\n".encode())
        gone = await user.press("/removal")
        assert "Non è stato salvato niente." in gone
    assert await how_many(company_id) == 0


WRONG = [
    (
        f"{HEADER}\n{ROW.replace('01/03/2021', '31/13/2021')}\n".encode(),
        "organico.csv",
        "non esiste nel calendario",
    ),
    (f"{HEADER}\n{ROW}\n".encode("utf-16"), "organico.csv", "UTF-16"),
    (b"\x81\x8d\x8f;x\n1;2\n", "organico.csv", "caratteri del file non si leggono"),
    (b"PK\x03\x04", "organico.xlsx", "non si apre"),
    (b"<prospetto", "prospetto.xml", "L’XML non si legge"),
]


@pytest.mark.parametrize(("content", "name", "words"), WRONG)
async def test_a_wrong_file_is_refused_in_words_and_nothing_is_saved(
    content: bytes, name: str, words: str
) -> None:
    viewer, company_id = await owner()
    async with browser() as user:
        await seated(user, viewer)
        answer = await upload(user, content, name)
        assert "Niente è stato salvato." in answer
        assert words in answer
    assert await how_many(company_id) == 0
    assert await db.fetchval("SELECT file_key FROM workforce_import") is None


async def test_an_empty_file_and_one_of_another_type_are_refused_on_the_form() -> None:
    viewer, company_id = await owner()
    async with browser() as user:
        await seated(user, viewer)
        for content, name, words in (
            (b"x", "organico.pdf", "non è di un tipo accettato"),
            (b"", "organico.csv", "è vuoto"),
        ):
            answer = await upload(user, content, name)
            assert answer.status == 422
            assert words in answer
    assert await how_many(company_id) == 0
    assert await db.fetchval("SELECT count(*) FROM workforce_import") == 0


async def test_columns_with_other_names_are_matched_on_a_page_that_proposes_them() -> None:
    viewer, company_id = await owner()
    other = HEADER.replace("matricola", "Numero").replace("sede", "Sede di lavoro") + ";Reparto"
    content = f"{other}\n{ROW};A\n".encode()
    async with browser() as user:
        await seated(user, viewer)
        asked = await upload(user, content)
        assert "Abbina le colonne" in asked
        assert 'value="site" selected' in asked.html
        wrong = await user.press("/columns", {})
        assert wrong.status == 422
        assert "Mancano queste colonne: «matricola»" in wrong
        checked = await user.press("/columns", {"column0": "code"})
        assert "Righe nuove 1" in checked
        again = await upload(user, content)
        assert "Righe nuove 1" in again
    assert await how_many(company_id) == 0


async def test_a_file_at_work_says_how_far_it_is_and_asks_again_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    viewer, company_id = await owner()
    monkeypatch.setattr(workforce_files, "SMALL", 10)
    async with browser() as user:
        await seated(user, viewer)
        waiting = await upload(user, f"{HEADER}\n{ROW}\n".encode())
        address = waiting.response.url.path
        assert "In lettura" in waiting
        assert 'hx-trigger="every 1s"' in waiting.html
        assert f'href="{address}">Aggiorna' in waiting.html
        await db.execute("UPDATE workforce_progress SET step = 'comparing', done = 30000, total = 50000")
        piece = await user.get(address, fragment=True)
        assert "Confronto con l’organico: 30.000 righe su 50.000" in piece
        assert "<html" not in piece.html
        await jobs.drain()
        checked = await user.get(address)
        assert "Righe nuove 1" in checked
        assert "every 1s" not in checked.html
        await user.press("/loading")
        await jobs.drain()
        assert "Organico caricato." in await user.get(address)
    assert await how_many(company_id) == 1


async def test_the_errors_can_be_downloaded_and_never_run() -> None:
    viewer, _ = await owner()
    async with browser() as user:
        await seated(user, viewer)
        refused = await upload(user, f"{HEADER}\n{ROW.replace('Anna Bassi', '=1+1')}\n".encode())
        report = await user.get(f"{refused.response.url.path}/report.csv")
        lines = report.response.content.decode("utf-8-sig").splitlines()
        assert lines[0] == "riga;colonna;che cosa non va"
        assert lines[1].startswith("2;nome e cognome;La cella comincia come una formula")


async def test_the_report_names_every_wrong_row() -> None:
    viewer, _ = await owner()
    async with browser() as user:
        await seated(user, viewer)
        answer = await upload(user, f"{HEADER}\n{ROW}\n{ROW}\n{ROW.replace('Lecco', 'Como')}\n".encode())
        assert "Da correggere nel file 2 righe" in answer
        assert "Matricola e data di inizio sono già alla riga 2." in answer
        assert "La sede «Como» non c’è" in answer


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 50_000_000])
async def test_a_file_of_more_than_ten_megabytes_is_refused_before_it_is_read(size: int) -> None:
    viewer, company_id = await owner()
    async with browser() as user:
        await seated(user, viewer)
        answer = await upload(user, b"x" * size)
        assert answer.status == 413
        assert "supera 10 MB" in answer
        assert "Non è stato salvato niente" in answer
    assert await how_many(company_id) == 0


async def test_the_templates_can_be_downloaded() -> None:
    viewer, _ = await owner()
    async with browser() as user:
        await seated(user, viewer)
        csv = await user.get("/workforce/import/template.csv")
        assert csv.response.content.startswith(b"\xef\xbb\xbfmatricola;")
        xlsx = await user.get("/workforce/import/template.xlsx")
        assert xlsx.response.content.startswith(b"PK\x03\x04")
        assert "attachment" in xlsx.response.headers["content-disposition"]


async def test_a_strangers_file_answers_404() -> None:
    people = Cast()
    ours, theirs = (
        await people.owner(Role.COMPANY_ADMINISTRATOR),
        await people.outsider(Role.COMPANY_ADMINISTRATOR),
    )
    async with browser() as user:
        await seated(user, ours)
        checked = await upload(user, f"{HEADER}\n{ROW}\n".encode())
        path = checked.response.url.path
        await seated(user, theirs)
        assert (await user.get(path)).status == 404
        assert (await user.post(f"{path}/loading")).status == 404
        assert (await user.post(f"{path}/removal")).status == 404
