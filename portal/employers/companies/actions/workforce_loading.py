"""Reading a received file and loading a confirmed one: what a job does, or a request when the file is small.

Both are one transaction, harmless when asked twice: whoever comes second finds another state and does nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.employers.companies.actions.import_progress import (
    COMPARING,
    READING,
    SAVING,
    Progress,
    progress_of,
)
from portal.employers.companies.actions.locking import company_for_update
from portal.employers.companies.actions.workforce import INSERTED, change_workers, row_values
from portal.employers.companies.parameters import protected_persons
from portal.employers.companies.prospetto_file import read_prospetto, with_known_codes
from portal.employers.companies.queries import workforce_files as queries
from portal.employers.companies.queries.workforce_files import SiteOfFile
from portal.employers.companies.rules import WorkerDraft
from portal.employers.companies.transitions import WORKFORCE_FILE
from portal.employers.companies.vocabulary import CompanyState, ImportState
from portal.employers.companies.workforce_compare import Difference, Known, compare
from portal.employers.companies.workforce_matching import matched
from portal.employers.companies.workforce_report import Report, RowError, report, seal_report
from portal.employers.companies.workforce_rows import Reading, Tell, read_rows
from portal.employers.companies.workforce_table import UnreadableFile, read_table
from portal.employers.events import WorkforceChanged
from portal.foundation import clock, crypto, db, facts, files
from portal.foundation.ids import new_id
from portal.kernel.viewer import SYSTEM

_GONE = "Il file non c’è più: è passato troppo tempo. Caricalo di nuovo."
_ARCHIVED = "L’azienda è archiviata: i suoi dati si leggono ma non si cambiano più."
PROSPETTO = ".xml"
TOLD_FROM = 500_000
"""Bytes from which the progress is told."""
AT_ONCE = 5_000
"""Rows sealed and copied between two words about the progress."""


@dataclass(frozen=True, slots=True)
class _File:
    company_id: UUID
    content: bytes
    suffix: str
    key: str


class _Stopped(Exception):
    """The file cannot go on; what to tell the company."""

    def __init__(self, found: Report, move: str = "refuse") -> None:
        super().__init__(move)
        self.found = found
        self.move = move


async def check_received(import_id: UUID) -> None:
    """Dry run: reads the file and compares it with the workforce, of which nothing changes."""
    async with db.unit_of_work():
        row = await _locked(import_id, ImportState.RECEIVED)
        if row is None:
            return
        try:
            file = await _content(import_id, row)
            async with progress_of(import_id, told=len(file.content) > TOLD_FROM) as progress:
                reading, difference = await _read_and_compare(file, progress)
        except _Stopped as stopped:
            await _settle(import_id, ImportState.RECEIVED, stopped.move, stopped.found, None)
            done = stopped.move == "refuse"
        else:
            await _settle(import_id, ImportState.RECEIVED, "accept", report(notes=reading.notes), difference)
            done = False
    if done:
        await files.delete(row["file_key"])


async def load_confirmed(import_id: UUID) -> Difference | None:
    """All or nothing. The file is compared anew: the workforce may have changed meanwhile.

    Answers what changed; None when there was nothing to load, or the file no longer fits and was refused.
    """
    async with db.unit_of_work():
        # the company before the file, as whoever confirms does: the other way round two clicks stop each other
        company_id = await db.fetchval("SELECT company FROM workforce_import WHERE id = $1", import_id)
        if company_id is None:
            return None
        company = await company_for_update(company_id)
        row = await _locked(import_id, ImportState.LOADING)
        if row is None:
            return None
        difference: Difference | None = None
        try:
            if company.state is CompanyState.ARCHIVED:
                raise _Stopped(_whole(_ARCHIVED))
            file = await _content(import_id, row)
            async with progress_of(import_id, told=len(file.content) > TOLD_FROM) as progress:
                reading, difference = await _read_and_compare(file, progress)
                await _save(file.company_id, difference, progress)
        except _Stopped as stopped:
            await _settle(import_id, ImportState.LOADING, "refuse", stopped.found, None)
            difference = None
        else:
            await _settle(import_id, ImportState.LOADING, "finish", report(notes=reading.notes), difference)
            if difference.new or difference.changed:
                await facts.record(WorkforceChanged(company_id=file.company_id), by=SYSTEM)
    await files.delete(row["file_key"])
    return difference


async def _locked(import_id: UUID, wanted: ImportState) -> Any | None:
    row = await db.fetchrow(
        "SELECT company, state, file_key FROM workforce_import WHERE id = $1 FOR UPDATE", import_id
    )
    return row if row is not None and row["state"] == wanted else None


async def _content(import_id: UUID, row: Any) -> _File:
    key = row["file_key"]
    try:
        sealed = await files.read(key)
    except files.NoFile:
        raise _Stopped(_whole(_GONE)) from None
    content = crypto.open_bytes(sealed, table="workforce_import", column="file", row=import_id)
    return _File(row["company"], content, "." + key.rsplit(".", 1)[-1], key)


async def _read_and_compare(file: _File, progress: Progress) -> tuple[Reading, Difference]:
    """Raises _Stopped with every error of every row."""
    sites = await queries.sites(file.company_id)
    said = await queries.mapping(file.company_id)
    today, parameters = clock.today(), protected_persons()
    known_rows = await queries.rows_known(file.company_id)
    total = max(1, file.content.count(b"\n"))

    def read(tell: Tell) -> Reading:
        if file.suffix == PROSPETTO:
            return _read_xml(file, sites)
        table = read_table(file.content, file.suffix)
        columns = matched(table.header, said)
        if not columns.clear:
            raise _Stopped(Report(header=table.header), "ask")
        return read_rows(table, columns.columns, queries.by_name(sites), parameters, today, tell)

    def differ(_tell: Tell) -> Difference:
        known: Known = {
            (draft.code, draft.starts_on): (id, draft) for id, draft in map(queries.opened, known_rows)
        }
        rows = reading.rows
        if file.suffix == PROSPETTO:
            rows = tuple(with_known_codes(rows, (draft for _, draft in known.values())))
        return compare(rows, known, reading.given, parameters, today, reading.periods)

    try:
        reading = await progress.while_(READING, total, read)
    except UnreadableFile as problem:
        raise _Stopped(_whole(str(problem))) from None
    difference = await progress.while_(COMPARING, len(reading.rows), differ)
    found = {*reading.errors, *difference.errors}
    errors = tuple(sorted(found, key=lambda error: (error.line, error.column, error.sentence)))
    if errors:
        raise _Stopped(report(errors))
    return reading, difference


def _read_xml(file: _File, sites: list[SiteOfFile]) -> Reading:
    return read_prospetto(file.content, sites, file.company_id, protected_persons(), clock.today())


async def _save(company_id: UUID, difference: Difference, progress: Progress) -> None:
    """Changes first: a row that ends makes room for the one that begins where it ended."""
    total, done = len(difference.new) + len(difference.changed), 0
    for first in range(0, len(difference.changed), AT_ONCE):
        changed = difference.changed[first : first + AT_ONCE]

        def updated(_tell: Tell, part: Sequence[tuple[UUID, WorkerDraft]] = changed) -> list[tuple[Any, ...]]:
            return [row_values(id, company_id, draft) for id, draft in part]

        await change_workers(await progress.while_(SAVING, total, updated, done=done))
        done += len(changed)
        await progress.tell(SAVING, done, total)
    for first in range(0, len(difference.new), AT_ONCE):
        new = difference.new[first : first + AT_ONCE]

        def sealed(_tell: Tell, part: Sequence[WorkerDraft] = new) -> list[tuple[Any, ...]]:
            return [row_values(new_id(), company_id, draft) for draft in part]

        await db.copy("worker", INSERTED, await progress.while_(SAVING, total, sealed, done=done))
        done += len(new)
        await progress.tell(SAVING, done, total)


async def _settle(
    import_id: UUID, state: ImportState, move: str, found: Report, difference: Difference | None
) -> None:
    row = WORKFORCE_FILE.move(move, state, {SYSTEM.word})
    lands = row.lands(state)
    decided = lands in (ImportState.REFUSED, ImportState.APPLIED)
    await db.execute(
        "UPDATE workforce_import SET state = $2, report_sealed = $3, wrong_rows = $4, rows_new = $5,"
        " rows_changed = $6, rows_same = $7, decided_at = CASE WHEN $8 THEN $9::timestamptz END,"
        " file_key = CASE WHEN $8 THEN NULL ELSE file_key END WHERE id = $1",
        import_id,
        str(lands),
        seal_report(found, import_id) if found != Report() else None,
        found.wrong_rows,
        len(difference.new) if difference else 0,
        len(difference.changed) if difference else 0,
        difference.same if difference else 0,
        decided,
        clock.now(),
    )


def _whole(sentence: str) -> Report:
    return Report((RowError(0, "", sentence),))
