"""The portal's parts put together for a command that works with the data and ends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from portal.foundation.settings import Settings

if TYPE_CHECKING:
    from portal.foundation.search import SearchEngine


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[SearchEngine]:
    """Pool, keys, subscriptions and mail as in a worker, closed at the end. Yields the search engine."""
    from portal import subscriptions
    from portal.foundation import db, outbox, process, search

    process.configure(settings)
    outbox.install(subscriptions.SUBSCRIPTIONS)
    await db.open_pool(settings.database_url, max_size=settings.database_pool)
    try:
        yield search.engine()
    finally:
        await search.close()
        await db.close_pool()
