"""What a company says of itself, and its sites."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import asyncpg

from portal.employers.companies.actions.locking import editable_company, same_version
from portal.employers.companies.queries.scope import own_company
from portal.employers.events import CompanyProfileChanged, WorkforceChanged
from portal.foundation import db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.reference import municipalities


@dataclass(frozen=True, slots=True)
class Profile:
    legal_form: str | None
    ateco_section: str | None
    ccnl: str | None
    full_time_hours: Decimal
    working_week: int
    public_employer: bool


async def save_profile(profile: Profile, *, version: int | None, by: Viewer) -> None:
    """``version`` is that of the page; Refused when the company changed meanwhile."""
    company_id = own_company(by)
    async with db.unit_of_work():
        company = await editable_company(company_id)
        same_version(company.version, version, "La scheda dell’azienda")
        await db.execute(
            "UPDATE company SET legal_form = $2, ateco_section = $3, ccnl = $4, full_time_hours = $5,"
            " working_week = $6, public_employer = $7, version = version + 1 WHERE id = $1",
            company_id,
            profile.legal_form,
            profile.ateco_section,
            profile.ccnl,
            profile.full_time_hours,
            profile.working_week,
            profile.public_employer,
        )
        await facts.record(CompanyProfileChanged(company_id=company_id), by=by)


async def add_site(*, id: UUID, name: str, comune_code: str, by: Viewer) -> UUID:
    """Asked twice with one id, it is made once. Refused for a name that another site has."""
    company_id = own_company(by)
    place = municipalities.by_code(comune_code)
    async with db.unit_of_work():
        await editable_company(company_id)
        if await db.fetchval("SELECT true FROM company_site WHERE id = $1 AND company = $2", id, company_id):
            return id
        await _unique_name(name, company_id, None)
        await db.execute(
            "INSERT INTO company_site (id, company, name, comune_code, province, head_office)"
            " VALUES ($1, $2, $3, $4, $5, false)",
            id,
            company_id,
            name,
            place.code,
            place.province,
        )
        await facts.record(CompanyProfileChanged(company_id=company_id), by=by)
    return id


async def change_site(site_id: UUID, *, name: str, comune_code: str, head_office: bool, by: Viewer) -> None:
    """Making a site the head office takes that away from the one before. A move counts the duties again."""
    company_id = own_company(by)
    place = municipalities.by_code(comune_code)
    async with db.unit_of_work():
        await editable_company(company_id)
        was_head = await _site(site_id, company_id)
        await _unique_name(name, company_id, site_id)
        if was_head and not head_office:
            raise Refused(
                "Una sede legale ci vuole sempre: scegli prima quale altra sede lo diventa.",
                field="head_office",
            )
        if head_office and not was_head:
            await db.execute("UPDATE company_site SET head_office = false WHERE company = $1", company_id)
        await db.execute(
            "UPDATE company_site SET name = $2, comune_code = $3, province = $4, head_office = $5 WHERE id = $1",
            site_id,
            name,
            place.code,
            place.province,
            head_office,
        )
        await facts.record(CompanyProfileChanged(company_id=company_id), by=by)
        await facts.record(WorkforceChanged(company_id=company_id), by=by)


async def remove_site(site_id: UUID, *, by: Viewer) -> None:
    """Refused while somebody works there, a vacancy names it, or it is the head office."""
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        if await _site(site_id, company_id):
            raise Refused("Questa è la sede legale: non si può togliere.")
        try:
            async with db.unit_of_work():
                await db.execute("DELETE FROM company_site WHERE id = $1", site_id)
        except (asyncpg.RestrictViolationError, asyncpg.ForeignKeyViolationError) as clash:
            raise Refused(
                "La sede ha righe di organico o annunci: spostali su un’altra sede, poi togli questa."
            ) from clash
        await facts.record(CompanyProfileChanged(company_id=company_id), by=by)


async def _site(site_id: UUID, company_id: UUID) -> bool:
    """Whether the site is the head office. Raises NotThere for a site of somebody else."""
    row = await db.fetchrow(
        "SELECT head_office FROM company_site WHERE id = $1 AND company = $2", site_id, company_id
    )
    if row is None:
        raise NotThere
    return bool(row["head_office"])


async def _unique_name(name: str, company_id: UUID, but: UUID | None) -> None:
    taken = await db.fetchval(
        "SELECT true FROM company_site WHERE company = $1 AND lower(name) = lower($2) AND id IS DISTINCT FROM $3",
        company_id,
        name,
        but,
    )
    if taken:
        raise Refused(f"C’è già una sede che si chiama «{name}»: scegli un altro nome.", field="name")
