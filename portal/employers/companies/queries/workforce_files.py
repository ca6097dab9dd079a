"""Files of the workforce on their way in, and what a company calls the columns of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.employers.companies.queries.workforce import COLUMNS, draft_of
from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.vocabulary import ImportState
from portal.employers.companies.workforce_report import Report, open_report
from portal.employers.companies.workforce_rows import Sites
from portal.foundation import db
from portal.kernel.refusals import NotThere


@dataclass(frozen=True, slots=True)
class WorkforceFile:
    """``step``, ``done`` and ``total`` are the last word about a file that is being read or loaded."""

    id: UUID
    state: ImportState
    file_name: str
    rows_new: int
    rows_changed: int
    rows_same: int
    wrong_rows: int
    uploaded_at: datetime
    report: Report
    step: str
    done: int
    total: int


async def file(import_id: UUID, company_id: UUID) -> WorkforceFile:
    row = await db.fetchrow(
        "SELECT i.id, i.state, i.file_name, i.rows_new, i.rows_changed, i.rows_same, i.wrong_rows, i.uploaded_at,"
        " i.report_sealed, p.step, p.done, p.total FROM workforce_import i"
        " LEFT JOIN workforce_progress p ON p.id = i.id WHERE i.id = $1 AND i.company = $2",
        import_id,
        company_id,
    )
    if row is None:
        raise NotThere
    return WorkforceFile(
        row["id"],
        ImportState(row["state"]),
        row["file_name"],
        row["rows_new"],
        row["rows_changed"],
        row["rows_same"],
        row["wrong_rows"],
        row["uploaded_at"],
        open_report(row["report_sealed"], row["id"]),
        row["step"] or "",
        row["done"] or 0,
        row["total"] or 0,
    )


@dataclass(frozen=True, slots=True)
class PastFile:
    id: UUID
    state: ImportState
    file_name: str
    uploaded_at: datetime


async def last_files(company_id: UUID, limit: int) -> list[PastFile]:
    rows = await db.fetch(
        "SELECT id, state, file_name, uploaded_at FROM workforce_import WHERE company = $1"
        " ORDER BY uploaded_at DESC LIMIT $2",
        company_id,
        limit,
    )
    return [
        PastFile(row["id"], ImportState(row["state"]), row["file_name"], row["uploaded_at"]) for row in rows
    ]


async def mapping(company_id: UUID) -> dict[str, str]:
    """What the company said of its columns: field, or an empty text for one left out, by folded header."""
    rows = await db.fetch("SELECT header, field FROM workforce_mapping WHERE company = $1", company_id)
    return {row["header"]: row["field"] or "" for row in rows}


@dataclass(frozen=True, slots=True)
class SiteOfFile:
    id: UUID
    name: str
    comune_code: str
    province: str


async def sites(company_id: UUID) -> list[SiteOfFile]:
    rows = await db.fetch(
        "SELECT id, name, comune_code, province FROM company_site WHERE company = $1 ORDER BY head_office DESC, name",
        company_id,
    )
    return [SiteOfFile(**dict(row)) for row in rows]


def by_name(found: list[SiteOfFile]) -> Sites:
    return Sites((site.name, site.id) for site in found)


async def rows_known(company_id: UUID) -> list[Any]:
    """Every row of the workforce, still sealed: opening fifty thousand is work for a thread."""
    return await db.fetch(f"SELECT {COLUMNS} FROM worker w WHERE w.company = $1", company_id)


def opened(row: Any) -> tuple[UUID, WorkerDraft]:
    return row["id"], draft_of(row)
