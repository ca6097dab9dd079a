"""Twenty withdrawals and additions at once, with real commits: no card is lost, doubled or left too fine."""

import asyncio
from random import Random

import pytest

from portal.candidates.people import consents
from portal.candidates.people.vocabulary import CollectedHow, ConsentKind
from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.recount import breach
from portal.candidates.profiles.search import COLUMNS, VISIBLE, cards_index, shown
from portal.foundation import db, jobs, search
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM
from tests.candidates.builders import LOMBARDIA
from tests.candidates.profiles.many import draw, write
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("fresh_database")


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_twenty_withdrawals_and_additions_at_once(seed: int) -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    dice = Random(seed)
    standing = await write([draw(dice) for _ in range(30)], counsellor)
    coming = await write([draw(dice, state="draft") for _ in range(10)], counsellor)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    assert await db.fetchval(f"SELECT count(*) {VISIBLE}") == 30
    done = asyncio.Event()
    looks = 0

    async def watch() -> None:
        nonlocal looks
        while not done.is_set():
            rows = await db.fetch(f"SELECT {COLUMNS} {VISIBLE}")
            assert breach([shown(row) for row in rows], 5) is None
            looks += 1

    async def add(person_id: object) -> None:
        await profiles.submit(person_id, by=counsellor)  # type: ignore[arg-type]
        await profiles.release(LOMBARDIA, by=SYSTEM)

    async def all_twenty() -> None:
        going = [
            *(profiles.withdraw(one, by=counsellor) for one in standing[:6]),
            *(
                consents.revoke(one, ConsentKind.PROFILE, how=CollectedHow.IN_PERSON, by=counsellor)
                for one in standing[6:10]
            ),
            *(add(one) for one in coming),
        ]
        dice.shuffle(going)
        await asyncio.gather(*going)
        done.set()

    await asyncio.gather(watch(), all_twenty())
    assert looks > 5
    await jobs.drain()
    rows = await db.fetch(f"SELECT {COLUMNS}, p.person {VISIBLE}")
    assert sorted(row["person"] for row in rows) == sorted([*standing[10:], *coming])
    assert breach([shown(row) for row in rows], 5) is None
    indexed = await search.engine().ids(cards_index())
    assert indexed == {row["id"] for row in rows}
    ended = await db.fetchval("SELECT count(*) FROM profile WHERE state = 'withdrawn'")
    assert ended == 10
    gone = await db.fetchval(
        "SELECT count(DISTINCT profile) FROM card_history WHERE profile NOT IN (SELECT profile FROM card)"
    )
    assert gone == 10, "what they showed is kept, once it is over"
    assert await db.fetchval(
        "SELECT bool_and(h.shown_until <= c.shown_from) IS NOT false"
        " FROM card c JOIN card_history h ON h.profile = c.profile"
    )
    assert await db.fetchval("SELECT count(*) FROM scope WHERE hidden_since IS NOT NULL") == 0
