"""The two engines behind one fixture. A Meilisearch is taken from PORTAL_TEST_MEILISEARCH_URL (and …_KEY) or from
PATH; where there is none, its tests say so and step aside.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from portal.foundation.embedded import EmbeddedMeilisearch
from portal.foundation.embedded.meilisearch import program
from portal.foundation.search import (
    Document,
    Hits,
    IndexSettings,
    PostgresEngine,
    Query,
    SearchEngine,
)
from portal.foundation.search.meilisearch import MeilisearchEngine
from tests.foundation.search.library import CARDS, DOCUMENTS, NAMES

NO_SERVER = "no meilisearch on PATH and no PORTAL_TEST_MEILISEARCH_URL"


@pytest.fixture(scope="session")
def meilisearch_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str | None]]:
    """Address and key of a real server."""
    if url := os.environ.get("PORTAL_TEST_MEILISEARCH_URL"):
        yield url, os.environ.get("PORTAL_TEST_MEILISEARCH_KEY")
        return
    if program() is None:
        pytest.skip(NO_SERVER)
    server = EmbeddedMeilisearch(Path(tmp_path_factory.mktemp("meilisearch")))
    try:
        yield server.start(), server.scoped_key()
    finally:
        server.stop()


@pytest_asyncio.fixture(scope="session")
async def meilisearch(
    meilisearch_address: tuple[str, str | None], pool: None
) -> AsyncIterator[MeilisearchEngine]:
    """An engine whose indexes no other test run shares."""
    url, key = meilisearch_address
    engine = MeilisearchEngine(url, key, prefix=f"t{uuid4().hex[:8]}_")
    yield engine
    await engine.close()


@pytest_asyncio.fixture(scope="session")
async def filled_meilisearch(meilisearch: MeilisearchEngine) -> MeilisearchEngine:
    await meilisearch.ensure(CARDS)
    await meilisearch.upsert(CARDS, DOCUMENTS.values())
    return meilisearch


@pytest.fixture(params=["postgresql", "meilisearch"])
def engine(request: pytest.FixtureRequest, db_rollback: None) -> SearchEngine:
    """Each engine in turn, its indexes empty until the test fills one of its own."""
    if request.param == "postgresql":
        return PostgresEngine()
    found: SearchEngine = request.getfixturevalue("meilisearch")
    return found


@pytest_asyncio.fixture
async def filled_postgresql(db_rollback: None) -> PostgresEngine:
    engine = PostgresEngine()
    await engine.ensure(CARDS)
    await engine.upsert(CARDS, DOCUMENTS.values())
    return engine


@pytest.fixture(params=["postgresql", "meilisearch"])
def library(request: pytest.FixtureRequest) -> SearchEngine:
    """Each engine in turn, holding the cards of `library.py`."""
    found: SearchEngine = request.getfixturevalue(f"filled_{request.param}")
    return found


@pytest.fixture
def find(library: SearchEngine) -> Callable[..., Awaitable[list[str]]]:
    """The names of the cards found, best first."""

    async def ask(words: str, **more: object) -> list[str]:
        hits = await library.search(CARDS, Query(words, **{"limit": 100, **more}))  # type: ignore[arg-type]
        return names(hits.ids)

    return ask


def names(ids: Iterable[UUID]) -> list[str]:
    return [NAMES[one] for one in ids]


async def fill(engine: SearchEngine, documents: Iterable[Document], **more: object) -> IndexSettings:
    """An index of its own for one test."""
    index = IndexSettings(
        **{  # type: ignore[arg-type]
            "name": f"own_{uuid4().hex[:10]}",
            "text_fields": ("title",),
            "filter_fields": ("colour", "size"),
            **more,
        }
    )
    await engine.ensure(index)
    await engine.upsert(index, documents)
    return index


__all__ = ["Hits", "fill", "names"]
