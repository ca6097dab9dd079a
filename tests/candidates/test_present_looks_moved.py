"""The migration that takes what cards show now out of their history, forwards and back."""

from importlib import import_module

import pytest

from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles.texts import actions as texts
from portal.candidates.profiles.versions import card_versions
from portal.foundation import crypto, db
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM
from portal.reference.free_text import phrases
from tests.candidates import builders
from tests.candidates.builders import LOMBARDIA
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("db_rollback")

MIGRATION = import_module("portal.candidates.piccolo_migrations.candidates_2026_11_23t05_31_35_084211")


async def test_looks_go_back_into_the_history_and_out_again_with_their_words() -> None:
    counsellor = await Cast().owner(Role.JOB_COUNSELLOR)
    one, other, gone, *_ = await builders.released(counsellor, 10)
    words = phrases.text_of([phrases.entries()[0].code])
    await texts.write(one, words, by=counsellor)
    await profiles.release(LOMBARDIA, by=SYSTEM)
    await profiles.withdraw(gone, by=counsellor)
    before = {person: await card_versions(person) for person in (one, other, gone)}
    cards = await db.fetch("SELECT * FROM card ORDER BY id")

    await db.execute("ALTER TABLE card_history ALTER COLUMN shown_until DROP NOT NULL")
    await MIGRATION.backwards()
    rows = await db.fetch("SELECT profile, text_sealed FROM card_history WHERE shown_until IS NULL")
    assert {row["profile"] for row in rows} == {card["profile"] for card in cards}
    (told,) = [row for row in rows if row["text_sealed"] is not None]
    opened = crypto.open_(
        told["text_sealed"], table="card_history", column="text_sealed", row=told["profile"]
    )
    assert opened == words

    await db.execute("ALTER TABLE card ALTER COLUMN shown_from DROP NOT NULL")
    await db.execute("UPDATE card SET shown_from = NULL")
    await db.execute(MIGRATION.FORWARDS)
    assert await db.fetch("SELECT * FROM card ORDER BY id") == cards
    assert {person: await card_versions(person) for person in (one, other, gone)} == before
    assert await db.fetchval("SELECT count(*) FROM card_history WHERE shown_until IS NULL") == 0
