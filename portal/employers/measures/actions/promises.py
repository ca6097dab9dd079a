"""Dated commitments that come near or pass: said once each, by the portal itself."""

from datetime import date
from uuid import UUID

from portal.employers.events import ConvenzioneCommitmentMissed, ConvenzioneCommitmentNear
from portal.employers.measures.queries import conventions
from portal.employers.measures.rules.agreements import commitment_states
from portal.employers.measures.vocabulary import CommitmentStanding, CommitmentStep
from portal.foundation import db, facts
from portal.foundation.ids import new_id
from portal.kernel.viewer import SYSTEM

_STEP_OF = {
    CommitmentStanding.NEAR: CommitmentStep.APPROACHING,
    CommitmentStanding.BREACHED: CommitmentStep.BREACHED,
}
_FACT_OF = {
    CommitmentStep.APPROACHING: ConvenzioneCommitmentNear,
    CommitmentStep.BREACHED: ConvenzioneCommitmentMissed,
}


async def look_at(convenzione_id: UUID, company_id: UUID, today: date) -> int:
    """Records what is new of one convention; asked again the same day it finds nothing. Answers how many."""
    said = 0
    async with db.unit_of_work():
        agreement = await conventions.locked(convenzione_id, company_id)
        if not agreement.in_force_on(today):
            return 0
        for state in commitment_states(agreement, today):
            step = _STEP_OF.get(state.standing)
            if step is not None and await _first(state.commitment.id, step, today):
                fact = _FACT_OF[step](
                    convenzione_id=convenzione_id, company_id=company_id, commitment_id=state.commitment.id
                )
                await facts.record(fact, by=SYSTEM)
                said += 1
    return said


async def _first(commitment_id: UUID, step: CommitmentStep, today: date) -> bool:
    return bool(
        await db.fetchval(
            "INSERT INTO convenzione_notice (id, commitment, step, sent_on) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (commitment, step) DO NOTHING RETURNING true",
            new_id(),
            commitment_id,
            step.value,
            today,
        )
    )
