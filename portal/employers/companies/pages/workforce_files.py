"""A workforce file on its way in: upload, columns to match, reading, report, confirmation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.employers.companies.queries.workforce_files import PastFile, WorkforceFile
from portal.employers.companies.transitions import WORKFORCE_FILE
from portal.employers.companies.vocabulary import IMPORT_STATE_LABELS, ImportState
from portal.employers.companies.workforce_columns import COLUMNS
from portal.employers.companies.workforce_report import RowError
from portal.foundation.web.italian import number_it
from portal.kernel.viewer import Viewer

MOST_ERRORS = 200
"""Rows of a report that a page shows; the others are in the report to download."""

_STEPS = {"reading": "Lettura del file", "comparing": "Confronto con l’organico", "saving": "Salvataggio"}
_RUNNING = frozenset({ImportState.RECEIVED, ImportState.LOADING})


@dataclass(frozen=True, slots=True)
class ColumnLine:
    header: str
    required: bool
    meaning: str
    example: str


@dataclass(frozen=True, slots=True)
class FileLine:
    id: UUID
    name: str
    state: str
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class ImportPage:
    columns: Sequence[ColumnLine]
    files: Sequence[FileLine]


def import_page(files: Sequence[PastFile]) -> ImportPage:
    return ImportPage(
        [ColumnLine(one.header, one.required, one.meaning, one.example) for one in COLUMNS],
        [FileLine(one.id, one.file_name, IMPORT_STATE_LABELS[one.state], one.uploaded_at) for one in files],
    )


@dataclass(frozen=True, slots=True)
class FilePage:
    """``running``: a job is at work, and the page asks again by itself; ``percent`` is how far it is, 0 to 100."""

    id: UUID
    file_name: str
    state: str
    uploaded_at: datetime
    running: bool
    step: str
    percent: int
    so_far: str
    to_match: bool
    to_decide: bool
    refused: bool
    rows_new: int
    rows_changed: int
    rows_same: int
    wrong_rows: int
    errors: Sequence[RowError]
    more: int
    notes: Sequence[str]
    applied: bool


def file_page(file: WorkforceFile, viewer: Viewer) -> FilePage:
    may = {row.name for row in WORKFORCE_FILE.available(file.state, viewer.roles)}
    errors = file.report.errors
    return FilePage(
        id=file.id,
        file_name=file.file_name,
        state=IMPORT_STATE_LABELS[file.state],
        uploaded_at=file.uploaded_at,
        running=file.state in _RUNNING,
        step=_STEPS.get(file.step, "In attesa"),
        percent=100 * file.done // file.total if file.total else 0,
        so_far=f"{number_it(file.done)} righe su {number_it(file.total)}" if file.total else "",
        to_match="match" in may,
        to_decide="apply" in may,
        refused=file.state is ImportState.REFUSED,
        rows_new=file.rows_new,
        rows_changed=file.rows_changed,
        rows_same=file.rows_same,
        wrong_rows=file.wrong_rows,
        errors=errors[:MOST_ERRORS],
        more=max(0, len(errors) - MOST_ERRORS) + file.report.left_out,
        notes=file.report.notes,
        applied=file.state is ImportState.APPLIED,
    )


@dataclass(frozen=True, slots=True)
class MatchingPage:
    """``names`` are the questions of the form, one for each column of the file."""

    id: UUID
    file_name: str
    names: Sequence[str]
