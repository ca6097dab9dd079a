"""Asking the person: a single-use link, mailed where she has an address, else sent by the counsellor's own hand."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import clock, crypto, db
from portal.foundation.addresses import absolute
from portal.foundation.ids import new_id, new_token
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.matching.actions import letters
from portal.matching.actions.locking import Locked, any_of, for_counsellor
from portal.matching.actions.moving import close_links, gather, move
from portal.matching.actions.readers import set_readers
from portal.matching.vocabulary import CONSENTED, LINK_DAYS, Actor, Group, LinkKind, ProposalState

NOT_RESERVED = "none"
"""Of a vacancy: open to everybody."""

LINK_GONE = "Il link è scaduto o è già stato usato. Chiedine uno nuovo al tuo operatore."


async def put_to_person(proposal_id: UUID, *, reader_ids: Sequence[UUID] | None, by: Viewer) -> str:
    """Asks the person whether the readers may know who she is. Answers the address of her page."""
    async with db.unit_of_work():
        row = await for_counsellor(proposal_id, by)
        if reader_ids is not None:
            await set_readers(row.id, reader_ids, row.company_id)
        await move(row, "put_to_person", Actor.COUNSELLOR, await gather(row), by=by)
        return await _send_link(row, clock.now())


async def ask_renewal(proposal_id: UUID, *, by: Viewer) -> str:
    """A consent that ended, or is about to, is asked again; the proposal stays where it is."""
    async with db.unit_of_work():
        row = await for_counsellor(proposal_id, by)
        await move(row, "ask_renewal", Actor.COUNSELLOR, await gather(row), by=by)
        return await _send_link(row, clock.now())


async def renew_link(proposal_id: UUID, *, by: Viewer) -> str:
    """A new link in place of one that expired or was lost; the old one opens nothing any more."""
    async with db.unit_of_work():
        row = await for_counsellor(proposal_id, by)
        if row.state is not ProposalState.PUT_TO_PERSON:
            raise Refused(f"La proposta {row.code} non aspetta la persona: il link non serve più.")
        return await _send_link(row, clock.now())


async def groups_offered(person_id: UUID, vacancy: employers.VacancyForMatching | None) -> tuple[Group, ...]:
    """What she may tick: what her file can say, and whether she is of a reserve only for a reserved post."""
    known = await candidates.contact_groups(person_id, [group.value for group in Group])
    return tuple(
        group
        for group in fit_to_disclose(Group, vacancy)
        if group is Group.CONTACTS or known.get(group.value)
    )


def fit_to_disclose(
    groups: Iterable[Group], vacancy: employers.VacancyForMatching | None
) -> tuple[Group, ...]:
    """Source: matching.md §7: the category is told on a reserved post only."""
    reserved = vacancy is not None and vacancy.reserved != NOT_RESERVED
    return tuple(group for group in dict.fromkeys(groups) if reserved or group is not Group.QUOTA_CATEGORY)


async def _send_link(row: Locked, when: datetime) -> str:
    await close_links(row.id, LinkKind.ANSWER, when)
    token = await new_link(row.id, LinkKind.ANSWER, when, when + timedelta(days=LINK_DAYS))
    url = absolute(f"/consent/{token}")
    address = await candidates.mail_address(row.person_id)
    if address:
        await letters.consent_request(to=address, url=url, secret=token)
    return url


async def new_link(proposal_id: UUID, kind: LinkKind, when: datetime, expires_at: datetime) -> str:
    """The secret; only its hash stays, and a sealed copy of what the counsellor may have to send."""
    token, id = new_token(), new_id()
    await db.execute(
        "INSERT INTO consent_link (id, proposal, kind, token_hash, token_sealed, created_at, expires_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        proposal_id,
        kind.value,
        crypto.token_hash(token),
        crypto.seal(token, table="consent_link", column="token_sealed", row=id)
        if kind is LinkKind.ANSWER
        else None,
        when,
        expires_at,
    )
    return token


async def proposal_of_link(token: str, kind: LinkKind) -> UUID:
    """The proposal that this secret opens. Raises NotThere when it never did, has expired or was used."""
    found: UUID | None = await db.fetchval(
        "SELECT proposal FROM consent_link"
        " WHERE token_hash = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3",
        crypto.token_hash(token),
        kind.value,
        clock.now(),
    )
    if found is None:
        raise NotThere
    return found


async def use_link(token: str, kind: LinkKind) -> Locked:
    """Marks the link used and answers its proposal, locked; of two presses at once one is refused."""
    try:
        row = await any_of(await proposal_of_link(token, kind))
    except NotThere:
        raise Refused(LINK_GONE) from None
    used = await db.execute(
        "UPDATE consent_link SET used_at = $3, token_sealed = NULL"
        " WHERE token_hash = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3",
        crypto.token_hash(token),
        kind.value,
        clock.now(),
    )
    if not db.affected(used):
        raise Refused(LINK_GONE)
    if kind is LinkKind.ANSWER and row.state not in CONSENTED | {ProposalState.PUT_TO_PERSON}:
        raise Refused(
            "Questa proposta si è chiusa: non serve più una risposta. Parlane con il tuo operatore."
        )
    return row
