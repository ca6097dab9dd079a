"""The index behind the cards: what a large release left for later, the order in which a server learns of it, and
documents that no longer say what cards do."""

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from portal.candidates.events import IndexCheckAsked
from portal.candidates.profiles.search import COLUMNS, VISIBLE, cards_index, document, documents, shown
from portal.foundation import db, facts, search
from portal.kernel.viewer import By

AT_ONCE = 2_000


async def fill_after(release_id: UUID) -> None:
    """Documents that the release of a large change did not write in its own transaction. Idempotent."""
    scope = await db.fetchval(
        "SELECT scope FROM release WHERE id = $1 AND NOT indexed FOR UPDATE", release_id
    )
    if scope is None:
        return
    rows = await db.fetch(f"SELECT {COLUMNS} {VISIBLE} AND c.scope = $1", scope)
    for begin in range(0, len(rows), AT_ONCE):
        await search.engine().upsert(
            cards_index(), [document(shown(row)) for row in rows[begin : begin + AT_ONCE]]
        )
    await db.execute("UPDATE release SET indexed = true WHERE id = $1", release_id)


async def carry(ids: Iterable[UUID]) -> None:
    """Copies the present state of these documents to a search server, where there is one."""
    await search.engine().propagate(cards_index(), ids)


_CHANGED_WITH = """
SELECT c.id FROM card c JOIN (
    SELECT r.id, r.scope FROM release r JOIN profile p ON p.region_code = r.scope WHERE p.id = $1
    ORDER BY r.made_at DESC, r.id DESC LIMIT 1) last ON c.scope = last.scope AND c.release = last.id
"""


async def carry_withdrawal(card_id: UUID, profile_id: UUID) -> None:
    """First what became coarser with it, and only when that is done the document that goes.

    The other way round, whoever asked in between would find a finer value on fewer cards than may be.
    """
    survivors = [row["id"] for row in await db.fetch(_CHANGED_WITH, profile_id)]
    await carry(survivors)
    await carry([card_id])


async def make_index() -> None:
    """What a search server needs that was never filled, or lost its data. Outside of any unit of work."""
    with suppress(search.SearchUnavailable):
        await search.engine().ensure(cards_index())


async def ask_check(*, id: UUID, by: By) -> None:
    """A job compares the index with the cards as soon as it can; asked twice with one id, done as often."""
    async with db.unit_of_work():
        await facts.record(IndexCheckAsked(check_id=id), by=by)


async def mend_index() -> int:
    """Compares every part of the index with the cards, document by document; writes or deletes what differs.

    Answers how many did; what was found stays to be read.
    """
    engine, index = search.engine(), cards_index()
    found = await search.compare(engine, index, documents())
    async with db.unit_of_work():
        await search.remember(index, found)
        if found.ids:
            # shared with readers, not with a release that changes them now: its documents come after these
            rows = await db.fetch(
                f"SELECT {COLUMNS} {VISIBLE} AND c.id = ANY($1) ORDER BY c.id FOR SHARE OF c", list(found.ids)
            )
            right = [document(shown(row)) for row in rows]
            await engine.delete(index, found.ids - {one.id for one in right})
            await engine.upsert(index, right)
    if found.ids:
        await engine.propagate(index, found.ids)
    return len(found.ids)
