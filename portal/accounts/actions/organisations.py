"""Organisations and territories: registered, verified, given kinds."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time
from uuid import UUID

import asyncpg

from portal.accounts.actions.limits import within
from portal.accounts.events import (
    OrganisationKindsChanged,
    OrganisationRegistered,
    OrganisationVerified,
    TerritoryCreated,
)
from portal.accounts.queries import organisations
from portal.accounts.rules import (
    Period,
    day_in_words,
    normal_email,
    normal_tax_code,
    pec_problem,
    period_refusal,
    tax_code_problem,
)
from portal.accounts.vocabulary import REGISTER_BY_ADDRESS, SERVICE_KINDS, TerritoryKind
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotAllowed, NotThere, Refused
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import OPERATOR_COMMAND, SYSTEM, VISITOR, By, Viewer

DUPLICATE = "Questa partita IVA è già registrata. Chiedi un invito a chi gestisce gli utenti della tua organizzazione."
FUTURE = "La data non può essere nel futuro."


async def limit_registrations(address: str) -> None:
    """For the public form, before its transaction. Raises Refused after too many from one address."""
    await within(REGISTER_BY_ADDRESS, address)


async def register_organisation(
    *,
    id: UUID,
    name: str,
    tax_code: str,
    pec: str | None,
    kinds: Collection[OrganisationKind],
    by: By,
    subkind: str | None = None,
    territory_ids: Collection[UUID] = (),
    on: date | None = None,
    sintetico: bool = False,
) -> bool:
    """A new organisation, of these kinds from ``on`` (today). False when this ``id`` was registered before.

    A visitor may register a company, the platform administrator a service, the operator's command anything.
    ``sintetico`` also lets the tax codes of sample companies pass: say it only in an installation that holds
    sample data. Raises Refused (fields: name, tax_code, pec, kinds), NotAllowed.
    """
    _may_register(set(kinds), by)
    on = _not_future(on)
    name = _check(name, tax_code, pec, kinds, sintetico=sintetico)
    try:
        async with db.unit_of_work():
            await db.execute(
                "INSERT INTO organisation (id, name, tax_code, pec, subkind, created_at, sintetico)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7)",
                id,
                name,
                normal_tax_code(tax_code),
                normal_email(pec) if pec else None,
                subkind,
                clock.now() if on == clock.today() else datetime.combine(on, time(8), UTC),
                sintetico,
            )
            for kind in sorted(set(kinds)):
                await _insert_kind(id, kind, Period(on))
            for territory_id in territory_ids:
                await _link_territory(id, territory_id)
            await facts.record(OrganisationRegistered(organisation_id=id), by=by)
    except asyncpg.UniqueViolationError:
        if await organisations.organisation(id) is not None:
            return False
        raise Refused(DUPLICATE, field="tax_code") from None
    return True


def _may_register(kinds: set[OrganisationKind], by: By) -> None:
    if by in (SYSTEM, OPERATOR_COMMAND):
        return
    if by == VISITOR and kinds == {OrganisationKind.COMPANY}:
        return
    is_office = isinstance(by, Viewer) and by.is_any(Role.PLATFORM_ADMINISTRATOR)
    if not is_office or not kinds <= set(SERVICE_KINDS):
        raise NotAllowed


def _not_future(on: date | None) -> date:
    if on is not None and on > clock.today():
        raise Refused(FUTURE)
    return on or clock.today()


def _check(
    name: str, tax_code: str, pec: str | None, kinds: Collection[OrganisationKind], *, sintetico: bool
) -> str:
    name = " ".join(name.split())
    if len(name) < 2 or len(name) > 200:
        raise Refused("Scrivi la denominazione, al massimo 200 caratteri.", field="name")
    problem = tax_code_problem(tax_code, sample_data=sintetico)
    if problem is not None:
        raise Refused(problem, field="tax_code")
    if OrganisationKind.COMPANY in kinds and not pec:
        raise Refused("Scrivi la PEC dell’azienda.", field="pec")
    problem = pec_problem(pec) if pec else None
    if problem is not None:
        raise Refused(problem, field="pec")
    if not kinds:
        raise Refused("Scegli almeno un tipo di organizzazione.", field="kinds")
    return name


async def _insert_kind(organisation_id: UUID, kind: OrganisationKind, period: Period) -> None:
    await db.execute(
        "INSERT INTO organisation_kind (id, organisation, kind, starts_on, ends_on) VALUES ($1, $2, $3, $4, $5)",
        new_id(),
        organisation_id,
        kind.value,
        period.starts_on,
        period.ends_on,
    )


async def _link_territory(organisation_id: UUID, territory_id: UUID) -> None:
    try:
        async with db.unit_of_work():
            await db.execute(
                "INSERT INTO organisation_territory (id, organisation, territory) VALUES ($1, $2, $3)"
                " ON CONFLICT DO NOTHING",
                new_id(),
                organisation_id,
                territory_id,
            )
    except asyncpg.ForeignKeyViolationError:
        raise Refused("Questo territorio non c’è più. Ricarica la pagina.", field="territories") from None


async def verify_organisation(id: UUID, *, by: By, on: date | None = None) -> None:
    """A coordinator has checked that tax code and PEC are the organisation's. Raises NotThere, Refused."""
    if isinstance(by, Viewer) and not by.is_any(Role.COORDINATOR):
        raise NotAllowed
    on = _not_future(on)
    async with db.unit_of_work():
        row = await db.fetchrow("SELECT name, verified_on FROM organisation WHERE id = $1 FOR UPDATE", id)
        if row is None:
            raise NotThere
        if row["verified_on"] is not None:
            raise Refused(f"{row['name']} è già verificata dal {day_in_words(row['verified_on'])}.")
        await db.execute(
            "UPDATE organisation SET verified_on = $2, verified_by = $3 WHERE id = $1", id, on, by.account_id
        )
        await facts.record(OrganisationVerified(organisation_id=id), by=by)


async def add_kind(organisation_id: UUID, kind: OrganisationKind, period: Period, *, by: Viewer) -> None:
    """The organisation is also of this kind, for this period. Raises NotThere, Refused for an overlap."""
    if not by.is_any(Role.PLATFORM_ADMINISTRATOR):
        raise NotAllowed
    async with db.unit_of_work():
        await _lock(organisation_id)
        same = [one.period for one in await organisations.kind_periods(organisation_id) if one.kind is kind]
        refusal = period_refusal(period, same)
        if refusal is not None:
            raise Refused(refusal, field="starts_on")
        await _insert_kind(organisation_id, kind, period)
        await facts.record(OrganisationKindsChanged(organisation_id=organisation_id), by=by)


async def end_kind(organisation_id: UUID, period_id: UUID, ends_on: date, *, by: Viewer) -> None:
    """The kind is in force until the day before ``ends_on``. Raises NotThere, Refused."""
    if not by.is_any(Role.PLATFORM_ADMINISTRATOR):
        raise NotAllowed
    async with db.unit_of_work():
        await _lock(organisation_id)
        periods = await organisations.kind_periods(organisation_id)
        found = next((one for one in periods if one.id == period_id), None)
        if found is None:
            raise NotThere
        if found.period.ends_on is not None:
            raise Refused(
                f"Questo periodo ha già una fine: {day_in_words(found.period.ends_on)}.", field="ends_on"
            )
        refusal = period_refusal(Period(found.period.starts_on, ends_on), ())
        if refusal is not None:
            raise Refused(refusal, field="ends_on")
        await db.execute("UPDATE organisation_kind SET ends_on = $2 WHERE id = $1", period_id, ends_on)
        await facts.record(OrganisationKindsChanged(organisation_id=organisation_id), by=by)


async def _lock(organisation_id: UUID) -> None:
    if await db.fetchval("SELECT id FROM organisation WHERE id = $1 FOR UPDATE", organisation_id) is None:
        raise NotThere


async def create_territory(
    *,
    id: UUID,
    name: str,
    kind: TerritoryKind,
    region_code: str,
    comuni: Collection[str],
    by: By,
    on: date | None = None,
) -> None:
    """A territory in force from ``on`` (today). ``comuni``: Istat codes. The same ``id`` twice makes one."""
    if isinstance(by, Viewer) and not by.is_any(Role.PLATFORM_ADMINISTRATOR):
        raise NotAllowed
    name = " ".join(name.split())
    if not name:
        raise Refused("Scrivi il nome del territorio.", field="name")
    if not comuni:
        raise Refused("Indica almeno un comune.", field="comuni")
    on = _not_future(on)
    async with db.unit_of_work():
        made = await db.fetchval(
            "INSERT INTO territory (id, name, kind, region_code, comuni, valid_from) VALUES ($1, $2, $3, $4, $5, $6)"
            " ON CONFLICT (id) DO NOTHING RETURNING id",
            id,
            name,
            kind.value,
            region_code,
            sorted(set(comuni)),
            on,
        )
        if made is not None:
            await facts.record(TerritoryCreated(territory_id=id), by=by)
