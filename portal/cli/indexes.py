"""Every search index and where its documents come from: read by `search rebuild` and by `check`."""

from __future__ import annotations

from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation.search import Document, IndexSettings


@dataclass(frozen=True, slots=True)
class Source:
    """`documents` are all that belong into the index now, `ids` theirs alone."""

    index: IndexSettings
    documents: Callable[[], AsyncIterable[Document]]
    ids: Callable[[], Awaitable[Iterable[UUID]]]


SOURCES: tuple[Source, ...] = (
    Source(candidates.cards_index(), candidates.documents, candidates.visible_ids),
)
