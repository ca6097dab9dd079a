"""Commitments on diversity and inclusion, and the files that show they were kept."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.companies.actions.locking import editable_company, same_version
from portal.employers.companies.queries.scope import own_company
from portal.employers.events import CommitmentFulfilled, CommitmentRecorded
from portal.employers.inclusion.rules.commitments import (
    EVIDENCE_TYPES,
    done_problem,
    evidence_problem,
    period_problem,
)
from portal.employers.inclusion.vocabulary import CommitmentKind
from portal.foundation import audit, clock, db, facts, files
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class CommitmentDraft:
    """``owner`` is who takes care of it in the company."""

    title: str
    kind: CommitmentKind
    owner: str
    starts_on: date
    due_on: date
    legal_ref: str | None = None


async def record_commitment(draft: CommitmentDraft, *, id: UUID, by: Viewer) -> UUID:
    """Asked twice with one id, it is made once."""
    company_id = own_company(by)
    _check(draft)
    async with db.unit_of_work():
        await editable_company(company_id)
        if await db.fetchval("SELECT true FROM commitment WHERE id = $1 AND company = $2", id, company_id):
            return id
        await db.execute(
            "INSERT INTO commitment (id, company, title, kind, legal_ref, owner, starts_on, due_on, version)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
            id,
            company_id,
            draft.title,
            draft.kind.value,
            draft.legal_ref,
            draft.owner,
            draft.starts_on,
            draft.due_on,
        )
        await facts.record(CommitmentRecorded(commitment_id=id, company_id=company_id), by=by)
    return id


async def change_commitment(
    commitment_id: UUID, draft: CommitmentDraft, *, version: int | None, by: Viewer
) -> None:
    company_id = own_company(by)
    _check(draft)
    async with db.unit_of_work():
        found = await _locked(commitment_id, company_id)
        same_version(found.version, version, "La scheda dell’impegno")
        await db.execute(
            "UPDATE commitment SET title = $2, kind = $3, legal_ref = $4, owner = $5, starts_on = $6, due_on = $7,"
            " version = version + 1 WHERE id = $1",
            commitment_id,
            draft.title,
            draft.kind.value,
            draft.legal_ref,
            draft.owner,
            draft.starts_on,
            draft.due_on,
        )
        await facts.record(CommitmentRecorded(commitment_id=commitment_id, company_id=company_id), by=by)


async def fulfil_commitment(commitment_id: UUID, *, done_on: date, by: Viewer) -> None:
    """Said twice, the first day stays."""
    company_id = own_company(by)
    async with db.unit_of_work():
        found = await _locked(commitment_id, company_id)
        if found.done_on is not None:
            return
        problem = done_problem(found.starts_on, done_on, clock.today())
        if problem is not None:
            raise Refused(problem, field="done_on")
        await db.execute(
            "UPDATE commitment SET done_on = $2, version = version + 1 WHERE id = $1", commitment_id, done_on
        )
        await facts.record(CommitmentFulfilled(commitment_id=commitment_id, company_id=company_id), by=by)


async def add_evidence(
    commitment_id: UUID, *, id: UUID, name: str, suffix: str, content: bytes, by: Viewer
) -> UUID:
    """Type and size are checked on the bytes. Asked twice with one id, it is kept once."""
    company_id = own_company(by)
    problem = evidence_problem(name, suffix, content)
    if problem is not None:
        raise Refused(problem, field="file")
    key = await files.save(content, suffix)
    try:
        async with db.unit_of_work():
            await _locked(commitment_id, company_id)
            if await db.fetchval("SELECT true FROM commitment_evidence WHERE id = $1", id):
                await files.delete(key)
                return id
            await db.execute(
                "INSERT INTO commitment_evidence (id, commitment, file_key, name, media_type, size, uploaded_by,"
                " uploaded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                id,
                commitment_id,
                key,
                name[:200],
                EVIDENCE_TYPES[suffix][0],
                len(content),
                by.account_id,
                clock.now(),
            )
            await audit.note(
                "EvidenceAdded",
                by=by,
                subject_kind="commitment",
                subject_id=commitment_id,
                data={"evidence_id": str(id)},
            )
    except BaseException:
        await files.delete(key)
        raise
    return id


async def remove_evidence(evidence_id: UUID, commitment_id: UUID, *, by: Viewer) -> None:
    company_id = own_company(by)
    async with db.unit_of_work():
        await _locked(commitment_id, company_id)
        key = await db.fetchval(
            "DELETE FROM commitment_evidence WHERE id = $1 AND commitment = $2 RETURNING file_key",
            evidence_id,
            commitment_id,
        )
        if key is None:
            raise NotThere
        await audit.note(
            "EvidenceRemoved",
            by=by,
            subject_kind="commitment",
            subject_id=commitment_id,
            data={"evidence_id": str(evidence_id)},
        )
    await files.delete(key)


def _check(draft: CommitmentDraft) -> None:
    problem = period_problem(draft.starts_on, draft.due_on)
    if problem is not None:
        raise Refused(problem, field="due_on")


@dataclass(frozen=True, slots=True)
class _Locked:
    version: int
    starts_on: date
    done_on: date | None


async def _locked(commitment_id: UUID, company_id: UUID) -> _Locked:
    await editable_company(company_id)
    row = await db.fetchrow(
        "SELECT version, starts_on, done_on FROM commitment WHERE id = $1 AND company = $2 FOR UPDATE",
        commitment_id,
        company_id,
    )
    if row is None:
        raise NotThere
    return _Locked(row["version"], row["starts_on"], row["done_on"])
