"""A coordinator says who follows a company for the service («referente dell’azienda», services §9)."""

from uuid import UUID

from portal.accounts import public as accounts
from portal.accounts.public import Member
from portal.employers.companies.actions.locking import editable_company
from portal.employers.companies.queries import company_accounts
from portal.employers.companies.queries.company_accounts import CompanyAccountRow
from portal.employers.companies.queries.scope import own_company as own_service
from portal.employers.companies.queries.seen import seen_company
from portal.employers.events import CompanyAccountAssigned, CompanyAccountEnded
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import SYSTEM, By, Viewer

HOLDER_ROLES = (Role.JOB_COUNSELLOR, Role.ACCOUNT_HOLDER)
"""Account holding is a function given to a counsellor, or a role of its own (services §1)."""


async def possible_holders(service_id: UUID) -> list[Member]:
    """Who of the service may follow a company, by name, each once."""
    found: dict[UUID, Member] = {}
    for member in await accounts.members_with(HOLDER_ROLES, service_id):
        found.setdefault(member.account_id, member)
    return list(found.values())


async def assign(company_id: UUID, *, holder_id: UUID, by: Viewer) -> UUID:
    """She follows the company from today; whoever did before stops. Asked twice, it is done once.

    Raises NotThere for a company outside the territory, Refused for somebody who is not of the service.
    """
    service_id = own_service(by)
    await seen_company(company_id, by)
    if holder_id not in {member.account_id for member in await possible_holders(service_id)}:
        raise Refused("Scegli una persona del tuo servizio che segue le aziende.", field="holder")
    async with db.unit_of_work():
        await editable_company(company_id)
        before = await _now(company_id, service_id)
        if before is not None and before.holder_id == holder_id:
            return before.id
        if before is not None:
            await _end(company_id, before, by=by)
        id = new_id()
        await db.execute(
            "INSERT INTO company_account (id, company, service, holder, starts_on, assigned_by, assigned_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id,
            company_id,
            service_id,
            holder_id,
            clock.today(),
            by.account_id,
            clock.now(),
        )
        await facts.record(
            CompanyAccountAssigned(
                company_id=company_id, company_account_id=id, service_id=service_id, holder_id=holder_id
            ),
            by=by,
        )
    return id


async def end(company_id: UUID, *, by: Viewer) -> None:
    """From today nobody of the service follows the company. Harmless when nobody does."""
    service_id = own_service(by)
    await seen_company(company_id, by)
    async with db.unit_of_work():
        await editable_company(company_id)
        row = await _now(company_id, service_id)
        if row is not None:
            await _end(company_id, row, by=by)


async def end_of_leaver(account_id: UUID, service_id: UUID) -> None:
    """Whoever no longer has a role that follows companies there follows none; the coordinator finds them free."""
    if account_id in {member.account_id for member in await possible_holders(service_id)}:
        return
    for company_id in await company_accounts.held_by(account_id, service_id, clock.today()):
        async with db.unit_of_work():
            await db.execute("SELECT FROM company WHERE id = $1 FOR UPDATE", company_id)
            row = await _now(company_id, service_id)
            if row is not None and row.holder_id == account_id:
                await _end(company_id, row, by=SYSTEM)


async def _now(company_id: UUID, service_id: UUID) -> CompanyAccountRow | None:
    today = clock.today()
    rows = await company_accounts.of_company(company_id, service_id)
    return next((row for row in rows if row.in_force(today)), None)


async def _end(company_id: UUID, row: CompanyAccountRow, *, by: By) -> None:
    await db.execute("UPDATE company_account SET ends_on = $2 WHERE id = $1", row.id, clock.today())
    await facts.record(
        CompanyAccountEnded(
            company_id=company_id,
            company_account_id=row.id,
            service_id=row.service_id,
            holder_id=row.holder_id,
        ),
        by=by,
    )
