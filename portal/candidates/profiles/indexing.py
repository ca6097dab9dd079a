"""The index behind the cards: what a large release left for later, and documents that no longer say what cards do."""

from uuid import UUID

from portal.candidates.profiles.search import COLUMNS, VISIBLE, cards_index, document, documents, shown
from portal.foundation import db, search

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


async def strange_documents() -> set[UUID]:
    """Of the portal's own index, the documents that say something else than their card."""
    index = cards_index()
    own = search.PostgresEngine()
    stored = {one.id: one async for one in own.stored(index)}
    return {one.id async for one in documents() if one.id in stored and stored[one.id] != _plain(one)}


def _plain(one: search.Document) -> search.Document:
    """As the index gives it back: without fields that are empty, lists for all."""
    text = {name: list(found) for name in one.text if (found := one.texts(name))}
    filters = {name: list(found) for name in one.filters if (found := one.values(name))}
    return search.Document(one.id, text, filters)
