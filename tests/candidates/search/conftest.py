"""The index of cards as it is, in each engine, holding the judged cards."""

import pytest
import pytest_asyncio

from portal.candidates.profiles.search import cards_index, document
from portal.foundation.search import PostgresEngine, SearchEngine
from portal.foundation.search.meilisearch import MeilisearchEngine
from tests.candidates.search.judged import CARDS
from tests.foundation.search.conftest import meilisearch, meilisearch_address

__all__ = ["meilisearch", "meilisearch_address"]

DOCUMENTS = [document(card) for card in CARDS.values()]


@pytest_asyncio.fixture(scope="session")
async def judged_meilisearch(meilisearch: MeilisearchEngine) -> MeilisearchEngine:
    await meilisearch.ensure(cards_index())
    await meilisearch.upsert(cards_index(), DOCUMENTS)
    return meilisearch


@pytest_asyncio.fixture
async def judged_postgresql(db_rollback: None) -> PostgresEngine:
    engine = PostgresEngine()
    await engine.ensure(cards_index())
    await engine.upsert(cards_index(), DOCUMENTS)
    return engine


@pytest.fixture(params=["postgresql", "meilisearch"])
def engine(request: pytest.FixtureRequest, db_rollback: None) -> SearchEngine:
    """Each engine in turn."""
    found: SearchEngine = request.getfixturevalue(f"judged_{request.param}")
    return found
