"""Cards searched through a real Meilisearch: filled, followed, compared, killed and back; nobody misses anything."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NamedTuple

import pytest
import pytest_asyncio

from portal.candidates.profiles import actions as profiles
from portal.candidates.profiles import company, indexing
from portal.candidates.profiles.asking import Wanted
from portal.candidates.profiles.search import cards_index
from portal.candidates.searches import actions as searches
from portal.candidates.searches import news
from portal.foundation import db, jobs, search
from portal.foundation.embedded import EmbeddedMeilisearch
from portal.foundation.embedded.meilisearch import program
from portal.foundation.ids import new_id
from portal.foundation.search import FallbackEngine, PostgresEngine
from portal.foundation.search.meilisearch import MeilisearchEngine
from tests.candidates.search.market import Market, card_ids, market
from tests.candidates.test_profile_pages import as_, codes
from tests.foundation.search.conftest import NO_SERVER
from tests.web import application

pytestmark = pytest.mark.usefixtures("fresh_database")

RESERVE = "risponde quello di riserva"


class Stand(NamedTuple):
    server: EmbeddedMeilisearch
    engine: FallbackEngine
    market: Market

    async def there(self) -> frozenset[object]:
        return await self.engine.primary.ids(cards_index())


@pytest_asyncio.fixture
async def stand(tmp_path: Path, fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stand]:
    """Twelve cards, which the server holds as well."""
    if program() is None:
        pytest.skip(NO_SERVER)
    server = EmbeddedMeilisearch(tmp_path)
    address = await asyncio.to_thread(server.start)
    # waits longer than a portal would: machines that test are busy
    engine = FallbackEngine(
        MeilisearchEngine(address, await asyncio.to_thread(server.scoped_key)),
        PostgresEngine(),
        patience=5,
        rest=0.05,
    )
    application()  # which says once per process which engine answers
    monkeypatch.setattr(search, "_engine", engine)
    found = await market(office=0, warehouse=12)
    await indexing.make_index()
    await jobs.drain()
    yield Stand(server, engine, found)
    await engine.close()
    await asyncio.to_thread(server.stop)


async def test_a_withdrawal_leaves_the_server_and_a_publication_reaches_it(stand: Stand) -> None:
    assert await stand.there() == frozenset(await card_ids())
    person_id = await db.fetchval("SELECT person FROM profile WHERE state = 'published' LIMIT 1")
    await profiles.withdraw(person_id, by=stand.market.counsellor)
    found = await company.find(Wanted("magazzino"), stand.market.company_id, limit=20, offset=0)
    assert len(found.cards) == 11, "the page follows at once, the server in a moment"
    await jobs.drain()
    assert await stand.there() == frozenset(await card_ids())
    await stand.market.more(3)
    await jobs.drain()
    found = await company.find(Wanted("magazzino"), stand.market.company_id, limit=20, offset=0)
    assert (found.total, found.count.exact, found.degraded) == (14, 14, False)


async def test_the_comparison_looks_into_the_server_and_mends_it(stand: Stand) -> None:
    ids = await card_ids()
    await stand.engine.primary.delete(cards_index(), ids[:1])
    assert await indexing.mend_index() == 1
    seen = {one.part: (one.documents, one.missing) for one in await search.latest_checks(2)}
    assert seen == {"postgresql": (12, 0), "meilisearch": (12, 1)}
    assert await stand.there() == frozenset(ids)


async def test_a_server_that_dies_is_missed_by_no_page_and_used_again_when_it_is_back(stand: Stand) -> None:
    async with as_(stand.market.recruiter) as one:
        page = await one.get("/profiles?q=magazzino&working_time=part")
        assert RESERVE not in page
        with_server = set(codes(page.html))
        assert stand.server.child is not None
        stand.server.child.kill()
        stand.server.child.wait()
        page = await one.get("/profiles?q=magazzino&working_time=part")
        assert RESERVE in page
        assert "12 profili trovati" in page
        assert set(codes(page.html)) == with_server
        await asyncio.to_thread(stand.server.start)
        await asyncio.sleep(0.1)
        assert RESERVE not in await one.get("/profiles?q=magazzino&working_time=part")


async def test_what_changes_while_the_server_is_away_reaches_it_when_it_is_back(stand: Stand) -> None:
    assert stand.server.child is not None
    stand.server.child.kill()
    stand.server.child.wait()
    await stand.market.more(5)
    with pytest.raises(search.SearchUnavailable):
        await jobs.drain()
    await asyncio.to_thread(stand.server.start)
    await jobs.drain()
    assert await stand.there() == frozenset(await card_ids())


async def test_saved_searches_are_counted_as_the_page_counts_them(stand: Stand) -> None:
    wanted = Wanted("magazzino", {"working_time": ("part",)})
    await searches.save(wanted, id=new_id(), news=True, by=stand.market.recruiter)
    await stand.market.more(5)
    await jobs.drain()
    assert await news.look_again() == 1
    assert await db.fetchval("SELECT counted FROM saved_search") == 17
