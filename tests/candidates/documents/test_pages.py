"""Documents of a person through the pages: added, read, removed, refused; nothing legible on disk."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from portal.foundation import db, files
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from tests.candidates import builders
from tests.candidates.documents.test_rules import PDF
from tests.cast import Cast
from tests.journeys.faults_of_a_page import faults
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")

MARKED = PDF + b"zanzibar sulla salute"
SENT = {"file": ("Verbale Zanzibar.pdf", MARKED, "application/octet-stream")}


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest_asyncio.fixture
async def web(tmp_path: Path) -> AsyncIterator[Browser]:
    async with browser() as opened:
        before = files._folder
        files.configure(tmp_path / "files")
        yield opened
        if before is not None:
            files.configure(before)


async def test_a_paper_is_added_read_and_removed(web: Browser, cast: Cast, tmp_path: Path) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    url = f"/people/{person_id}/documents"
    page = await web.get(url)
    assert "Nessun documento ancora." in page
    assert faults(page.html) == []
    page = await web.press("/documents", {"kind": "invalidity_report", "dated_on": "01/03/2026"}, files=SENT)
    assert "Documento aggiunto." in page
    assert "Verbale Zanzibar.pdf" in page
    assert faults(page.html) == []
    document_id = await db.fetchval("SELECT id FROM document WHERE person = $1", person_id)

    on_disk = [path.read_bytes() for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert len(on_disk) == 1
    assert b"zanzibar" not in on_disk[0]
    assert b"Zanzibar" not in await db.fetchval("SELECT name_sealed FROM document WHERE id = $1", document_id)

    read = await web.get(f"{url}/{document_id}")
    assert read.response.content == MARKED
    assert read.response.headers["content-type"] == "application/pdf"
    assert read.response.headers["content-disposition"].startswith("attachment")
    noted = await db.fetchval("SELECT data->>'document_id' FROM audit_entry WHERE what = 'DocumentRead'")
    assert noted == str(document_id)

    await web.get(url)
    page = await web.press(f"{document_id}/removal")
    assert "Documento tolto." in page
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


async def test_pressed_twice_it_is_kept_once(web: Browser, cast: Cast, tmp_path: Path) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    once = str(new_id())
    for _ in range(2):
        await web.get(f"/people/{person_id}/documents")
        page = await web.press("/documents", {"kind": "curriculum", "once": once}, files=SENT)
        assert "Documento aggiunto." in page
    assert await db.fetchval("SELECT count(*) FROM document") == 1
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("foto.png", PDF, "non è quello che il nome dice"),
        ("programma.pdf", b"MZ\x90", "non è di un tipo accettato"),
        ("grande.pdf", PDF.ljust(5_000_001, b"0"), "supera 5 MB"),
        ("programma.exe", PDF, "non è di un tipo accettato"),
    ],
)
async def test_what_is_no_paper_is_refused_with_a_way_out(
    web: Browser, cast: Cast, name: str, content: bytes, sentence: str
) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    await web.get(f"/people/{person_id}/documents")
    page = await web.press(
        "/documents", {"kind": "other"}, files={"file": (name, content, "application/pdf")}
    )
    assert page.status == 422
    assert sentence in page
    assert await db.fetchval("SELECT count(*) FROM document") == 0


async def test_colleagues_strangers_coordinators_and_companies_find_nothing(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.person(counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    await web.get(f"/people/{person_id}/documents")
    await web.press("/documents", {"kind": "curriculum"}, files=SENT)
    document_id = await db.fetchval("SELECT id FROM document WHERE person = $1", person_id)
    for other in (
        await cast.teammate(Role.JOB_COUNSELLOR),
        await cast.teammate(Role.COORDINATOR),
        await cast.outsider(Role.JOB_COUNSELLOR),
    ):
        await web.sign_in_as(other.account_id, other.organisation_id)
        for url in (f"/people/{person_id}/documents", f"/people/{person_id}/documents/{document_id}"):
            page = await web.get(url)
            assert page.status == 404
            assert "Zanzibar" not in page


async def test_a_paper_of_another_file_is_not_there(web: Browser, cast: Cast) -> None:
    counsellor = await cast.owner(Role.JOB_COUNSELLOR)
    person_id, other_id = await builders.person(counsellor), await builders.person(counsellor)
    await web.sign_in_as(counsellor.account_id, counsellor.organisation_id)
    await web.get(f"/people/{person_id}/documents")
    await web.press("/documents", {"kind": "curriculum"}, files=SENT)
    document_id = await db.fetchval("SELECT id FROM document WHERE person = $1", person_id)
    assert (await web.get(f"/people/{other_id}/documents/{document_id}")).status == 404
