"""The copied world beside the lived one: the same size told both ways leaves the same shape behind."""

from collections import Counter
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from portal.accounts.public import hash_password
from portal.candidates.profiles.gathering import cards_of
from portal.candidates.profiles.recount import breach
from portal.candidates.profiles.scopes import state_of
from portal.demo.cast import PASSWORD, sign_ins
from portal.demo.filling import copy_down
from portal.foundation import audit, clock, db, threshold
from portal.foundation.embedded.for_tests import Servers
from tests.demo.conftest import Filled, new_database, on_database
from tests.demo.worlds import world
from tests.web import browser

pytestmark = pytest.mark.xdist_group("sample data")

LOMBARDIA = "03"
OF_THE_WAY = {
    "audit_entry", "audit_seal", "audit_subject", "audit_unsealed", "outbox", "mail_message", "notification",
    "rate_limit", "retention_run", "search_gone", "search_tally",
}  # fmt: skip
"""Told by what happened on the way, which a copied world does not have."""
ROUGHLY = {
    "card", "card_history", "fairness_review", "match_shown", "open_node", "plan_reminder", "plan_signal", "plan_visit",
    "proposal_reminder",
    "release", "worker",
}  # fmt: skip
"""Depend on the nights between: some of them, not so many."""


@pytest_asyncio.fixture(scope="module")
async def copied(pool: None, servers: Servers, template: str, worker_number: int) -> AsyncIterator[Filled]:
    day = clock.today()
    async with new_database(servers, template, f"portal_{worker_number}_copied") as dsn:
        async with on_database(dsn), db.unit_of_work():
            await copy_down(world(day=day), await hash_password(PASSWORD), None)
        yield Filled(dsn, day)


async def _counts() -> dict[str, int]:
    tables = await db.fetch(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    )
    names = {row["relname"] for row in tables} - OF_THE_WAY
    return {name: await db.fetchval(f'SELECT count(*) FROM "{name}"') for name in names}


async def _filled_columns() -> set[tuple[str, str]]:
    """Columns that hold a value in some row."""
    found = set()
    for name in await _counts():
        columns = await db.fetch(
            "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped",
            name,
        )
        asked = ", ".join(f'count("{row["attname"]}") AS "{row["attname"]}"' for row in columns)
        row = await db.fetchrow(f'SELECT {asked} FROM "{name}"')
        assert row is not None
        found |= {(name, column) for column, count in row.items() if count}
    return found


async def test_every_table_holds_as_many_rows(copied: Filled, filled_once: Filled) -> None:
    async with on_database(copied.dsn):
        here = await _counts()
    async with on_database(filled_once.dsn):
        there = await _counts()
    exact = {name: count for name, count in here.items() if name not in ROUGHLY and "search_" not in name}
    assert exact == {name: there[name] for name in exact}
    for name in ROUGHLY:
        assert here[name] > 0.1 * there[name] > 0, name


OPENED_BY_RELEASES = {"card", "card_history", "search_document"}
"""Which fields of a card are open depends on the releases before this one: life has had many, a copy has one."""


async def test_every_column_that_life_fills_is_filled(copied: Filled, filled_once: Filled) -> None:
    async with on_database(copied.dsn):
        here = await _filled_columns()
    async with on_database(filled_once.dsn):
        there = await _filled_columns()
    assert sorted(one for one in there - here if one[0] not in OPENED_BY_RELEASES) == []


@pytest.mark.parametrize(
    "table", ["company", "vacancy", "case_", "proposal", "plan", "worker_proposal", "project"]
)
async def test_states_are_those_of_the_lived_world(copied: Filled, filled_once: Filled, table: str) -> None:
    async def states(dsn: str) -> Counter[str]:
        async with on_database(dsn):
            rows = await db.fetch(f"SELECT state, count(*) AS n FROM {table} GROUP BY state")
        return Counter({row["state"]: row["n"] for row in rows})

    assert await states(copied.dsn) == await states(filled_once.dsn)


async def test_copied_cards_are_each_one_of_k(copied: Filled) -> None:
    async with on_database(copied.dsn):
        cards = [one.card for one in (await cards_of(await state_of(LOMBARDIA))).values()]
    assert len(cards) >= 30
    assert breach(cards, threshold.k()) is None


async def test_the_chain_of_acts_is_whole_after_a_copy(copied: Filled) -> None:
    async with on_database(copied.dsn):
        while await audit.seal():
            pass
        verdict = await audit.verify()
    assert verdict.is_whole
    assert verdict.unsealed == 0


async def test_the_counsellor_signs_in_to_copied_data_and_reads_her_day(copied: Filled) -> None:
    one = next(one for one in sign_ins() if not one.needs_code)
    async with on_database(copied.dsn), browser() as visitor:
        await visitor.get("/sign-in")
        page = await visitor.press("/sign-in", {"email": one.email, "password": PASSWORD}, follow=False)
        home = await visitor.get(page.location)
    assert home.status == 200
    assert one.name in home
