"""A server for speed, the portal's own tables for certainty: whatever happens to the server, searches answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import structlog

from portal.foundation import db
from portal.foundation.search import postgres_rebuild
from portal.foundation.search.port import (
    Document,
    Hits,
    IndexSettings,
    Progress,
    Query,
    SearchEngine,
    SearchUnavailable,
)
from portal.foundation.search.postgres import PostgresEngine

if TYPE_CHECKING:
    from portal.foundation.search.meilisearch import MeilisearchEngine

_log = structlog.get_logger("portal.search")

_TRY_LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended('search refill ' || $1, 0))"
_MOST_TURNS = 20
_AT_ONCE = 5_000


class FallbackEngine:
    """Writes go to the embedded engine; `propagate` and `refill` copy them to the primary; searches ask the
    primary.

    `patience`: seconds after which a search is answered by the embedded engine instead. `rest`: seconds for
    which a primary that failed is then left alone, so that not every search waits in vain.
    """

    def __init__(
        self,
        primary: MeilisearchEngine,
        embedded: PostgresEngine,
        *,
        patience: float = 0.5,
        rest: float = 5.0,
    ) -> None:
        self.primary, self.embedded = primary, embedded
        self._patience, self._rest = patience, rest
        self._resting_until = 0.0

    def parts(self) -> Mapping[str, SearchEngine]:
        return {**self.embedded.parts(), **self.primary.parts()}

    async def ready(self) -> bool:
        """Whether searches are answered: the embedded engine is enough."""
        return await self.embedded.ready()

    async def close(self) -> None:
        await self.primary.close()
        await self.embedded.close()

    async def ensure(self, index: IndexSettings) -> None:
        """Fills a primary that has no such index, else brings its settings up to date.

        For the worker's start and the nightly check, outside of any unit of work. A primary that is down stays
        as it is.
        """
        read_again = await postgres_rebuild.fit(index)
        try:
            if await self.primary.exists(index) and not read_again:
                await self.primary.ensure(index)
            else:
                await self._refill_alone(index)
        except SearchUnavailable as problem:
            _log.warning("search server not prepared", index=index.name, reason=str(problem))

    async def upsert(self, index: IndexSettings, documents: Iterable[Document]) -> None:
        await self.embedded.upsert(index, documents)

    async def delete(self, index: IndexSettings, ids: Iterable[UUID]) -> None:
        await self.embedded.delete(index, ids)

    async def propagate(self, index: IndexSettings, ids: Iterable[UUID]) -> None:
        """Copies the present state of these ids and waits until the primary shows it.

        Raises SearchUnavailable, for the job to be tried again. A primary without the index is left alone: it
        gets everything when it is filled.
        """
        wanted = sorted(set(ids))
        if wanted and await self.primary.exists(index):
            for start in range(0, len(wanted), _AT_ONCE):
                await self._copy(index, wanted[start : start + _AT_ONCE])

    async def _copy(self, index: IndexSettings, wanted: list[UUID]) -> None:
        seen: Mapping[UUID, datetime] = await self.embedded.versions(index, wanted)
        for _ in range(_MOST_TURNS):
            documents = [one async for one in self.embedded.stored(index, wanted)]
            present = {one.id for one in documents}
            await self.primary.upsert(index, documents)
            await self.primary.delete(index, [one for one in wanted if one not in present])
            # another job may have copied a newer state in between, and this one an older state over it
            now = await self.embedded.versions(index, wanted)
            if now == seen:
                return
            seen = now
        raise SearchUnavailable("the documents change faster than they can be copied")

    async def search(self, index: IndexSettings, query: Query) -> Hits:
        if time.monotonic() >= self._resting_until:
            try:
                async with asyncio.timeout(self._patience):
                    return await self.primary.search(index, query)
            except (SearchUnavailable, TimeoutError) as problem:
                self._resting_until = time.monotonic() + self._rest
                reason = str(problem) or "too slow"
                _log.warning("search answered by the database", index=index.name, reason=reason)
        return replace(await self.embedded.search(index, query), degraded=True)

    async def count(self, index: IndexSettings) -> int:
        return await self.embedded.count(index)

    async def ids(self, index: IndexSettings) -> frozenset[UUID]:
        return await self.embedded.ids(index)

    async def differing(self, index: IndexSettings, documents: Sequence[Document]) -> frozenset[UUID]:
        return await self.embedded.differing(index, documents)

    async def rebuild(
        self, index: IndexSettings, documents: AsyncIterable[Document], progress: Progress | None = None
    ) -> int:
        """Progress counts the documents once for each part. Raises SearchUnavailable when only the embedded part
        could be rebuilt.
        """
        done = await self.embedded.rebuild(index, documents, progress)
        await self.refill(index, progress)
        return done

    async def refill(self, index: IndexSettings, progress: Progress | None = None) -> int:
        """Rebuilds the primary from what the embedded engine holds, changes made meanwhile included."""
        started = await postgres_rebuild.begin(index)
        done = await self.primary.rebuild(index, self.embedded.stored(index), progress)
        await self.propagate(index, await self.embedded.changed_since(index, started))
        return done

    async def _refill_alone(self, index: IndexSettings) -> None:
        """Of several processes that start together one fills; until then searches are answered embedded."""
        pool = db.ENGINE.pool
        if pool is None:
            raise RuntimeError("the connection pool is not open")
        # a connection beside the running one: the lock is held while many units of work come and go
        async with pool.acquire() as connection, connection.transaction():
            if await connection.fetchval(_TRY_LOCK, index.name):
                await self.refill(index)
