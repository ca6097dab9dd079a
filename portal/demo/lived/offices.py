"""Territories, services and offices, with the accounts of their people."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from portal.accounts import public as accounts
from portal.demo import cast
from portal.demo.days import at
from portal.demo.story_names import SERVICE
from portal.demo.world.build import World
from portal.demo.world.models import Account
from portal.foundation import clock
from portal.kernel.viewer import OPERATOR_COMMAND

OPENING = 7.0


async def open_offices(world: World, password_hash: str) -> None:
    since = world.territories[0].since
    with clock.as_of(at(since, OPENING)):
        # the story's own first, so that lists by age begin with its people
        told = sorted(world.services, key=lambda one: one.name != SERVICE)
        for territory in world.territories:
            await accounts.create_territory(
                id=territory.id,
                name=territory.name,
                kind=territory.kind,
                region_code=territory.region,
                comuni=territory.comuni,
                by=OPERATOR_COMMAND,
            )
    for minute, office in enumerate((*world.offices, *told)):
        with clock.as_of(at(since, OPENING + (minute + 1) / 60)):
            await accounts.register_organisation(
                id=office.id,
                name=office.name,
                tax_code=office.tax_code,
                pec=office.pec,
                kinds=[office.kind],
                territory_ids=[office.territory_id] if office.territory_id else [],
                by=OPERATOR_COMMAND,
                sintetico=True,
            )
            await create_accounts(office.staff, office.id, password_hash)


async def create_accounts(staff: Iterable[Account], organisation_id: UUID, password_hash: str) -> None:
    for account in staff:
        await accounts.create_account_directly(
            id=account.id,
            email=account.email,
            name=account.name,
            seats_in={organisation_id: account.roles},
            password_hash=password_hash,
            totp_secret=cast.secret_of(account.email) if account.needs_code else None,
            by=OPERATOR_COMMAND,
            sintetico=True,
        )
