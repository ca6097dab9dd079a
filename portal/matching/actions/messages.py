"""Words between the company's named users and the counsellor. The gate refuses what tells of a person."""

from collections.abc import Sequence
from uuid import UUID

from portal.foundation import clock, crypto, db, facts
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.matching.actions.locking import Locked, for_company, for_counsellor
from portal.matching.events import ProposalMessageWritten
from portal.matching.gate import note_problem
from portal.matching.queries.messages import Message
from portal.matching.vocabulary import OPEN, WITH_COMPANY, ProposalState


async def write(proposal_id: UUID, *, id: UUID, text: str, by: Viewer) -> None:
    """Pressed twice it is written once (``id``). Raises Refused for words that do not pass the gate, and while the
    proposal is not with the company, or no longer."""
    async with db.unit_of_work():
        from_company = by.for_company
        row = await (for_company if from_company else for_counsellor)(proposal_id, by)
        await _open_to_words(row, from_company)
        problem = note_problem(text)
        if problem is not None:
            raise Refused(problem, field="text")
        new = await db.fetchval(
            "INSERT INTO proposal_message (id, proposal, author, from_company, text_sealed, at)"
            " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING RETURNING id",
            id,
            row.id,
            by.account_id,
            from_company,
            crypto.seal(text, table="proposal_message", column="text_sealed", row=id),
            clock.now(),
        )
        if new is not None:
            await facts.record(ProposalMessageWritten(**row.about(), from_company=from_company), by=by)


async def _open_to_words(row: Locked, from_company: bool) -> None:
    """From the sending to the end; of an accepted proposal until the person takes her consent back."""
    if row.state in WITH_COMPANY:
        return
    if row.state is ProposalState.ACCEPTED:
        taken_back = await db.fetchval(
            "SELECT count(*) FROM disclosure_consent WHERE proposal = $1 AND revoked_at IS NOT NULL", row.id
        )
        if not taken_back:
            return
    elif row.state in OPEN:
        raise Refused(
            "Potrai scrivere quando la proposta arriverà alla tua azienda."
            if from_company
            else "Potrai scrivere quando avrai inviato la proposta all’azienda."
        )
    raise Refused(f"La proposta {row.code} è chiusa: i messaggi non si possono più scrivere.")


async def mark_read(proposal_id: UUID, shown: Sequence[Message], *, by: Viewer) -> None:
    """Whoever opens the page has read what stands on it, and nothing that comes a moment later."""
    if any(one.is_new for one in shown):
        await db.execute(
            "INSERT INTO proposal_message_read (proposal, account, read_until) VALUES ($1, $2, $3)"
            " ON CONFLICT (proposal, account) DO UPDATE"
            " SET read_until = greatest(proposal_message_read.read_until, excluded.read_until)",
            proposal_id,
            by.account_id,
            max(one.at for one in shown),
        )
