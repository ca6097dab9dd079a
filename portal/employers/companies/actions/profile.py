"""What a company says of itself, and its sites."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import asyncpg

from portal.employers.companies.actions.locking import editable_company, same_version
from portal.employers.companies.queries import staff_figures
from portal.employers.companies.queries.scope import own_company
from portal.employers.companies.vocabulary import EmployerKind, EmployerRegime, HoursBasis
from portal.employers.events import CompanyProfileChanged, WorkforceChanged
from portal.foundation import clock, db, facts
from portal.kernel.italian_counts import count_it
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
    employer_kind: EmployerKind = EmployerKind.PRIVATE
    regime: EmployerRegime = EmployerRegime.ORDINARY
    hours_basis: HoursBasis = HoursBasis.CONTRACT
    stated_staff: int | None = None


async def save_profile(profile: Profile, *, version: int | None, by: Viewer) -> None:
    """``version`` is that of the page; Refused when the company changed meanwhile."""
    company_id = own_company(by)
    async with db.unit_of_work():
        company = await editable_company(company_id)
        same_version(company.version, version, "La scheda dell’azienda")
        await _total_holds(company_id, profile.stated_staff)
        await db.execute(
            "UPDATE company SET legal_form = $2, ateco_section = $3, ccnl = $4, full_time_hours = $5,"
            " working_week = $6, employer_kind = $7, regime = $8, hours_basis = $9, stated_staff = $10,"
            " version = version + 1 WHERE id = $1",
            company_id,
            profile.legal_form,
            profile.ateco_section,
            profile.ccnl,
            profile.full_time_hours,
            profile.working_week,
            profile.employer_kind.value,
            profile.regime.value,
            profile.hours_basis.value,
            profile.stated_staff,
        )
        await facts.record(CompanyProfileChanged(company_id=company_id), by=by)
        # the kind of employer and the hours that weigh decide whom the base counts
        await facts.record(WorkforceChanged(company_id=company_id), by=by)


async def add_site(
    *, id: UUID, name: str, comune_code: str, stated_staff: int | None = None, by: Viewer
) -> UUID:
    """Asked twice with one id, it is made once. Refused for a name that another site has."""
    company_id = own_company(by)
    place = municipalities.by_code(comune_code)
    async with db.unit_of_work():
        await editable_company(company_id)
        if await db.fetchval("SELECT true FROM company_site WHERE id = $1 AND company = $2", id, company_id):
            return id
        await _unique_name(name, company_id, None)
        await _site_within(company_id, None, stated_staff)
        await db.execute(
            "INSERT INTO company_site (id, company, name, comune_code, province, head_office, stated_staff)"
            " VALUES ($1, $2, $3, $4, $5, false, $6)",
            id,
            company_id,
            name,
            place.code,
            place.province,
            stated_staff,
        )
        await facts.record(CompanyProfileChanged(company_id=company_id), by=by)
    return id


async def change_site(
    site_id: UUID,
    *,
    name: str,
    comune_code: str,
    head_office: bool,
    stated_staff: int | None = None,
    by: Viewer,
) -> None:
    """Making a site the head office takes that away from the one before. A move counts the duties again."""
    company_id = own_company(by)
    place = municipalities.by_code(comune_code)
    async with db.unit_of_work():
        await editable_company(company_id)
        was_head = await _site(site_id, company_id)
        await _unique_name(name, company_id, site_id)
        await _site_within(company_id, site_id, stated_staff)
        if was_head and not head_office:
            raise Refused(
                "Una sede legale ci vuole sempre: scegli prima quale altra sede lo diventa.",
                field="head_office",
            )
        if head_office and not was_head:
            await db.execute("UPDATE company_site SET head_office = false WHERE company = $1", company_id)
        await db.execute(
            "UPDATE company_site SET name = $2, comune_code = $3, province = $4, head_office = $5, stated_staff = $6"
            " WHERE id = $1",
            site_id,
            name,
            place.code,
            place.province,
            head_office,
            stated_staff,
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


async def _stated(company_id: UUID, but: UUID | None = None) -> int:
    return int(
        await db.fetchval(
            "SELECT coalesce(sum(stated_staff), 0) FROM company_site WHERE company = $1 AND id IS DISTINCT FROM $2",
            company_id,
            but,
        )
    )


async def _total_holds(company_id: UUID, total: int | None) -> None:
    """The employees stated site by site are never more than those of the whole company."""
    sites = await _stated(company_id)
    if total is not None and sites > total:
        raise Refused(
            f"Le sedi dichiarano {count_it(sites, 'dipendente', 'dipendenti')}, ma l’azienda ne dichiara {total}:"
            " correggi il totale o le sedi.",
            field="stated_staff",
        )
    if total is None and sites:
        await _rows_hold(company_id, sites)


async def _site_within(company_id: UUID, site_id: UUID | None, stated: int | None) -> None:
    if stated is None:
        return
    total = await db.fetchval("SELECT stated_staff FROM company WHERE id = $1", company_id)
    sites = stated + await _stated(company_id, but=site_id)
    if total is None:
        await _rows_hold(company_id, sites)
    elif sites > total:
        raise Refused(
            f"Con questa le sedi dichiarano {count_it(sites, 'dipendente', 'dipendenti')}, ma l’azienda {total}:"
            " correggi la sede o il totale nella scheda.",
            field="stated_staff",
        )


async def _rows_hold(company_id: UUID, sites: int) -> None:
    """Without a total of the company the workforce of today is the total, from its first row on."""
    there = await staff_figures.employees_on(company_id, clock.today())
    if there and sites > there:
        raise Refused(
            f"Le sedi dichiarano {count_it(sites, 'dipendente', 'dipendenti')}, ma oggi l’organico ne conta {there}:"
            " correggi le sedi."
            " Se l’organico non è ancora completo, scrivi prima i dipendenti in tutto nella scheda dell’azienda.",
            field="stated_staff",
        )
