"""Files that show a commitment was kept: checked on their bytes, stored outside of what the web server serves."""

from uuid import UUID

from portal.employers.companies.queries.scope import own_company
from portal.employers.inclusion.actions.locking import locked
from portal.employers.inclusion.rules.commitments import EVIDENCE_TYPES, evidence_problem
from portal.foundation import audit, clock, db, files
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer


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
            await locked(commitment_id, company_id)
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
        await locked(commitment_id, company_id)
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
