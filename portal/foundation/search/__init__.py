"""Search by words and filters: one port, two engines.

Index only ids and fields that the searcher may see; read the rows of the ids again from the database, with its
permissions, before showing them.
"""

from __future__ import annotations

from portal.foundation.search.drift import Drift, drift
from portal.foundation.search.fallback import FallbackEngine
from portal.foundation.search.meilisearch import MeilisearchEngine
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
    "Document",
    "Drift",
    "FallbackEngine",
    "Hits",
    "IndexSettings",
    "MeilisearchEngine",
    "PostgresEngine",
    "Progress",
    "Query",
    "SearchEngine",
    "SearchUnavailable",
    "broader_of",
    "build",
    "drift",
    "one_by_one",
]


def build(settings: Settings) -> SearchEngine:
    """Meilisearch with PostgreSQL behind it where there is an address, else PostgreSQL alone."""
    embedded = PostgresEngine()
    if settings.meilisearch_url is None or settings.search == "postgresql":
        return embedded
    return FallbackEngine(MeilisearchEngine(settings.meilisearch_url, settings.meilisearch_key), embedded)
