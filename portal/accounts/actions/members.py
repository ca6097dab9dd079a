"""Roles of people who are there already, and accounts made by the operator's command."""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time
from uuid import UUID

from portal.accounts.actions import seats
from portal.accounts.queries import people
from portal.accounts.rules import last_manager_refusal, normal_email, role_refusal, roles_managed_by
from portal.foundation import audit, clock, crypto, db
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotAllowed, NotThere, Refused
from portal.kernel.roles import ROLE_LABELS, OrganisationKind, Role
from portal.kernel.viewer import By, Viewer


async def set_roles(account_id: UUID, roles: Collection[Role], *, seen: Collection[Role], by: Viewer) -> None:
    """From now on the person has these roles in the viewer's organisation, of those the viewer manages.

    ``seen`` are the roles the page showed: if they have changed since, nothing is done. No role at all ends her
    access there, at once. Raises NotThere for somebody who is not there, Refused.
    """
    if by.organisation_id is None:
        raise NotThere
    organisation_id = by.organisation_id
    async with db.unit_of_work():
        kinds = await seats.lock_organisation(organisation_id)
        now = await seats.roles_now(account_id, organisation_id)
        person = await people.account(account_id)
        if person is None or not now:
            raise NotThere
        if set(now) != set(seen):
            raise Refused(
                f"I ruoli di {person.name} sono cambiati nel frattempo. Ricarica la pagina e riprova."
            )
        managed = roles_managed_by(by.roles, kinds)
        await _check(set(roles), set(now), managed, kinds)
        ending = (set(now) & managed) - set(roles)
        for role in sorted(ending):
            refusal = last_manager_refusal(
                person.name, role, await _others(organisation_id, role, account_id)
            )
            if refusal is not None:
                raise Refused(refusal, field="roles")
        starting = sorted(set(roles) - set(now))
        made = await seats.give(account_id, organisation_id, starting, clock.today())
        await seats.started(made, account_id, organisation_id, by)
        await seats.end([now[role] for role in sorted(ending)], account_id, organisation_id, by)


async def _check(
    wanted: set[Role], now: set[Role], managed: frozenset[Role], kinds: frozenset[OrganisationKind]
) -> None:
    for role in sorted(wanted - now):
        refusal = role_refusal(role, kinds)
        if refusal is None and role not in managed:
            refusal = f"Non puoi assegnare il ruolo {ROLE_LABELS[role]}. Scegli un altro ruolo."
        if refusal is not None:
            raise Refused(refusal, field="roles")
    if not wanted and now - managed:
        label = ROLE_LABELS[min(now - managed)]
        raise Refused(f"Non puoi togliere il ruolo {label}: lo gestisce chi amministra quella parte.")


async def _others(organisation_id: UUID, role: Role, account_id: UUID) -> int:
    return int(
        await db.fetchval(
            "SELECT count(DISTINCT m.account) FROM membership m JOIN account a ON a.id = m.account"
            " WHERE m.organisation = $1 AND m.starts_on <= $2 AND (m.ends_on IS NULL OR $2 < m.ends_on)"
            " AND m.role = $3 AND m.account <> $4 AND a.disabled_at IS NULL",
            organisation_id,
            clock.today(),
            role.value,
            account_id,
        )
    )


async def create_account_directly(
    *,
    email: str,
    name: str,
    seats_in: Mapping[UUID, Collection[Role]],
    by: By,
    id: UUID | None = None,
    password_hash: str | None = None,
    totp_secret: str | None = None,
    on: date | None = None,
    sintetico: bool = False,
) -> UUID:
    """An account with its roles, without invitation: the operator's command and sample data. Not for viewers.

    ``seats_in``: roles by organisation, from ``on`` (today). Without ``password_hash`` nobody can sign in yet.
    ``totp_secret`` confirms a second factor at once. Raises NotAllowed, Refused.
    """
    if isinstance(by, Viewer) or by.word not in ("operator_command", "system"):
        raise NotAllowed
    started_on = on or clock.today()
    if started_on > clock.today():
        raise Refused("La data non può essere nel futuro.")
    account_id = id or new_id()
    async with db.unit_of_work():
        if await people.credentials_by_email(normal_email(email)) is not None:
            raise Refused("C’è già un account con questo indirizzo.", field="email")
        sealed = (
            crypto.seal(totp_secret, table="account", column="totp_sealed", row=account_id)
            if totp_secret
            else None
        )
        await db.execute(
            "INSERT INTO account (id, email, name, password_hash, totp_sealed, totp_confirmed_at, created_at,"
            " sintetico) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            account_id,
            normal_email(email),
            " ".join(name.split()),
            password_hash,
            sealed,
            clock.now() if sealed else None,
            datetime.combine(started_on, time(8), UTC) if on else clock.now(),
            sintetico,
        )
        await audit.note("AccountCreated", by=by, subject_kind="account", subject_id=account_id)
        for organisation_id, roles in seats_in.items():
            kinds = await seats.lock_organisation(organisation_id)
            for role in roles:
                refusal = role_refusal(role, kinds)
                if refusal is not None:
                    raise Refused(refusal)
            made = await seats.give(account_id, organisation_id, sorted(set(roles)), started_on)
            await seats.started(made, account_id, organisation_id, by)
    return account_id
