"""Rows of the workforce, by hand."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from portal.employers.companies.actions.locking import editable_company, same_version
from portal.employers.companies.parameters import protected_persons
from portal.employers.companies.queries.scope import own_company
from portal.employers.companies.rules import (
    Problem,
    WorkerDraft,
    end_problem,
    overlap_sentence,
    worker_problems,
)
from portal.employers.companies.sealing import (
    seal_details,
    seal_identity,
    seal_name,
    seal_tax_code,
    tax_code_index,
)
from portal.employers.events import WorkforceChanged
from portal.foundation import clock, db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import By, Viewer

INSERTED = (
    "id", "company", "site", "code", "name_sealed", "starts_on", "ends_on", "contract", "full_time_hours",
    "weekly_hours", "telework", "protection", "protection_sealed", "coverage_title", "excluded_as",
    "exclusion_scope", "exclusion_ends_on", "seasonal_days", "semester_hours", "extra_hours", "contract_starts_on",
    "contract_ends_on", "duties", "agile_work", "inail_60_permille", "profession_code", "contract_code", "hire_kind",
    "hire_channel", "identity_sealed", "tax_code_sealed", "tax_code_index", "version",
)  # fmt: skip
_PLACES = ", ".join(f"${number}" for number in range(1, len(INSERTED) + 1))
_INSERT = f"INSERT INTO worker ({', '.join(INSERTED)}) VALUES ({_PLACES})"
_UPDATED = INSERTED[2:-1]
UPDATE = (
    f"UPDATE worker SET {', '.join(f'{name} = ${n}' for n, name in enumerate(_UPDATED, 2))}, version = version + 1"
    " WHERE id = $1"
)


class RowRefused(Refused):
    """A row that may not be saved, with every problem it has."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].sentence, field=problems[0].field)
        self.problems = tuple(problems)


def row_values(id: UUID, company_id: UUID, draft: WorkerDraft) -> tuple[Any, ...]:
    """The cells of ``INSERTED``, sealed where they must be."""
    return (
        id,
        company_id,
        draft.site_id,
        draft.code,
        seal_name(draft.name, id),
        draft.starts_on,
        draft.ends_on,
        draft.contract.value,
        draft.full_time_hours,
        draft.weekly_hours,
        draft.telework,
        draft.protection.value,
        seal_details(draft.details, id),
        draft.coverage_title.value if draft.coverage_title else None,
        draft.exclusion.value if draft.exclusion else None,
        draft.exclusion_scope.value if draft.exclusion_scope else None,
        draft.exclusion_ends_on,
        draft.seasonal_days,
        draft.semester_hours,
        draft.extra_hours,
        draft.contract_starts_on,
        draft.contract_ends_on,
        draft.duties.value if draft.duties else None,
        draft.agile_work,
        draft.inail_60_permille,
        draft.profession_code,
        draft.contract_code,
        draft.hire_kind,
        draft.hire_channel.value if draft.hire_channel else None,
        seal_identity(draft.person, id),
        seal_tax_code(draft.tax_code, id),
        tax_code_index(draft.tax_code, company_id) if draft.tax_code else None,
        1,
    )


def update_values(id: UUID, company_id: UUID, draft: WorkerDraft) -> tuple[Any, ...]:
    """The arguments of ``UPDATE``."""
    cells = row_values(id, company_id, draft)
    return (id, *cells[2:-1])


def check(draft: WorkerDraft) -> None:
    """Raises RowRefused with everything that is wrong."""
    problems = worker_problems(draft, protected_persons(), clock.today())
    if problems:
        raise RowRefused(problems)


async def add_worker(draft: WorkerDraft, *, id: UUID, by: Viewer) -> UUID:
    """Asked twice with one id, it is made once."""
    company_id = own_company(by)
    check(draft)
    async with db.unit_of_work():
        await editable_company(company_id)
        if await db.fetchval("SELECT true FROM worker WHERE id = $1 AND company = $2", id, company_id):
            return id
        await insert_worker(id, company_id, draft)
        await facts.record(WorkforceChanged(company_id=company_id), by=by)
    return id


async def insert_worker(id: UUID, company_id: UUID, draft: WorkerDraft) -> None:
    """Under the lock of the company. Raises Refused for a period that overlaps another of the same person."""
    await _own_site(draft.site_id, company_id)
    await _free_period(draft, company_id, None)
    await db.execute(_INSERT, *row_values(id, company_id, draft))


async def change_worker(worker_id: UUID, draft: WorkerDraft, *, version: int | None, by: Viewer) -> None:
    company_id = own_company(by)
    check(draft)
    async with db.unit_of_work():
        await editable_company(company_id)
        found = await db.fetchval(
            "SELECT version FROM worker WHERE id = $1 AND company = $2", worker_id, company_id
        )
        if found is None:
            raise NotThere
        same_version(found, version, "La riga dell’organico")
        await _own_site(draft.site_id, company_id)
        await _free_period(draft, company_id, worker_id)
        await db.execute(UPDATE, *update_values(worker_id, company_id, draft))
        await facts.record(WorkforceChanged(company_id=company_id), by=by)


async def end_worker(worker_id: UUID, *, ends_on: date, version: int | None, by: Viewer) -> None:
    """The relationship ends with that day included; the row stays, for the days before."""
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        row = await db.fetchrow(
            "SELECT version, starts_on FROM worker WHERE id = $1 AND company = $2", worker_id, company_id
        )
        if row is None:
            raise NotThere
        same_version(row["version"], version, "La riga dell’organico")
        problem = end_problem(row["starts_on"], ends_on, clock.today())
        if problem is not None:
            raise Refused(problem, field="ends_on")
        await db.execute(
            "UPDATE worker SET ends_on = $2, version = version + 1 WHERE id = $1", worker_id, ends_on
        )
        await facts.record(WorkforceChanged(company_id=company_id), by=by)


async def load_workers(company_id: UUID, rows: Iterable[tuple[UUID, WorkerDraft]], *, by: By) -> None:
    """Many new rows at once, by COPY: for files and for sample data. Each draft was checked before."""
    async with db.unit_of_work():
        await editable_company(company_id)
        await db.copy("worker", INSERTED, [row_values(id, company_id, draft) for id, draft in rows])
        await facts.record(WorkforceChanged(company_id=company_id), by=by)


_CHANGE_MANY = (
    f"UPDATE worker SET {', '.join(f'{name} = c.{name}' for name in _UPDATED)}, version = worker.version + 1"
    " FROM worker_changed c WHERE worker.id = c.id"
)


async def change_workers(rows: Sequence[tuple[Any, ...]]) -> None:
    """Many rows that are there already, each as ``row_values``: one statement, whatever their number."""
    await db.execute("CREATE TEMP TABLE worker_changed (LIKE worker) ON COMMIT DROP")
    await db.copy("worker_changed", INSERTED, rows)
    await db.execute(_CHANGE_MANY)
    await db.execute("DROP TABLE worker_changed")


async def _own_site(site_id: UUID, company_id: UUID) -> None:
    if not await db.fetchval(
        "SELECT true FROM company_site WHERE id = $1 AND company = $2", site_id, company_id
    ):
        raise Refused("Scegli una sede della tua azienda.", field="site")


_OVERLAPPING = """
SELECT w.code, w.starts_on, w.ends_on FROM worker w
WHERE w.company = $1 AND w.id IS DISTINCT FROM $4 AND (w.code = $2 OR w.tax_code_index = $3)
    AND daterange(w.starts_on, w.ends_on, '[]') && daterange($5, $6, '[]')
ORDER BY w.code <> $2, w.starts_on LIMIT 1
"""


async def _free_period(draft: WorkerDraft, company_id: UUID, but: UUID | None) -> None:
    """One person has one row at a time, whether known by her staff number or by her tax code."""
    index = tax_code_index(draft.tax_code, company_id) if draft.tax_code else None
    there = await db.fetchrow(
        _OVERLAPPING, company_id, draft.code, index, but, draft.starts_on, draft.ends_on
    )
    if there is None:
        return
    same_code = there["code"] == draft.code
    raise Refused(
        overlap_sentence(draft.code, there["code"], there["starts_on"], there["ends_on"]),
        field="starts_on" if same_code else "tax_code",
    )
