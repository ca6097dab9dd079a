"""Recording an eligibility on its evidence, and ending it. What it comes to is what matching and hires read."""

from uuid import UUID

from portal.candidates.documents import queries as documents
from portal.candidates.eligibility.queries import TABLE, as_kept
from portal.candidates.eligibility.rules import Claim, claim_problem
from portal.candidates.eligibility.vocabulary import PAPER_OF, EndWhy
from portal.candidates.events import QuotaEligibilityEnded, QuotaEligibilityRecorded
from portal.candidates.people.actions import set_quota
from portal.candidates.people.file_access import Part
from portal.candidates.people.grounds import Ground, written_by
from portal.candidates.people.sealing import seal_json
from portal.candidates.people.vocabulary import QuotaEligibility
from portal.foundation import clock, db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer


def kinds_of(claim: Claim) -> list[QuotaEligibility]:
    """The reserved quotas it opens."""
    return [QuotaEligibility.ART3] * bool(claim.art3) + [QuotaEligibility.ART18] * bool(claim.art18)


async def record(
    *, id: UUID, person_id: UUID, claim: Claim, document_id: UUID | None = None, by: Viewer
) -> UUID:
    """Whoever records it has seen the paper; the earlier one is replaced. Pressed twice, recorded once."""
    problem = claim_problem(claim, clock.today())
    if problem is not None:
        raise Refused(problem[1], field=problem[0])
    async with db.unit_of_work():
        ground = await written_by(person_id, Part.DISABILITY_DOCUMENTS, by)
        if await db.fetchval("SELECT count(*) FROM quota_eligibility WHERE id = $1", id):
            return id
        await db.execute("SELECT 1 FROM person WHERE id = $1 FOR UPDATE", person_id)
        if document_id is not None:
            await _sure_of_paper(document_id, claim, ground, by)
        await _end(person_id, EndWhy.REPLACED, by)
        await db.execute(
            "INSERT INTO quota_eligibility (id, person, facts_sealed, document, valid_from, review_on, valid_until,"
            " checked_by, checked_on, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            id,
            person_id,
            seal_json(as_kept(claim), TABLE, "facts_sealed", id),
            document_id,
            claim.valid_from,
            claim.review_on,
            claim.valid_until,
            by.account_id,
            clock.today(),
            clock.now(),
        )
        await set_quota(person_id, kinds_of(claim))
        await facts.record(QuotaEligibilityRecorded(eligibility_id=id, person_id=person_id), by=by)
    return id


async def _sure_of_paper(document_id: UUID, claim: Claim, ground: Ground, by: Viewer) -> None:
    """A paper of this file, of a kind that may prove it."""
    try:
        paper = await documents.document(document_id, ground, by)
    except NotThere:
        raise Refused("Scegli il documento fra quelli della scheda.", field="document") from None
    if paper.kind not in PAPER_OF[claim.proof]:
        raise Refused("Il documento scelto non è di quel tipo. Scegline un altro.", field="document")


async def _end(person_id: UUID, why: EndWhy, by: Viewer) -> bool:
    tag = await db.execute(
        "UPDATE quota_eligibility SET ended_on = $2, ended_why = $3, ended_by = $4"
        " WHERE person = $1 AND ended_on IS NULL",
        person_id,
        clock.today(),
        why.value,
        by.account_id,
    )
    return bool(db.affected(tag))


async def end(person_id: UUID, *, why: EndWhy, by: Viewer) -> None:
    """Only a person's decision ends it; a date alone never does."""
    async with db.unit_of_work():
        await written_by(person_id, Part.DISABILITY_DOCUMENTS, by)
        if not await _end(person_id, why, by):
            raise NotThere
        await set_quota(person_id, [])
        await facts.record(QuotaEligibilityEnded(person_id=person_id), by=by)
