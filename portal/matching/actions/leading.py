"""The counsellor's moves: send, withdraw, reopen, pass to another vacancy."""

from uuid import UUID

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import clock, db
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import SYSTEM, Viewer
from portal.matching.actions.locking import any_of, for_counsellor, gather, move
from portal.matching.transitions import OPEN, Facts
from portal.matching.vocabulary import Actor, WithdrawalReason


async def send(proposal_id: UUID, *, by: Viewer) -> None:
    """Opens the identity, as ticked, to the company's named users."""
    async with db.unit_of_work():
        row = await for_counsellor(proposal_id, by)
        await move(row, "send", Actor.COUNSELLOR, await gather(row), by=by)


async def withdraw(proposal_id: UUID, *, note: str | None, asked_by_person: bool, by: Viewer) -> None:
    async with db.unit_of_work():
        row = await for_counsellor(proposal_id, by)
        reason = WithdrawalReason.PERSON_ASKED if asked_by_person else WithdrawalReason.COUNSELLOR
        await move(row, "withdraw", Actor.COUNSELLOR, Facts(), by=by, reason=reason.value, note=note)
        await _revoke_quietly(row.id)
        await candidates.release_commitment(row.id)


async def reopen(proposal_id: UUID, *, by: Viewer) -> None:
    """Back to preparation: the person is asked again before the company reads anything."""
    async with db.unit_of_work():
        row = await for_counsellor(proposal_id, by)
        await move(row, "reopen", Actor.COUNSELLOR, await gather(row), by=by)
        await candidates.commit(row.person_id, kind="proposal", ref=row.id)


async def transfer(proposal_id: UUID, *, vacancy_id: UUID, by: Viewer) -> None:
    """To another open vacancy of the same company; the consent was for the other one and ends."""
    async with db.unit_of_work():
        row = await for_counsellor(proposal_id, by)
        vacancy = await employers.vacancy(vacancy_id)
        if vacancy is None or vacancy.company_id != row.company_id:
            raise NotThere
        if vacancy.id == row.vacancy_id:
            raise Refused("La proposta è già per questo annuncio: scegline un altro.", field="vacancy")
        given = await gather(row, vacancy_id=vacancy_id)
        await move(row, "transfer", Actor.COUNSELLOR, given, by=by, extra={"vacancy": vacancy_id})
        await _revoke_quietly(row.id)
        await candidates.commit(row.person_id, kind="proposal", ref=row.id)


async def close_all_of(person_id: UUID, reason: WithdrawalReason) -> None:
    """When a case leaves the phases that allow proposals: every open one closes and says why."""
    async with db.unit_of_work():
        await db.lock(f"proposals-of:{person_id}")
        rows = await db.fetch(
            "SELECT id FROM proposal WHERE person = $1 AND state = ANY($2) ORDER BY id",
            person_id,
            [state.value for state in OPEN],
        )
        for found in rows:
            row = await any_of(found["id"])
            await move(row, "withdraw", Actor.SYSTEM, Facts(), by=SYSTEM, reason=reason.value)
            await _revoke_quietly(row.id)
            await candidates.release_commitment(row.id)


async def _revoke_quietly(proposal_id: UUID) -> None:
    await db.execute(
        "UPDATE disclosure_consent SET revoked_at = $2 WHERE proposal = $1 AND revoked_at IS NULL",
        proposal_id,
        clock.now(),
    )
