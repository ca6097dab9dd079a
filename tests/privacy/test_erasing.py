"""Erasure: nothing of her is left in the database, the index, the queue, mail or files; what the law keeps is said."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import pytest_asyncio

from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.search import cards_index
from portal.foundation import audit, clock, db, files, jobs, mail, search
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import OPERATOR_COMMAND, SYSTEM
from portal.privacy.actions import deciding, finishing, requesting
from portal.privacy.actions.erasing import erase
from portal.privacy.queries.graph import from_the_leaves, references, rows_of, tables_of_a_person
from portal.privacy.queries.records import lines
from portal.privacy.vocabulary import ErasureWhy, RequestKind
from portal.tutoring.actions import ending
from portal.tutoring.vocabulary import Outcome
from tests.candidates import builders as candidates
from tests.cast import Cast
from tests.matching import builders as proposals
from tests.privacy import builders
from tests.tutoring import builders as plans
from tests.web import Browser, browser

pytestmark = pytest.mark.usefixtures("db_rollback")

MARKER = "Zzgrumellozz"


@pytest_asyncio.fixture
async def web() -> AsyncIterator[Browser]:
    async with browser() as one:
        yield one


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    """Files of the test alone: the list of erasures is not the whole run's."""
    files.configure(tmp_path / "files")
    return tmp_path


async def _everywhere(words: str) -> list[str]:
    """Tables in whose text, arrays or documents the words stand; sealed columns are looked at by their rows."""
    tables = await db.fetch(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
    )
    found = []
    for row in tables:
        name = row["relname"]
        if await db.fetchval(f'SELECT count(*) FROM "{name}" t WHERE position($1 in t::text) > 0', words):
            found.append(name)
    return found


async def _finish(erasure_id: UUID) -> bool:
    """What the worker does in the minutes after."""
    await jobs.drain()
    with clock.as_of(clock.now() + timedelta(minutes=5)):
        return await finishing.finish(erasure_id)


async def _full_file() -> tuple[proposals.Stage, UUID]:
    """Somebody with every kind of thing in her file, a card that companies see, and an opened proposal."""
    now = await proposals.stage()
    await candidates.crowd(now.counsellor, 6)
    person_id = await candidates.waiting_profile(
        now.counsellor, last_name=MARKER, email="nives@persone.example"
    )
    await profiles.release(candidates.LOMBARDIA, by=SYSTEM)
    await candidates.signed_synthesis(person_id, now.counsellor)
    await builders.with_secrets(person_id, now.counsellor)
    await candidates.consent(person_id, candidates.ConsentKind.PROPOSALS, now.counsellor)
    await proposals.opened(now, person_id=person_id)
    await builders.link(person_id, now.counsellor)
    await jobs.drain()
    return now, person_id


async def test_after_it_neither_name_nor_id_stands_anywhere() -> None:
    _, person_id = await _full_file()
    mine = await rows_of(person_id)
    assert len(mine) > 20, sorted(mine)
    erasure_id = await erase(person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    assert await _finish(erasure_id)
    assert await _everywhere(MARKER) == []
    assert await _everywhere(MARKER.casefold()) == []
    assert await _everywhere(str(person_id)) == ["erasure"], "to erase her again after a restore"
    for table, keys in mine.items():
        left = await db.fetch(
            f'SELECT 1 FROM "{table}" t WHERE t::text LIKE ANY($1)', [f"({key},%" for key in keys]
        )
        assert left == [], table
    assert await rows_of(person_id) == {"person": [person_id]}, "only the question itself"
    assert await db.fetchval("SELECT count(*) FROM person WHERE id = $1", person_id) == 0


async def test_her_card_is_gone_the_others_stay_as_many_as_k_and_the_index_holds_it_no_more() -> None:
    _, person_id = await _full_file()
    card_id = await db.fetchval(
        "SELECT c.id FROM card c JOIN profile p ON p.id = c.profile WHERE p.person = $1", person_id
    )
    erasure_id = await erase(person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    assert await builders.cards() == 6
    assert await _finish(erasure_id)
    assert card_id not in await search.engine().ids(cards_index())


async def test_the_company_that_read_who_she_was_is_asked_to_delete_it_and_finds_nothing_more(
    web: Browser,
) -> None:
    now, person_id = await _full_file()
    proposal_id = await db.fetchval("SELECT id FROM proposal WHERE person = $1", person_id)
    code = await db.fetchval("SELECT code FROM proposal WHERE id = $1", proposal_id)
    address = await db.fetchval("SELECT email FROM account WHERE id = $1", now.recruiter.account_id)
    await erase(person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    await jobs.drain()
    assert any(code in one.text and one.kind == "consent_taken_back" for one in await mail.kept_for(address))
    await web.sign_in_as(now.recruiter.account_id, now.recruiter.organisation_id)
    assert (await web.get(f"/proposals/{proposal_id}")).status == 404


async def test_the_register_of_acts_stays_whole_and_names_her_no_more() -> None:
    _, person_id = await _full_file()
    before = await audit.entries_about(person_id)
    assert before
    await erase(person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    await jobs.drain()
    assert [one.what for one in await audit.entries_about(person_id) if one.what == "ConsentGiven"] == []
    still = await db.fetchval(
        "SELECT count(*) FROM audit_entry WHERE id = ANY($1)", [one.id for one in before]
    )
    assert still == len(before)
    while await audit.seal():
        pass
    assert (await audit.verify()).is_whole


async def test_her_mail_goes_but_the_receipt_which_says_what_is_kept() -> None:
    _, person_id = await _full_file()
    assert await mail.kept_for("nives@persone.example")
    await erase(person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    await jobs.drain()
    letters = await mail.kept_for("nives@persone.example")
    assert [one.kind for one in letters] == ["erasure_done"]
    assert "Non resta niente che la legge chieda di conservare" in letters[0].text


async def test_her_session_ends_with_her_file(web: Browser) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await candidates.person(counsellor)
    await builders.enter(web, person_id, counsellor)
    await erase(person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    assert (await web.get("/my-area", follow=False)).location == "/my-area/closed"
    assert (await web.get(f"/people/{person_id}", follow=False)).status == 303


async def test_it_happens_once() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await candidates.person(counsellor)
    await erase(person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    with pytest.raises(NotThere):
        await erase(person_id, why=ErasureWhy.REQUEST, by=SYSTEM)


# What the law keeps


async def _ended_plan(outcome: Outcome = Outcome.OTHER_PATH) -> plans.Course:
    course = await plans.running_plan()
    today = clock.today()
    await ending.end(
        course.plan_id, outcome=outcome, ended_on=today, words=MARKER, by=course.stage.counsellor
    )
    await jobs.drain()
    return course


async def test_the_papers_of_a_plan_stay_without_a_name_and_without_words(web: Browser) -> None:
    course = await _ended_plan()
    stage = course.stage
    code = await plans.value(course, "code")
    name = await db.fetchval("SELECT last_name FROM person WHERE id = $1", stage.person_id)
    signatures = await db.fetchval("SELECT count(*) FROM plan_signature WHERE plan = $1", course.plan_id)
    erasure_id = await erase(stage.person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    assert await _finish(erasure_id)
    kept = await db.fetchval("SELECT count(*) FROM plan_signature WHERE plan = $1", course.plan_id)
    assert kept == signatures > 0
    for column in ("person", "groups", "proposal"):
        assert await plans.value(course, column) not in (stage.person_id, ["contacts"], stage.person_id)
    assert await plans.value(course, "proposal") is None
    assert await db.fetchval("SELECT words_sealed FROM plan_outcome WHERE plan = $1", course.plan_id) is None
    assert await db.fetchval("SELECT count(*) FROM diary_entry WHERE plan = $1", course.plan_id) == 0
    nobody = await plans.value(course, "person")
    row = await db.fetchrow(
        "SELECT first_name, last_name, email, erased_at FROM person WHERE id = $1", nobody
    )
    assert row is not None
    assert (row["last_name"], row["email"]) == ("cancellata", None)
    assert row["erased_at"] is not None
    await web.sign_in_as(stage.recruiter.account_id, stage.recruiter.organisation_id)
    page = await web.get(f"/plans/{course.plan_id}")
    assert page.status == 200
    assert name not in page.html
    assert code in page


async def test_she_is_told_what_is_kept_by_whom_and_until_when(web: Browser) -> None:
    course = await _ended_plan()
    stage = course.stage
    await builders.enter(web, stage.person_id, stage.counsellor)
    code = await plans.value(course, "code")
    page = await web.get("/my-area/requests")
    assert code in page
    assert "dieci anni dalla fine" in page
    address = await db.fetchval("SELECT email FROM person WHERE id = $1", stage.person_id)
    await erase(stage.person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    await jobs.drain()
    letter = (await mail.kept_for(address))[0]
    assert code in letter.text
    assert "dieci anni dalla fine" in letter.text


async def test_whose_a_kept_plan_was_is_read_on_asking_and_written_down(web: Browser) -> None:
    course = await _ended_plan()
    stage = course.stage
    name = await db.fetchval("SELECT last_name FROM person WHERE id = $1", stage.person_id)
    officer = await stage.people.owner(Role.DATA_PROTECTION_OFFICER)
    erasure_id = await erase(stage.person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    await web.sign_in_as(officer.account_id, officer.organisation_id)
    page = await web.get(f"/data-requests/erasures/{erasure_id}")
    assert name not in page.html
    kept_id = await db.fetchval("SELECT id FROM kept_record WHERE erasure = $1", erasure_id)
    page = await web.press(f"/data-requests/erasures/{erasure_id}/kept/{kept_id}")
    assert name in page
    assert "KeptRecordRead" in [one.what for one in await audit.entries_by(officer.account_id)]
    stored = await db.fetchval("SELECT name_sealed FROM kept_record WHERE id = $1", kept_id)
    assert name.encode() not in stored


async def test_a_plan_that_runs_stops_it_and_says_which(web: Browser) -> None:
    course = await plans.running_plan()
    code = await plans.value(course, "code")
    with pytest.raises(Refused, match=code):
        await erase(course.stage.person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    await builders.enter(web, course.stage.person_id, course.stage.counsellor)
    assert f"Il percorso {code} non è chiuso" in await web.get("/my-area/requests")


# The outside of the database


async def test_the_list_beside_the_files_brings_the_erasure_back_after_a_restore() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await candidates.person(counsellor)
    row = await db.fetchrow("SELECT * FROM person WHERE id = $1", person_id)
    assert row is not None
    assert await _finish(await erase(person_id, why=ErasureWhy.REQUEST, by=SYSTEM))
    columns = ", ".join(f'"{name}"' for name in row.keys())  # noqa: SIM118 - a row iterates over its values
    places = ", ".join(f"${place}" for place in range(1, len(row) + 1))
    await db.execute(f"INSERT INTO person ({columns}) VALUES ({places})", *row.values())
    assert await finishing.replay(by=OPERATOR_COMMAND) == (1, [])
    assert await db.fetchval("SELECT count(*) FROM person WHERE id = $1", person_id) == 0
    assert await finishing.replay(by=OPERATOR_COMMAND) == (0, []), "twice is harmless"


async def test_after_thirty_five_days_the_ids_of_the_list_go_too() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await candidates.person(counsellor)
    erasure_id = await erase(person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    assert await _finish(erasure_id)
    with clock.as_of(clock.now() + timedelta(days=34)):
        assert await finishing.forget_old_lists() == 0
    assert len(await files.read_lines(finishing.LIST)) == 1
    with clock.as_of(clock.now() + timedelta(days=35)):
        assert await finishing.forget_old_lists() == 1
    assert await files.read_lines(finishing.LIST) == []
    assert await _everywhere(str(person_id)) == []


async def test_it_is_not_finished_while_an_engine_still_holds_the_card(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, person_id = await _full_file()
    card_id = await db.fetchval(
        "SELECT c.id FROM card c JOIN profile p ON p.id = c.profile WHERE p.person = $1", person_id
    )
    erasure_id = await erase(person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    await jobs.drain()
    late = search.Document(id=card_id, text={"area": ["Lombardia"]}, filters={})
    await search.engine().upsert(cards_index(), [late])
    with clock.as_of(clock.now() + timedelta(minutes=5)):
        assert not await finishing.finish(erasure_id)
    assert await db.fetchval("SELECT index_clean_at FROM erasure WHERE id = $1", erasure_id) is None
    await search.engine().delete(cards_index(), [card_id])
    with clock.as_of(clock.now() + timedelta(minutes=6)):
        assert await finishing.finish(erasure_id)


async def test_what_stops_halfway_goes_on_where_it_stopped() -> None:
    _, person_id = await _full_file()
    erasure_id = await erase(person_id, why=ErasureWhy.REQUEST, by=SYSTEM)
    assert not await finishing.finish(erasure_id), "the index has not settled"
    assert not await finishing.finish(erasure_id)
    assert len(await files.read_lines(finishing.LIST)) == 1, "listed once"
    assert await _finish(erasure_id)
    assert await finishing.finish_all() == 0


# By request, on pages


async def test_the_officer_grants_it_sees_the_steps_and_never_a_name(web: Browser) -> None:
    now, person_id = await _full_file()
    officer = await now.people.owner(Role.DATA_PROTECTION_OFFICER)
    request_id = await requesting.ask(
        id=new_id(), person_id=person_id, kind=RequestKind.ERASURE, words=MARKER
    )
    await web.sign_in_as(officer.account_id, officer.organisation_id)
    before = await web.get(f"/data-requests/{request_id}/grant")
    assert "non si può tornare indietro" in before
    done = await web.press("/grant")
    assert "Accolta" in done
    erasure_id = await db.fetchval("SELECT id FROM erasure WHERE request = $1", request_id)
    page = await web.get(f"/data-requests/erasures/{erasure_id}")
    assert "In attesa" in page
    assert await _finish(erasure_id)
    page = await web.get(f"/data-requests/erasures/{erasure_id}")
    assert "In attesa" not in page
    assert MARKER not in before.html + done.html + page.html
    row = await db.fetchrow("SELECT person, words_sealed, state FROM data_request WHERE id = $1", request_id)
    assert row is not None
    assert tuple(row.values()) == (None, None, "granted")


async def test_two_decisions_at_once_are_one_erasure() -> None:
    now = await proposals.stage()
    officer = await now.people.owner(Role.DATA_PROTECTION_OFFICER)
    request_id = await requesting.ask(
        id=new_id(), person_id=now.person_id, kind=RequestKind.ERASURE, words=None
    )
    await deciding.grant(request_id, by=officer)
    with pytest.raises(Refused, match="Accolta"):
        await deciding.grant(request_id, by=officer)


# The keys of the database


async def test_everything_with_a_key_to_her_belongs_to_slices_about_people() -> None:
    """A table elsewhere that pointed at a person would be erased with her: whoever adds one has to say so here."""
    owners = await db.fetch("SELECT relname FROM pg_class WHERE relkind = 'r'")
    assert {row["relname"] for row in owners} >= await tables_of_a_person()
    foreign = {"company", "worker", "vacancy", "organisation", "account", "release", "erasure", "kept_record"}
    assert await tables_of_a_person() & foreign == set()


async def test_rows_may_be_deleted_in_the_order_found() -> None:
    known = await references()
    tables = await tables_of_a_person()
    order = from_the_leaves(tables, known)
    assert order[-1] == "person"
    assert set(order) == tables


APART = {
    "data_request": "outlives her, emptied of her in the same transaction",
    "erasure": "the record of it, emptied after thirty-five days",
    "kept_record": "what the law keeps",
}
"""Tables with lines about her that no key leads to, and why an erasure may leave them."""


async def test_no_table_that_speaks_of_her_is_out_of_reach() -> None:
    """Somebody adds a table about people: either a key leads to it from the person, or she stands up for it here."""
    reached = await tables_of_a_person()
    speaking = {column.split(".")[0] for column in lines()}
    assert speaking - reached - set(APART) == set()
