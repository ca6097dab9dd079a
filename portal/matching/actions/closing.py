"""Closing all that is open of one person: another proposal was accepted, or her case allows none any more."""

from uuid import UUID

from portal.foundation import db
from portal.kernel.viewer import SYSTEM
from portal.matching.actions.locking import any_of, hold_person
from portal.matching.actions.moving import move
from portal.matching.transitions import Facts
from portal.matching.vocabulary import OPEN, Actor, WithdrawalReason


async def close_open_of(person_id: UUID, reason: WithdrawalReason, *, but: UUID | None = None) -> int:
    """Withdraws every open proposal of the person, whatever its state, and says why. Answers how many."""
    async with db.unit_of_work():
        await hold_person(person_id)
        rows = await db.fetch(
            "SELECT id FROM proposal WHERE person = $1 AND id IS DISTINCT FROM $2 AND state = ANY($3) ORDER BY id",
            person_id,
            but,
            [state.value for state in OPEN],
        )
        closed = 0
        for found in rows:
            row = await any_of(found["id"])
            # Somebody may have closed it while its lock was waited for.
            if row.state in OPEN:
                await move(row, "withdraw", Actor.SYSTEM, Facts(), by=SYSTEM, reason=reason.value)
                closed += 1
        return closed
