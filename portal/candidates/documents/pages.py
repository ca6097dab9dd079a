"""What the template of the documents receives."""

from dataclasses import dataclass
from uuid import UUID

from portal.candidates.documents import queries, rules
from portal.candidates.documents.vocabulary import DOCUMENT_LABELS
from portal.candidates.people.reading import OpenFile
from portal.foundation import clock
from portal.foundation.web.italian import date_it
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class DocumentLine:
    id: UUID
    title: str
    note: str
    href: str
    may_remove: bool


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    file: OpenFile
    lines: list[DocumentLine]
    may_add: bool


def size_words(size: int) -> str:
    """«340 KB», «2,1 MB»."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1_000))} KB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


async def documents_page(file: OpenFile, by: Viewer) -> DocumentsPage:
    lines = []
    for row in await queries.documents(file.ground, by):
        kind = DOCUMENT_LABELS[row.kind]
        if row.dated_on:
            kind += f" {date_it(row.dated_on, 'del')}"
        added = date_it(clock.in_rome(row.uploaded_at).date())
        lines.append(
            DocumentLine(
                row.id,
                row.name,
                f"{kind}, {size_words(row.size)}. Aggiunto il {added} da {row.uploaded_by_name}.",
                f"{file.url}/documents/{row.id}",
                rules.may_remove(row.kind, file.ground.access, own=row.uploaded_by == by.account_id),
            )
        )
    return DocumentsPage(file, lines, bool(rules.kinds_to_add(file.ground.access)))
