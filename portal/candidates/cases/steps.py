"""The history of a case: one row a move, the reason sealed."""

from datetime import date
from uuid import UUID

from portal.candidates.cases.vocabulary import CaseState
from portal.candidates.people.sealing import seal
from portal.foundation import clock, db
from portal.foundation.ids import new_id
from portal.kernel.viewer import By


async def add_step(
    case_id: UUID,
    move: str,
    before: CaseState | None,
    after: CaseState,
    *,
    on: date,
    actor: str,
    reason: str | None,
    by: By,
) -> None:
    """``actor`` is who it was for: the holder, the coordinator, or the person whose word was recorded."""
    id = new_id()
    await db.execute(
        'INSERT INTO case_step (id, "case", move, from_state, to_state, taken_on, recorded_at, account, actor,'
        " reason_sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        case_id,
        move,
        before.value if before else None,
        after.value,
        on,
        clock.now(),
        by.account_id,
        actor,
        seal(reason, "case_step", "reason_sealed", id),
    )
