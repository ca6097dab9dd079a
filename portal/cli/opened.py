"""The portal's parts put together for a command that works with the data and ends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from portal.foundation.settings import Settings


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[None]:
    """Pool, keys, subscriptions and search as in a web process, closed at the end."""
    from portal import subscriptions
    from portal.foundation import crypto, db, outbox, search

    crypto.configure(settings)
    outbox.install(subscriptions.SUBSCRIPTIONS)
    search.configure(settings)
    await db.open_pool(settings.database_url, max_size=settings.database_pool)
    try:
        yield
    finally:
        await search.close()
        await db.close_pool()
