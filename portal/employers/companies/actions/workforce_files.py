"""A workforce file: checked first, with nothing saved of it; then loaded whole, or thrown away."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from portal.employers.companies.actions.locking import editable_company
from portal.employers.companies.actions.workforce import INSERTED, UPDATE, row_values, update_values
from portal.employers.companies.parameters import protected_persons
from portal.employers.companies.queries.scope import own_company
from portal.employers.companies.queries.workforce import COLUMNS, draft_of
from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.transitions import WORKFORCE_FILE
from portal.employers.companies.vocabulary import ImportState
from portal.employers.companies.workforce_rows import Reading, RowError, Sites, read_rows
from portal.employers.companies.workforce_table import UnreadableFile, read_table
from portal.employers.events import WorkforceChanged
from portal.foundation import clock, crypto, db, facts, files
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import SYSTEM, Viewer

FORGOTTEN_AFTER = timedelta(days=2)
"""A checked file that nobody loads is thrown away."""
_GONE = "Il file non c’è più: è passato troppo tempo. Caricalo di nuovo."


class FileRefused(Refused):
    """The file has errors, listed row by row; nothing of it was kept."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        super().__init__(
            "Il file ha errori: non è stato salvato niente. Correggi le righe e caricalo di nuovo."
        )
        self.errors = tuple(errors)


@dataclass(frozen=True, slots=True)
class Difference:
    """``changed`` and ``same`` carry the id of the row that is there already."""

    new: tuple[WorkerDraft, ...]
    changed: tuple[tuple[UUID, WorkerDraft], ...]
    same: int


async def check_file(*, content: bytes, suffix: str, name: str, id: UUID, by: Viewer) -> UUID:
    """Reads the file and compares it with the workforce; answers the id of the check to confirm.

    Raises FileRefused with every error of every row, Refused when the file as a whole cannot be read.
    """
    company_id = own_company(by)
    reading = await _read(content, suffix, company_id)
    if reading.errors:
        raise FileRefused(reading.errors)
    drafts = [draft for _, draft in reading.rows]
    difference = compare(drafts, await _known(company_id))
    sealed = crypto.seal(content, table="workforce_import", column="file", row=id)
    key = await files.save(sealed, suffix)
    try:
        async with db.unit_of_work():
            await editable_company(company_id)
            if await db.fetchval("SELECT true FROM workforce_import WHERE id = $1", id):
                await files.delete(key)
                return id
            await db.execute(
                "INSERT INTO workforce_import (id, company, state, file_key, file_name, rows_new, rows_changed,"
                " rows_same, uploaded_by, uploaded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                id,
                company_id,
                ImportState.CHECKED.value,
                key,
                name[:200],
                len(difference.new),
                len(difference.changed),
                difference.same,
                by.account_id,
                clock.now(),
            )
    except BaseException:
        await files.delete(key)
        raise
    return id


async def apply_file(import_id: UUID, *, by: Viewer) -> Difference:
    """Loads a checked file, all or nothing. It is compared anew: the workforce may have changed meanwhile."""
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        state, key = await _locked_import(import_id, company_id)
        row = WORKFORCE_FILE.move("apply", state, by.roles)
        content, suffix = await _content(import_id, key)
        reading = await _read(content, suffix, company_id)
        if reading.errors:
            raise FileRefused(reading.errors)
        difference = compare([draft for _, draft in reading.rows], await _known(company_id))
        await db.copy(
            "worker", INSERTED, [row_values(new_id(), company_id, draft) for draft in difference.new]
        )
        await db.executemany(
            UPDATE, [update_values(id, company_id, draft) for id, draft in difference.changed]
        )
        await _decide(import_id, row.lands(state))
        if difference.new or difference.changed:
            await facts.record(WorkforceChanged(company_id=company_id), by=by)
    await files.delete(key)
    return difference


async def discard_file(import_id: UUID, *, by: Viewer) -> None:
    company_id = own_company(by)
    async with db.unit_of_work():
        state, key = await _locked_import(import_id, company_id)
        row = WORKFORCE_FILE.move("discard", state, by.roles)
        await _decide(import_id, row.lands(state))
    await files.delete(key)


async def forget_old_files() -> int:
    """Checked files that nobody loaded in time; answers how many were thrown away."""
    rows = await db.fetch(
        "SELECT id, company FROM workforce_import WHERE state = 'checked' AND uploaded_at < $1 ORDER BY uploaded_at",
        clock.now() - FORGOTTEN_AFTER,
    )
    for old in rows:
        async with db.unit_of_work():
            state, key = await _locked_import(old["id"], old["company"])
            if state is not ImportState.CHECKED:
                continue
            row = WORKFORCE_FILE.move("discard", state, {SYSTEM.word})
            await _decide(old["id"], row.lands(state))
        await files.delete(key)
    return len(rows)


def compare(drafts: Sequence[WorkerDraft], known: Mapping[str, tuple[UUID, WorkerDraft]]) -> Difference:
    """What a file would add and change, by staff number. Rows it does not name stay as they are."""
    new: list[WorkerDraft] = []
    changed: list[tuple[UUID, WorkerDraft]] = []
    same = 0
    for draft in drafts:
        there = known.get(draft.code)
        if there is None:
            new.append(draft)
        elif there[1] != draft:
            changed.append((there[0], draft))
        else:
            same += 1
    return Difference(tuple(new), tuple(changed), same)


async def _read(content: bytes, suffix: str, company_id: UUID) -> Reading:
    rows = await db.fetch("SELECT id, name FROM company_site WHERE company = $1", company_id)
    sites = Sites((row["name"], row["id"]) for row in rows)
    today = clock.today()

    def work() -> Reading:
        return read_rows(read_table(content, suffix), sites, protected_persons(), today)

    try:
        # ten megabytes take seconds: other requests go on meanwhile
        return await asyncio.to_thread(work)
    except UnreadableFile as problem:
        raise Refused(str(problem), field="file") from None


async def _known(company_id: UUID) -> dict[str, tuple[UUID, WorkerDraft]]:
    rows = await db.fetch(f"SELECT {COLUMNS} FROM worker w WHERE w.company = $1", company_id)
    return {row["code"]: (row["id"], draft_of(row)) for row in rows}


async def _locked_import(import_id: UUID, company_id: UUID) -> tuple[ImportState, str]:
    row = await db.fetchrow(
        "SELECT state, file_key FROM workforce_import WHERE id = $1 AND company = $2 FOR UPDATE",
        import_id,
        company_id,
    )
    if row is None:
        raise NotThere
    return ImportState(row["state"]), row["file_key"] or ""


async def _content(import_id: UUID, key: str) -> tuple[bytes, str]:
    try:
        sealed = await files.read(key)
    except files.NoFile:
        raise Refused(_GONE) from None
    suffix = "." + key.rsplit(".", 1)[-1]
    return crypto.open_bytes(sealed, table="workforce_import", column="file", row=import_id), suffix


async def _decide(import_id: UUID, state: object) -> None:
    await db.execute(
        "UPDATE workforce_import SET state = $2, file_key = NULL, decided_at = $3 WHERE id = $1",
        import_id,
        str(state),
        clock.now(),
    )
