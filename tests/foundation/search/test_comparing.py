"""Comparing an index with what it should hold, document by document, in every part of the engine."""

from __future__ import annotations

from uuid import uuid4

import pytest

from portal.foundation import clock
from portal.foundation.search import (
    Document,
    FallbackEngine,
    IndexSettings,
    PostgresEngine,
    SearchEngine,
    compare,
    latest_checks,
    one_by_one,
    remember,
)
from portal.foundation.search.drift import KEEP_CHECKS
from portal.foundation.search.meilisearch import MeilisearchEngine
from tests.foundation.search.conftest import fill

SYNONYMS = (("panettiere", "fornaio"),)


def baker(title: str = "Panettiere", **filters: str | list[str]) -> Document:
    return Document(uuid4(), {"title": title}, filters or {"colour": ["rosso", "a b"]})


async def test_documents_with_another_content_are_named_whatever_differs(engine: SearchEngine) -> None:
    same, words, values, empty, gone = baker(), baker(), baker(), baker(), baker()
    index = await fill(engine, [same, words, values, empty], synonyms=SYNONYMS)
    now = [
        same,
        Document(words.id, {"title": "Fornaio"}, words.filters),
        Document(values.id, values.text, {"colour": "blu"}),
        Document(empty.id, {}, {}),
        gone,
    ]
    assert await engine.differing(index, now) == {words.id, values.id, empty.id}
    assert await engine.differing(index, []) == frozenset()


async def test_a_document_that_says_the_same_in_another_form_does_not_differ(engine: SearchEngine) -> None:
    one = Document(uuid4(), {"title": ["Panettiere"]}, {"colour": "rosso", "size": []})
    index = await fill(engine, [one])
    again = Document(one.id, {"title": "Panettiere"}, {"colour": ["rosso"]})
    assert await engine.differing(index, [again]) == frozenset()


@pytest.fixture
def two_parts(meilisearch: MeilisearchEngine, fresh_database: str) -> FallbackEngine:
    return FallbackEngine(meilisearch, PostgresEngine(), rest=0)


async def test_each_part_is_compared_and_what_was_found_can_be_read(two_parts: FallbackEngine) -> None:
    index = IndexSettings(f"own_{uuid4().hex[:10]}", ("title",), ("colour",))
    right, changed, lost, stray = baker(), baker(), baker(), baker()
    await two_parts.ensure(index)
    await two_parts.upsert(index, [right, changed, lost])
    await two_parts.propagate(index, [right.id, changed.id, lost.id])
    await two_parts.primary.upsert(index, [Document(changed.id, {"title": "Cuoco"}, {}), stray])
    await two_parts.primary.delete(index, [lost.id])
    found = await compare(two_parts, index, one_by_one([right, changed, lost]))
    assert found.documents == 3
    embedded, server = found.parts["postgresql"], found.parts["meilisearch"]
    assert embedded is not None
    assert not embedded
    assert server is not None
    assert (server.missing, server.unexpected, server.stale) == ({lost.id}, {stray.id}, {changed.id})
    assert found.ids == {lost.id, stray.id, changed.id}
    await remember(index, found)
    seen = {one.part: one for one in await latest_checks(10)}
    assert (seen["meilisearch"].missing, seen["meilisearch"].unexpected, seen["meilisearch"].stale) == (
        1,
        1,
        1,
    )
    assert (seen["postgresql"].wrong, seen["postgresql"].documents) == (0, 3)
    await two_parts.propagate(index, found.ids)
    assert not (await compare(two_parts, index, one_by_one([right, changed, lost]))).ids


async def test_a_part_that_does_not_answer_is_told_and_the_other_is_compared(fresh_database: str) -> None:
    engine = FallbackEngine(MeilisearchEngine("http://127.0.0.1:1", None), PostgresEngine())
    index = IndexSettings(f"own_{uuid4().hex[:10]}", ("title",), ("colour",))
    one, missing = baker(), baker()
    await engine.upsert(index, [one])
    found = await compare(engine, index, one_by_one([one, missing]))
    assert found.parts["meilisearch"] is None
    assert found.ids == {missing.id}
    await remember(index, found)
    assert {check.part: check.answered for check in await latest_checks(10)} == {
        "meilisearch": False,
        "postgresql": True,
    }
    await engine.close()


async def test_old_comparisons_are_forgotten(db_rollback: None, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, now = PostgresEngine(), clock.now()
    index = await fill(engine, [])
    found = await compare(engine, index, one_by_one([]))
    monkeypatch.setattr(clock, "now", lambda: now - KEEP_CHECKS)
    await remember(index, found)
    monkeypatch.setattr(clock, "now", lambda: now + KEEP_CHECKS / KEEP_CHECKS.days)
    await remember(index, found)
    assert len(await latest_checks(10)) == 1
