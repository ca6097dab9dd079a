"""The officer's register of erasures and of what the terms of keeping took away."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from portal.foundation import crypto, db
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer
from portal.privacy.queries.requests import OF_OFFICER
from portal.privacy.vocabulary import ErasureWhy

_OF_OFFICER = OF_OFFICER.replace("r.service", "e.service")


@dataclass(frozen=True, slots=True)
class ErasureRow:
    id: UUID
    service_name: str
    why: ErasureWhy
    erased_at: datetime
    counts: dict[str, int]
    kept: tuple[str, ...]
    listed_at: datetime | None
    files_gone_at: datetime | None
    index_clean_at: datetime | None
    traces_gone_at: datetime | None
    finished_at: datetime | None


_ERASURE = """
SELECT e.id, o.name AS service_name, e.why, e.erased_at, e.counts, e.kept, e.listed_at, e.files_gone_at,
    e.index_clean_at, e.traces_gone_at, e.finished_at
FROM erasure e JOIN organisation o ON o.id = e.service
"""


def _read(row: Any) -> ErasureRow:
    said = dict(row)
    said["why"] = ErasureWhy(said["why"])
    said["counts"] = msgspec.json.decode(said["counts"], type=dict[str, int])
    said["kept"] = msgspec.json.decode(said["kept"], type=tuple[str, ...])
    return ErasureRow(**said)


async def erasures(viewer: Viewer, limit: int = 100) -> list[ErasureRow]:
    """Of the officer's territory, latest first."""
    rows = await db.fetch(
        f"{_ERASURE} WHERE {_OF_OFFICER} ORDER BY e.erased_at DESC LIMIT $2", viewer.organisation_id, limit
    )
    return [_read(row) for row in rows]


async def erasure(erasure_id: UUID, viewer: Viewer) -> ErasureRow:
    row = await db.fetchrow(
        f"{_ERASURE} WHERE {_OF_OFFICER} AND e.id = $2", viewer.organisation_id, erasure_id
    )
    if row is None:
        raise NotThere
    return _read(row)


@dataclass(frozen=True, slots=True)
class KeptRow:
    id: UUID
    plan_code: str
    company_name: str
    keep_until: date


async def kept_records(erasure_id: UUID) -> list[KeptRow]:
    rows = await db.fetch(
        "SELECT k.id, k.plan_code, o.name, k.keep_until FROM kept_record k JOIN organisation o ON o.id = k.company"
        " WHERE k.erasure = $1 ORDER BY k.plan_code",
        erasure_id,
    )
    return [KeptRow(*row.values()) for row in rows]


async def kept_name(kept_id: UUID, erasure_id: UUID) -> tuple[str, str]:
    """Name and tax code of whom a kept plan was. The caller writes the reading down."""
    sealed = await db.fetchval(
        "SELECT name_sealed FROM kept_record WHERE id = $1 AND erasure = $2", kept_id, erasure_id
    )
    if sealed is None:
        raise NotThere
    raw = crypto.open_bytes(sealed, table="kept_record", column="name_sealed", row=kept_id)
    whose = msgspec.json.decode(raw, type=dict[str, str | None])
    return whose["name"] or "–", whose["tax_code"] or "–"


@dataclass(frozen=True, slots=True)
class RunRow:
    rule: str
    ran_at: datetime
    rows: int


async def retention_runs(limit: int = 50) -> list[RunRow]:
    rows = await db.fetch(
        "SELECT rule, ran_at, rows FROM retention_run ORDER BY ran_at DESC, id LIMIT $1", limit
    )
    return [RunRow(*row.values()) for row in rows]


async def papers_ending() -> list[tuple[str, date, int]]:
    """Kind, day, how many papers of companies were warned of and go on that day. Whose they are is not told."""
    rows = await db.fetch(
        "SELECT kind, due_on, count(*) AS papers FROM paper_notice GROUP BY kind, due_on ORDER BY due_on, kind"
    )
    return [(row["kind"], row["due_on"], row["papers"]) for row in rows]


async def files_ending(viewer: Viewer) -> list[tuple[str, date, int]]:
    """Service, day, how many files were warned of and will be erased on that day."""
    rows = await db.fetch(
        "SELECT o.name, e.due_on, count(*) AS files FROM retention_notice e JOIN organisation o ON o.id = e.service"
        f" WHERE {_OF_OFFICER} GROUP BY o.name, e.due_on ORDER BY e.due_on, o.name",
        viewer.organisation_id,
    )
    return [(row["name"], row["due_on"], row["files"]) for row in rows]
