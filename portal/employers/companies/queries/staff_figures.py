"""How many people a company has on a day, by province, contract and site: figures, never a person."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.companies.vocabulary import WorkContract
from portal.foundation import db

_AT_WORK = "w.starts_on <= $2 AND (w.ends_on IS NULL OR w.ends_on >= $2)"
_EMPLOYEE = "w.contract NOT IN ('agency', 'receiving_body', 'not_subordinate')"


@dataclass(frozen=True, slots=True)
class StaffCount:
    """People of one province with one contract; ``art1`` and ``art18`` are those of the two reserved quotas."""

    province: str
    contract: WorkContract
    heads: int
    part_time: int
    telework: int
    art1: int
    art18: int


async def by_contract(company_id: UUID, day: date) -> list[StaffCount]:
    rows = await db.fetch(
        "SELECT s.province, w.contract, count(*) AS heads,"
        " count(*) FILTER (WHERE w.weekly_hours < w.full_time_hours) AS part_time,"
        " count(*) FILTER (WHERE w.telework) AS telework,"
        " count(*) FILTER (WHERE w.protection = 'art1') AS art1,"
        " count(*) FILTER (WHERE w.protection = 'art18') AS art18"
        " FROM worker w JOIN company_site s ON s.id = w.site"
        f" WHERE w.company = $1 AND {_AT_WORK} GROUP BY s.province, w.contract ORDER BY s.province, heads DESC",
        company_id,
        day,
    )
    return [StaffCount(**{**dict(row), "contract": WorkContract(row["contract"])}) for row in rows]


@dataclass(frozen=True, slots=True)
class SiteCount:
    """``stated`` is what the company says of the site itself, None when it says nothing."""

    name: str
    province: str
    heads: int
    stated: int | None


async def by_site(company_id: UUID, day: date) -> list[SiteCount]:
    """Employees only: who works for an agency or a receiving body is not in what a company states."""
    rows = await db.fetch(
        "SELECT s.name, s.province, s.stated_staff AS stated, count(w.id) AS heads FROM company_site s"
        f" LEFT JOIN worker w ON w.site = s.id AND {_AT_WORK}"
        f" AND {_EMPLOYEE}"
        " WHERE s.company = $1 GROUP BY s.id ORDER BY s.head_office DESC, lower(s.name)",
        company_id,
        day,
    )
    return [SiteCount(**dict(row)) for row in rows]


async def employees_on(company_id: UUID, day: date) -> int:
    return int(
        await db.fetchval(
            f"SELECT count(*) FROM worker w WHERE w.company = $1 AND {_AT_WORK} AND {_EMPLOYEE}",
            company_id,
            day,
        )
    )
