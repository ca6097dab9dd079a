"""What the person does with her proposals in her own area, and what her erasure does with all of them."""

from uuid import UUID

from portal.accounts import public as accounts
from portal.foundation import db
from portal.kernel.refusals import NotThere, Refused
from portal.matching.actions import letters
from portal.matching.actions.closing import close_open_of
from portal.matching.actions.consent import revoke
from portal.matching.actions.locking import any_of, hold_person
from portal.matching.vocabulary import WithdrawalReason


async def take_back_own(proposal_id: UUID, person_id: UUID) -> None:
    """«Ritira il consenso» for one company. Raises NotThere for a proposal of somebody else."""
    async with db.unit_of_work():
        row = await any_of(proposal_id)
        if row.person_id != person_id:
            raise NotThere
        standing = await db.fetchval(
            "SELECT count(*) FROM disclosure_consent"
            " WHERE proposal = $1 AND revoked_at IS NULL AND closed_at IS NULL",
            proposal_id,
        )
        if not standing:
            raise Refused(f"Per la proposta {row.code} non c’è un consenso da ritirare.")
        await revoke(row)


async def end_all_of(person_id: UUID) -> None:
    """Before an erasure: every consent revoked, every open proposal withdrawn, and whoever read her identity while
    it stood open is asked to delete it. The letters are stored here and now: the rows they speak of will be gone."""
    async with db.unit_of_work():
        await hold_person(person_id)
        rows = await db.fetch(
            "SELECT p.id, p.code, p.company FROM proposal p WHERE p.person = $1 AND p.sent_at IS NOT NULL"
            " AND EXISTS (SELECT 1 FROM disclosure_consent c WHERE c.proposal = p.id AND c.revoked_at IS NULL"
            " AND c.closed_at IS NULL)",
            person_id,
        )
        for found in rows:
            readers = await db.fetch("SELECT account FROM proposal_reader WHERE proposal = $1", found["id"])
            named = {row["account"] for row in readers}
            members = await accounts.members(found["company"])
            for address in dict.fromkeys(one.email for one in members if one.account_id in named):
                await letters.consent_taken_back(to=address, code=found["code"])
            await revoke(await any_of(found["id"]))
        await close_open_of(person_id, WithdrawalReason.CONSENT_WITHDRAWN)
