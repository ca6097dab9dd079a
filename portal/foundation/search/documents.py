"""A document as its words, stems and tags: the form in which both engines take it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from portal.foundation.search.port import Document, IndexSettings, refuse_unknown
from portal.foundation.search.stems import Stemmed, stemmed

Field = tuple[tuple[Stemmed, ...], ...]
"""A field's texts, each as its words in order."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document that has been read: `fields` in the order of the index, `filters` with several values each."""

    id: UUID
    fields: tuple[Field, ...]
    filters: dict[str, tuple[str, ...]]
    source: bytes


class _Source(msgspec.Struct, frozen=True):
    text: dict[str, list[str]]
    filters: dict[str, list[str]]


_decoder = msgspec.json.Decoder(_Source)


async def read(index: IndexSettings, documents: Sequence[Document]) -> list[Read]:
    """Raises ValueError when a document holds a field that the index does not declare."""
    for document in documents:
        refuse_unknown(index, document)
    texts = {text for one in documents for name in index.text_fields for text in one.texts(name)}
    by_text = await stemmed(texts)
    return [
        Read(
            one.id,
            tuple(tuple(by_text[text] for text in one.texts(name)) for name in index.text_fields),
            {name: values for name in index.filter_fields if (values := one.values(name))},
            _source(index, one),
        )
        for one in documents
    ]


def _source(index: IndexSettings, document: Document) -> bytes:
    text = {name: list(found) for name in index.text_fields if (found := document.texts(name))}
    filters = {name: list(found) for name in index.filter_fields if (found := document.values(name))}
    return msgspec.json.encode(_Source(text, filters))


def plain(index: IndexSettings, document: Document) -> Document:
    """As an index gives it back: lists for all, without what is empty."""
    text = {name: list(found) for name in index.text_fields if (found := document.texts(name))}
    filters = {name: list(found) for name in index.filter_fields if (found := document.values(name))}
    return Document(document.id, text, filters)


def from_source(index: IndexSettings, id: UUID, source: str) -> Document:
    """The document again, as it was given to `read`, but for fields the index no longer has."""
    found = _decoder.decode(source)
    return Document(
        id,
        {name: texts for name, texts in found.text.items() if name in index.text_fields},
        {name: values for name, values in found.filters.items() if name in index.filter_fields},
    )
