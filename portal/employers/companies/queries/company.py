"""The company as its own people and the services read it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from portal.employers.companies.vocabulary import CompanyState, EmployerKind, EmployerRegime, HoursBasis
from portal.foundation import db
from portal.kernel.refusals import NotThere


@dataclass(frozen=True, slots=True)
class CompanyDetail:
    """``province`` and ``comune_code`` are those of the head office."""

    id: UUID
    name: str
    tax_code: str
    pec: str | None
    state: CompanyState
    state_since: datetime
    state_words: str | None
    verified_on: date | None
    legal_form: str | None
    ateco_section: str | None
    ccnl: str | None
    full_time_hours: Decimal
    working_week: int
    employer_kind: EmployerKind
    regime: EmployerRegime
    hours_basis: HoursBasis
    stated_staff: int | None
    registered_at: datetime
    province: str
    comune_code: str
    version: int
    sintetico: bool


@dataclass(frozen=True, slots=True)
class SiteRow:
    id: UUID
    name: str
    comune_code: str
    province: str
    head_office: bool
    stated_staff: int | None
    workers: int


_DETAIL = """
SELECT c.id, o.name, o.tax_code, o.pec, c.state, c.state_since, c.state_words, o.verified_on, c.legal_form,
    c.ateco_section, c.ccnl, c.full_time_hours, c.working_week, c.employer_kind, c.regime,
    c.hours_basis, c.stated_staff, c.registered_at,
    s.province, s.comune_code, c.version, o.sintetico
FROM company c JOIN organisation o ON o.id = c.id JOIN company_site s ON s.company = c.id AND s.head_office
"""


def _detail(row: Any) -> CompanyDetail:
    values = dict(row)
    values["state"] = CompanyState(values["state"])
    values["employer_kind"] = EmployerKind(values["employer_kind"])
    values["regime"] = EmployerRegime(values["regime"])
    values["hours_basis"] = HoursBasis(values["hours_basis"])
    return CompanyDetail(**values)


async def company(company_id: UUID) -> CompanyDetail:
    """Raises NotThere. Whoever calls has narrowed the id to what the viewer may see."""
    row = await db.fetchrow(f"{_DETAIL} WHERE c.id = $1", company_id)
    if row is None:
        raise NotThere
    return _detail(row)


async def exists(company_id: UUID) -> bool:
    return bool(await db.fetchval("SELECT true FROM company WHERE id = $1", company_id))


async def sites(company_id: UUID) -> list[SiteRow]:
    """Head office first, with how many rows of the workforce each has."""
    rows = await db.fetch(
        "SELECT s.id, s.name, s.comune_code, s.province, s.head_office, s.stated_staff,"
        " (SELECT count(*) FROM worker w WHERE w.site = s.id) AS workers"
        " FROM company_site s WHERE s.company = $1 ORDER BY s.head_office DESC, lower(s.name)",
        company_id,
    )
    return [SiteRow(**dict(row)) for row in rows]


async def site_choices(company_id: UUID) -> list[tuple[str, str]]:
    """Values and labels for a select."""
    rows = await db.fetch(
        "SELECT id, name FROM company_site WHERE company = $1 ORDER BY head_office DESC, lower(name)",
        company_id,
    )
    return [(str(row["id"]), row["name"]) for row in rows]
