"""What the slices say to a search engine and hear from it, whichever engine it is."""

from __future__ import annotations

import re
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

MOST_COUNTED = 10_000
"""Totals are exact up to here; above, this number stands for «at least»."""

LONGEST_PAGE = 1_000
MOST_FILTER_FIELDS = 16
LONGEST_VALUE = 150
"""Bytes of a filter's value: what Meilisearch keeps apart, however the value has to be written."""

_UNSTORABLE = re.compile("[\x00\x1e\x1f]")
_NAME = re.compile(r"[a-z][a-z0-9_]*")

Progress = Callable[[int], None]
"""Called now and then with the number of documents done so far."""


class SearchUnavailable(Exception):
    """The engine did not answer, or not in time. Never quotes what was searched for."""


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """One index as code: which fields may be read as words, which may narrow, and which words mean the same.

    `text_fields` stand in order of weight. Each of the `synonyms` is a group of words or phrases of equal
    meaning. A pair of `broader` is (narrow, wide): who searches the narrow finds the wide too, ranked after it,
    but not the other way round.
    """

    name: str
    text_fields: tuple[str, ...]
    filter_fields: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...] = ()
    broader: tuple[tuple[str, str], ...] = ()

    def __hash__(self) -> int:
        # asked for at every search: not of thousands of words
        return hash((self.name, self.text_fields, self.filter_fields))

    def __post_init__(self) -> None:
        for name in (self.name, *self.text_fields, *self.filter_fields):
            if not _NAME.fullmatch(name):
                raise ValueError(f"{name!r} is no name for an index or a field: a-z, 0-9 and _, letter first")
        if len(self.filter_fields) > MOST_FILTER_FIELDS:
            raise ValueError(f"the index {self.name} has more than {MOST_FILTER_FIELDS} fields to narrow by")


@dataclass(frozen=True, slots=True)
class Document:
    """What is searched and narrowed by; nothing else may enter an index.

    There is no place for numbers, dates or an order: what could rank or bracket a person stays out.
    """

    id: UUID
    text: Mapping[str, str | Sequence[str]]
    filters: Mapping[str, str | Sequence[str]]

    def texts(self, name: str) -> tuple[str, ...]:
        return _several(self.text.get(name, ()))

    def values(self, name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_several(self.filters.get(name, ()))))


@dataclass(frozen=True, slots=True)
class Query:
    """What someone looks for.

    `words`: every word must be found, else any of them (with `some`, any of them from the start); "quotes" keep
    words together, a minus excludes, and the last word may be unfinished. `filters`: OR inside a field, AND
    between fields; a field without values does not narrow. `facets`: fields whose values are to be counted.
    `seed` decides the order among equally good hits: one number for each viewer, so that no person is always
    first and none is first for being new.
    """

    words: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    limit: int = 25
    offset: int = 0
    seed: int = 0
    some: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.limit <= LONGEST_PAGE or self.offset < 0:
            raise ValueError(f"a page has 0 to {LONGEST_PAGE} hits and starts at 0 or later")

    @property
    def narrowed(self) -> dict[str, tuple[str, ...]]:
        """The filters that do narrow."""
        return {
            name: tuple(dict.fromkeys(map(clean, values))) for name, values in self.filters.items() if values
        }


@dataclass(frozen=True, slots=True)
class Hits:
    """Ids in order of relevance, to be read and checked again in the database.

    `facets`: field → value → number of hits there would be with that value, the field's own filter aside and all
    others kept; values nobody has are left out. `widened`: nothing held all the words, so these hold some of
    them. `degraded`: the embedded engine answered because the other was down or slow.
    """

    ids: tuple[UUID, ...] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    widened: bool = False
    degraded: bool = False


class SearchEngine(Protocol):
    """The index is a copy: it may be lost at any moment and is rebuilt from the database.

    `upsert` and `delete` write what the portal itself keeps, inside the caller's unit of work. Where a separate
    server answers searches, `propagate` carries the same ids over to it; call it from a job, after the commit.
    It copies the present state, so it may run twice, late or out of order.
    """

    async def ensure(self, index: IndexSettings) -> None: ...

    async def upsert(self, index: IndexSettings, documents: Iterable[Document]) -> None: ...

    async def delete(self, index: IndexSettings, ids: Iterable[UUID]) -> None: ...

    async def propagate(self, index: IndexSettings, ids: Iterable[UUID]) -> None: ...

    async def search(self, index: IndexSettings, query: Query) -> Hits: ...

    async def count(self, index: IndexSettings) -> int: ...

    async def ids(self, index: IndexSettings) -> frozenset[UUID]: ...

    async def differing(self, index: IndexSettings, documents: Sequence[Document]) -> frozenset[UUID]:
        """Of these documents those that the index holds with another content."""

    async def rebuild(
        self, index: IndexSettings, documents: AsyncIterable[Document], progress: Progress | None = None
    ) -> int:
        """Replaces the whole index; readers see the old one until the new one is complete. Answers its size.

        Not inside a unit of work.
        """

    async def ready(self) -> bool: ...

    async def close(self) -> None: ...

    def parts(self) -> Mapping[str, SearchEngine]:
        """The engines it is made of, by name."""


def refuse_unknown(index: IndexSettings, document: Document) -> None:
    """Raises ValueError when a document holds a field its index does not declare, or an endless value."""
    strange = (set(document.text) - set(index.text_fields)) | (
        set(document.filters) - set(index.filter_fields)
    )
    if strange:
        raise ValueError(f"the index {index.name} has no field {', '.join(sorted(strange))}")
    for name in document.filters:
        if any(clean(one) != one or len(one.encode()) > LONGEST_VALUE for one in document.values(name)):
            raise ValueError(f"a value of {name} is longer than {LONGEST_VALUE} bytes or cannot be stored")


def refuse_unknown_fields(index: IndexSettings, query: Query) -> None:
    """Raises ValueError when a query narrows or counts by a field its index does not declare."""
    strange = (set(query.filters) | set(query.facets)) - set(index.filter_fields)
    if strange:
        raise ValueError(f"the index {index.name} cannot be narrowed by {', '.join(sorted(strange))}")


async def one_by_one(documents: Iterable[Document]) -> AsyncIterator[Document]:
    """A list of documents as `rebuild` wants it."""
    for document in documents:
        yield document


def clean(text: str) -> str:
    """Without what no database stores, or what parts values there: such characters become «unknown»."""
    return _UNSTORABLE.sub("\ufffd", text).encode("utf-8", "replace").decode()


def _several(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
