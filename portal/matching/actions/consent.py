"""The person's side: she answers on one page, and may take her answer back in one step."""

from collections.abc import Sequence
from datetime import datetime

from portal.candidates import public as candidates
from portal.foundation import clock, db, facts
from portal.foundation.addresses import absolute
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import PERSON, SYSTEM, By
from portal.matching.actions import letters
from portal.matching.actions.asking import LINK_GONE, new_link, proposal_of_link, use_link
from portal.matching.actions.locking import Locked, any_of
from portal.matching.actions.moving import add_step, close_consent, close_links, move
from portal.matching.events import DisclosureRevoked, TalkWished
from portal.matching.notice import NOTICE_VERSION, notice_hash
from portal.matching.rules import consent_expires
from portal.matching.transitions import Facts
from portal.matching.vocabulary import (
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
        name = "agree" if row.state is ProposalState.PUT_TO_PERSON else "renew"
        await move(row, name, Actor.PERSON, Facts(), by=PERSON)
        return await _record(row, groups, clock.now())


async def _record(row: Locked, groups: Sequence[Group], when: datetime) -> str:
    await close_consent(row.id, when)
    await close_links(row.id, LinkKind.WITHDRAWAL, when)
    expires = consent_expires(when)
    await db.execute(
        "INSERT INTO disclosure_consent (id, proposal, person, company, vacancy, purpose, groups, notice_version,"
        " notice_hash, channel, given_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        new_id(),
        row.id,
        row.person_id,
        row.company_id,
        row.vacancy_id,
        "proposal",
        [group.value for group in dict.fromkeys(groups)],
        NOTICE_VERSION,
        notice_hash(),
        "link",
        when,
        expires,
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
            await revoke(row, by=PERSON)


async def ask_to_talk(token: str) -> None:
    """«Vorrei parlarne»: the link stays good; the counsellor hears once."""
    async with db.unit_of_work():
        try:
            row = await any_of(await proposal_of_link(token, LinkKind.ANSWER))
        except NotThere:
            raise Refused(LINK_GONE) from None
        already = await db.fetchval(
            "SELECT count(*) FROM proposal_step WHERE proposal = $1 AND move = 'ask_to_talk' AND at >= $2",
            row.id,
            row.state_since,
        )
        if not already:
            await add_step(row.id, "ask_to_talk", row.state, Actor.PERSON, by=PERSON)
            await facts.record(TalkWished(**row.about()), by=PERSON)


async def take_back(token: str) -> None:
    """«Ritira il consenso»: access closes at commit, an open proposal is withdrawn with it."""
    async with db.unit_of_work():
        await revoke(await use_link(token, LinkKind.WITHDRAWAL), by=PERSON)


async def revoke(row: Locked, *, by: By) -> None:
    """Ends the disclosure of one proposal; inside the caller's transaction. A plan's own records stay."""
    when = clock.now()
    revoked = await db.execute(
        "UPDATE disclosure_consent SET revoked_at = $2"
        " WHERE proposal = $1 AND revoked_at IS NULL AND closed_at IS NULL",
        row.id,
        when,
    )
    if db.affected(revoked):
        await facts.record(DisclosureRevoked(**row.about()), by=by)
    if row.state in OPEN:
        person = by is PERSON
        await move(
            row,
            "withdraw",
            Actor.PERSON if person else Actor.SYSTEM,
            Facts(),
            by=by if person else SYSTEM,
            reason=WithdrawalReason.CONSENT_WITHDRAWN.value,
        )
