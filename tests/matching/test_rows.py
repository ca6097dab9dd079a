"""Rows of the ranking: refreshed by what happens, the first sieve, the shelf of open vacancies."""

import random
from dataclasses import astuple, replace

import pytest

from portal.candidates.people import actions as people
from portal.candidates.people import consents
from portal.candidates.people.vocabulary import CollectedHow, ConsentKind
from portal.employers.vacancies.actions import drafting, moving
from portal.foundation import db, jobs
from portal.foundation.ids import new_id
from portal.kernel.viewer import Viewer
from portal.matching import ranking, sieve
from portal.matching.actions import rows as match_rows
from portal.matching.inputs import fingerprint, packed, person_from, vacancy_from
from portal.matching.queries import rows
from portal.matching.shelf import MOST_PARTS, Shelf
from portal.matching.suitability import judge
from portal.matching.suitability.weights import versions
from tests.candidates import builders as candidates
from tests.employers import builders as employers
from tests.matching import builders
from tests.matching.suitability.pairs import pairs
from tests.matching.suitability.pairs import person as any_person
from tests.matching.suitability.pairs import vacancy as any_vacancy

pytestmark = pytest.mark.usefixtures("db_rollback")
WEIGHTS = versions()[0]


async def row_of(now: builders.Stage) -> object:
    return await db.fetchrow("SELECT * FROM match_person WHERE person = $1", now.person_id)


async def test_who_may_be_proposed_has_a_row_and_who_may_not_has_none() -> None:
    now = await builders.stage()
    await jobs.drain()
    assert await row_of(now) is not None
    await consents.revoke(now.person_id, ConsentKind.PROPOSALS, how=CollectedHow.PAPER, by=now.counsellor)
    assert await row_of(now) is not None
    await jobs.drain()
    assert await row_of(now) is None
    await candidates.consent(now.person_id, ConsentKind.PROPOSALS, now.counsellor)
    await jobs.drain()
    assert await row_of(now) is not None


async def test_a_change_of_the_file_makes_a_new_version_and_no_change_makes_none() -> None:
    now = await builders.stage()
    await jobs.drain()
    before = await row_of(now)
    assert await match_rows.refresh_people([now.person_id]) == 0
    assert await row_of(now) == before
    await people.set_skills(now.person_id, ["K001", "K002"], by=now.counsellor)
    await jobs.drain()
    after = await row_of(now)
    assert after["version"] > before["version"]  # type: ignore[index]
    assert after["fingerprint"] != before["fingerprint"]  # type: ignore[index]
    assert after["id"] == before["id"]  # type: ignore[index]


async def test_a_signed_synthesis_reaches_the_row_sealed() -> None:
    now = await builders.stage()
    await candidates.signed_synthesis(now.person_id, now.counsellor, C1=(2, 3))
    await jobs.drain()
    (row,) = await rows.people_rows([now.person_id])
    assert (row.side.levels["C1"].k, row.side.levels["C1"].s) == (2, 3)
    sealed = await db.fetchval("SELECT side_sealed FROM match_person WHERE person = $1", now.person_id)
    assert b"levels" not in sealed


async def test_a_vacancy_has_a_row_while_it_is_open() -> None:
    now = await builders.stage()

    async def there() -> bool:
        await jobs.drain()
        return bool(
            await db.fetchval("SELECT count(*) FROM match_vacancy WHERE vacancy = $1", now.vacancy_id)
        )

    assert await there()
    await moving.suspend(now.vacancy_id, by=now.recruiter)
    assert not await there()
    await moving.publish(now.vacancy_id, by=now.recruiter)
    assert await there()
    await moving.close(now.vacancy_id, by=now.recruiter)
    assert not await there()


async def test_a_changed_vacancy_is_read_anew() -> None:
    now = await builders.stage()
    await jobs.drain()
    (before,) = await rows.vacancy_rows(list(await rows.vacancy_versions()))
    changed = replace(employers.TASKS, weekly_hours_max=30)
    await drafting.save_tasks(now.vacancy_id, changed, version=None, by=now.recruiter)
    await jobs.drain()
    (after,) = await rows.vacancy_rows(list(await rows.vacancy_versions()))
    assert after.side.hours_max == 30
    assert after.version > before.version
    assert after.id == before.id


async def test_a_term_that_passes_without_a_fact_is_seen_at_once_and_cleared_at_night() -> None:
    now = await builders.stage()
    await jobs.drain()
    await db.execute("UPDATE match_person SET until = current_date - 1 WHERE person = $1", now.person_id)
    assert await rows.people_rows([now.person_id]) == []
    await match_rows.rebuild()
    assert len(await rows.people_rows([now.person_id])) == 1


async def test_rebuilding_finds_what_was_lost_and_takes_away_what_should_not_be_there() -> None:
    now = await builders.stage()
    await jobs.drain()
    await db.execute("DELETE FROM match_person")
    await db.execute("DELETE FROM match_vacancy")
    assert await match_rows.rebuild() == 2
    await db.execute("UPDATE consent SET revoked_on = current_date WHERE person = $1", now.person_id)
    await db.execute("UPDATE vacancy SET state = 'suspended' WHERE id = $1", now.vacancy_id)
    assert await match_rows.rebuild() == 2
    assert await db.fetchval("SELECT count(*) FROM match_person") == 0
    assert await db.fetchval("SELECT count(*) FROM match_vacancy") == 0


def test_a_side_comes_back_from_its_bytes_and_has_the_same_ones_every_time() -> None:
    for vacancy, person in pairs(50, seed=3):
        assert person_from(packed(person)) == person
        assert vacancy_from(packed(vacancy)) == vacancy
        assert fingerprint(person) == fingerprint(person_from(packed(person)))
        assert fingerprint(person) != fingerprint(replace(person, max_minutes=person.max_minutes + 1))


_SIEVE = f"""
SELECT {sieve.PAIR.format(person="p", vacancy="v")} AS passes FROM
(SELECT $1::int AS hours_min, $2::int AS hours_max, $3::bigint AS slots, $4::bigint AS licences,
    $5::bigint AS contracts, $6::int AS lat, $7::int AS lon, $8::int AS reach_lat, $9::int AS reach_lon) p,
(SELECT $10::int AS hours_min, $11::int AS hours_max, $12::bigint AS slots, $13::bigint AS licences,
    $14::bigint AS contract, $15::int AS lat, $16::int AS lon, $17::boolean AS remote) v
"""


async def test_the_sieve_never_takes_away_who_is_ranked_or_nearly_so() -> None:
    passed, stopped = 0, 0
    for vacancy, person in pairs(700, seed=21):
        sifted = await db.fetchval(
            _SIEVE, *astuple(sieve.of_person(person)), *astuple(sieve.of_vacancy(vacancy))
        )
        terms = judge(vacancy, person, WEIGHTS)
        if terms.eligible or terms.nearly_eligible:
            passed += 1
            assert sifted, (vacancy, person)
        stopped += not sifted
    assert passed > 10
    assert stopped > 300


async def _shelved(count: int, seed: int) -> None:
    """Rows of vacancies that no company has: only what the shelf reads of them."""
    dice = random.Random(seed)
    now = await builders.stage()
    ids = [now.vacancy_id]
    for _ in range(count - 1):
        ids.append(await employers.published_vacancy(now.recruiter, title=f"Annuncio {len(ids)}"))
    await jobs.drain()
    for id in ids:
        side = any_vacancy(dice)
        await db.execute(
            "UPDATE match_vacancy SET side = $2, version = nextval('match_version') WHERE vacancy = $1",
            id,
            packed(side).decode(),
        )


async def test_the_shelf_follows_what_changes_is_added_and_goes() -> None:
    await _shelved(4, seed=1)
    shelf = Shelf()
    await shelf.up_to_date()
    assert len(shelf.where) == 4
    (first, *_) = await rows.vacancy_versions()
    for turn in range(MOST_PARTS + 2):
        await db.execute(
            "UPDATE match_vacancy SET since = current_date - $2::int, version = nextval('match_version')"
            " WHERE id = $1",
            first,
            turn,
        )
        await shelf.up_to_date()
        assert len(shelf.where) == 4
        assert len(shelf.parts) <= MOST_PARTS + 1
        part, place = shelf.where[first]
        assert part.rows[place].since.toordinal() == part.since[place]
        assert sum(int(one.alive.sum()) for one in shelf.parts) == 4
    await db.execute("DELETE FROM match_vacancy WHERE id = $1", first)
    await shelf.up_to_date()
    assert first not in shelf.where
    assert len(shelf.where) == 3


async def test_the_shelf_asks_one_question_when_nothing_changed() -> None:
    await _shelved(2, seed=2)
    shelf = Shelf()
    await shelf.up_to_date()
    with db.counted_queries() as asked:
        await shelf.up_to_date()
    assert len(asked) == 1


async def test_every_alive_row_has_the_scalar_number() -> None:
    await _shelved(5, seed=4)
    shelf = Shelf()
    await shelf.up_to_date()
    own = any_person(random.Random(4))
    for part, scores in shelf.score(own, WEIGHTS):
        for place, row in enumerate(part.rows):
            assert int(scores.tenths[place]) == int(judge(row.side, own, WEIGHTS).score * 10)


async def test_for_one_person_the_sieve_keeps_every_vacancy_that_is_ranked_or_nearly_so() -> None:
    await _shelved(12, seed=9)
    shelf = Shelf()
    await shelf.up_to_date()
    dice, kept, left_out = random.Random(9), 0, 0
    for part in shelf.parts:
        for row in part.rows:
            await db.execute(
                "UPDATE match_vacancy SET hours_min = $2, hours_max = $3, slots = $4, licences = $5, contract = $6,"
                " lat = $7, lon = $8, remote = $9 WHERE id = $1",
                row.id,
                *astuple(sieve.of_vacancy(row.side)),
            )
    for _ in range(40):
        own = any_person(dice)
        among = set(await rows.sifted_vacancies(own))
        left_out += len(shelf.where) - len(among)
        sifted = {
            row.vacancy_id: int(scores.tenths[place])
            for part, scores in shelf.score(own, WEIGHTS, among)
            for place, row in enumerate(part.rows)
        }
        for part, scores in shelf.score(own, WEIGHTS):
            for place, row in enumerate(part.rows):
                if scores.eligible[place] or scores.nearly[place]:
                    kept += 1
                    assert sifted[row.vacancy_id] == int(scores.tenths[place])
    assert left_out > 100
    assert kept > 5
    assert shelf.score(own, WEIGHTS, [new_id()]) == []


async def _scores(now: builders.Stage) -> tuple[object, object]:
    """From the person's side, and from the vacancy's."""
    vacancy = await ranking.employers.vacancy(now.vacancy_id)
    assert vacancy is not None
    of_person = await ranking.vacancies_for(now.person_id, 50)
    of_vacancy = await ranking.people_for(vacancy, [now.person_id])
    (one,) = [each.terms for each in of_person.ranked if each.ref == now.vacancy_id]
    (two,) = [each.terms for each in of_vacancy.ranked if each.ref == now.person_id]
    return one, two


async def test_both_pages_rank_a_pair_by_the_same_terms() -> None:
    now = await builders.stage(reserved="none")
    await builders.fits(now)
    one, two = await _scores(now)
    assert one == two


async def test_a_counsellor_ranks_nobody_she_does_not_follow() -> None:
    now = await builders.stage(reserved="none")
    await builders.fits(now)
    other: Viewer = await now.people.outsider(builders.Role.JOB_COUNSELLOR)
    vacancy = await ranking.employers.vacancy(now.vacancy_id)
    assert vacancy is not None
    found = await ranking.people_for(vacancy, await ranking.candidates.followed_by(other))
    assert found.ranked == ()
