"""With a server beside it, the portal still answers when the server is down, slow, empty or behind."""

from __future__ import annotations

import asyncio
import contextvars
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from portal.foundation import db
from portal.foundation.embedded import EmbeddedMeilisearch
from portal.foundation.embedded.meilisearch import program
from portal.foundation.search import (
    Document,
    FallbackEngine,
    IndexSettings,
    PostgresEngine,
    Query,
    SearchUnavailable,
    build,
    drift,
    one_by_one,
)
from portal.foundation.search.meilisearch import MeilisearchEngine
from portal.foundation.settings import load
from tests.foundation.search.conftest import NO_SERVER

pytestmark = pytest.mark.usefixtures("fresh_database")

NOWHERE = "http://127.0.0.1:1"


def own_index() -> IndexSettings:
    return IndexSettings(
        f"own_{uuid4().hex[:10]}", ("title",), ("colour",), synonyms=(("panettiere", "fornaio"),)
    )


def baker(title: str = "Panettiere", colour: str = "rosso") -> Document:
    return Document(uuid4(), {"title": title}, {"colour": colour})


async def found(
    engine: FallbackEngine, index: IndexSettings, words: str = "panettiere"
) -> tuple[set[UUID], bool]:
    hits = await engine.search(index, Query(words, limit=1_000))
    return set(hits.ids), hits.degraded


@pytest.fixture
def both(meilisearch: MeilisearchEngine) -> FallbackEngine:
    return FallbackEngine(meilisearch, PostgresEngine(), rest=0)


@pytest_asyncio.fixture
async def alone() -> AsyncIterator[FallbackEngine]:
    """A server that is not there."""
    engine = FallbackEngine(MeilisearchEngine(NOWHERE, None), PostgresEngine())
    yield engine
    await engine.close()


async def test_a_server_that_is_down_is_replaced_by_the_database_which_says_so(alone: FallbackEngine) -> None:
    index, one = own_index(), baker()
    await alone.ensure(index)
    await alone.upsert(index, [one])
    hits = await alone.search(index, Query("fornai", {"colour": ("rosso",)}, facets=("colour",)))
    assert (hits.ids, hits.total, hits.facets) == ((one.id,), 1, {"colour": {"rosso": 1}})
    assert hits.degraded
    assert await alone.ready()
    await alone.delete(index, [one.id])
    assert await found(alone, index) == (set(), True)


async def test_a_server_that_failed_is_left_alone_for_a_while(alone: FallbackEngine) -> None:
    index = own_index()
    await found(alone, index)
    started = time.perf_counter()
    for _ in range(5):
        await found(alone, index)
    assert time.perf_counter() - started < 0.25  # one attempt alone pauses as long


async def test_a_server_that_keeps_silent_costs_no_more_than_the_patience() -> None:
    async def keep_silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(keep_silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    engine = FallbackEngine(
        MeilisearchEngine(f"http://127.0.0.1:{port}", None), PostgresEngine(), patience=0.2
    )
    index, one = own_index(), baker()
    await engine.upsert(index, [one])
    started = time.perf_counter()
    assert await found(engine, index) == ({one.id}, True)
    assert 0.15 < time.perf_counter() - started < 1.5
    await engine.close()
    server.close()


async def test_a_job_that_copies_to_a_server_that_is_down_fails_and_may_be_tried_again(
    alone: FallbackEngine,
) -> None:
    index, one = own_index(), baker()
    await alone.upsert(index, [one])
    with pytest.raises(SearchUnavailable):
        await alone.propagate(index, [one.id])


async def test_no_failure_repeats_what_was_searched_for(alone: FallbackEngine, both: FallbackEngine) -> None:
    index = own_index()
    for engine in (alone.primary, both.primary):
        with pytest.raises(SearchUnavailable) as problem:
            await engine.search(index, Query("cardiopatico", {"colour": ("segreto",)}))
        assert "cardiopatico" not in repr(problem.value)
        assert "segreto" not in repr(problem.value)
        assert problem.value.__cause__ is None
        assert problem.value.__suppress_context__


async def test_what_is_written_shows_on_the_server_once_it_is_carried_over(both: FallbackEngine) -> None:
    index, one = own_index(), baker()
    await both.ensure(index)
    await both.upsert(index, [one])
    assert await found(both, index) == (set(), False)
    await both.propagate(index, [one.id])
    assert await found(both, index) == ({one.id}, False)
    await both.delete(index, [one.id])
    await both.propagate(index, [one.id])
    assert await found(both, index) == (set(), False)


async def test_carrying_over_twice_late_or_in_the_wrong_order_ends_in_the_present_state(
    both: FallbackEngine,
) -> None:
    index, one, other = own_index(), baker(), baker()
    await both.ensure(index)
    await both.upsert(index, [one, other])
    await both.upsert(index, [Document(one.id, {"title": "Cuoco"}, {})])
    await both.delete(index, [other.id])
    await asyncio.gather(*(both.propagate(index, [one.id, other.id]) for _ in range(4)))
    assert await found(both, index, "cuoco") == ({one.id}, False)
    assert not any((await drift(both, index, [one.id])).values())


async def test_a_newer_state_is_not_overwritten_by_a_slower_job_with_an_older_one(
    both: FallbackEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, one = own_index(), baker("Panettiere")
    await both.ensure(index)
    await both.upsert(index, [one])
    usual = both.primary.upsert
    began, held = asyncio.Event(), asyncio.Event()

    async def first_is_slow(index: IndexSettings, documents: list[Document]) -> None:
        if not began.is_set():
            began.set()
            await held.wait()
        await usual(index, documents)

    monkeypatch.setattr(both.primary, "upsert", first_is_slow)
    slow = asyncio.create_task(both.propagate(index, [one.id]))
    await began.wait()
    await both.upsert(index, [Document(one.id, {"title": "Cuoco"}, {})])
    await both.propagate(index, [one.id])
    held.set()
    await slow
    assert await found(both, index, "cuoco") == ({one.id}, False)
    assert await found(both, index, "panettiere") == (set(), False)


async def test_a_server_without_the_index_is_filled_from_the_database(both: FallbackEngine) -> None:
    index, documents = own_index(), [baker() for _ in range(30)]
    await both.upsert(index, documents)
    everyone = {one.id for one in documents}
    assert await found(both, index) == (everyone, True)
    await both.propagate(index, [documents[0].id])
    assert await found(both, index) == (everyone, True), "one document must not look like a whole index"
    await asyncio.gather(both.ensure(index), both.ensure(index))
    assert await found(both, index, "fornaio") == (everyone, False)


async def test_what_changes_while_the_server_is_filled_is_there_in_the_end(
    both: FallbackEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, changed, deleted, added = own_index(), baker(), baker(), baker()
    await both.upsert(index, [changed, deleted])
    usual = both.primary._fill

    async def write() -> None:
        await both.upsert(index, [Document(changed.id, {"title": "Cuoco"}, {}), added])
        await both.delete(index, [deleted.id])

    async def fill_and_be_overtaken(*args: object) -> int:
        done = await usual(*args)  # type: ignore[arg-type]
        await asyncio.create_task(write(), context=contextvars.Context())
        return done

    monkeypatch.setattr(both.primary, "_fill", fill_and_be_overtaken)
    await both.refill(index)
    assert await found(both, index) == ({added.id}, False)
    assert await found(both, index, "cuoco") == ({changed.id}, False)


async def test_a_rebuild_reaches_both_and_drift_is_seen_in_each(both: FallbackEngine) -> None:
    index, documents = own_index(), [baker() for _ in range(10)]
    ids = [one.id for one in documents]
    await both.ensure(index)
    assert await both.rebuild(index, one_by_one(documents)) == 10
    assert not any((await drift(both, index, ids)).values())
    await both.primary.delete(index, ids[:1])
    stray = baker()
    await both.embedded.upsert(index, [stray])
    seen = await drift(both, index, ids)
    assert seen["meilisearch"].missing == {ids[0]}
    assert seen["postgresql"].unexpected == {stray.id}
    assert seen["postgresql"].ids | seen["meilisearch"].ids == {ids[0], stray.id}


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[EmbeddedMeilisearch]:
    if program() is None:
        pytest.skip(NO_SERVER)
    server = EmbeddedMeilisearch(tmp_path)
    yield server
    server.stop()


async def test_a_server_killed_in_the_middle_is_missed_by_nobody_and_used_again_when_it_is_back(
    own_server: EmbeddedMeilisearch,
) -> None:
    address = own_server.start()
    engine = FallbackEngine(MeilisearchEngine(address, own_server.scoped_key()), PostgresEngine(), rest=0.05)
    index, one = own_index(), baker()
    await engine.upsert(index, [one])
    await engine.ensure(index)
    assert await found(engine, index) == ({one.id}, False)
    assert own_server.child is not None
    own_server.child.kill()
    own_server.child.wait()
    assert await found(engine, index) == ({one.id}, True)
    assert not await engine.primary.ready()
    await asyncio.to_thread(own_server.start)
    await asyncio.sleep(0.1)
    assert await found(engine, index) == ({one.id}, False)
    await engine.close()


async def test_a_scoped_key_is_enough_for_everything(own_server: EmbeddedMeilisearch) -> None:
    engine = MeilisearchEngine(own_server.start(), own_server.scoped_key())
    index, one = own_index(), baker()
    await engine.ensure(index)
    await engine.upsert(index, [one])
    await engine.rebuild(index, one_by_one([one, baker()]))
    await engine.delete(index, [one.id])
    assert (await engine.count(index), len(await engine.ids(index)), await engine.ready()) == (1, 1, True)
    wrong = MeilisearchEngine(own_server.address(), "not-the-key")
    with pytest.raises(SearchUnavailable, match="invalid_api_key"):
        await wrong.search(index, Query("x"))
    await engine.close()
    await wrong.close()


async def test_searches_travel_in_bodies_and_answers_uncompressed(both: FallbackEngine) -> None:
    index = own_index()
    await both.ensure(index)
    seen: list[tuple[str, str, str]] = []

    async def note(request: Any) -> None:
        seen.append((request.method, str(request.url), request.headers["accept-encoding"]))

    hooks = both.primary._server.client.http_client.event_hooks
    hooks["request"].append(note)
    both.primary._server.client.http_client.event_hooks = hooks
    try:
        await both.search(index, Query("panettiere cuoco", {"colour": ("rosso",)}, facets=("colour",)))
    finally:
        both.primary._server.client.http_client.event_hooks = {"request": []}
    assert seen
    assert {method for method, _, _ in seen} == {"POST"}
    assert {encoding for _, _, encoding in seen} == {"identity"}
    assert not any("panett" in url or "?" in url for _, url, _ in seen)


def test_the_settings_choose_the_engine(tmp_path: Path) -> None:
    environ = {"PORTAL_DATA_DIR": str(tmp_path)}
    assert isinstance(build(load(environ)), PostgresEngine)
    address = {"PORTAL_MEILISEARCH_URL": "http://127.0.0.1:7700", "PORTAL_MEILISEARCH_KEY": "k"}
    assert isinstance(build(load(environ | address)), FallbackEngine)


async def test_a_search_inside_a_unit_of_work_sees_what_it_wrote(alone: FallbackEngine) -> None:
    index, one = own_index(), baker()
    async with db.unit_of_work():
        await alone.upsert(index, [one])
        assert await found(alone, index) == ({one.id}, True)
