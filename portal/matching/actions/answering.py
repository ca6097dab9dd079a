"""The company's answers. Each asks the consent anew; acceptance closes every other proposal of the person."""

from uuid import UUID

from portal.employers import public as employers
from portal.foundation import db
from portal.kernel.viewer import SYSTEM, Viewer
from portal.matching.actions.closing import close_open_of
from portal.matching.actions.locking import any_of, for_company, hold_person_of
from portal.matching.actions.moving import gather, move
from portal.matching.gate import require_clean
from portal.matching.transitions import Facts
from portal.matching.vocabulary import WAITING, Actor, RefusalReason, WithdrawalReason


async def accept(proposal_id: UUID, *, note: str | None = None, by: Viewer) -> None:
    """One of two users at once is refused; so is a vacancy without places, or a consent taken back."""
    require_clean(note)
    async with db.unit_of_work():
        # The person before the proposal: two companies that accept her together wait here for one another.
        await hold_person_of(proposal_id)
        row = await for_company(proposal_id, by)
        await employers.lock_vacancy(row.vacancy_id)
        await move(row, "accept", Actor.COMPANY, await gather(row), by=by, note=note)
        await employers.fill_place(row.vacancy_id, by=by)
        await close_open_of(row.person_id, WithdrawalReason.ACCEPTED_ELSEWHERE, but=row.id)


async def refuse(proposal_id: UUID, *, reason: RefusalReason, note: str | None, by: Viewer) -> None:
    """With a reason of the job, which goes back to the counsellor's lists; the note passes the gate."""
    require_clean(note)
    async with db.unit_of_work():
        row = await for_company(proposal_id, by)
        given = await gather(row, reason=reason.value)
        await move(row, "refuse", Actor.COMPANY, given, by=by, reason=reason.value, note=note)


async def expire(proposal_id: UUID) -> bool:
    """Closes a proposal that nobody moved; False when somebody did in the meantime."""
    async with db.unit_of_work():
        row = await any_of(proposal_id)
        if row.state not in WAITING:
            return False
        await move(row, "expire", Actor.SYSTEM, Facts(), by=SYSTEM)
        return True
