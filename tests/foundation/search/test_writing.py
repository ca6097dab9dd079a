"""What is written is found, what is deleted is not, and an index is replaced while it is read."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest

from portal.foundation import db
from portal.foundation.search import (
    Document,
    IndexSettings,
    PostgresEngine,
    Query,
    SearchEngine,
    drift,
    one_by_one,
)
from portal.foundation.search.meilisearch import MeilisearchEngine
from tests.foundation.search.conftest import fill


def baker(colour: str = "rosso", title: str = "Panettiere") -> Document:
    return Document(uuid4(), {"title": title}, {"colour": colour})


async def found(engine: SearchEngine, index: IndexSettings, words: str, **more: object) -> set[UUID]:
    hits = await engine.search(index, Query(words, limit=1_000, **more))  # type: ignore[arg-type]
    assert hits.total == len(hits.ids)
    return set(hits.ids)


async def test_a_document_written_again_is_found_by_its_new_words_only(engine: SearchEngine) -> None:
    before = baker()
    index = await fill(engine, [before])
    await engine.upsert(index, [Document(before.id, {"title": "Giardiniere"}, {"colour": "verde"})])
    assert await found(engine, index, "giardiniere", filters={"colour": ("verde",)}) == {before.id}
    assert await found(engine, index, "panettiere") == set()
    assert await found(engine, index, "", filters={"colour": ("rosso",)}) == set()
    hits = await engine.search(index, Query(facets=("colour",)))
    assert hits.facets == {"colour": {"verde": 1}}
    assert await engine.count(index) == 1


async def test_a_deleted_document_is_gone_from_hits_counts_and_facets(engine: SearchEngine) -> None:
    first, second = baker(), baker("blu")
    index = await fill(engine, [first, second])
    await engine.delete(index, [first.id])
    assert await found(engine, index, "panettiere") == {second.id}
    assert (await engine.search(index, Query(facets=("colour",)))).facets == {"colour": {"blu": 1}}
    assert await engine.ids(index) == {second.id}


async def test_deleting_what_is_not_there_is_harmless(engine: SearchEngine) -> None:
    one = baker()
    index = await fill(engine, [one])
    await engine.delete(index, [uuid4()])
    await engine.delete(index, [])
    await engine.upsert(index, [])
    assert await engine.ids(index) == {one.id}


async def test_the_same_document_twice_in_one_write_is_written_once(engine: SearchEngine) -> None:
    first = baker()
    last = Document(first.id, {"title": "Cuoco"}, {"colour": "blu"})
    index = await fill(engine, [first, last])
    assert await found(engine, index, "cuoco") == {first.id}
    assert await engine.count(index) == 1


async def test_two_indexes_know_nothing_of_each_other(engine: SearchEngine) -> None:
    one, other = baker(), baker()
    first, second = await fill(engine, [one]), await fill(engine, [other])
    assert await found(engine, first, "panettiere") == {one.id}
    await engine.delete(first, [other.id])
    assert await engine.ids(second) == {other.id}


async def test_an_index_prepared_twice_stays_as_it_is(engine: SearchEngine) -> None:
    one = baker()
    index = await fill(engine, [one], synonyms=(("panettiere", "fornaio"),))
    await engine.ensure(index)
    assert await found(engine, index, "fornaio") == {one.id}
    assert await engine.ready()


async def test_an_earlier_field_weighs_more(engine: SearchEngine) -> None:
    by_note = Document(uuid4(), {"title": "Cuoco", "note": "Anche panettiere"}, {})
    by_title = Document(uuid4(), {"title": "Panettiere", "note": "Anche in cucina"}, {})
    index = await fill(engine, [by_note, by_title], text_fields=("title", "note"))
    for seed in range(4):
        hits = await engine.search(index, Query("panettiere", seed=seed))
        assert hits.ids == (by_title.id, by_note.id)


async def test_drift_names_what_is_missing_and_what_should_not_be_there(engine: SearchEngine) -> None:
    kept, stray, lost = baker(), baker(), baker()
    index = await fill(engine, [kept, stray])
    (only,) = (await drift(engine, index, [kept.id, lost.id])).values()
    assert (only.missing, only.unexpected) == ({lost.id}, {stray.id})
    assert only
    assert not any((await drift(engine, index, [kept.id, stray.id])).values())


@pytest.fixture(params=["postgresql", "meilisearch"])
def committing(request: pytest.FixtureRequest, fresh_database: str) -> SearchEngine:
    """Each engine in turn, with a database whose commits others see."""
    if request.param == "postgresql":
        return PostgresEngine()
    engine: MeilisearchEngine = request.getfixturevalue("meilisearch")
    return engine


async def test_readers_see_the_old_index_until_the_new_one_is_complete(committing: SearchEngine) -> None:
    old = [baker() for _ in range(30)]
    new = [baker("blu") for _ in range(40)]
    index = await fill(committing, old)
    old_ids, new_ids = {one.id for one in old}, {one.id for one in new}
    seen: list[set[UUID]] = []

    async def read() -> None:
        while True:
            seen.append(await found(committing, index, "panettiere"))
            await asyncio.sleep(0)

    async def slowly() -> AsyncIterator[Document]:
        for one in new:
            await asyncio.sleep(0.005)
            yield one

    reader = asyncio.create_task(read())
    progress: list[int] = []
    assert await committing.rebuild(index, slowly(), progress.append) == 40
    await asyncio.sleep(0.05)
    reader.cancel()
    assert all(one in (old_ids, new_ids) for one in seen)
    assert old_ids in seen
    assert await found(committing, index, "panettiere") == new_ids
    assert await committing.ids(index) == new_ids
    assert progress[-1] == 40
    assert (await committing.search(index, Query(facets=("colour",)))).facets == {"colour": {"blu": 40}}


async def test_a_rebuild_that_fails_leaves_the_index_as_it_was(committing: SearchEngine) -> None:
    old = [baker()]
    index = await fill(committing, old)

    async def broken() -> AsyncIterator[Document]:
        yield baker()
        raise OSError("the source went away")

    with pytest.raises(OSError, match="went away"):
        await committing.rebuild(index, broken())
    assert await committing.ids(index) == {old[0].id}


async def test_an_index_that_never_was_is_built_by_a_rebuild(committing: SearchEngine) -> None:
    index = IndexSettings(f"own_{uuid4().hex[:8]}", ("title",), ("colour",))
    one = baker()
    assert await committing.rebuild(index, one_by_one([one])) == 1
    assert await found(committing, index, "panettieri", filters={"colour": ("rosso",)}) == {one.id}


async def test_a_word_nobody_has_any_more_is_no_correction_after_a_rebuild(fresh_database: str) -> None:
    engine = PostgresEngine()
    index = await fill(engine, [baker(title="Panettiere"), baker(title="Tornitore")])
    await engine.rebuild(index, one_by_one([baker(title="Panettiere")]))
    words = {row["word"] for row in await db.fetch("SELECT word FROM search_word")}
    assert words == {"panettiere"}


async def test_what_is_written_during_a_rebuild_wins_over_what_was_read_before(fresh_database: str) -> None:
    engine = PostgresEngine()
    changed, deleted, added = baker(), baker(), baker("giallo")
    index = await fill(engine, [changed, deleted])

    async def meanwhile() -> AsyncIterator[Document]:
        yield changed
        yield deleted
        # an empty context: the writer is another request, with a connection of its own
        await asyncio.create_task(write(), context=contextvars.Context())

    async def write() -> None:
        await engine.upsert(index, [Document(changed.id, {"title": "Cuoco"}, {"colour": "blu"}), added])
        await engine.delete(index, [deleted.id])

    await engine.rebuild(index, meanwhile())
    assert await engine.ids(index) == {changed.id, added.id}
    assert await found(engine, index, "cuoco") == {changed.id}
    assert (await engine.search(index, Query(facets=("colour",)))).facets == {
        "colour": {"blu": 1, "giallo": 1}
    }


async def test_a_rebuild_waits_for_those_who_wrote_before_it_and_have_not_committed(
    fresh_database: str,
) -> None:
    engine = PostgresEngine()
    early = baker()
    index = await fill(engine, [])
    wrote, may_commit = asyncio.Event(), asyncio.Event()

    async def slow_writer() -> None:
        async with db.unit_of_work():
            await engine.upsert(index, [early])
            wrote.set()
            await may_commit.wait()

    writer = asyncio.create_task(slow_writer())
    await wrote.wait()
    # what the rebuild is given was read before that commit, so it lacks the document
    rebuild = asyncio.create_task(engine.rebuild(index, one_by_one([])))
    await asyncio.sleep(0.1)
    assert not rebuild.done()
    may_commit.set()
    await writer
    await rebuild
    assert await engine.ids(index) <= {early.id}


async def test_a_document_written_in_a_transaction_that_fails_is_not_found(fresh_database: str) -> None:
    engine = PostgresEngine()
    index = await fill(engine, [])
    with pytest.raises(ValueError, match="no"):
        async with db.unit_of_work():
            await engine.upsert(index, [baker()])
            raise ValueError("no")
    assert await found(engine, index, "") == set()
    assert (await engine.search(index, Query(facets=("colour",)))).facets == {"colour": {}}


async def test_two_writers_of_the_same_new_words_both_get_through(fresh_database: str) -> None:
    engine = PostgresEngine()
    index = await fill(engine, [])
    titles = ["Tornitore fresatore", "Fresatore tornitore saldatore"]
    writers = [engine.upsert(index, [baker(title=title) for _ in range(20)]) for title in titles * 4]
    await asyncio.wait_for(asyncio.gather(*writers), 20)
    assert await engine.count(index) == 160


async def test_no_setting_stays_on_the_pools_connections_after_a_search(fresh_database: str) -> None:
    engine = PostgresEngine()
    index = await fill(engine, [baker()])
    await found(engine, index, "panettiere")
    for name in ("plan_cache_mode", "jit"):
        row = await db.fetchrow("SELECT setting, reset_val FROM pg_settings WHERE name = $1", name)
        assert row is not None
        assert row["setting"] == row["reset_val"]


async def test_a_rebuild_inside_a_unit_of_work_is_refused(fresh_database: str) -> None:
    engine = PostgresEngine()
    index = await fill(engine, [])
    with pytest.raises(RuntimeError, match="outside"):
        async with db.unit_of_work():
            await engine.rebuild(index, one_by_one([]))


async def test_an_index_with_other_fields_is_read_again_from_what_was_given(fresh_database: str) -> None:
    engine = PostgresEngine()
    one = Document(uuid4(), {"title": "Panettiere"}, {"size": "m", "colour": ["rosso", "blu"]})
    before = await fill(engine, [one], filter_fields=("size", "colour"))
    after = IndexSettings(before.name, ("note", "title"), ("colour", "place"))
    await engine.ensure(after)
    hits = await engine.search(after, Query("panettiere", facets=("colour", "place")))
    assert hits.ids == (one.id,)
    assert hits.facets == {"colour": {"rosso": 1, "blu": 1}, "place": {}}
    moment = await db.fetchval("SELECT max(written_at) FROM search_document")
    await engine.ensure(after)
    assert await db.fetchval("SELECT max(written_at) FROM search_document") == moment
