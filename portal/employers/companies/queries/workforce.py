"""The workforce: the list page, one row, and all rows as the rules want them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from portal.employers.companies.identity import normal_tax_code
from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.sealing import (
    open_details,
    open_identity,
    open_name,
    open_tax_code,
    tax_code_index,
)
from portal.employers.companies.vocabulary import (
    CoverageTitle,
    Duties,
    Exclusion,
    ExclusionScope,
    HireChannel,
    Protection,
    WorkContract,
)
from portal.foundation import db
from portal.kernel.refusals import NotThere


@dataclass(frozen=True, slots=True)
class Filters:
    """``shown`` is «now», «ended», «coming» or «all», as of ``on`` (None: today).

    ``words`` begins a staff number, or is a whole tax code.
    """

    words: str = ""
    site: UUID | None = None
    contract: str = ""
    shown: str = "now"
    reserved_only: bool = False
    excluded_only: bool = False
    on: date | None = None


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
    """``province`` is that of the site, in letters."""

    id: UUID
    draft: WorkerDraft
    site: str
    province: str
    version: int


@dataclass(frozen=True, slots=True)
class WorkerPeriod:
    """One row of a person among her others."""

    id: UUID
    starts_on: date
    ends_on: date | None
    contract: WorkContract
    weekly_hours: Decimal
    full_time_hours: Decimal


_CONDITION = """
w.company = $1 AND ($2 = '' OR starts_with(lower(w.code), lower($2)) OR w.tax_code_index = $8)
AND ($3::uuid IS NULL OR w.site = $3) AND ($4 = '' OR w.contract = $4) AND (NOT $5 OR w.protection <> 'none')
AND (NOT $9 OR w.excluded_as IS NOT NULL)
AND CASE $6 WHEN 'now' THEN w.starts_on <= $7 AND (w.ends_on IS NULL OR w.ends_on >= $7)
    WHEN 'ended' THEN w.ends_on < $7 WHEN 'coming' THEN w.starts_on > $7 ELSE true END
"""


def _index(words: str, company_id: UUID) -> bytes | None:
    try:
        return tax_code_index(normal_tax_code(words), company_id)
    except ValueError:
        return None


def _arguments(company_id: UUID, filters: Filters, today: date) -> tuple[Any, ...]:
    return (
        company_id,
        filters.words,
        filters.site,
        filters.contract,
        filters.reserved_only,
        filters.shown,
        filters.on or today,
        _index(filters.words, company_id),
        filters.excluded_only,
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
        "SELECT w.id, w.code, w.name_sealed, w.identity_sealed, s.name AS site, w.contract, w.starts_on, w.ends_on,"
        " w.weekly_hours, w.full_time_hours, w.telework, w.protection"
        " FROM worker w JOIN company_site s ON s.id = w.site"
        f" WHERE {_CONDITION} ORDER BY w.code, w.starts_on DESC LIMIT $10 OFFSET $11",
        *_arguments(company_id, filters, today),
        limit,
        offset,
    )
    return [
        WorkerRow(
            row["id"],
            row["code"],
            _shown_name(row),
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


def _shown_name(row: Any) -> str | None:
    person = open_identity(row["identity_sealed"], row["id"])
    if person is not None and person.full_name:
        return person.full_name
    return open_name(row["name_sealed"], row["id"])


COUNTED = (
    "w.id, w.code, w.site, w.starts_on, w.ends_on, w.contract, w.full_time_hours, w.weekly_hours, w.telework,"
    " w.protection, w.protection_sealed, w.coverage_title, w.excluded_as, w.exclusion_scope, w.exclusion_ends_on,"
    " w.seasonal_days, w.semester_hours, w.extra_hours, w.contract_starts_on, w.contract_ends_on, w.duties,"
    " w.agile_work, w.inail_60_permille, w.profession_code, w.contract_code, w.hire_kind, w.hire_channel"
)
COLUMNS = f"{COUNTED}, w.name_sealed, w.identity_sealed, w.tax_code_sealed, w.version"


def draft_of(row: Mapping[str, Any]) -> WorkerDraft:
    """With everything opened that the row of ``COLUMNS`` holds; of ``COUNTED``, no name and no tax code."""
    id, named = row["id"], "name_sealed" in row
    return WorkerDraft(
        code=row["code"],
        site_id=row["site"],
        starts_on=row["starts_on"],
        contract=WorkContract(row["contract"]),
        weekly_hours=row["weekly_hours"],
        full_time_hours=row["full_time_hours"],
        name=open_name(row["name_sealed"], id) if named else None,
        ends_on=row["ends_on"],
        telework=row["telework"],
        protection=Protection(row["protection"]),
        details=open_details(row["protection_sealed"], id),
        coverage_title=CoverageTitle(row["coverage_title"]) if row["coverage_title"] else None,
        exclusion=Exclusion(row["excluded_as"]) if row["excluded_as"] else None,
        seasonal_days=row["seasonal_days"],
        exclusion_scope=ExclusionScope(row["exclusion_scope"]) if row["exclusion_scope"] else None,
        exclusion_ends_on=row["exclusion_ends_on"],
        semester_hours=row["semester_hours"],
        extra_hours=row["extra_hours"],
        contract_starts_on=row["contract_starts_on"],
        contract_ends_on=row["contract_ends_on"],
        duties=Duties(row["duties"]) if row["duties"] else None,
        agile_work=row["agile_work"],
        inail_60_permille=row["inail_60_permille"],
        profession_code=row["profession_code"],
        contract_code=row["contract_code"],
        hire_kind=row["hire_kind"],
        hire_channel=HireChannel(row["hire_channel"]) if row["hire_channel"] else None,
        tax_code=open_tax_code(row["tax_code_sealed"], id) if named else None,
        person=open_identity(row["identity_sealed"], id) if named else None,
    )


_DETAIL = (
    f"SELECT {COLUMNS}, s.name AS site_name, s.province FROM worker w JOIN company_site s ON s.id = w.site"
)


def _detail(row: Any) -> WorkerDetail:
    return WorkerDetail(row["id"], draft_of(row), row["site_name"], row["province"], row["version"])


async def worker(worker_id: UUID, company_id: UUID) -> WorkerDetail:
    """One row of this company, category and percentage opened: whoever shows them notes the read."""
    row = await db.fetchrow(f"{_DETAIL} WHERE w.id = $1 AND w.company = $2", worker_id, company_id)
    if row is None:
        raise NotThere
    return _detail(row)


async def periods_of(code: str, company_id: UUID) -> list[WorkerPeriod]:
    """Every row of one staff number, the latest first."""
    rows = await db.fetch(
        "SELECT id, starts_on, ends_on, contract, weekly_hours, full_time_hours FROM worker"
        " WHERE company = $1 AND code = $2 ORDER BY starts_on DESC",
        company_id,
        code,
    )
    return [WorkerPeriod(**{**dict(row), "contract": WorkContract(row["contract"])}) for row in rows]


async def everyone(company_id: UUID) -> list[WorkerDetail]:
    """Every row, opened: for exports. Whoever hands it out notes it."""
    rows = await db.fetch(f"{_DETAIL} WHERE w.company = $1 ORDER BY w.code, w.starts_on", company_id)
    return [_detail(row) for row in rows]


async def reserved_on(company_id: UUID, day: date) -> list[WorkerDetail]:
    """Those of a reserved quota at work on a day, opened: the «lavoratori computabili» of the prospetto.

    Whoever shows or exports them notes it.
    """
    rows = await db.fetch(
        f"{_DETAIL} WHERE w.company = $1 AND w.protection <> 'none' AND w.starts_on <= $2"
        " AND (w.ends_on IS NULL OR w.ends_on >= $2) ORDER BY w.code, w.starts_on",
        company_id,
        day,
    )
    return [_detail(row) for row in rows]


@dataclass(frozen=True, slots=True)
class CountedWorker:
    """What a calculation reads of one row; the name and the tax code stay sealed."""

    id: UUID
    province: str
    draft: WorkerDraft


async def all_for_counting(company_id: UUID) -> list[CountedWorker]:
    rows = await db.fetch(
        f"SELECT {COUNTED}, s.province FROM worker w JOIN company_site s ON s.id = w.site WHERE w.company = $1",
        company_id,
    )
    return [CountedWorker(row["id"], row["province"], draft_of(row)) for row in rows]
