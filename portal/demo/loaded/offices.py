"""Rows of territories, services, offices and everybody's accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from portal.demo import cast
from portal.demo.chance import Chance
from portal.demo.days import at
from portal.demo.lived.offices import OPENING
from portal.demo.loaded.batch import Batch
from portal.demo.story_names import SERVICE
from portal.demo.world.build import World
from portal.demo.world.models import Account
from portal.foundation import crypto
from portal.kernel.roles import OrganisationKind

COLUMNS = {
    "territory": "id name kind region_code comuni valid_from",
    "organisation": "id name tax_code pec created_at sintetico",
    "organisation_kind": "id organisation kind starts_on",
    "organisation_territory": "id organisation territory",
    "account": "id email name password_hash totp_sealed totp_confirmed_at created_at sintetico",
    "membership": "id account organisation role starts_on",
}


async def load(world: World, password_hash: str) -> None:
    batch = Batch(COLUMNS)
    since = world.territories[0].since
    for territory in world.territories:
        batch.add(
            "territory", territory.id, territory.name, territory.kind.value, territory.region,
            list(territory.comuni), since,
        )  # fmt: skip
    # the story's own first, so that lists by age begin with its people
    told = sorted(world.services, key=lambda one: one.name != SERVICE)
    chance = Chance.of(world.seed, "loaded offices")
    for number, office in enumerate((*world.offices, *told)):
        moment = at(since, OPENING + (number + 1) / 600)
        organisation(
            batch, chance, office.id, office.name, office.tax_code, office.pec, office.kind, since, moment
        )
        if office.territory_id is not None:
            batch.add("organisation_territory", chance.id(since), office.id, office.territory_id)
        accounts(batch, chance, office.staff, office.id, moment, password_hash)
    await batch.copy(batch.taken())


def organisation(
    batch: Batch,
    chance: Chance,
    id: UUID,
    name: str,
    tax_code: str,
    pec: str,
    kind: OrganisationKind,
    since: date,
    moment: datetime,
) -> None:
    batch.add("organisation", id, name, tax_code, pec, moment, True)
    batch.add("organisation_kind", chance.id(since), id, kind.value, since)


def accounts(
    batch: Batch,
    chance: Chance,
    staff: Iterable[Account],
    organisation_id: UUID,
    moment: datetime,
    password_hash: str,
) -> None:
    for one in staff:
        sealed = None
        if one.needs_code:
            sealed = crypto.seal(cast.secret_of(one.email), table="account", column="totp_sealed", row=one.id)
        batch.add(
            "account",
            one.id,
            one.email,
            one.name,
            password_hash,
            sealed,
            moment if sealed else None,
            moment,
            True,
        )
        for role in one.roles:
            batch.add("membership", chance.id(one.since), one.id, organisation_id, role.value, one.since)
