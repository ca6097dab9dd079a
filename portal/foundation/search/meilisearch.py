"""The engine for many cards: a Meilisearch server, asked by POST only, so that its access log holds no search."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from meilisearch_python_sdk import AsyncClient

from portal.foundation.search import documents
from portal.foundation.search import meilisearch_requests as requests
from portal.foundation.search.guesses import guesses
from portal.foundation.search.meilisearch_asking import ask
from portal.foundation.search.meilisearch_requests import Question
from portal.foundation.search.meilisearch_server import Server
from portal.foundation.search.plan import Plan, plan_of
from portal.foundation.search.port import (
    Document,
    Hits,
    IndexSettings,
    Progress,
    Query,
    SearchEngine,
    SearchUnavailable,
    refuse_unknown_fields,
)
from portal.foundation.search.synonyms import synonyms_of

NAME = "meilisearch"

_AT_ONCE = 5_000
_PENDING = 4
_IDS_AT_ONCE = 20_000


class MeilisearchEngine:
    """`prefix` sets its indexes apart from others on the same server."""

    def __init__(self, url: str, key: str | None, *, prefix: str = "", patience: float = 5.0) -> None:
        self._server = Server(url, key, patience=patience)
        self._prefix = prefix

    def parts(self) -> Mapping[str, SearchEngine]:
        return {NAME: self}

    async def close(self) -> None:
        await self._server.close()

    async def ready(self) -> bool:
        try:
            health = await self._server.ask(self._client.health, again=False)
        except SearchUnavailable:
            return False
        return health.status == "available"

    async def exists(self, index: IndexSettings) -> bool:
        info = await self._server.ask(lambda: self._client.get_raw_index(self._uid(index)))
        return info is not None

    async def ensure(self, index: IndexSettings) -> None:
        """Creates the index where there is none; brings its settings up to date."""
        if not await self.exists(index):
            await self._create(self._uid(index))
        await self._set_up(self._uid(index), index)

    async def upsert(self, index: IndexSettings, documents_: Iterable[Document]) -> None:
        given = list({one.id: one for one in documents_}.values())
        if given:
            await self._server.done([await self._add(self._uid(index), index, given)])

    async def delete(self, index: IndexSettings, ids: Iterable[UUID]) -> None:
        wanted = [str(one) for one in ids]
        if wanted:
            target = self._client.index(self._uid(index))
            await self._server.done([await self._task(lambda: target.delete_documents(wanted))])

    async def propagate(self, index: IndexSettings, ids: Iterable[UUID]) -> None:
        """Nothing to carry over: this engine alone keeps no other copy."""

    async def count(self, index: IndexSettings) -> int:
        # not the statistics, which a scoped key may not ask for
        target = self._client.index(self._uid(index))
        page = await self._server.ask(lambda: target.get_documents(limit=1, fields=["id"]))
        return page.total

    async def ids(self, index: IndexSettings) -> frozenset[UUID]:
        if not await self.exists(index):
            return frozenset()
        target = self._client.index(self._uid(index))
        found: set[UUID] = set()
        offset = 0
        while True:
            page = await self._server.ask(
                lambda offset=offset: target.get_documents(  # type: ignore[misc]
                    offset=offset, limit=_IDS_AT_ONCE, fields=["id"]
                )
            )
            found.update(UUID(row["id"]) for row in page.results)
            offset += len(page.results)
            if not page.results or offset >= page.total:
                return frozenset(found)

    async def differing(self, index: IndexSettings, documents_: Sequence[Document]) -> frozenset[UUID]:
        if not documents_ or not await self.exists(index):
            return frozenset()
        wanted = {row["id"]: row for row in await self._rows(index, documents_)}
        target = self._client.index(self._uid(index))
        # by POST, ids in the body: an address of thousands of them would be too long
        held = await self._server.ask(lambda: target.get_documents(ids=list(wanted), limit=len(wanted)))
        return frozenset(
            UUID(row["id"]) for row in held.results if not requests.same_document(row, wanted[row["id"]])
        )

    async def rebuild(
        self, index: IndexSettings, documents_: AsyncIterable[Document], progress: Progress | None = None
    ) -> int:
        """Builds beside and swaps. What is written meanwhile goes to the old index: carry it over afterwards."""
        aside = f"{self._uid(index)}-{secrets.token_hex(4)}"
        await self._drop_leftovers(index)
        await self._create(aside)
        try:
            await self._set_up(aside, index)
            done = await self._fill(aside, index, documents_, progress)
            is_first = not await self.exists(index)
            pair = [(aside, self._uid(index))]
            await self._server.done(
                [await self._task(lambda: self._client.swap_indexes(pair, rename=is_first))]
            )
        except BaseException:
            await self._drop(aside)
            raise
        if not is_first:
            await self._drop(aside)
        return done

    async def forget_tasks(self, before: datetime) -> None:
        """Deletes the records of finished tasks: they name what was written and deleted."""
        finished = ["succeeded", "failed", "canceled"]
        # the client writes the zone itself, after whatever stands there
        until, request = before.astimezone(UTC).replace(tzinfo=None), self._client.delete_tasks
        await self._server.done(
            [await self._task(lambda: request(statuses=finished, before_enqueued_at=until))]
        )

    async def search(self, index: IndexSettings, query: Query) -> Hits:
        refuse_unknown_fields(index, query)
        plan = await plan_of(query.words, index.name)
        if plan.hopeless:
            return Hits(facets={name: {} for name in query.facets})
        if query.some and plan.terms:
            return await self._any_word(index, query, plan)
        first = await self._ask(index, query, requests.every_word(plan))
        if first.total or not plan.terms:
            return first
        as_typed = requests.every_word_as_typed(plan)
        if as_typed:
            hits = await self._ask(index, query, as_typed)
            if hits.total:
                return hits
        guessed = guesses(plan, await synonyms_of(index))
        if guessed:
            hits = await self._ask(
                index, query, [one for each in guessed for one in requests.every_word(each)]
            )
            if hits.total:
                return hits
        return await self._widened(index, query, plan) or first

    async def _widened(self, index: IndexSettings, query: Query, plan: Plan) -> Hits | None:
        if len(plan.terms) < 2:
            return None
        hits = await self._any_word(index, query, plan)
        return hits if hits.total else None

    async def _any_word(self, index: IndexSettings, query: Query, plan: Plan) -> Hits:
        synonyms = await synonyms_of(index)
        return await self._ask(index, query, requests.any_word(plan, synonyms.generic), widened=True)

    async def _ask(
        self, index: IndexSettings, query: Query, questions: Sequence[Question], *, widened: bool = False
    ) -> Hits:
        return await ask(self._server, self._uid(index), query, questions, widened=widened)

    async def _fill(
        self, uid: str, index: IndexSettings, given: AsyncIterable[Document], progress: Progress | None
    ) -> int:
        done, pending, batch = 0, list[int](), list[Document]()
        async for one in given:
            batch.append(one)
            if len(batch) == _AT_ONCE:
                pending.append(await self._add(uid, index, batch))
                done, batch = done + len(batch), []
                if len(pending) >= _PENDING:
                    # bounded: a server far behind would keep every batch on its disk
                    await self._server.done([pending.pop(0)], within=600)
                if progress is not None:
                    progress(done)
        if batch:
            pending.append(await self._add(uid, index, batch))
        await self._server.done(pending, within=600)
        if progress is not None:
            progress(done + len(batch))
        return done + len(batch)

    async def _add(self, uid: str, index: IndexSettings, given: Sequence[Document]) -> int:
        rows = await self._rows(index, given)
        return await self._task(lambda: self._client.index(uid).add_documents(rows, "id"))

    async def _rows(self, index: IndexSettings, given: Sequence[Document]) -> list[dict[str, Any]]:
        synonyms = await synonyms_of(index)
        return [requests.document_of(index, one, synonyms) for one in await documents.read(index, given)]

    async def _create(self, uid: str) -> None:
        await self._server.ask(lambda: self._client.create_index(uid, "id", wait=True))

    async def _set_up(self, uid: str, index: IndexSettings) -> None:
        wanted = requests.settings_of(index, await synonyms_of(index))
        target = self._client.index(uid)
        present = await self._server.ask(target.get_settings)
        given = wanted.model_dump(exclude_none=True)
        if _agree(given, present.model_dump()):
            return
        # an unchanged setting sent again may still cost a pass over all documents
        await self._server.done([await self._task(lambda: target.update_settings(wanted))], within=600)

    async def _drop(self, uid: str) -> None:
        await self._server.ask(lambda: self._client.index(uid).delete())

    async def _drop_leftovers(self, index: IndexSettings) -> None:
        """Half-built indexes of a rebuild that was killed."""
        known = await self._server.ask(lambda: self._client.get_raw_indexes(limit=1_000)) or []
        for info in known:
            if info.uid.startswith(f"{self._uid(index)}-"):
                await self._drop(info.uid)

    async def _task(self, request: Any) -> int:
        answer = await self._server.ask(request)
        return int(answer.task_uid)

    @property
    def _client(self) -> AsyncClient:
        return self._server.client

    def _uid(self, index: IndexSettings) -> str:
        return self._prefix + index.name


def _agree(wanted: Mapping[str, Any], present: Mapping[str, Any]) -> bool:
    """Whether the settings given are in force. The server keeps the filterable ones in an order of its own."""
    for name, value in wanted.items():
        found = present.get(name)
        if isinstance(value, dict) and isinstance(found, dict) and name != "synonyms":
            if not _agree(value, found):
                return False
        elif name == "filterable_attributes" and isinstance(found, list):
            if sorted(map(str, found)) != value:
                return False
        elif found != value:
            return False
    return True
