"""Accepting an invitation: with a new account, or with the one that is there."""

from collections.abc import Iterable
from uuid import UUID

import asyncpg

from portal.accounts.actions.entering import Entered, enter, in_person
from portal.accounts.actions.limits import forgive, within
from portal.accounts.actions.seats import give, lock_organisation, roles_now
from portal.accounts.events import InvitationAccepted
from portal.accounts.passwords import hash_password, is_password
from portal.accounts.queries import invitations, people
from portal.accounts.queries.invitations import InvitationRow
from portal.accounts.rules import INVITATION_GONE, name_problem, password_problem, role_refusal
from portal.accounts.vocabulary import SIGN_IN_BY_ACCOUNT, InvitationState
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.foundation.web.site import SessionState
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import By, Viewer

NOT_YOURS = "Questo invito è per un altro indirizzo. Esci e accedi con quello a cui è arrivato."
CLOSED = "Questo account è stato chiuso. Scrivi a chi ti ha invitato."


async def open_invitation(token: str, *, lock: bool = False) -> InvitationRow:
    """The invitation this link still opens. Raises NotThere for no invitation, Refused for one that is over."""
    row = await invitations.by_token(token, lock=lock)
    if row is None:
        raise NotThere
    if row.state is not InvitationState.OPEN:
        raise Refused(INVITATION_GONE[row.state])
    return row


async def accept_with_new_account(
    token: str, *, name: str, password: str, old: SessionState | None = None
) -> Entered:
    """Name and password make the account; the link has proved the address. Raises Refused."""
    invitation = await open_invitation(token)
    if invitation.has_account:
        raise Refused("Questo indirizzo ha già un account. Accetta l’invito con la sua password.")
    problem = name_problem(name)
    if problem is not None:
        raise Refused(problem, field="name")
    problem = password_problem(password, email=invitation.email, name=name)
    if problem is not None:
        raise Refused(problem, field="password")
    password_hash = await hash_password(password)
    async with db.unit_of_work():
        invitation = await open_invitation(token, lock=True)
        account_id = await _account(invitation, " ".join(name.split()), password_hash)
        await _join(invitation, account_id, in_person(account_id))
        found = await people.credentials(account_id)
        assert found is not None
        return await enter(found, old=old, first=invitation.organisation_id)


async def _account(invitation: InvitationRow, name: str, password_hash: str) -> UUID:
    """The new account, sample data where the organisation is; or the one made without a password."""
    try:
        async with db.unit_of_work():
            return UUID(
                str(
                    await db.fetchval(
                        "INSERT INTO account (id, email, name, password_hash, created_at, sintetico)"
                        " SELECT $1, $2, $3, $4, $5, o.sintetico FROM organisation o WHERE o.id = $6 RETURNING id",
                        new_id(),
                        invitation.email,
                        name,
                        password_hash,
                        clock.now(),
                        invitation.organisation_id,
                    )
                )
            )
    except asyncpg.UniqueViolationError:
        found = await db.fetchval(
            "UPDATE account SET name = $2, password_hash = $3"
            " WHERE email = $1 AND password_hash IS NULL AND disabled_at IS NULL RETURNING id",
            invitation.email,
            name,
            password_hash,
        )
        if found is None:
            raise Refused(CLOSED) from None
        return UUID(str(found))


async def accept_with_password(token: str, *, password: str, old: SessionState | None = None) -> Entered:
    """The address has an account: its password joins it to the organisation and signs in. Raises Refused."""
    invitation = await open_invitation(token)
    await within(SIGN_IN_BY_ACCOUNT, invitation.email)
    found = await people.credentials_by_email(invitation.email)
    fits = await is_password(found.password_hash if found else None, password)
    if found is None or not fits:
        raise Refused("La password non è corretta.", field="password")
    if found.disabled:
        raise Refused(CLOSED)
    await forgive(SIGN_IN_BY_ACCOUNT, invitation.email)
    async with db.unit_of_work():
        await _join(await open_invitation(token, lock=True), found.id, in_person(found.id))
        return await enter(found, old=old, first=invitation.organisation_id)


async def accept(token: str, *, by: Viewer) -> InvitationRow:
    """Somebody signed in accepts with the account in use. Raises Refused when the link was for another address."""
    async with db.unit_of_work():
        invitation = await open_invitation(token, lock=True)
        own = await people.account(by.account_id)
        if own is None or own.email != invitation.email:
            raise Refused(NOT_YOURS)
        await _join(invitation, by.account_id, by)
        return invitation


async def _join(invitation: InvitationRow, account_id: UUID, by: By) -> None:
    kinds = await lock_organisation(invitation.organisation_id)
    for role in invitation.roles:
        refusal = role_refusal(role, kinds)
        if refusal is not None:
            raise Refused(f"{refusal.partition('. ')[0]}. Chiedi un nuovo invito.")
    made = await _seats(account_id, invitation.organisation_id, invitation.roles)
    await db.execute(
        "UPDATE invitation SET accepted_at = $2, accepted_by = $3 WHERE id = $1",
        invitation.id,
        clock.now(),
        account_id,
    )
    event = InvitationAccepted(
        invitation_id=invitation.id,
        account_id=account_id,
        organisation_id=invitation.organisation_id,
        membership_ids=tuple(made),
    )
    await facts.record(event, by=by)


async def _seats(account_id: UUID, organisation_id: UUID, roles: Iterable[Role]) -> list[UUID]:
    there = await roles_now(account_id, organisation_id)
    return await give(
        account_id, organisation_id, [role for role in roles if role not in there], clock.today()
    )
