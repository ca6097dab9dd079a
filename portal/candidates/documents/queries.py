"""Reads of documents, narrowed to those this ground may see."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.candidates.documents.rules import may_read
from portal.candidates.documents.vocabulary import DOCUMENT_LABELS, DocumentKind
from portal.candidates.people.grounds import Ground
from portal.candidates.people.sealing import opened
from portal.foundation import crypto, db, files
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class DocumentRow:
    id: UUID
    kind: DocumentKind
    name: str
    dated_on: date | None
    file_key: str
    media_type: str
    size: int
    uploaded_by: UUID
    uploaded_by_name: str
    uploaded_at: datetime


_ROWS = """
SELECT d.*, a.name AS by_name FROM document d JOIN account a ON a.id = d.uploaded_by
WHERE d.person = $1 AND ($2::uuid IS NULL OR d.id = $2) ORDER BY d.uploaded_at DESC, d.id DESC
"""


async def _rows(person_id: UUID, document_id: UUID | None = None) -> list[DocumentRow]:
    return [
        DocumentRow(
            row["id"],
            DocumentKind(row["kind"]),
            opened(row["name_sealed"], "document", "name_sealed", row["id"]) or "",
            row["dated_on"],
            row["file_key"],
            row["media_type"],
            row["size"],
            row["uploaded_by"],
            row["by_name"],
            row["uploaded_at"],
        )
        for row in await db.fetch(_ROWS, person_id, document_id)
    ]


async def documents(ground: Ground, by: Viewer) -> list[DocumentRow]:
    """Latest first."""
    return [
        row
        for row in await _rows(ground.person_id)
        if may_read(row.kind, ground.access, own=row.uploaded_by == by.account_id)
    ]


async def document(document_id: UUID, ground: Ground, by: Viewer) -> DocumentRow:
    """Raises NotThere for another's file and for a part that this ground does not read."""
    for row in await _rows(ground.person_id, document_id):
        if may_read(row.kind, ground.access, own=row.uploaded_by == by.account_id):
            return row
    raise NotThere


async def of_person(person_id: UUID) -> Sequence[DocumentRow]:
    """Every paper, for the person's own copy of her data and for erasure."""
    return await _rows(person_id)


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """A paper with its bytes, for whom it is about."""

    kind: str
    name: str
    media_type: str
    dated_on: date | None
    uploaded_at: datetime
    content: bytes | None


async def own_documents(person_id: UUID) -> list[OwnDocument]:
    """Every paper of the file, opened from its seal. The caller has shown that it is she who asks.

    A paper whose bytes were lost or changed behind the portal's back does not cost her the others.
    """
    found = []
    for row in await of_person(person_id):
        content = None
        with suppress(files.NoFile, OSError, crypto.Tampered):
            held = await files.read(row.file_key)
            content = crypto.open_bytes(held, table="document", column="file", row=row.id)
        found.append(
            OwnDocument(
                DOCUMENT_LABELS[row.kind], row.name, row.media_type, row.dated_on, row.uploaded_at, content
            )
        )
    return found
