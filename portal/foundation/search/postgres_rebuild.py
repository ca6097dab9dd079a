"""Writing the embedded index: rows of one document, a whole index beside the old one, and reading it back."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from portal.foundation import db
from portal.foundation.search import documents, postgres_words, typos
from portal.foundation.search import postgres_statements as statements
from portal.foundation.search.documents import Read
from portal.foundation.search.port import Document, IndexSettings, Progress
from portal.foundation.search.synonyms import synonyms_of

_AT_ONCE = 2_000

_STAGE = """
CREATE TEMP TABLE search_stage (id uuid, tsv text, tags text, places text, source text) ON COMMIT DROP
"""
_STAGE_WORDS = """
CREATE TEMP TABLE search_stage_word (word text PRIMARY KEY, stem text, trigrams text) ON COMMIT DROP
"""
_STAGE_THESE_WORDS = """
INSERT INTO search_stage_word SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING
"""

_OLD_PLACES = ", ".join(f"old.{name}" for name in statements.PLACES.split(", "))
_NEW_PLACES = _OLD_PLACES.replace("old.", "excluded.")

# What was written since the beginning is newer than what was staged, and what went since stays gone.
_DROP_OLD = """
WITH dropped AS (
    DELETE FROM search_document old
    WHERE index_name = $1 AND written_at < $2
      AND NOT EXISTS (SELECT FROM search_stage new WHERE new.id = old.id)
    RETURNING id
)
DELETE FROM search_source WHERE index_name = $1 AND id IN (SELECT id FROM dropped)
"""
_TAKE_NEW = f"""
WITH taken AS (
    INSERT INTO search_document AS old (index_name, id, tsv, tags, written_at, {statements.PLACES})
    SELECT DISTINCT ON (id) $1, id, tsv::tsvector, string_to_array(tags, E'\\x1f'), $2::timestamptz,
           {statements.PLACES_GIVEN}
    FROM search_stage new
    WHERE NOT EXISTS (SELECT FROM search_gone gone
                      WHERE gone.index_name = $1 AND gone.id = new.id AND gone.gone_at >= $2)
    ORDER BY id
    ON CONFLICT (index_name, id) DO UPDATE SET {statements.TAKE_ALL}
    WHERE old.written_at < $2 AND (old.tsv, old.tags, {_OLD_PLACES})
          IS DISTINCT FROM (excluded.tsv, excluded.tags, {_NEW_PLACES})
    RETURNING id
)
INSERT INTO search_source (index_name, id, source)
SELECT DISTINCT ON (id) $1, id, source FROM search_stage JOIN taken USING (id)
ON CONFLICT (index_name, id) DO UPDATE SET source = excluded.source
"""
# Only now: an uncommitted new word would hold up every writer who needs the same one.
_TAKE_NEW_WORDS = """
INSERT INTO search_word (index_name, word, stem, trigrams)
SELECT $1, word, stem, string_to_array(trigrams, E'\\x1f') FROM search_stage_word ORDER BY word
ON CONFLICT DO NOTHING
"""
_DROP_OLD_WORDS = """
DELETE FROM search_word old
WHERE index_name = $1 AND NOT EXISTS (SELECT FROM search_stage_word new WHERE new.word = old.word)
  AND NOT EXISTS (
      SELECT FROM search_document fresh
      WHERE fresh.index_name = $1 AND fresh.written_at > $2
        AND fresh.tsv @@ ('''=' || old.word || '''')::tsquery)
"""
_SUM_UP = """
WITH changes AS (DELETE FROM search_tally WHERE index_name = $1 RETURNING tag, change)
INSERT INTO search_tally (index_name, tag, change)
SELECT $1, tag, sum(change) FROM changes GROUP BY tag HAVING sum(change) <> 0
"""
_FORGET_GONE = "DELETE FROM search_gone WHERE gone_at < now() - interval '1 day'"

_SHAPE = "SELECT shape FROM search_shape WHERE index_name = $1"
_KEEP_SHAPE = """
INSERT INTO search_shape (index_name, shape) VALUES ($1, $2)
ON CONFLICT (index_name) DO UPDATE SET shape = excluded.shape
"""

_STORED = """
SELECT id, source FROM search_source WHERE index_name = $1 AND id > $2 ORDER BY id LIMIT $3
"""
_STORED_OF = "SELECT id, source FROM search_source WHERE index_name = $1 AND id = ANY($2::uuid[]) ORDER BY id"

_CHANGED = """
SELECT id FROM search_document WHERE index_name = $1 AND written_at >= $2
UNION SELECT id FROM search_gone WHERE index_name = $1 AND gone_at >= $2
"""


async def rows_of(index: IndexSettings, read: Iterable[Read]) -> list[tuple[UUID, str, str, str, str]]:
    """Id, vector, tags, places, source: the columns of `UPSERT` and of the stage."""
    synonyms = await synonyms_of(index)
    return [
        (
            one.id,
            postgres_words.vector(one.fields, synonyms),
            statements.SEPARATOR.join(
                statements.tag(name, value) for name, values in one.filters.items() for value in values
            ),
            statements.BETWEEN_PLACES.join(
                statements.one_place(one.filters.get(name, ())) for name in index.filter_fields
            ),
            one.source.decode(),
        )
        for one in read
    ]


def words_of(read: Iterable[Read]) -> tuple[list[str], list[str], list[str]]:
    """Words, stems and trigrams: the columns of `ADD_WORDS`."""
    found = {one.word: one.stem for each in read for texts in each.fields for text in texts for one in text}
    words = sorted(found)
    return (
        words,
        [found[word] for word in words],
        [statements.SEPARATOR.join(typos.trigrams(word)) for word in words],
    )


async def begin(index: IndexSettings) -> datetime:
    """A moment such that every write before it is committed, and none after it is missed."""
    if db.current() is not None:
        raise RuntimeError("an index is rebuilt outside of any unit of work")
    async with db.unit_of_work():
        await db.execute(statements.LONE_LOCK, index.name)
        moment: datetime = await db.fetchval("SELECT clock_timestamp()")
    return moment


async def rebuild(
    index: IndexSettings, given: AsyncIterable[Document], progress: Progress | None = None
) -> int:
    started = await begin(index)
    done = 0
    async with db.unit_of_work():
        await db.execute(_STAGE)
        await db.execute(_STAGE_WORDS)
        async for batch in _batches(given):
            await _stage(index, batch)
            done += len(batch)
            if progress is not None:
                progress(done)
        await db.execute("ANALYZE search_stage")
        await db.execute(statements.LONE_LOCK, index.name)
        await db.execute(_DROP_OLD, index.name, started)
        await db.execute(_TAKE_NEW, index.name, started)
        await db.execute(_TAKE_NEW_WORDS, index.name)
        await db.execute(_DROP_OLD_WORDS, index.name, started)
        await db.execute(_KEEP_SHAPE, index.name, await _shape(index))
        await db.execute(_SUM_UP, index.name)
        await db.execute(_FORGET_GONE)
    return done


async def fit(index: IndexSettings) -> bool:
    """Whether the documents had to be read again, because the index has other fields or synonyms now."""
    if await db.fetchval(_SHAPE, index.name) == await _shape(index):
        return False
    if await db.fetchval("SELECT NOT EXISTS (SELECT FROM search_source WHERE index_name = $1)", index.name):
        await db.execute(_KEEP_SHAPE, index.name, await _shape(index))
        return False
    await rebuild(index, stored(index, None))
    return True


async def _shape(index: IndexSettings) -> str:
    """What the rows depend on besides the documents."""
    meanings = (await synonyms_of(index)).digest
    return f"{' '.join(index.text_fields)} / {' '.join(index.filter_fields)} / {meanings}"


async def _stage(index: IndexSettings, batch: Sequence[Document]) -> None:
    read = await documents.read(index, batch)
    await db.copy("search_stage", ("id", "tsv", "tags", "places", "source"), await rows_of(index, read))
    await db.execute(_STAGE_THESE_WORDS, *words_of(read))


async def _batches(given: AsyncIterable[Document]) -> AsyncIterator[list[Document]]:
    batch: list[Document] = []
    async for one in given:
        batch.append(one)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


async def stored(index: IndexSettings, ids: list[UUID] | None) -> AsyncIterator[Document]:
    if ids is not None:
        for row in await db.fetch(_STORED_OF, index.name, ids):
            yield documents.from_source(index, row["id"], row["source"])
        return
    last = UUID(int=0)
    while rows := await db.fetch(_STORED, index.name, last, _AT_ONCE):
        for row in rows:
            yield documents.from_source(index, row["id"], row["source"])
        last = rows[-1]["id"]


async def changed_since(index: IndexSettings, moment: datetime) -> frozenset[UUID]:
    return frozenset(row["id"] for row in await db.fetch(_CHANGED, index.name, moment))
