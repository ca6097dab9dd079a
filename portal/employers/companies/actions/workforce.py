"""Rows of the workforce, by hand."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from portal.employers.companies.actions.locking import editable_company, same_version
from portal.employers.companies.parameters import protected_persons
from portal.employers.companies.queries.scope import own_company
from portal.employers.companies.rules import Problem, WorkerDraft, end_problem, worker_problems
from portal.employers.companies.sealing import seal_details, seal_name
from portal.employers.events import WorkforceChanged
from portal.foundation import clock, db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import By, Viewer

INSERTED = (
    "id", "company", "site", "code", "name_sealed", "starts_on", "ends_on", "contract", "full_time_hours",
    "weekly_hours", "telework", "protection", "protection_sealed", "coverage_title", "excluded_as",
    "seasonal_days", "version",
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
        draft.seasonal_days,
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
    """Under the lock of the company. Raises Refused for a staff number that is there already."""
    await _own_site(draft.site_id, company_id)
    await _free_code(draft.code, company_id, None)
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
        await _free_code(draft.code, company_id, worker_id)
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


async def _own_site(site_id: UUID, company_id: UUID) -> None:
    if not await db.fetchval(
        "SELECT true FROM company_site WHERE id = $1 AND company = $2", site_id, company_id
    ):
        raise Refused("Scegli una sede della tua azienda.", field="site")


async def _free_code(code: str, company_id: UUID, but: UUID | None) -> None:
    taken = await db.fetchval(
        "SELECT true FROM worker WHERE company = $1 AND code = $2 AND id IS DISTINCT FROM $3",
        company_id,
        code,
        but,
    )
    if taken:
        raise Refused(f"La matricola «{code}» è già in organico: ogni persona ha la sua.", field="code")
