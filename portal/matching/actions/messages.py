"""Words between the company's named users and the counsellor."""

from uuid import UUID

from portal.foundation import clock, crypto, db, facts
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.matching.actions.locking import for_company, for_counsellor
from portal.matching.events import ProposalMessageWritten
from portal.matching.vocabulary import OPEN, WITH_COMPANY, ProposalState


async def write(proposal_id: UUID, *, id: UUID, text: str, by: Viewer) -> None:
    """Pressed twice it is written once (``id``). Raises Refused when the proposal is closed or not yet sent."""
    async with db.unit_of_work():
        from_company = by.for_company
        row = await (for_company if from_company else for_counsellor)(proposal_id, by)
        if row.state not in OPEN | {ProposalState.ACCEPTED}:
            raise Refused(f"La proposta {row.code} è chiusa: i messaggi non si possono più scrivere.")
        if from_company and row.state not in WITH_COMPANY | {ProposalState.ACCEPTED}:
            raise Refused("Potrai scrivere quando la proposta arriverà alla tua azienda.")
        new = await db.fetchval(
            "INSERT INTO proposal_message (id, proposal, author, text_sealed, at) VALUES ($1, $2, $3, $4, $5)"
            " ON CONFLICT (id) DO NOTHING RETURNING id",
            id,
            row.id,
            by.account_id,
            crypto.seal(text, table="proposal_message", column="text_sealed", row=id),
            clock.now(),
        )
        if new is not None:
            await facts.record(ProposalMessageWritten(**row.about(), from_company=from_company), by=by)
