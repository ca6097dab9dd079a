"""The company's answers. Each asks the consent anew; acceptance closes every other proposal of the person."""

from datetime import datetime
from uuid import UUID

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import audit, clock, crypto, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.viewer import SYSTEM, Viewer
from portal.matching.actions.locking import Locked, any_of, for_company, for_counsellor, gather, move
from portal.matching.transitions import OPEN, WITH_COMPANY, Facts
from portal.matching.vocabulary import Actor, ProposalState, RefusalReason, WithdrawalReason


async def open_(proposal_id: UUID, *, by: Viewer) -> None:
    """The first reading by a named user; later readings change nothing."""
    async with db.unit_of_work():
        row = await for_company(proposal_id, by)
        if row.state is ProposalState.SENT:
            await move(row, "open", Actor.COMPANY, await gather(row), by=by)


async def ask_interview(proposal_id: UUID, *, at: datetime, place: str, note: str | None, by: Viewer) -> None:
    async with db.unit_of_work():
        row = await for_company(proposal_id, by)
        if at <= clock.now():
            raise Refused("La data del colloquio è già passata: scegline una futura.", field="day")
        await move(
            row,
            "interview",
            Actor.COMPANY,
            await gather(row),
            by=by,
            note=note,
            extra={"interview_at": at, "interview_place": place},
        )


async def accept(proposal_id: UUID, *, note: str | None = None, by: Viewer) -> None:
    """One of two users at once is refused; so is a vacancy without places, or a consent taken back."""
    async with db.unit_of_work():
        # The person before the proposal: two companies that accept her together wait here for one another.
        person_id = await db.fetchval("SELECT person FROM proposal WHERE id = $1", proposal_id)
        if person_id is not None:
            await db.lock(f"proposals-of:{person_id}")
        row = await for_company(proposal_id, by)
        await employers.lock_vacancy(row.vacancy_id)
        await move(row, "accept", Actor.COMPANY, await gather(row), by=by, note=note)
        await employers.fill_place(row.vacancy_id, by=by)
        await _close_siblings(row)


async def _close_siblings(row: Locked) -> None:
    others = await db.fetch(
        "SELECT id FROM proposal WHERE person = $1 AND id <> $2 AND state = ANY($3) ORDER BY id",
        row.person_id,
        row.id,
        [state.value for state in OPEN],
    )
    for other in others:
        sibling = await any_of(other["id"])
        await move(
            sibling,
            "withdraw",
            Actor.SYSTEM,
            Facts(),
            by=SYSTEM,
            reason=WithdrawalReason.ACCEPTED_ELSEWHERE.value,
        )
        await db.execute(
            "UPDATE disclosure_consent SET revoked_at = $2 WHERE proposal = $1 AND revoked_at IS NULL",
            sibling.id,
            clock.now(),
        )
        await candidates.release_commitment(sibling.id)


async def refuse(proposal_id: UUID, *, reason: RefusalReason, note: str | None, by: Viewer) -> None:
    async with db.unit_of_work():
        row = await for_company(proposal_id, by)
        given = await gather(row, reason=reason.value)
        await move(row, "refuse", Actor.COMPANY, given, by=by, reason=reason.value, note=note)
        await _close_view(row)


async def _close_view(row: Locked) -> None:
    """A closed proposal shows nobody's identity any more."""
    await db.execute(
        "UPDATE disclosure_consent SET revoked_at = $2 WHERE proposal = $1 AND revoked_at IS NULL",
        row.id,
        clock.now(),
    )
    await candidates.release_commitment(row.id)


async def expire(proposal_id: UUID) -> bool:
    """Closes a proposal that nobody answered; False when somebody did in the meantime."""
    async with db.unit_of_work():
        row = await any_of(proposal_id)
        if row.state not in WITH_COMPANY:
            return False
        await move(row, "expire", Actor.SYSTEM, Facts(), by=SYSTEM)
        await _close_view(row)
        return True


async def record_view(proposal_id: UUID, *, by: Viewer) -> None:
    """Who read the identity, for the person to see; the audit row goes with it."""
    async with db.unit_of_work():
        await db.execute(
            "INSERT INTO identity_view (proposal, account, at) VALUES ($1, $2, $3)",
            proposal_id,
            by.account_id,
            clock.now(),
        )
        await audit.note("IdentityRead", by=by, subject_kind="proposal", subject_id=proposal_id)


async def write_message(proposal_id: UUID, *, text: str, by: Viewer, from_company: bool) -> None:
    """A message between the company's named users and the counsellor."""
    async with db.unit_of_work():
        row = await (for_company if from_company else for_counsellor)(proposal_id, by)
        if row.state not in OPEN and row.state is not ProposalState.ACCEPTED:
            raise Refused(f"La proposta {row.code} è chiusa: i messaggi non si possono più scrivere.")
        if from_company and row.state not in WITH_COMPANY | {ProposalState.ACCEPTED}:
            raise Refused("Potrai scrivere quando la proposta arriverà alla tua azienda.")
        id = new_id()
        await db.execute(
            "INSERT INTO proposal_message (id, proposal, author, text_sealed, at) VALUES ($1, $2, $3, $4, $5)",
            id,
            row.id,
            by.account_id,
            crypto.seal(text, table="proposal_message", column="text_sealed", row=id),
            clock.now(),
        )
