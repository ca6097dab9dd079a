"""After an erasure a search server keeps neither the document's bytes nor the record of what was asked of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from portal.foundation import clock
from portal.foundation.embedded import EmbeddedMeilisearch
from portal.foundation.embedded.meilisearch import program
from portal.foundation.search import (
    Document,
    FallbackEngine,
    IndexSettings,
    PostgresEngine,
    forget_deleted,
)
from portal.foundation.search.meilisearch import MeilisearchEngine
from tests.foundation.search.conftest import NO_SERVER

pytestmark = pytest.mark.usefixtures("fresh_database")

INDEX = IndexSettings("forgotten", ("title",), ("colour",))
MARKER = "zzgrumellozz"


def _holding(folder: Path, words: str) -> list[str]:
    """Files of the server in which the words stand as bytes."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in files if words.encode() in path.read_bytes()]


async def test_with_the_database_alone_there_is_nothing_to_forget() -> None:
    engine = PostgresEngine()
    await engine.ensure(INDEX)
    await forget_deleted(engine, INDEX, before=clock.now())
    assert await engine.count(INDEX) == 0


async def test_the_server_s_files_and_tasks_no_longer_hold_what_was_deleted(tmp_path: Path) -> None:
    if program() is None:
        pytest.skip(NO_SERVER)
    server = EmbeddedMeilisearch(tmp_path)
    url = await asyncio.to_thread(server.start)
    primary = MeilisearchEngine(url, await asyncio.to_thread(server.scoped_key))
    engine = FallbackEngine(primary, PostgresEngine(), rest=0)
    try:
        gone = Document(uuid4(), {"title": MARKER}, {"colour": "rosso"})
        stays = [Document(uuid4(), {"title": f"Panettiere {n}"}, {"colour": "rosso"}) for n in range(20)]
        await engine.ensure(INDEX)
        await engine.upsert(INDEX, [gone, *stays])
        await engine.propagate(INDEX, [one.id for one in (gone, *stays)])
        assert _holding(tmp_path, MARKER), "the marker would be found"
        await engine.delete(INDEX, [gone.id])
        await engine.propagate(INDEX, [gone.id])
        assert _holding(tmp_path, MARKER), "deleting alone leaves the bytes"
        before = clock.now()
        await forget_deleted(engine, INDEX, before=before + timedelta(seconds=1))
        # the server drops the old file when nobody reads it any more
        for _ in range(100):
            if not _holding(tmp_path, MARKER):
                break
            await asyncio.sleep(0.1)
        assert _holding(tmp_path, MARKER) == []
        assert await primary.ids(INDEX) == {one.id for one in stays}
        tasks = (await primary._client.get_tasks()).results
        assert not [one for one in tasks if one.enqueued_at < before]
    finally:
        await engine.close()
        await asyncio.to_thread(server.stop)
