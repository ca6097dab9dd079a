"""Erasure looked at from inside: every sealed value of the database is opened, and none speaks of her any more.

What colleagues were typing about her, and what a company searched by her name, goes too.
"""

from pathlib import Path
from uuid import UUID

import pytest

from portal.accounts.actions import drafts as of_accounts
from portal.accounts.vocabulary import DraftForm as FreeForm
from portal.candidates.documents import actions as documents
from portal.candidates.documents.actions import Paper
from portal.candidates.documents.vocabulary import DocumentKind
from portal.candidates.drafts import actions as drafts
from portal.candidates.drafts.vocabulary import DraftForm
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.asking import Wanted
from portal.candidates.profiles.search import cards_index
from portal.candidates.searches import actions as searches
from portal.foundation import crypto, db, files, jobs, search
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM
from portal.privacy.actions import finishing
from portal.privacy.actions.erasing import erase
from portal.privacy.vocabulary import ErasureWhy
from tests.candidates import builders as candidates
from tests.matching import builders as proposals
from tests.privacy import builders

pytestmark = pytest.mark.usefixtures("db_rollback")

FIRST, MARKER = "Nives", "Zzgrumellozz"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    files.configure(tmp_path / "files")
    return tmp_path / "files"


def _stored(folder: Path) -> list[Path]:
    """Files of people; the list of erasures beside them is not one."""
    return [path for path in folder.rglob("*") if path.is_file() and "lists" not in path.parts]


async def _opened() -> dict[str, list[str]]:
    """Everything sealed that opens, by table and column."""
    rows = await db.fetch(
        "SELECT table_name, column_name FROM information_schema.columns c WHERE table_schema = 'public'"
        " AND data_type = 'bytea' AND column_name LIKE '%\\_sealed' AND EXISTS (SELECT FROM"
        " information_schema.columns k WHERE k.table_schema = 'public' AND k.table_name = c.table_name"
        " AND k.column_name = 'id')"
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        table, column = row["table_name"], row["column_name"]
        values = await db.fetch(f'SELECT id, "{column}" AS held FROM "{table}" WHERE "{column}" IS NOT NULL')
        if values:
            found[f"{table}.{column}"] = [
                crypto.open_bytes(one["held"], table=table, column=column, row=one["id"]).decode(
                    "utf-8", "replace"
                )
                for one in values
            ]
    return found


async def _speaking_of_her() -> list[str]:
    return sorted(
        where
        for where, values in (await _opened()).items()
        if any(MARKER.casefold() in value.casefold() for value in values)
    )


async def _file(folder: Path) -> tuple[proposals.Stage, UUID]:
    now = await proposals.stage()
    await candidates.crowd(now.counsellor, 6)
    person_id = await candidates.waiting_profile(
        now.counsellor, first_name=FIRST, last_name=MARKER, email="nives@persone.example"
    )
    await profiles.release(candidates.LOMBARDIA, by=SYSTEM)
    await builders.with_secrets(person_id, now.counsellor)
    await candidates.consent(person_id, candidates.ConsentKind.PROPOSALS, now.counsellor)
    await proposals.opened(now, person_id=person_id)
    words = {"agreed": [f"Con {MARKER} ci vediamo lunedì."]}
    await drafts.keep(person_id, DraftForm.INTERVIEW, words, by=now.counsellor)
    await drafts.keep(person_id, DraftForm.CHECK, words, place="7", by=now.counsellor)
    typed = {"first_name": [FIRST], "last_name": [MARKER.upper()]}
    await of_accounts.keep_draft(FreeForm.NEW_PERSON, typed, by=now.counsellor)
    paper = Paper(DocumentKind.CURRICULUM, f"{MARKER}.pdf", b"%PDF-1.4\n%%EOF\n")
    await documents.add(id=new_id(), person_id=person_id, paper=paper, by=now.counsellor)
    await searches.save(Wanted(f"{FIRST} {MARKER}", {}), id=new_id(), news=False, by=now.recruiter)
    await jobs.drain()
    assert _stored(folder)
    return now, person_id


async def test_no_sealed_value_of_anybody_speaks_of_her(folder: Path) -> None:
    _, person_id = await _file(folder)
    before = await _speaking_of_her()
    assert {"draft.typed_sealed", "account_draft.typed_sealed", "saved_search.words_sealed"} <= set(before)
    assert "document.name_sealed" in before
    erasure_id = await erase(person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    await jobs.drain()
    await finishing.finish(erasure_id)
    assert await _speaking_of_her() == []
    assert await db.fetchval("SELECT count(*) FROM draft WHERE person = $1", person_id) == 0


async def test_no_file_of_hers_is_left_on_the_disk_and_no_card_in_the_index(folder: Path) -> None:
    _, person_id = await _file(folder)
    card_id = await db.fetchval(
        "SELECT c.id FROM card c JOIN profile p ON p.id = c.profile WHERE p.person = $1", person_id
    )
    assert card_id is not None
    erasure_id = await erase(person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    await jobs.drain()
    await finishing.finish(erasure_id)
    assert _stored(folder) == []
    assert card_id not in await search.engine().ids(cards_index())


async def test_what_others_typed_of_others_stays(folder: Path) -> None:
    now, person_id = await _file(folder)
    colleague = await now.people.teammate(Role.JOB_COUNSELLOR)
    await of_accounts.keep_draft(FreeForm.NEW_PERSON, {"last_name": ["Rota"]}, by=colleague)
    await searches.save(Wanted("magazzino", {}), id=new_id(), news=False, by=now.recruiter)
    await erase(person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    assert await of_accounts.kept_draft(FreeForm.NEW_PERSON, by=colleague) == {"last_name": ["Rota"]}
    assert await db.fetchval("SELECT count(*) FROM saved_search") == 1
