"""Search by words and filters: one port, two engines.

Index only ids and fields that the searcher may see; read the rows of the ids again from the database, with its
permissions, before showing them.
"""

from __future__ import annotations

from portal.foundation.search.drift import Check, Compared, Drift, compare, drift, latest_checks, remember
from portal.foundation.search.fallback import FallbackEngine
from portal.foundation.search.forgetting import forget_deleted
from portal.foundation.search.port import (
    MOST_COUNTED,
    Document,
    Hits,
    IndexSettings,
    Progress,
    Query,
    SearchEngine,
    SearchUnavailable,
    one_by_one,
)
from portal.foundation.search.postgres import PostgresEngine
from portal.foundation.search.synonyms import broader_of
from portal.foundation.settings import Settings

__all__ = [
    "MOST_COUNTED",
    "Check",
    "Compared",
    "Document",
    "Drift",
    "FallbackEngine",
    "Hits",
    "IndexSettings",
    "PostgresEngine",
    "Progress",
    "Query",
    "SearchEngine",
    "SearchUnavailable",
    "broader_of",
    "build",
    "close",
    "compare",
    "configure",
    "drift",
    "engine",
    "forget_deleted",
    "latest_checks",
    "one_by_one",
    "remember",
]


def build(settings: Settings) -> SearchEngine:
    """Meilisearch with PostgreSQL behind it where there is an address, else PostgreSQL alone."""
    embedded = PostgresEngine()
    if settings.meilisearch_url is None or settings.search == "postgresql":
        return embedded
    # imported here: its client is a fifth of a second of every process, and most instances have no such server
    from portal.foundation.search.meilisearch import MeilisearchEngine

    return FallbackEngine(MeilisearchEngine(settings.meilisearch_url, settings.meilisearch_key), embedded)


_engine: SearchEngine | None = None


def configure(settings: Settings) -> None:
    """Say once per process which engine answers."""
    global _engine
    _engine = build(settings)


def engine() -> SearchEngine:
    """The process's engine. Before ``configure`` it is PostgreSQL, which needs nothing."""
    return _engine if _engine is not None else PostgresEngine()


async def close() -> None:
    global _engine
    open_engine, _engine = _engine, None
    if open_engine is not None:
        await open_engine.close()
