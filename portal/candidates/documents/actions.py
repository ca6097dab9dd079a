"""Adding, reading and removing the papers of a file."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg

from portal.candidates.documents import queries, rules
from portal.candidates.documents.vocabulary import DocumentKind
from portal.candidates.events import DocumentAdded, DocumentRemoved
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.grounds import ground_or_not_there
from portal.candidates.people.sealing import sealed
from portal.foundation import audit, clock, crypto, db, facts, files
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer

MOST_NAME = 200


@dataclass(frozen=True, slots=True)
class Paper:
    kind: DocumentKind
    name: str
    content: bytes
    dated_on: date | None = None

    @property
    def suffix(self) -> str:
        return "." + self.name.rsplit(".", 1)[-1].lower() if "." in self.name else ""


async def add(*, id: UUID, person_id: UUID, paper: Paper, by: Viewer) -> UUID:
    """Type and size are told by the bytes; these are sealed before they reach the disk. Pressed twice, kept once."""
    problem = rules.document_problem(paper.name, paper.suffix, paper.content)
    if problem is not None:
        raise Refused(problem, field="file")
    if paper.dated_on is not None:
        sure_of_day(paper.dated_on, field="dated_on")
    ground = await ground_or_not_there(person_id, by)
    if not rules.may_add(paper.kind, ground.access):
        raise NotThere
    key = await files.save(crypto.seal(paper.content, table="document", column="file", row=id))
    try:
        async with db.unit_of_work():
            ground = await ground_or_not_there(person_id, by)
            if not rules.may_add(paper.kind, ground.access):
                raise NotThere
            tag = await db.execute(
                "INSERT INTO document (id, person, kind, name_sealed, dated_on, file_key, media_type, size,"
                " uploaded_by, uploaded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
                id,
                person_id,
                paper.kind.value,
                sealed(paper.name[-MOST_NAME:], "document", "name_sealed", id),
                paper.dated_on,
                key,
                rules.media_type(paper.content),
                len(paper.content),
                by.account_id,
                clock.now(),
            )
            if not db.affected(tag):
                await files.delete(key)
                return id
            await facts.record(DocumentAdded(document_id=id, person_id=person_id), by=by)
    except BaseException:
        await files.delete(key)
        raise
    return id


@dataclass(frozen=True, slots=True)
class Opened:
    name: str
    media_type: str
    content: bytes


async def read(document_id: UUID, person_id: UUID, *, by: Viewer) -> Opened:
    """The paper itself; each reading is written in the register with the document's id."""
    async with db.unit_of_work():
        ground = await ground_or_not_there(person_id, by)
        row = await queries.document(document_id, ground, by)
        await audit.note(
            "DocumentRead",
            by=by,
            subject_kind="person",
            subject_id=person_id,
            data={"document_id": str(document_id), "kind": row.kind.value},
        )
    held = await files.read(row.file_key)
    return Opened(
        row.name,
        row.media_type,
        crypto.open_bytes(held, table="document", column="file", row=document_id),
    )


async def remove(document_id: UUID, person_id: UUID, *, by: Viewer) -> None:
    """Row and bytes. The register keeps that there was one."""
    async with db.unit_of_work():
        ground = await ground_or_not_there(person_id, by)
        row = await queries.document(document_id, ground, by)
        if not rules.may_remove(row.kind, ground.access, own=row.uploaded_by == by.account_id):
            raise NotThere
        await _delete(document_id)
        await facts.record(DocumentRemoved(document_id=document_id, person_id=person_id), by=by)
    await files.delete(row.file_key)


async def _delete(document_id: UUID) -> None:
    try:
        async with db.unit_of_work():
            await db.execute("DELETE FROM document WHERE id = $1", document_id)
    except asyncpg.IntegrityConstraintViolationError:
        raise Refused("Questo documento prova l’idoneità alla riserva: resta nella scheda.") from None


async def forget(person_id: UUID) -> list[str]:
    """For erasure, in the caller's unit of work: removes the rows and answers the keys, to be deleted after commit."""
    rows = await db.fetch("DELETE FROM document WHERE person = $1 RETURNING file_key", person_id)
    return [row["file_key"] for row in rows]
