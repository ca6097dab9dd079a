"""Roles given and taken inside a transaction that another verb has opened."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import asyncpg

from portal.accounts.events import MembershipEnded, MembershipStarted
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.foundation.web import sessions
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import By

IN_FORCE = "starts_on <= $2 AND (ends_on IS NULL OR $2 < ends_on)"


async def lock_organisation(organisation_id: UUID) -> frozenset[OrganisationKind]:
    """Its kinds in force today. Whoever changes roles there waits for whoever came first. Raises NotThere."""
    found = await db.fetchval("SELECT id FROM organisation WHERE id = $1 FOR UPDATE", organisation_id)
    if found is None:
        raise NotThere
    rows = await db.fetch(
        f"SELECT DISTINCT kind FROM organisation_kind WHERE organisation = $1 AND {IN_FORCE}",
        organisation_id,
        clock.today(),
    )
    return frozenset(OrganisationKind(row["kind"]) for row in rows)


async def roles_now(account_id: UUID, organisation_id: UUID) -> dict[Role, UUID]:
    """Roles in force and the membership of each."""
    rows = await db.fetch(
        f"SELECT role, id FROM membership WHERE organisation = $1 AND {IN_FORCE} AND account = $3",
        organisation_id,
        clock.today(),
        account_id,
    )
    return {Role(row["role"]): row["id"] for row in rows}


async def give(account_id: UUID, organisation_id: UUID, roles: Iterable[Role], on: date) -> list[UUID]:
    """New memberships, without a fact of their own: the verb records what it did."""
    made = []
    for role in roles:
        made.append(new_id())
        try:
            async with db.unit_of_work():
                await db.execute(
                    "INSERT INTO membership (id, account, organisation, role, starts_on)"
                    " VALUES ($1, $2, $3, $4, $5)",
                    made[-1],
                    account_id,
                    organisation_id,
                    role.value,
                    on,
                )
        except asyncpg.ExclusionViolationError:
            raise Refused("Questa persona ha già questo ruolo nel periodo indicato.", field="roles") from None
    return made


async def started(membership_ids: Iterable[UUID], account_id: UUID, organisation_id: UUID, by: By) -> None:
    for membership_id in membership_ids:
        event = MembershipStarted(
            membership_id=membership_id, account_id=account_id, organisation_id=organisation_id
        )
        await facts.record(event, by=by)


async def end(membership_ids: Iterable[UUID], account_id: UUID, organisation_id: UUID, by: By) -> None:
    """From now on: today is the first day without the role. Sessions there end with the last role."""
    for membership_id in membership_ids:
        await db.execute("UPDATE membership SET ends_on = $2 WHERE id = $1", membership_id, clock.today())
        event = MembershipEnded(
            membership_id=membership_id, account_id=account_id, organisation_id=organisation_id
        )
        await facts.record(event, by=by)
    if not await roles_now(account_id, organisation_id):
        await sessions.close_for(account_id, organisation_id)
