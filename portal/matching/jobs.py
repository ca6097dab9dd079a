"""What follows in matching, and what passes with time."""

from datetime import time

from portal.candidates.events import CaseClosed, CaseSuspended
from portal.foundation.jobs import job, sweep
from portal.matching.actions import leading, silence
from portal.matching.vocabulary import WithdrawalReason


@job("matching.close_proposals_of_case")
async def close_proposals_of_case(event: CaseClosed | CaseSuspended) -> None:
    """A case that may no longer propose closes what is open, and both sides read why."""
    await leading.close_all_of(event.person_id, WithdrawalReason.CASE_CLOSED)


@sweep("matching.silence", daily_at=time(7, 0))
async def silence_clock() -> None:
    await silence.sweep()
