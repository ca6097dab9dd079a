"""A workforce file: received, its columns matched, confirmed, thrown away.

Reading it and loading it stand in ``workforce_loading``.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from portal.employers.companies.actions.locking import editable_company
from portal.employers.companies.actions.workforce_loading import check_received, load_confirmed
from portal.employers.companies.queries.scope import own_company
from portal.employers.companies.transitions import WORKFORCE_FILE
from portal.employers.companies.vocabulary import ImportState
from portal.employers.companies.workforce_cells import folded
from portal.employers.companies.workforce_compare import Difference
from portal.employers.companies.workforce_matching import choice_problems
from portal.employers.companies.workforce_report import open_report
from portal.employers.events import WorkforceFileReceived
from portal.foundation import clock, crypto, db, facts, files
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import SYSTEM, Viewer

FORGOTTEN_AFTER = timedelta(days=2)
"""A checked file that nobody loads is thrown away."""

SMALL = 400_000
"""Bytes of a file that is read at once, while the browser waits: some two thousand rows. Larger ones wait for a job."""


async def receive_file(*, content: bytes, suffix: str, name: str, id: UUID, by: Viewer) -> UUID:
    """Keeps the file, sealed, until it is read by ``check_received``. Asked twice with one id, it is kept once."""
    company_id = own_company(by)
    key = await files.save(crypto.seal(content, table="workforce_import", column="file", row=id), suffix)
    try:
        async with db.unit_of_work():
            await editable_company(company_id)
            if await db.fetchval("SELECT true FROM workforce_import WHERE id = $1", id):
                await files.delete(key)
                return id
            await db.execute(
                "INSERT INTO workforce_import (id, company, state, file_key, file_name, size, rows_new, rows_changed,"
                " rows_same, wrong_rows, uploaded_by, uploaded_at) VALUES ($1, $2, $3, $4, $5, $8, 0, 0, 0, 0, $6, $7)",
                id,
                company_id,
                ImportState.RECEIVED.value,
                key,
                name[:200],
                by.account_id,
                clock.now(),
                len(content),
            )
            await db.execute(
                "INSERT INTO workforce_progress (id, step, done, total, told_at) VALUES ($1, 'reading', 0, 0, $2)",
                id,
                clock.now(),
            )
            await facts.record(WorkforceFileReceived(workforce_import_id=id, company_id=company_id), by=by)
    except BaseException:
        await files.delete(key)
        raise
    return id


async def check_file(*, content: bytes, suffix: str, name: str, id: UUID, by: Viewer) -> UUID:
    """Receives a file and, when it is small, reads it at once. Its state says what came of it."""
    await receive_file(content=content, suffix=suffix, name=name, id=id, by=by)
    if len(content) <= SMALL:
        await check_received(id)
    return id


async def match_columns(import_id: UUID, chosen: Sequence[str], *, by: Viewer) -> None:
    """``chosen``: a field for each column of the file, empty for one left out; remembered for the next file.

    Raises Refused while a column that must be there is missing or is there twice.
    """
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        state, sealed = await _locked(import_id, company_id)
        row = WORKFORCE_FILE.move("match", state, by.roles)
        header = open_report(sealed, import_id).header
        if len(header) != len(chosen):
            raise Refused("Le colonne del file sono altre: ricarica la pagina.")
        problems = choice_problems(chosen)
        if problems:
            raise Refused(" ".join(problems))
        said = {folded(name): field for name, field in zip(header, chosen, strict=True) if folded(name)}
        await db.executemany(
            "INSERT INTO workforce_mapping (id, company, header, field, said_at) VALUES ($1, $2, $3, $4, $5)"
            " ON CONFLICT (company, header) DO UPDATE SET field = excluded.field, said_at = excluded.said_at",
            [(new_id(), company_id, name, field or None, clock.now()) for name, field in said.items()],
        )
        await db.execute(
            "UPDATE workforce_import SET state = $2, report_sealed = NULL WHERE id = $1",
            import_id,
            str(row.lands(state)),
        )
        if row.then is not None:
            await facts.record(row.then(workforce_import_id=import_id, company_id=company_id), by=by)


async def confirm_file(import_id: UUID, *, by: Viewer) -> None:
    """A checked file is to be loaded; ``load_confirmed`` does it. Raises Refused in any other state."""
    company_id = own_company(by)
    async with db.unit_of_work():
        await editable_company(company_id)
        state, _ = await _locked(import_id, company_id)
        row = WORKFORCE_FILE.move("apply", state, by.roles)
        await db.execute(
            "UPDATE workforce_import SET state = $2 WHERE id = $1", import_id, str(row.lands(state))
        )
        await db.execute(
            "UPDATE workforce_progress SET step = 'reading', done = 0, total = 0, told_at = $2 WHERE id = $1",
            import_id,
            clock.now(),
        )
        if row.then is not None:
            await facts.record(row.then(workforce_import_id=import_id, company_id=company_id), by=by)


async def apply_file(import_id: UUID, *, by: Viewer) -> Difference | None:
    """Confirms a file and loads it at once: for small ones. None when it was refused after all."""
    await confirm_file(import_id, by=by)
    return await load_confirmed(import_id)


async def discard_file(import_id: UUID, *, by: Viewer) -> None:
    company_id = own_company(by)
    async with db.unit_of_work():
        key = await _discard(import_id, company_id, by.roles)
    await files.delete(key)


async def forget_old_files() -> int:
    """Files that nobody matched or loaded in time; answers how many were thrown away."""
    rows = await db.fetch(
        "SELECT id, company FROM workforce_import WHERE state IN ('mapping', 'checked') AND uploaded_at < $1"
        " ORDER BY uploaded_at",
        clock.now() - FORGOTTEN_AFTER,
    )
    forgotten = 0
    for old in rows:
        async with db.unit_of_work():
            state, _ = await _locked(old["id"], old["company"])
            if WORKFORCE_FILE.refusal("discard", state, {SYSTEM.word}) is not None:
                continue
            key = await _discard(old["id"], old["company"], {SYSTEM.word})
        await files.delete(key)
        forgotten += 1
    return forgotten


async def _discard(import_id: UUID, company_id: UUID, actors: frozenset[str] | set[str]) -> str:
    """Answers the key of the file, to be deleted once this is committed."""
    state, _ = await _locked(import_id, company_id)
    row = WORKFORCE_FILE.move("discard", state, actors)
    key = await db.fetchval("SELECT file_key FROM workforce_import WHERE id = $1", import_id)
    await db.execute(
        "UPDATE workforce_import SET state = $2, file_key = NULL, report_sealed = NULL, decided_at = $3 WHERE id = $1",
        import_id,
        str(row.lands(state)),
        clock.now(),
    )
    return str(key)


async def _locked(import_id: UUID, company_id: UUID) -> tuple[ImportState, bytes | None]:
    row = await db.fetchrow(
        "SELECT state, report_sealed FROM workforce_import WHERE id = $1 AND company = $2 FOR UPDATE",
        import_id,
        company_id,
    )
    if row is None:
        raise NotThere
    return ImportState(row["state"]), row["report_sealed"]


async def is_small(import_id: UUID) -> bool:
    """Whether reading or loading it may be waited for. Raises nothing: an unknown file is small."""
    return (
        int(await db.fetchval("SELECT coalesce(max(size), 0) FROM workforce_import WHERE id = $1", import_id))
        <= SMALL
    )
