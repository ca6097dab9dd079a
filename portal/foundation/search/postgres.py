"""The embedded engine: PostgreSQL's full text. Its index changes in the transaction of the rows it copies."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.foundation import db
from portal.foundation.search import documents, postgres_crossed, postgres_rebuild, postgres_words, typos
from portal.foundation.search import postgres_statements as statements
from portal.foundation.search.guesses import guesses
from portal.foundation.search.plan import Plan, plan_of
from portal.foundation.search.port import (
    MOST_COUNTED,
    Document,
    Hits,
    IndexSettings,
    Progress,
    Query,
    SearchEngine,
    refuse_unknown_fields,
)
from portal.foundation.search.postgres_question import Question
from portal.foundation.search.postgres_words import Corrections
from portal.foundation.search.synonyms import synonyms_of

NAME = "postgresql"
_MOST_CORRECTIONS = 10

_VERSIONS = "SELECT id, written_at FROM search_document WHERE index_name = $1 AND id = ANY($2::uuid[])"


class PostgresEngine:
    """Needs no other server: tables of the portal's own database."""

    async def ensure(self, index: IndexSettings) -> None:
        """Reads the documents again when the index has other fields or synonyms than it was read with."""
        await postgres_rebuild.fit(index)

    async def ready(self) -> bool:
        return bool(await db.fetchval("SELECT to_regclass('search_document') IS NOT NULL"))

    async def close(self) -> None:
        """The pool belongs to the process."""

    def parts(self) -> Mapping[str, SearchEngine]:
        return {NAME: self}

    async def upsert(self, index: IndexSettings, documents_: Iterable[Document]) -> None:
        by_id = {one.id: one for one in documents_}
        read = await documents.read(index, list(by_id.values()))
        if not read:
            return
        rows = await postgres_rebuild.rows_of(index, read)
        words = postgres_rebuild.words_of(read)
        async with db.unit_of_work():
            await db.execute(statements.WRITE_LOCK, index.name)
            await db.execute(statements.ADD_WORDS, index.name, *words)
            await db.execute(statements.UPSERT, index.name, *map(list, zip(*rows, strict=True)))

    async def delete(self, index: IndexSettings, ids: Iterable[UUID]) -> None:
        wanted = sorted(set(ids))
        if wanted:
            async with db.unit_of_work():
                await db.execute(statements.WRITE_LOCK, index.name)
                await db.execute(statements.DELETE, index.name, wanted)

    async def propagate(self, index: IndexSettings, ids: Iterable[UUID]) -> None:
        """Nothing to carry over: what is committed is what is searched."""

    async def count(self, index: IndexSettings) -> int:
        return int(
            await db.fetchval("SELECT count(*) FROM search_document WHERE index_name = $1", index.name)
        )

    async def ids(self, index: IndexSettings) -> frozenset[UUID]:
        rows = await db.fetch("SELECT id FROM search_document WHERE index_name = $1", index.name)
        return frozenset(row["id"] for row in rows)

    async def differing(self, index: IndexSettings, documents_: Sequence[Document]) -> frozenset[UUID]:
        held = {one.id: one async for one in self.stored(index, [one.id for one in documents_])}
        return frozenset(
            one.id for one in documents_ if one.id in held and held[one.id] != documents.plain(index, one)
        )

    async def rebuild(
        self, index: IndexSettings, documents_: AsyncIterable[Document], progress: Progress | None = None
    ) -> int:
        return await postgres_rebuild.rebuild(index, documents_, progress)

    async def search(self, index: IndexSettings, query: Query) -> Hits:
        refuse_unknown_fields(index, query)
        async with db.unit_of_work():
            plan = await plan_of(query.words, index.name)
            if plan.hopeless:
                return Hits(facets={name: {} for name in query.facets})
            await db.execute(statements.PLAN_WITH_VALUES)
            if plan.is_empty:
                return await self._without_words(index, query)
            return await self._with_words(index, query, plan)

    async def _with_words(self, index: IndexSettings, query: Query, plan: Plan) -> Hits:
        synonyms = await synonyms_of(index)

        def question(words: str, corrections: Corrections) -> Question:
            ranked_by = postgres_words.as_typed(plan, corrections)
            return Question(index, query, words=words, ranked_by=ranked_by)

        if query.some and plan.terms:
            corrections = await self._corrections(index, plan)
            words = postgres_words.any_word(plan, synonyms, corrections)
            return await _ask(question(words, corrections), widened=True)
        first = await _ask(question(postgres_words.every_word(plan, synonyms, {}), {}))
        if first.total:
            return first
        corrections = await self._corrections(index, plan)
        if corrections:
            words = postgres_words.every_word(plan, synonyms, corrections)
            hits = await _ask(question(words, corrections))
            if hits.total:
                return hits
        if guessed := guesses(plan, synonyms):
            words = " | ".join(f"({postgres_words.every_word(one, synonyms, {})})" for one in guessed)
            hits = await _ask(question(words, {}))
            if hits.total:
                return hits
        if len(plan.terms) > 1:
            words = postgres_words.any_word(plan, synonyms, corrections)
            hits = await _ask(question(words, corrections), widened=True)
            if hits.total:
                return hits
        return first

    async def _corrections(self, index: IndexSettings, plan: Plan) -> Corrections:
        """For words that no document holds: stems of words one slip away."""
        unsure = {
            term.word: term for term in plan.terms if not term.quoted and len(term.word) >= typos.SHORTEST
        }
        if not unsure:
            return {}
        rows = await db.fetch(
            statements.NEAR_WORDS,
            index.name,
            list(unsure),
            [term.stem for term in unsure.values()],
            [statements.SEPARATOR.join(typos.trigrams(word)) for word in unsure],
            [term.beginning is not None for term in unsure.values()],
        )
        found: dict[str, dict[str, None]] = {}
        for row in rows:
            typed, word, stem = row["typed"], row["word"], row["stem"]
            unfinished = unsure[typed].beginning is not None
            near = typos.one_slip_apart(typed, word) or typos.one_slip_apart(unsure[typed].stem, stem)
            if near or (unfinished and typos.could_begin(typed, word)):
                found.setdefault(typed, {})[stem] = None
        return {typed: list(stems)[:_MOST_CORRECTIONS] for typed, stems in found.items()}

    async def _without_words(self, index: IndexSettings, query: Query) -> Hits:
        narrowed = query.narrowed
        if not narrowed:
            tally = await _tally(index)
            start = statements.place(query.seed)
            rows = await db.fetch(statements.ROUND, index.name, start, query.limit, query.offset)
            facets = {name: _values_of(name, tally) for name in query.facets}
            return Hits(tuple(row["id"] for row in rows), min(tally.get("", 0), MOST_COUNTED), facets)
        own = [name for name in query.facets if name in narrowed]
        if not own:
            return await _ask(Question(index, query))
        if len(narrowed) == 1:
            # the one filter's own facet counts the whole index, which the tally knows without reading it
            beside = {name: _values_of(name, await _tally(index)) for name in own}
        else:
            kinds = await postgres_crossed.kinds_of(index, tuple(narrowed))
            if kinds is None:
                return await _ask(Question(index, query))
            beside = postgres_crossed.beside_their_own(kinds, narrowed)
        others = tuple(name for name in query.facets if name not in narrowed)
        hits = await _ask(Question(index, replace(query, facets=others)))
        return replace(hits, facets={name: {**hits.facets, **beside}[name] for name in query.facets})

    def stored(self, index: IndexSettings, ids: Iterable[UUID] | None = None) -> AsyncIterator[Document]:
        """The documents as they were given, all or those of `ids`, for another engine to copy."""
        return postgres_rebuild.stored(index, None if ids is None else sorted(set(ids)))

    async def versions(self, index: IndexSettings, ids: Iterable[UUID]) -> dict[UUID, datetime]:
        """When each of the documents that are there was last written."""
        rows = await db.fetch(_VERSIONS, index.name, list(ids))
        return {row["id"]: row["written_at"] for row in rows}

    async def changed_since(self, index: IndexSettings, moment: datetime) -> frozenset[UUID]:
        """Ids written or deleted at or after `moment`, by the database's clock."""
        return await postgres_rebuild.changed_since(index, moment)


async def _ask(question: Question, *, widened: bool = False) -> Hits:
    row = await db.fetchrow(question.sql, *question.args)
    if row is None:
        raise RuntimeError("a statement of subqueries always answers one row")
    return question.hits(row, widened=widened)


async def _tally(index: IndexSettings) -> dict[str, int]:
    return {row["tag"]: row["number"] for row in await db.fetch(statements.TALLY, index.name)}


def _values_of(name: str, counts: Mapping[str, Any]) -> dict[str, int]:
    start = statements.tag(name, "")
    return {tag[len(start) :]: number for tag, number in counts.items() if number and tag.startswith(start)}
