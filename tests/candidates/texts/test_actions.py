"""The text of a profile from the first word to a colleague's yes, on the database."""

from uuid import UUID

import pytest

from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.texts import actions, queries
from portal.candidates.profiles.texts.rules import shown
from portal.candidates.profiles.texts.vocabulary import SendBackWhy, TextState
from portal.candidates.profiles.vocabulary import ProfileState
from portal.foundation import db, jobs
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.reference.free_text import Rule
from tests.candidates import builders
from tests.candidates.builders import LOMBARDIA, WAREHOUSE
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("db_rollback")

CLEAN = "Lavora con cura e usa bene il muletto."
UNKNOWN = "Lavora con cura e con zanzottera."
PHRASES = "Lavora con cura e precisione. Lavora volentieri in squadra."


async def _draft(by: Viewer) -> object:
    person_id = await builders.in_development(by)
    await builders.consent(person_id, ConsentKind.PROFILE, by)
    await profiles.prepare(id=new_id(), person_id=person_id, profession_code=WAREHOUSE, by=by)
    return person_id


async def _state(person_id: object) -> str:
    return str(
        await db.fetchval("SELECT state FROM profile WHERE person = $1 AND ended_on IS NULL", person_id)
    )


async def _text_id(person_id: object) -> object:
    return await db.fetchval("SELECT id FROM profile_text WHERE person = $1", person_id)


@pytest.mark.usefixtures("large_region")
async def test_a_clean_text_is_ready_and_the_profile_goes_on_without_a_reader() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await _draft(counsellor)
    verdict = await actions.write(person_id, f"  {CLEAN}  ", by=counsellor)
    assert verdict.is_clean
    row = await queries.text_of(person_id)
    assert row is not None
    assert (row.state, row.text, row.rule_fired) == (TextState.CLEAR, CLEAN, False)
    await profiles.submit(person_id, by=counsellor)
    assert await _state(person_id) == ProfileState.WAITING


@pytest.mark.usefixtures("large_region")
async def test_an_unknown_word_is_kept_for_a_reader_and_stops_the_profile_until_then() -> None:
    people = Cast()
    counsellor, colleague = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.teammate(Role.JOB_COUNSELLOR),
    )
    person_id = await _draft(counsellor)
    assert (await actions.write(person_id, UNKNOWN, by=counsellor)).rules == {Rule.UNKNOWN_WORD}
    with pytest.raises(Refused, match="secondo operatore"):
        await profiles.submit(person_id, by=counsellor)
    await actions.ask(person_id, by=counsellor)
    assert await _state(person_id) == ProfileState.SECOND_READER
    (waiting,) = await queries.to_read(colleague)
    await actions.approve(waiting.id, version=1, by=colleague)
    assert await _state(person_id) == ProfileState.WAITING
    assert await queries.state_of(person_id) is TextState.APPROVED
    assert await queries.to_read(colleague) == []
    readings = await db.fetch("SELECT outcome, why, read_by, version FROM text_reading")
    assert [tuple(row.values()) for row in readings] == [("approved", None, colleague.account_id, 1)]


@pytest.mark.usefixtures("large_region")
async def test_what_is_refused_is_not_kept_but_from_then_on_a_colleague_reads() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await _draft(counsellor)
    verdict = await actions.write(person_id, "Ha il diabete.", by=counsellor)
    assert verdict.is_refused
    row = await queries.text_of(person_id)
    assert row is not None
    assert (row.state, row.text, row.rule_fired) == (TextState.REMOVED, None, True)
    assert (await actions.write(person_id, CLEAN, by=counsellor)).is_clean
    assert await queries.state_of(person_id) is TextState.TO_SEND


@pytest.mark.usefixtures("large_region")
async def test_a_text_that_was_refused_and_then_left_out_needs_no_reader() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await _draft(counsellor)
    await actions.write(person_id, "Ha il diabete.", by=counsellor)
    await profiles.submit(person_id, by=counsellor)
    assert await _state(person_id) == ProfileState.WAITING


async def test_in_a_small_region_only_ready_phrases_are_kept() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await _draft(counsellor)
    with pytest.raises(Refused, match="In Lombardia i profili sono meno di 200") as refusal:
        await actions.write(person_id, CLEAN, by=counsellor)
    assert refusal.value.field == "phrases"
    assert await queries.text_of(person_id) is None
    await actions.write(person_id, PHRASES, by=counsellor)
    assert await queries.state_of(person_id) is TextState.CLEAR


async def test_ready_phrases_need_no_reader_whatever_was_tried_before() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await _draft(counsellor)
    await actions.write(person_id, "Ha il diabete.", by=counsellor)
    await actions.write(person_id, PHRASES, by=counsellor)
    assert await queries.state_of(person_id) is TextState.CLEAR


@pytest.mark.usefixtures("large_region")
async def test_the_reader_is_never_who_wrote_the_text_nor_of_another_service() -> None:
    people = Cast()
    counsellor, stranger = await people.owner(Role.JOB_COUNSELLOR), await people.outsider(Role.JOB_COUNSELLOR)
    person_id = await _draft(counsellor)
    await actions.write(person_id, UNKNOWN, by=counsellor)
    await actions.ask(person_id, by=counsellor)
    text_id = await _text_id(person_id)
    assert await queries.to_read(counsellor) == []
    with pytest.raises(Refused, match="Hai scritto tu questo testo"):
        await actions.approve(text_id, version=1, by=counsellor)
    assert await queries.to_read(stranger) == []
    with pytest.raises(NotThere):
        await actions.approve(text_id, version=1, by=stranger)


@pytest.mark.usefixtures("large_region")
async def test_the_database_too_refuses_a_reader_who_wrote_the_text() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await _draft(counsellor)
    await actions.write(person_id, UNKNOWN, by=counsellor)
    with pytest.raises(Exception, match="read by somebody else"):
        async with db.unit_of_work():
            await db.execute(
                "INSERT INTO text_reading (id, text, version, outcome, read_by, read_at)"
                " VALUES ($1, $2, 1, 'approved', $3, now())",
                new_id(),
                await _text_id(person_id),
                counsellor.account_id,
            )


@pytest.mark.usefixtures("large_region")
async def test_a_text_sent_back_makes_the_profile_a_draft_and_must_be_rewritten() -> None:
    people = Cast()
    counsellor, colleague = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.teammate(Role.JOB_COUNSELLOR),
    )
    person_id = await _draft(counsellor)
    await actions.write(person_id, UNKNOWN, by=counsellor)
    await actions.ask(person_id, by=counsellor)
    text_id = await _text_id(person_id)
    await actions.send_back(text_id, version=1, why=SendBackWhy.NAMES, by=colleague)
    assert await _state(person_id) == ProfileState.DRAFT
    last = await queries.last_reading(text_id)
    assert last is not None
    assert last.why is SendBackWhy.NAMES
    with pytest.raises(Refused):
        await actions.ask(person_id, by=counsellor)
    await actions.write(person_id, CLEAN, by=counsellor)
    await actions.ask(person_id, by=counsellor)
    await actions.approve(text_id, version=2, by=colleague)
    assert await _state(person_id) == ProfileState.WAITING


@pytest.mark.usefixtures("large_region")
async def test_a_text_changed_while_it_is_read_is_not_approved_unseen() -> None:
    people = Cast()
    counsellor, colleague = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.teammate(Role.JOB_COUNSELLOR),
    )
    person_id = await _draft(counsellor)
    await actions.write(person_id, UNKNOWN, by=counsellor)
    await actions.ask(person_id, by=counsellor)
    await actions.write(person_id, f"{UNKNOWN} Sempre.", by=counsellor)
    assert await _state(person_id) == ProfileState.DRAFT
    text_id = await _text_id(person_id)
    with pytest.raises(Refused, match="«Da far leggere»"):
        await actions.approve(text_id, version=1, by=colleague)
    await actions.ask(person_id, by=counsellor)
    with pytest.raises(Refused, match="Rileggilo"):
        await actions.approve(text_id, version=1, by=colleague)


@pytest.mark.usefixtures("large_region")
async def test_a_profile_whose_consent_ended_meanwhile_is_a_draft_after_the_approval() -> None:
    people = Cast()
    counsellor, colleague = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.teammate(Role.JOB_COUNSELLOR),
    )
    person_id = await _draft(counsellor)
    await actions.write(person_id, UNKNOWN, by=counsellor)
    await actions.ask(person_id, by=counsellor)
    await db.execute(
        "UPDATE consent SET expires_on = given_on WHERE person = $1 AND kind = 'profile'", person_id
    )
    await db.execute(
        "UPDATE consent SET given_on = given_on - 2, expires_on = given_on - 1 WHERE person = $1 AND kind = 'profile'",
        person_id,
    )
    await actions.approve(await _text_id(person_id), version=1, by=colleague)
    assert await _state(person_id) == ProfileState.DRAFT
    assert await queries.state_of(person_id) is TextState.APPROVED


@pytest.mark.usefixtures("large_region")
async def test_the_words_that_were_found_stand_in_no_table_and_no_act() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await _draft(counsellor)
    await actions.write(person_id, "Ha il diabete e si chiama Zanzottera.", by=counsellor)
    await actions.write(person_id, UNKNOWN, by=counsellor)
    tables = await db.fetch(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    )
    for table in tables:
        for row in await db.fetch(f'SELECT t::text AS words FROM "{table["relname"]}" t'):
            assert "diabete" not in row["words"].lower()
            assert "zanzottera" not in row["words"].lower()
            assert b"zanzottera".hex() not in row["words"].lower()


@pytest.mark.usefixtures("large_region")
async def test_colleagues_are_told_that_a_text_waits_and_the_holder_that_it_was_read() -> None:
    people = Cast()
    counsellor, colleague = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.teammate(Role.JOB_COUNSELLOR),
    )
    person_id = await _draft(counsellor)
    await actions.write(person_id, UNKNOWN, by=counsellor)
    await actions.ask(person_id, by=counsellor)
    await jobs.drain()
    told = await db.fetch("SELECT account_id, href, words FROM notification WHERE kind = 'text_to_read'")
    text_id = await _text_id(person_id)
    assert colleague.account_id in {row["account_id"] for row in told}
    assert counsellor.account_id not in {row["account_id"] for row in told}
    assert {row["href"] for row in told} == {f"/profile-texts/{text_id}"}
    await actions.approve(text_id, version=1, by=colleague)
    await jobs.drain()
    (answer,) = await db.fetch("SELECT account_id, words FROM notification WHERE kind = 'text_read'")
    assert answer["account_id"] == counsellor.account_id
    assert "approvato" in answer["words"]


async def test_who_does_not_follow_the_person_writes_nothing() -> None:
    people = Cast()
    counsellor, colleague = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.teammate(Role.JOB_COUNSELLOR),
    )
    person_id = await _draft(counsellor)
    for act in (
        actions.write(person_id, PHRASES, by=colleague),
        actions.remove(person_id, by=colleague),
        actions.ask(person_id, by=colleague),
    ):
        with pytest.raises(NotThere):
            await act


async def test_an_empty_text_takes_the_old_one_away() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await _draft(counsellor)
    await actions.write(person_id, PHRASES, by=counsellor)
    await actions.write(person_id, "  ", by=counsellor)
    assert await queries.state_of(person_id) is TextState.REMOVED
    row = await queries.text_of(person_id)
    assert row is not None
    assert row.text is None


@pytest.mark.usefixtures("large_region")
async def test_who_answers_second_learns_the_state_it_is_in() -> None:
    people = Cast()
    counsellor, colleague = (
        await people.owner(Role.JOB_COUNSELLOR),
        await people.teammate(Role.JOB_COUNSELLOR),
    )
    coordinator = await people.owner(Role.COORDINATOR)
    person_id = await _draft(counsellor)
    await actions.write(person_id, UNKNOWN, by=counsellor)
    await actions.ask(person_id, by=counsellor)
    text_id = await _text_id(person_id)
    await actions.approve(text_id, version=1, by=colleague)
    with pytest.raises(Refused, match="«Approvato»"):
        await actions.send_back(text_id, version=1, why=SendBackWhy.UNCLEAR, by=coordinator)


# --- what cards may say ------------------------------------------------------------------------------------------


async def _scope_of(by: Viewer, text: str) -> tuple[UUID, UUID]:
    person_id = await builders.waiting_profile(by)
    await actions.write(person_id, text, by=by)
    profile_id = await db.fetchval("SELECT id FROM profile WHERE person = $1", person_id)
    return person_id, profile_id


async def test_cards_say_phrases_and_words_that_a_region_is_large_enough_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    _, of_phrases = await _scope_of(counsellor, PHRASES)
    known = actions.figure
    with monkeypatch.context() as patch:
        patch.setattr(
            actions, "figure", lambda key, on: 0 if key == "profile.text_people" else known(key, on)
        )
        _, of_words = await _scope_of(counsellor, CLEAN)
        _, unread = await _scope_of(counsellor, UNKNOWN)
    ready = await queries.that_may_show(LOMBARDIA)
    assert ready == {of_phrases: (PHRASES, TextState.CLEAR), of_words: (CLEAN, TextState.CLEAR)}
    assert unread not in ready
    large = {id: shown(text, state, people=200, least=200) for id, (text, state) in ready.items()}
    assert large == {of_phrases: PHRASES, of_words: CLEAN}
    small = {id: shown(text, state, people=199, least=200) for id, (text, state) in ready.items()}
    assert small == {of_phrases: PHRASES, of_words: None}
