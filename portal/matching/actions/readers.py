"""The company's named users: the only ones there who find the proposal."""

from collections.abc import Sequence
from uuid import UUID

from portal.accounts import public as accounts
from portal.foundation import db
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role

READS_PROPOSALS = (Role.COMPANY_ADMINISTRATOR, Role.COMPANY_RECRUITER)
"""Roles of a company that may be named."""


async def set_readers(proposal_id: UUID, account_ids: Sequence[UUID], company_id: UUID) -> None:
    """Raises Refused for nobody, or for anyone who is not of that company in a role that reads proposals."""
    members = await accounts.members_with(READS_PROPOSALS, company_id)
    if not account_ids:
        raise Refused("Indica almeno una persona dell’azienda che leggerà la proposta.", field="readers")
    if not set(account_ids) <= {member.account_id for member in members}:
        raise Refused("Scegli fra le persone dell’azienda che leggono le proposte.", field="readers")
    await db.execute("DELETE FROM proposal_reader WHERE proposal = $1", proposal_id)
    await db.executemany(
        "INSERT INTO proposal_reader (id, proposal, account) VALUES ($1, $2, $3)",
        [(new_id(), proposal_id, account) for account in dict.fromkeys(account_ids)],
    )
