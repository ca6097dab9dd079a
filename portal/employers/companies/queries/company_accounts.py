"""Who follows a company for a service («referente dell’azienda»), now and before."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.foundation import db
from portal.kernel.viewer import Viewer

IN_FORCE = "a.starts_on <= {day} AND (a.ends_on IS NULL OR a.ends_on > {day})"


@dataclass(frozen=True, slots=True)
class CompanyAccountRow:
    """From ``starts_on`` until the day before ``ends_on``."""

    id: UUID
    service_id: UUID
    service: str
    holder_id: UUID
    holder: str
    email: str
    starts_on: date
    ends_on: date | None

    def in_force(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


_ROW = (
    "SELECT a.id, a.service AS service_id, o.name AS service, a.holder AS holder_id, p.name AS holder, p.email,"
    " a.starts_on, a.ends_on FROM company_account a JOIN organisation o ON o.id = a.service"
    " JOIN account p ON p.id = a.holder"
)


async def is_followed_by(company_id: UUID, viewer: Viewer, today: date) -> bool:
    """Whether the viewer, acting for the service she follows it for, is the company's account holder today."""
    return bool(
        await db.fetchval(
            "SELECT true FROM company_account a WHERE a.company = $1 AND a.service = $2 AND a.holder = $3"
            f" AND {IN_FORCE.format(day='$4')}",
            company_id,
            viewer.organisation_id,
            viewer.account_id,
            today,
        )
    )


async def of_company(company_id: UUID, service_id: UUID | None = None) -> list[CompanyAccountRow]:
    """Every account of the company, those of one service only when it is given; the latest first."""
    rows = await db.fetch(
        f"{_ROW} WHERE a.company = $1 AND ($2::uuid IS NULL OR a.service = $2)"
        " ORDER BY a.starts_on DESC, a.assigned_at DESC",
        company_id,
        service_id,
    )
    return [CompanyAccountRow(**dict(row)) for row in rows]


async def followers_now(company_id: UUID, today: date) -> list[CompanyAccountRow]:
    """Who follows the company today, one a service."""
    return [row for row in await of_company(company_id) if row.in_force(today)]


async def held_by(account_id: UUID, service_id: UUID, today: date) -> list[UUID]:
    """Companies that somebody follows for a service today."""
    rows = await db.fetch(
        "SELECT a.company FROM company_account a WHERE a.holder = $1 AND a.service = $2"
        f" AND {IN_FORCE.format(day='$3')} ORDER BY a.company",
        account_id,
        service_id,
        today,
    )
    return [row["company"] for row in rows]
