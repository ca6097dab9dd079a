"""Inviting: who, into which roles, by a link that works once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from portal.accounts.actions import letters
from portal.accounts.actions.limits import within
from portal.accounts.actions.seats import lock_organisation
from portal.accounts.events import InvitationRevoked, MemberInvited
from portal.accounts.queries import invitations, people
from portal.accounts.queries.invitations import InvitationRow
from portal.accounts.rules import (
    email_problem,
    first_roles,
    name_problem,
    normal_email,
    role_refusal,
    roles_managed_by,
)
from portal.accounts.transitions import INVITATION, MANAGER
from portal.accounts.vocabulary import INVITATION_LASTS, INVITE_BY_ORGANISATION
from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import new_id, new_token
from portal.kernel.refusals import NotAllowed, NotThere, Refused
from portal.kernel.roles import ROLE_LABELS, OrganisationKind, Role
from portal.kernel.viewer import OPERATOR_COMMAND, SYSTEM, By, Viewer


@dataclass(frozen=True, slots=True)
class InvitationSent:
    id: UUID
    email: str
    expires_at: datetime


async def invite(
    *,
    organisation_id: UUID,
    email: str,
    name: str,
    roles: Collection[Role],
    by: By,
    base_url: str,
    id: UUID | None = None,
) -> InvitationSent:
    """Sends a link, valid for 14 days, to join the organisation in these roles.

    ``by`` manages users there, or is the platform's office inviting the first of them, or a visitor who has just
    registered the organisation. The same ``id`` twice sends once. Raises Refused, NotThere, NotAllowed.
    """
    if isinstance(by, Viewer):
        await within(INVITE_BY_ORGANISATION, str(by.organisation_id))
    email, name = _read(email, name)
    id = id or new_id()
    async with db.unit_of_work():
        kinds = await lock_organisation(organisation_id)
        done = await invitations.by_id(id)
        if done is not None and done.organisation_id == organisation_id:
            return InvitationSent(done.id, done.email, done.expires_at)
        await _may_invite(roles, organisation_id, kinds, email=email, by=by)
        await _not_there_yet(organisation_id, email, name)
        token, now = new_token(), clock.now()
        expires_at = now + INVITATION_LASTS
        try:
            async with db.unit_of_work():
                await db.execute(
                    "INSERT INTO invitation (id, organisation, email, name, roles, token_hash, created_at, sent_at,"
                    " expires_at, invited_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)",
                    id,
                    organisation_id,
                    email,
                    name,
                    sorted({role.value for role in roles}),
                    crypto.token_hash(token),
                    now,
                    expires_at,
                    by.account_id,
                )
        except asyncpg.UniqueViolationError:
            raise Refused(
                "Per questo indirizzo c’è già un invito. Invialo di nuovo oppure revocalo.", field="email"
            ) from None
        await facts.record(MemberInvited(invitation_id=id, organisation_id=organisation_id), by=by)
        await _write(id, token, base_url, by)
        return InvitationSent(id, email, expires_at)


def _read(email: str, name: str) -> tuple[str, str]:
    problem = email_problem(email)
    if problem is not None:
        raise Refused(problem, field="email")
    problem = name_problem(name)
    if problem is not None:
        raise Refused(problem, field="name")
    return normal_email(email), " ".join(name.split())


async def _may_invite(
    roles: Collection[Role],
    organisation_id: UUID,
    kinds: frozenset[OrganisationKind],
    *,
    email: str,
    by: By,
) -> None:
    if not roles:
        raise Refused("Scegli almeno un ruolo.", field="roles")
    for role in sorted(roles, key=list(Role).index):
        refusal = role_refusal(role, kinds)
        if refusal is not None:
            raise Refused(refusal, field="roles")
    for role in set(roles) - await _givable(organisation_id, kinds, email=email, by=by):
        raise Refused(
            f"Non puoi assegnare il ruolo {ROLE_LABELS[role]}. Scegli un altro ruolo.", field="roles"
        )


async def _givable(
    organisation_id: UUID, kinds: frozenset[OrganisationKind], *, email: str, by: By
) -> frozenset[Role]:
    if by in (SYSTEM, OPERATOR_COMMAND):
        return frozenset(Role)
    if not isinstance(by, Viewer):
        # Whoever registers an organisation names its first user, and nobody after that.
        taken = await db.fetchval(
            "SELECT EXISTS (SELECT FROM membership WHERE organisation = $1)"
            " OR EXISTS (SELECT FROM invitation WHERE organisation = $1)",
            organisation_id,
        )
        if taken:
            raise NotAllowed
        return first_roles(kinds)
    if by.organisation_id == organisation_id:
        return roles_managed_by(by.roles, kinds)
    if not by.is_any(Role.PLATFORM_ADMINISTRATOR):
        raise NotThere
    own = await people.account(by.account_id)
    if own is None or own.email == email:
        raise Refused("Non puoi invitare te stesso. Scrivi l’indirizzo di un’altra persona.", field="email")
    return first_roles(kinds)


async def _not_there_yet(organisation_id: UUID, email: str, name: str) -> None:
    found = await people.credentials_by_email(email)
    if found is None:
        return
    if any(seat.organisation_id == organisation_id for seat in await people.seats(found.id)):
        raise Refused(
            "Questa persona fa già parte dell’organizzazione. Cambia i suoi ruoli dalla pagina Utenti.",
            field="email",
        )


async def _write(id: UUID, token: str, base_url: str, by: By) -> None:
    row = await invitations.by_id(id)
    if row is None:
        raise NotThere
    await letters.invitation(
        to=row.email,
        name=row.name,
        organisation=row.organisation_name,
        roles=row.roles,
        inviter=by.name if isinstance(by, Viewer) else None,
        link=f"{base_url}/invitations/{token}",
        secret=token,
        expires_at=row.expires_at,
    )


async def resend(invitation_id: UUID, *, by: Viewer, base_url: str) -> InvitationSent:
    """A new link for another 14 days; the old one stops working. Raises NotThere, Refused."""
    await within(INVITE_BY_ORGANISATION, str(by.organisation_id))
    async with db.unit_of_work():
        row = await _locked(invitation_id, by)
        INVITATION.move("resend", row.state, {MANAGER})
        token, now = new_token(), clock.now()
        expires_at = now + INVITATION_LASTS
        await db.execute(
            "UPDATE invitation SET token_hash = $2, sent_at = $3, expires_at = $4, invited_by = $5 WHERE id = $1",
            row.id,
            crypto.token_hash(token),
            now,
            expires_at,
            by.account_id,
        )
        await facts.record(MemberInvited(invitation_id=row.id, organisation_id=row.organisation_id), by=by)
        await _write(row.id, token, base_url, by)
        return InvitationSent(row.id, row.email, expires_at)


async def revoke(invitation_id: UUID, *, by: Viewer) -> InvitationRow:
    """The link stops working. Raises NotThere, Refused."""
    async with db.unit_of_work():
        row = await _locked(invitation_id, by)
        INVITATION.move("revoke", row.state, {MANAGER})
        await db.execute("UPDATE invitation SET revoked_at = $2 WHERE id = $1", row.id, clock.now())
        await facts.record(
            InvitationRevoked(invitation_id=row.id, organisation_id=row.organisation_id), by=by
        )
        return row


async def _locked(invitation_id: UUID, by: Viewer) -> InvitationRow:
    """Among those the viewer may act on: the own organisation's, or for the platform's office any first user's."""
    row = await invitations.by_id(invitation_id, lock=True)
    if row is None:
        raise NotThere
    kinds = await lock_organisation(row.organisation_id)
    if row.organisation_id == by.organisation_id:
        givable = roles_managed_by(by.roles, kinds)
    elif by.is_any(Role.PLATFORM_ADMINISTRATOR):
        givable = first_roles(kinds)
    else:
        raise NotThere
    if not set(row.roles) <= givable:
        raise NotAllowed
    return row
