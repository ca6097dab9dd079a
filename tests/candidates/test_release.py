"""Publishing and withdrawing on PostgreSQL: cards, waiting, coarsening, hiding."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from portal.candidates import public as candidates
from portal.candidates.people import actions as people_actions
from portal.candidates.people import consents
from portal.candidates.people.vocabulary import CollectedHow, ConsentKind
from portal.candidates.phases.moves import Given, move
from portal.candidates.phases.vocabulary import InterviewKind
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles import indexing, nightly, release
from portal.candidates.profiles.card_words import implied
from portal.candidates.profiles.recount import breach
from portal.candidates.profiles.search import COLUMNS, Shown, shown
from portal.candidates.profiles.texts import actions as texts
from portal.candidates.profiles.versions import card_versions
from portal.candidates.profiles.vocabulary import CardField
from portal.foundation import audit, clock, db, jobs, search
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import OPERATOR_COMMAND, SYSTEM
from portal.reference.free_text import phrases
from tests.candidates import builders
from tests.candidates.builders import LOMBARDIA, OFFICE, OFFICE_SKILLS, PIEMONTE, WAREHOUSE
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("db_rollback")


async def _cards(scope: str = LOMBARDIA) -> list[Shown]:
    rows = await db.fetch(f"SELECT {COLUMNS} FROM card c WHERE c.scope = $1 ORDER BY c.id", scope)
    return [shown(row) for row in rows]


def _professions(cards: list[Shown]) -> set[str | None]:
    """The macro groups that show."""
    return {
        implied(CardField.PROFESSION, code)[0] if (code := one.code(CardField.PROFESSION)) else None
        for one in cards
    }


async def _state(person_id: UUID) -> str:
    return str(
        await db.fetchval("SELECT state FROM profile WHERE person = $1 ORDER BY id DESC LIMIT 1", person_id)
    )


async def _visible() -> frozenset[UUID]:
    return frozenset(await candidates.visible_ids())


async def _indexed() -> frozenset[UUID]:
    return await search.engine().ids(candidates.cards_index())


async def test_a_profile_waits_until_its_region_reaches_k() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    waiting = await builders.crowd(counsellor, 4)
    done = await profiles.release(LOMBARDIA, by=OPERATOR_COMMAND)
    assert (done.published, done.waiting, done.k) == (0, 4, 5)
    assert await _cards() == []
    assert {await _state(one) for one in waiting} == {"waiting"}
    await builders.waiting_profile(counsellor)
    done = await profiles.release(LOMBARDIA, by=OPERATOR_COMMAND)
    assert (done.published, done.waiting) == (5, 0)
    cards = await _cards()
    assert {(one.codes, one.families, one.skills) for one in cards} == {((None,) * 8, (), ("K017",))}
    assert {await _state(one) for one in waiting} == {"published"}
    assert await _visible() == await _indexed()
    assert len(await _visible()) == 5


async def test_ten_alike_show_all_that_they_share() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.released(counsellor, 10)
    cards = await _cards()
    assert {one.codes for one in cards} == {("LC", "8.1", "part", None, "no", "2_4", None, None)}
    rows = await db.fetch("SELECT step, value FROM open_node WHERE scope = $1", LOMBARDIA)
    assert ("province", "LC") in {(row["step"], row["value"]) for row in rows}
    assert await db.fetchval("SELECT epoch_on FROM scope WHERE code = $1", LOMBARDIA) == clock.today()


async def test_a_release_run_again_changes_nothing() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.released(counsellor, 11)
    before = (
        await db.fetch("SELECT * FROM card ORDER BY id"),
        await db.fetch("SELECT * FROM card_history ORDER BY id"),
    )
    await profiles.release(LOMBARDIA, by=SYSTEM)
    after = (
        await db.fetch("SELECT * FROM card ORDER BY id"),
        await db.fetch("SELECT * FROM card_history ORDER BY id"),
    )
    assert before == after


async def test_what_a_card_showed_becomes_history_when_it_shows_something_else_or_goes() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    people = await builders.released(counsellor, 10)
    one, other = people[:2]
    (now,) = await card_versions(one)
    assert (now.shown_from, now.shown_until) == (await _since(one), None)
    assert await db.fetchval("SELECT count(*) FROM card_history") == 0
    words = phrases.text_of([phrases.entries()[0].code])
    await texts.write(one, words, by=counsellor)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    worded, plain = await card_versions(one)
    assert (worded.shown_from, worded.shown_until) == (await _since(one), None)
    assert (plain.facts, plain.shown_from, plain.shown_until) == (
        now.facts, now.shown_from, worded.shown_from
    )  # fmt: skip
    assert worded.facts == (*plain.facts, ("Testo", words))
    assert len(await card_versions(other)) == 1, "hers shows what it showed"
    await profiles.withdraw(one, by=counsellor)
    last, first = await card_versions(one)
    assert (last.facts, last.shown_from, first) == (worded.facts, worded.shown_from, plain)
    assert last.shown_until is not None


async def _since(person_id: UUID) -> datetime:
    found: datetime = await db.fetchval(
        "SELECT c.shown_from FROM card c JOIN profile p ON p.id = c.profile WHERE p.person = $1", person_id
    )
    return found


async def test_the_operators_run_stands_in_the_audit_log() -> None:
    await profiles.release(LOMBARDIA, by=OPERATOR_COMMAND)
    (entry,) = await audit.latest(what=["CardsReleased"], limit=1)
    assert (entry.actor, entry.data["scope"]) == ("operator_command", LOMBARDIA)


async def test_a_code_that_is_no_region_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="«99» non è il codice di una regione"):
        await profiles.release("99", by=OPERATOR_COMMAND)


async def test_regions_are_released_apart() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.crowd(counsellor, 5)
    await builders.crowd(counsellor, 3, comune_code=builders.TORINO)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    await profiles.release(PIEMONTE, by=SYSTEM)
    assert (len(await _cards(LOMBARDIA)), len(await _cards(PIEMONTE))) == (5, 0)


@pytest.mark.parametrize("phase", ["decision", "acceptance", "final_evaluation"])
async def test_outside_development_no_profile_is_published(phase: str) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_phase(phase, counsellor)
    await builders.consent(person_id, ConsentKind.PROFILE, counsellor)
    await profiles.prepare(id=new_id(), person_id=person_id, profession_code=WAREHOUSE, by=counsellor)
    with pytest.raises(Refused, match="ammesso e in «Sviluppo»"):
        await profiles.submit(person_id, by=counsellor)
    assert await _state(person_id) == "draft"


async def test_without_her_consent_no_profile_is_published() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    person_id = await builders.in_development(counsellor)
    await profiles.prepare(id=new_id(), person_id=person_id, profession_code=WAREHOUSE, by=counsellor)
    with pytest.raises(Refused, match="Manca il consenso"):
        await profiles.submit(person_id, by=counsellor)


async def test_a_stranger_neither_publishes_nor_withdraws() -> None:
    people = Cast()
    counsellor = await people.owner(Role.JOB_COUNSELLOR)
    person_id = await builders.waiting_profile(counsellor)
    for other in (
        await people.teammate(Role.JOB_COUNSELLOR),
        await people.outsider(Role.JOB_COUNSELLOR),
        await people.owner(Role.COORDINATOR),
        await people.owner(Role.COMPANY_RECRUITER),
    ):
        with pytest.raises(NotThere):
            await profiles.withdraw(person_id, by=other)
        with pytest.raises(NotThere):
            await profiles.prepare(id=new_id(), person_id=person_id, profession_code=WAREHOUSE, by=other)
    assert await _state(person_id) == "waiting"


async def test_a_withdrawal_coarsens_the_others_in_its_own_transaction() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    office = await builders.crowd(counsellor, 10, profession=OFFICE, skills=OFFICE_SKILLS)
    await builders.crowd(counsellor, 10)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    assert _professions(await _cards()) == {"ufficio_e_tecnici", "operativi"}
    for person_id in office[:5]:
        await profiles.withdraw(person_id, by=counsellor)
    assert _professions(await _cards()) == {"ufficio_e_tecnici", "operativi"}
    await profiles.withdraw(office[5], by=counsellor)
    cards = await _cards()
    assert len(cards) == 14
    assert _professions(cards) == {None}
    assert breach(cards, 5) is None
    assert await _visible() == await _indexed()


async def test_when_the_region_falls_under_k_all_its_cards_hide_and_wait() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    people = await builders.released(counsellor, 5)
    await profiles.withdraw(people[0], asked_by_person=True, by=counsellor)
    assert await _cards() == []
    assert [await _state(one) for one in people] == ["withdrawn", *["waiting"] * 4]
    assert await _indexed() == frozenset()
    assert await db.fetchval("SELECT count(DISTINCT profile) FROM card_history") == 5


@pytest.mark.parametrize(
    ("ended", "why"),
    [
        ("profile", "consent"),
        ("service", "consent"),
        ("case", "case"),
        ("suspension", "case"),
        ("region", "region"),
    ],
)
async def test_a_card_falls_with_its_ground(ended: str, why: str) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    people = await builders.released(counsellor, 6)
    one = people[0]
    if ended in ("profile", "service"):
        await consents.revoke(one, ConsentKind(ended), how=CollectedHow.IN_PERSON, by=counsellor)
    elif ended == "case":
        await builders.interview(one, InterviewKind.CHECK, counsellor)
        await move(one, "start_final_evaluation", by=counsellor)
    elif ended == "suspension":
        given = Given(reason="Cure.", review_on=clock.today() + timedelta(days=30))
        await move(one, "suspend", given, by=counsellor)
    else:
        moved = builders.contact(comune_code=builders.TORINO)
        await people_actions.change_contact(one, moved, version=1, by=counsellor)
    assert await _state(one) == "withdrawn"
    assert await db.fetchval("SELECT ended_why FROM profile WHERE person = $1", one) == why
    assert len(await _cards()) == 5


async def test_a_redesign_keeps_the_card_in_phase_six() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    people = await builders.released(counsellor, 5)
    await move(people[0], "redesign", Given(reason="Un altro obiettivo."), by=counsellor)
    assert len(await _cards()) == 5


async def test_time_ends_a_ground_too() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    people = await builders.released(counsellor, 7)
    yesterday = clock.today() - timedelta(days=1)
    await db.execute("UPDATE case_ SET due_on = $2 WHERE person = $1", people[0], yesterday)
    await db.execute(
        "UPDATE consent SET given_on = $2, expires_on = $2 WHERE person = $1 AND kind = 'profile'",
        people[1],
        yesterday,
    )
    await nightly.end_what_is_over()
    assert [await _state(one) for one in people[:3]] == ["withdrawn", "withdrawn", "published"]
    await db.execute("UPDATE profile SET expires_on = $2 WHERE person = $1", people[2], yesterday)
    await nightly.end_what_is_over()
    assert await _state(people[2]) == "expired"
    assert await _cards() == []


async def test_if_the_others_cannot_be_computed_the_withdrawal_stands_and_the_region_hides(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    people = await builders.released(counsellor, 8)

    def broken(*_args: object) -> None:
        raise ValueError("no")

    monkeypatch.setattr(release, "build_cards", broken)
    await profiles.withdraw(people[0], by=counsellor)
    monkeypatch.undo()
    assert await _state(people[0]) == "withdrawn"
    assert await _visible() == frozenset()
    assert await _indexed() == frozenset()
    await nightly.run_due()
    assert len(await _visible()) == 7
    assert await _visible() == await _indexed()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE card SET licence = 'b' WHERE id = (SELECT id FROM card LIMIT 1)", "under_k"),
        ("UPDATE card SET families = '{F11}' WHERE id = (SELECT id FROM card LIMIT 1)", "labels_under_k"),
        ("ALTER TABLE card ADD COLUMN comune text", "fields_beyond_the_schema"),
    ],
)
async def test_the_night_hides_a_region_whose_cards_break_a_guarantee(change: str, why: str) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.released(counsellor, 5)
    assert await nightly.count_again() == []
    await db.execute(change)
    assert await nightly.count_again() == [LOMBARDIA]
    assert await _visible() == frozenset()
    entry = (await audit.latest(what=["scope_hidden"], limit=1))[0]
    assert entry.data == {"scope": LOMBARDIA, "why": why}


async def test_the_night_mends_an_index_that_drifted() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.released(counsellor, 5)
    (gone, *_rest) = sorted(await _indexed())
    await search.engine().delete(candidates.cards_index(), [gone])
    assert await indexing.mend_index() == 1
    assert await _indexed() == await _visible()
    assert await indexing.mend_index() == 0


async def test_the_night_runs_regions_that_are_due() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.crowd(counsellor, 4)
    await nightly.run_due()
    assert await db.fetchval("SELECT count(*) FROM release") == 0
    await builders.waiting_profile(counsellor)
    await nightly.run_due()
    assert len(await _cards()) == 5


async def test_skills_that_tell_of_a_disability_are_behind_no_label() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    await builders.released(counsellor, 6, skills=("K105", "K106", "K107"))
    assert {(one.families, one.skills) for one in await _cards()} == {((), ())}


async def test_another_engine_is_told_of_every_card_by_jobs() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    people = await builders.released(counsellor, 6)
    await profiles.withdraw(people[0], by=counsellor)
    names = {row["job"] for row in await db.fetch("SELECT job FROM outbox WHERE done_at IS NULL")}
    assert "candidates.carry_cards" in names
    await jobs.drain()
    assert await db.fetchval("SELECT count(*) FROM outbox WHERE done_at IS NULL") == 0
