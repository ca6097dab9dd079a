"""The export of one's own data: JSON that a program reads, a PDF that people read, nothing of anybody else."""

from base64 import b64decode
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
import pytest_asyncio

from portal.candidates.documents import actions as documents
from portal.candidates.documents.actions import Paper
from portal.candidates.documents.vocabulary import DocumentKind
from portal.foundation import audit, db, files, pdf
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.privacy.queries import exports
from portal.privacy.queries.records import UNREADABLE, records
from tests.candidates import builders as candidates
from tests.cast import Cast
from tests.matching import builders as proposals
from tests.privacy import builders
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as one:
        yield one


async def _stage() -> proposals.Stage:
    now = await proposals.stage()
    await candidates.signed_synthesis(now.person_id, now.counsellor)
    await builders.with_secrets(now.person_id, now.counsellor)
    await proposals.opened(now)
    return now


async def test_the_json_holds_file_consents_cards_readers_proposals_and_rows(web: Browser) -> None:
    now = await _stage()
    await builders.enter(web, now.person_id, now.counsellor)
    answer = await web.get("/my-area/export.json")
    assert answer.response.headers["content-type"].startswith("application/json")
    assert "attachment" in answer.response.headers["content-disposition"]
    said = msgspec.json.decode(answer.response.content)
    assert said["format"] == exports.FORMAT
    assert said["person"].startswith("Nives Brambilla")
    assert {one["kind"] for one in said["consents"]} == {"service", "proposals"}
    assert [one["who"] for one in said["who_read_your_identity"]] == [now.recruiter.name]
    assert said["proposals"][0]["company_reads"]
    assert said["records"]["person"][0]["email"]
    assert said["records"]["person"][0]["conditions"] == ["M3", "T1"], "sealed columns are opened for her"
    assert said["records"]["project_aim"][0]["text"] == "Un lavoro in magazzino."


async def test_her_papers_are_in_it_byte_by_byte(tmp_path: Path) -> None:
    files.configure(tmp_path / "files")
    now = await _stage()
    paper = b"%PDF-1.7\n" + bytes(range(256)) + b"\n%%EOF"
    await documents.add(
        id=new_id(),
        person_id=now.person_id,
        paper=Paper(DocumentKind.LETTER, "lettera.pdf", paper),
        by=now.counsellor,
    )
    said = msgspec.json.decode(await exports.as_json(now.person_id, whole=False))
    (one,) = said["documents"]
    assert (one["kind"], one["name"], one["media_type"]) == (
        "Lettera o comunicazione", "lettera.pdf", "application/pdf",
    )  # fmt: skip
    assert b64decode(one["content_base64"]) == paper
    for file in (tmp_path / "files").rglob("*"):
        if file.is_file():
            file.unlink()
    said = msgspec.json.decode(await exports.as_json(now.person_id, whole=False))
    assert said["documents"][0]["content_base64"] is None


async def test_no_key_hash_secret_or_other_person_is_in_it() -> None:
    now = await _stage()
    stranger = await candidates.in_development(now.counsellor, last_name="Zzaltrazz")
    content = (await exports.as_json(now.person_id, whole=True)).decode()
    assert "Zzaltrazz" not in content
    assert str(stranger) not in content
    assert str(now.person_id) not in content
    for row in await records(now.person_id, whole=True):
        assert row not in ("account", "organisation")
    found = await records(now.person_id, whole=True)
    columns = {column for rows in found.values() for one in rows for column in one}
    assert not {one for one in columns if one.endswith(("_hash", "_index", "token", "version"))}


async def test_every_sealed_value_of_hers_opens() -> None:
    now = await _stage()
    content = (await exports.as_json(now.person_id, whole=True)).decode()
    assert UNREADABLE not in content
    assert "Ci rivediamo con i documenti." in content
    assert "Precisa e costante." in content, "what her counsellor wrote of her"


async def test_a_value_changed_behind_the_portals_back_does_not_cost_her_the_rest() -> None:
    now = await _stage()
    await db.execute(
        "UPDATE person SET conditions_sealed = $2 WHERE id = $1", now.person_id, b"\x01" + bytes(40)
    )
    found = await records(now.person_id, whole=False)
    assert found["person"][0]["conditions"] == UNREADABLE
    assert found["person"][0]["first_name"] == "Nives"


async def test_the_pdf_is_a_document_in_italian_with_the_same_words(web: Browser) -> None:
    now = await _stage()
    await builders.enter(web, now.person_id, now.counsellor)
    answer = await web.get("/my-area/export.pdf")
    assert answer.response.headers["content-type"] == "application/pdf"
    assert answer.response.content.startswith(b"%PDF-")
    said = await exports.for_print(now.person_id, whole=False)
    assert said["whole"] == []
    assert any(one["title"] == "Contatti" for one in said["parts"])
    assert said["identity"][0][0] == now.recruiter.name


async def test_the_whole_copy_prints_whatever_stands_in_her_file(web: Browser) -> None:
    now = await _stage()
    said = await exports.for_print(now.person_id, whole=True)
    titles = [one["title"] for one in said["whole"]]
    assert "Colloqui" in titles
    assert (await pdf.drawn("own_data.typ", said)).startswith(b"%PDF-")


async def test_somebody_without_anything_gets_a_short_document() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await candidates.person(counsellor)
    said = await exports.for_print(person_id, whole=False)
    assert said["proposals"] == []
    assert (await pdf.drawn("own_data.typ", said)).startswith(b"%PDF-")


async def test_each_download_is_in_the_register(web: Browser) -> None:
    now = await _stage()
    await builders.enter(web, now.person_id, now.counsellor)
    await web.get("/my-area/export.json")
    await web.get("/my-area/export.pdf")
    acts = await audit.entries_about(now.person_id, what=["OwnDataExported"])
    assert [(one.actor, one.data["form"]) for one in acts] == [("person", "pdf"), ("person", "json")]
