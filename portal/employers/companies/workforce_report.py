"""What reading a workforce file found: errors row by row, things worth a look; sealed until the page shows it."""

from dataclasses import dataclass
from uuid import UUID

import msgspec

from portal.foundation import crypto

MOST_KEPT = 5_000
"""Errors that a report keeps; a file with more is wrong as a whole."""


@dataclass(frozen=True, slots=True)
class RowError:
    """``line`` as the person sees it in the file, 0 for the file as a whole; ``column`` empty for the whole row."""

    line: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Report:
    """``header`` is the first line of a file whose columns are to be matched; ``left_out`` errors are not kept."""

    errors: tuple[RowError, ...] = ()
    notes: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def wrong_rows(self) -> int:
        return len({error.line for error in self.errors})


def report(errors: tuple[RowError, ...] = (), notes: tuple[str, ...] = ()) -> Report:
    return Report(errors[:MOST_KEPT], notes, (), max(0, len(errors) - MOST_KEPT))


def seal_report(found: Report, import_id: UUID) -> bytes:
    return crypto.seal(
        msgspec.json.encode(found), table="workforce_import", column="report_sealed", row=import_id
    )


def open_report(sealed: bytes | None, import_id: UUID) -> Report:
    if sealed is None:
        return Report()
    raw = crypto.open_bytes(sealed, table="workforce_import", column="report_sealed", row=import_id)
    return msgspec.json.decode(raw, type=Report)
