"""The person's side: she answers on one page, and may take her answer back in one step."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import clock, crypto, db
from portal.foundation.addresses import absolute
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import PERSON
from portal.matching.actions import letters
from portal.matching.actions.asking import LINK_GONE, fit_to_disclose, new_link, proposal_of_link, use_link
from portal.matching.actions.locking import Locked, any_of
from portal.matching.actions.moving import close_consent, close_links, move
from portal.matching.notice import NOTICE_VERSION, notice_hash
from portal.matching.queries.links import LinkEnd, ended
from portal.matching.rules import consent_expires
from portal.matching.transitions import Facts
from portal.matching.vocabulary import (
    LINK_DAYS,
    OPEN,
    Actor,
    Group,
    LinkKind,
    ProposalState,
    WithdrawalReason,
)


async def agree(token: str, groups: Sequence[Group]) -> str:
    """«Accetto»: records the consent to what was ticked. Answers the secret of the link that takes it back."""
    async with db.unit_of_work():
        row = await use_link(token, LinkKind.ANSWER)
        if Group.CONTACTS not in groups:
            raise Refused(
                "Per accettare, spunta almeno nome, telefono ed e-mail: servono per incontrarti.",
                field="groups",
            )
        told = fit_to_disclose(groups, await employers.vacancy(row.vacancy_id))
        name = "agree" if row.state is ProposalState.PUT_TO_PERSON else "renew"
        await move(row, name, Actor.PERSON, Facts(), by=PERSON)
        return await _record(row, told, clock.now())


_ASKING = ["put_to_person", "ask_renewal"]
"""Moves after which she is asked: who made the last of them collected what she answered."""


async def _record(row: Locked, groups: Sequence[Group], when: datetime) -> str:
    await close_consent(row.id, when)
    await close_links(row.id, LinkKind.WITHDRAWAL, when)
    expires = consent_expires(when)
    await db.execute(
        "INSERT INTO disclosure_consent (id, proposal, person, company, vacancy, purpose, groups, notice_version,"
        " notice_hash, channel, given_at, expires_at, collected_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, ("
        "SELECT s.account FROM proposal_step s WHERE s.proposal = $2 AND s.move = ANY($13)"
        " ORDER BY s.position DESC LIMIT 1))",
        new_id(),
        row.id,
        row.person_id,
        row.company_id,
        row.vacancy_id,
        "proposal",
        [group.value for group in groups],
        NOTICE_VERSION,
        notice_hash(),
        "link",
        when,
        expires,
        _ASKING,
    )
    token = await new_link(row.id, LinkKind.WITHDRAWAL, when, expires)
    address = await candidates.mail_address(row.person_id)
    if address:
        await letters.consent_receipt(
            to=address, url=absolute(f"/consent/{token}/withdrawal"), secret=token, expires_at=expires
        )
    return token


async def decline(token: str) -> None:
    """«Non accetto»: nothing is shown to anybody. Asked to renew, a «no» withdraws the proposal."""
    async with db.unit_of_work():
        row = await use_link(token, LinkKind.ANSWER)
        if row.state is ProposalState.PUT_TO_PERSON:
            await move(row, "decline", Actor.PERSON, Facts(), by=PERSON)
        else:
            await revoke(row)


async def ask_to_talk(token: str) -> None:
    """«Vorrei parlarne»: decides nothing. The counsellor hears once; the link is good for as long as when it was
    made, and what waits for the person waits from today."""
    async with db.unit_of_work():
        try:
            row = await any_of(await proposal_of_link(token, LinkKind.ANSWER))
        except NotThere:
            raise Refused(LINK_GONE) from None
        if await _said_since_link(row, "ask_to_talk", token):
            return
        await move(row, "ask_to_talk", Actor.PERSON, Facts(), by=PERSON)
        await _wait_anew(row)
        when = clock.now()
        await db.execute(
            "UPDATE consent_link SET expires_at = greatest(expires_at, $2) WHERE token_hash = $1 AND used_at IS NULL",
            crypto.token_hash(token),
            when + timedelta(days=LINK_DAYS),
        )


async def ask_new_link(token: str) -> None:
    """Her link expired unanswered: she asks for another, and her counsellor hears once. Her word again, so the wait
    begins anew. Raises NotThere for a link that is good, was used, or of a proposal that no longer asks her."""
    link = await ended(token, LinkKind.ANSWER)
    if link.end is not LinkEnd.EXPIRED or link.proposal_id is None:
        raise NotThere
    async with db.unit_of_work():
        row = await any_of(link.proposal_id)
        if (await ended(token, LinkKind.ANSWER)).end is not LinkEnd.EXPIRED:
            raise NotThere
        if not await _said_since_link(row, "ask_new_link", token):
            await move(row, "ask_new_link", Actor.PERSON, Facts(), by=PERSON)
            await _wait_anew(row)


async def _said_since_link(row: Locked, name: str, token: str) -> bool:
    return bool(
        await db.fetchval(
            "SELECT count(*) FROM proposal_step s JOIN consent_link l ON l.token_hash = $3"
            " WHERE s.proposal = $1 AND s.move = $2 AND s.at >= l.created_at",
            row.id,
            name,
            crypto.token_hash(token),
        )
    )


async def _wait_anew(row: Locked) -> None:
    """She was heard: the days of her silence are counted from today. A company's own wait is not hers to move."""
    if row.state is ProposalState.PUT_TO_PERSON:
        await db.execute("UPDATE proposal SET waiting_since = $2 WHERE id = $1", row.id, clock.today())


async def take_back(token: str) -> None:
    """«Ritira il consenso»: access closes at commit, an open proposal is withdrawn with it."""
    async with db.unit_of_work():
        await revoke(await use_link(token, LinkKind.WITHDRAWAL))


async def revoke(row: Locked) -> None:
    """Ends the disclosure of one proposal; inside the caller's transaction. A plan's own records stay.

    Whoever reads identities asks the consent under the same lock, so from the commit on nobody reads it.
    """
    when = clock.now()
    revoked = await db.execute(
        "UPDATE disclosure_consent SET revoked_at = $2"
        " WHERE proposal = $1 AND revoked_at IS NULL AND closed_at IS NULL",
        row.id,
        when,
    )
    if db.affected(revoked):
        await move(row, "take_back", Actor.PERSON, Facts(), by=PERSON)
    if row.state in OPEN:
        why = WithdrawalReason.CONSENT_WITHDRAWN.value
        await move(row, "withdraw", Actor.PERSON, Facts(), by=PERSON, reason=why)
