"""The workforce: the list page, one row, and all rows as the rules want them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from portal.employers.companies.rules import ProtectionDetails, WorkerDraft
from portal.employers.companies.sealing import open_details, open_name
from portal.employers.companies.vocabulary import (
    CoverageTitle,
    Exclusion,
    Protection,
    WorkContract,
)
from portal.foundation import db
from portal.kernel.refusals import NotThere


@dataclass(frozen=True, slots=True)
class Filters:
    """``shown`` is «now», «ended», «coming» or «all»; ``words`` begins a staff number."""

    words: str = ""
    site: UUID | None = None
    contract: str = ""
    shown: str = "now"
    reserved_only: bool = False


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """A line of the list: never a category or a percentage."""

    id: UUID
    code: str
    name: str | None
    site: str
    contract: WorkContract
    starts_on: date
    ends_on: date | None
    weekly_hours: Decimal
    full_time_hours: Decimal
    telework: bool
    protection: Protection


@dataclass(frozen=True, slots=True)
class WorkerDetail:
    id: UUID
    draft: WorkerDraft
    site: str
    version: int


_CONDITION = """
w.company = $1 AND ($2 = '' OR starts_with(lower(w.code), lower($2))) AND ($3::uuid IS NULL OR w.site = $3)
AND ($4 = '' OR w.contract = $4) AND (NOT $5 OR w.protection <> 'none')
AND CASE $6 WHEN 'now' THEN w.starts_on <= $7 AND (w.ends_on IS NULL OR w.ends_on >= $7)
    WHEN 'ended' THEN w.ends_on < $7 WHEN 'coming' THEN w.starts_on > $7 ELSE true END
"""


def _arguments(company_id: UUID, filters: Filters, today: date) -> tuple[Any, ...]:
    return (
        company_id,
        filters.words,
        filters.site,
        filters.contract,
        filters.reserved_only,
        filters.shown,
        today,
    )


async def count(company_id: UUID, filters: Filters, today: date) -> int:
    return int(
        await db.fetchval(
            f"SELECT count(*) FROM worker w WHERE {_CONDITION}", *_arguments(company_id, filters, today)
        )
    )


async def page(
    company_id: UUID, filters: Filters, today: date, *, limit: int, offset: int
) -> list[WorkerRow]:
    rows = await db.fetch(
        "SELECT w.id, w.code, w.name_sealed, s.name AS site, w.contract, w.starts_on, w.ends_on, w.weekly_hours,"
        " w.full_time_hours, w.telework, w.protection FROM worker w JOIN company_site s ON s.id = w.site"
        f" WHERE {_CONDITION} ORDER BY w.code LIMIT $8 OFFSET $9",
        *_arguments(company_id, filters, today),
        limit,
        offset,
    )
    return [
        WorkerRow(
            row["id"],
            row["code"],
            open_name(row["name_sealed"], row["id"]),
            row["site"],
            WorkContract(row["contract"]),
            row["starts_on"],
            row["ends_on"],
            row["weekly_hours"],
            row["full_time_hours"],
            row["telework"],
            Protection(row["protection"]),
        )
        for row in rows
    ]


COLUMNS = (
    "w.id, w.code, w.site, w.name_sealed, w.starts_on, w.ends_on, w.contract, w.full_time_hours, w.weekly_hours,"
    " w.telework, w.protection, w.protection_sealed, w.coverage_title, w.excluded_as, w.seasonal_days, w.version"
)


def draft_of(row: Mapping[str, Any]) -> WorkerDraft:
    return WorkerDraft(
        code=row["code"],
        site_id=row["site"],
        starts_on=row["starts_on"],
        contract=WorkContract(row["contract"]),
        weekly_hours=row["weekly_hours"],
        full_time_hours=row["full_time_hours"],
        name=open_name(row["name_sealed"], row["id"]),
        ends_on=row["ends_on"],
        telework=row["telework"],
        protection=Protection(row["protection"]),
        details=open_details(row["protection_sealed"], row["id"]),
        coverage_title=CoverageTitle(row["coverage_title"]) if row["coverage_title"] else None,
        exclusion=Exclusion(row["excluded_as"]) if row["excluded_as"] else None,
        seasonal_days=row["seasonal_days"],
    )


async def worker(worker_id: UUID, company_id: UUID) -> WorkerDetail:
    """One row of this company, category and percentage opened: whoever shows them notes the read."""
    row = await db.fetchrow(
        f"SELECT {COLUMNS}, s.name AS site_name FROM worker w JOIN company_site s ON s.id = w.site"
        " WHERE w.id = $1 AND w.company = $2",
        worker_id,
        company_id,
    )
    if row is None:
        raise NotThere
    return WorkerDetail(row["id"], draft_of(row), row["site_name"], row["version"])


@dataclass(frozen=True, slots=True)
class CountedWorker:
    """What a calculation reads of one row; names stay sealed."""

    province: str
    starts_on: date
    ends_on: date | None
    contract: WorkContract
    weekly_hours: Decimal
    full_time_hours: Decimal
    telework: bool
    protection: Protection
    details: ProtectionDetails | None
    coverage_title: CoverageTitle | None
    exclusion: Exclusion | None
    seasonal_days: int | None


async def all_for_counting(company_id: UUID) -> list[CountedWorker]:
    rows = await db.fetch(
        "SELECT w.id, s.province, w.starts_on, w.ends_on, w.contract, w.weekly_hours, w.full_time_hours,"
        " w.telework, w.protection, w.protection_sealed, w.coverage_title, w.excluded_as, w.seasonal_days"
        " FROM worker w JOIN company_site s ON s.id = w.site WHERE w.company = $1",
        company_id,
    )
    return [
        CountedWorker(
            row["province"],
            row["starts_on"],
            row["ends_on"],
            WorkContract(row["contract"]),
            row["weekly_hours"],
            row["full_time_hours"],
            row["telework"],
            Protection(row["protection"]),
            open_details(row["protection_sealed"], row["id"]),
            CoverageTitle(row["coverage_title"]) if row["coverage_title"] else None,
            Exclusion(row["excluded_as"]) if row["excluded_as"] else None,
            row["seasonal_days"],
        )
        for row in rows
    ]
