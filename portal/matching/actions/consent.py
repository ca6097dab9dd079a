"""The person's side: asked by a single-use link, she answers, and may take it back in one step."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import clock, crypto, db, facts, mail
from portal.foundation.ids import new_id, new_token
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import PERSON, SYSTEM, By, Viewer
from portal.matching.actions.locking import Locked, add_step, any_of, for_counsellor, gather, move
from portal.matching.actions.opening import set_readers
from portal.matching.events import DisclosureRevoked
from portal.matching.notice import notice_text
from portal.matching.rules import consent_expires
from portal.matching.transitions import OPEN, Facts
from portal.matching.vocabulary import LINK_DAYS, NOTICE_VERSION, Actor, Group, ProposalState, WithdrawalReason

ANSWER, WITHDRAW = "answer", "withdraw"
LINK_GONE = "Il link è scaduto o è già stato usato. Chiedine uno nuovo al tuo operatore."


@dataclass(frozen=True, slots=True)
class Link:
    id: UUID
    proposal_id: UUID
    kind: str


async def put_to_person(
    proposal_id: UUID, *, reader_ids: Sequence[UUID] | None, base_url: str, by: Viewer
) -> str:
    """Asks the person: makes her link, mails it where she has an address. Answers the link for the SMS text."""
    async with db.unit_of_work():
        row = await for_counsellor(proposal_id, by)
        if reader_ids is not None:
            await set_readers(row.id, reader_ids, row.company_id)
        await move(row, "put_to_person", Actor.COUNSELLOR, await gather(row), by=by)
        return await _send_link(row, base_url)


async def renew_link(proposal_id: UUID, *, base_url: str, by: Viewer) -> str:
    """A new link in place of one that expired or was lost; the old one opens nothing any more."""
    async with db.unit_of_work():
        row = await for_counsellor(proposal_id, by)
        if row.state is not ProposalState.PUT_TO_PERSON:
            raise Refused(f"La proposta {row.code} non aspetta la persona: il link non serve più.")
        return await _send_link(row, base_url)


async def _send_link(row: Locked, base_url: str) -> str:
    await db.execute(
        "UPDATE consent_link SET expires_at = $2, token_sealed = NULL WHERE proposal = $1 AND used_at IS NULL",
        row.id,
        clock.now(),
    )
    token = await _new_link(row.id, ANSWER, timedelta(days=LINK_DAYS))
    url = f"{base_url}/consent/{token}"
    address = await candidates.mail_address(row.person_id)
    if address:
        letter = mail.compose("consent_request", url=url, days=LINK_DAYS)
        await mail.send(
            to=address, subject=letter.subject, text=letter.text, kind="consent_request", link_secret=token
        )
    return url


async def _new_link(proposal_id: UUID, kind: str, lasts: timedelta) -> str:
    token, id = new_token(), new_id()
    await db.execute(
        "INSERT INTO consent_link (id, proposal, kind, token_hash, token_sealed, created_at, expires_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        proposal_id,
        kind,
        crypto.token_hash(token),
        crypto.seal(token, table="consent_link", column="token_sealed", row=id) if kind == ANSWER else None,
        clock.now(),
        clock.now() + lasts,
    )
    return token


async def link_by(token: str, kind: str) -> Link:
    """The link that this secret opens now. Raises NotThere when it never was, has expired or was used."""
    row = await db.fetchrow(
        "SELECT id, proposal, kind FROM consent_link"
        " WHERE token_hash = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3",
        crypto.token_hash(token),
        kind,
        clock.now(),
    )
    if row is None:
        raise NotThere
    return Link(row["id"], row["proposal"], row["kind"])


async def _use(token: str, kind: str) -> UUID:
    """Marks the link used; two presses at once use it once."""
    proposal = await db.fetchval(
        "UPDATE consent_link SET used_at = $3, token_sealed = NULL"
        " WHERE token_hash = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3 RETURNING proposal",
        crypto.token_hash(token),
        kind,
        clock.now(),
    )
    if proposal is None:
        raise Refused(LINK_GONE)
    return UUID(str(proposal))


async def agree(token: str, groups: Sequence[Group]) -> str:
    """«Accetto»: records the consent. Answers the secret of the link that takes it back."""
    async with db.unit_of_work():
        row = await any_of(await _use(token, ANSWER))
        await move(row, "agree", Actor.PERSON, Facts(), by=PERSON)
        now = clock.now()
        await db.execute(
            "UPDATE disclosure_consent SET revoked_at = $2 WHERE proposal = $1 AND revoked_at IS NULL", row.id, now
        )
        expires = consent_expires(now)
        await db.execute(
            "INSERT INTO disclosure_consent (id, proposal, person, company, vacancy, purpose, groups, notice_version,"
            " notice_hash, channel, given_at, expires_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)",
            new_id(),
            row.id,
            row.person_id,
            row.company_id,
            row.vacancy_id,
            "proposal",
            [group.value for group in groups],
            NOTICE_VERSION,
            hashlib.sha256(notice_text().encode()).digest(),
            "link",
            now,
            expires,
        )
        return await _new_link(row.id, WITHDRAW, expires - now)


async def decline(token: str) -> None:
    """«Non accetto»: nothing is shown to anybody."""
    async with db.unit_of_work():
        row = await any_of(await _use(token, ANSWER))
        await move(row, "decline", Actor.PERSON, Facts(), by=PERSON)
        await candidates.release_commitment(row.id)


async def ask_to_talk(token: str) -> None:
    """«Vorrei parlarne»: the link stays good; the counsellor finds it in her day."""
    async with db.unit_of_work():
        link = await link_by(token, ANSWER)
        row = await any_of(link.proposal_id)
        already = await db.fetchval(
            "SELECT count(*) FROM proposal_step WHERE proposal = $1 AND move = 'ask_to_talk' AND at >= $2",
            row.id,
            row.state_since,
        )
        if not already:
            await add_step(row.id, "ask_to_talk", row.state, Actor.PERSON, by=PERSON)


async def take_back(token: str) -> None:
    """«Ritira il consenso»: access closes at commit, an open proposal is withdrawn with it."""
    async with db.unit_of_work():
        row = await any_of(await _use(token, WITHDRAW))
        await revoke(row, by=PERSON)


async def revoke(row: Locked, *, by: By) -> None:
    """Closes the disclosure of one proposal; inside the caller's transaction."""
    closed = await db.execute(
        "UPDATE disclosure_consent SET revoked_at = $2 WHERE proposal = $1 AND revoked_at IS NULL",
        row.id,
        clock.now(),
    )
    if db.affected(closed):
        await facts.record(DisclosureRevoked(**row.about()), by=by)
    if row.state in OPEN:
        actor = Actor.PERSON if by is PERSON else Actor.SYSTEM
        await move(
            row,
            "withdraw",
            actor,
            Facts(),
            by=by if actor is Actor.PERSON else SYSTEM,
            reason=WithdrawalReason.CONSENT_WITHDRAWN.value,
        )
        await candidates.release_commitment(row.id)
