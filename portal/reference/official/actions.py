"""An operator loads an edition of a register: all of its rows, or none."""

import hashlib
from datetime import date

from portal.foundation import db, facts
from portal.foundation.ids import new_id
from portal.kernel.viewer import By
from portal.reference.events import OfficialRegisterImported
from portal.reference.official.files import FileRefused, read_lines
from portal.reference.official.queries import Edition, editions
from portal.reference.official.rows import rows_of
from portal.reference.register_kinds import RegisterKind

_COLUMNS = ("edition_id", "position", "code", "title", "folded", "parent", "place")

_NEW_EDITION = """
INSERT INTO reference_edition (id, kind, edition, valid_from, file_hash, rows, imported_at)
VALUES ($1, $2, $3, $4, $5, $6, now())
"""

_SAME_FILE = "SELECT edition FROM reference_edition WHERE kind = $1 AND file_hash = $2"


async def import_register(
    kind: RegisterKind, content: bytes, *, edition: str, valid_from: date, by: By
) -> Edition:
    """Loads a CSV or XLSX file as the edition that holds from ``valid_from`` on.

    ``edition`` is its public name («2025»). Raises FileRefused when the file or the edition cannot be taken
    as a whole, RowsRefused with every wrong row otherwise.
    """
    edition = edition.strip()
    if not edition:
        raise FileRefused("Manca il nome dell'edizione, per esempio 2025.", field="edition")
    rows = rows_of(kind, read_lines(content))
    file_hash = hashlib.sha256(content).digest()
    async with db.unit_of_work():
        await db.lock(f"reference {kind.value}")
        await _refuse_a_repetition(kind, edition, valid_from, file_hash)
        edition_id = new_id()
        await db.execute(_NEW_EDITION, edition_id, kind.value, edition, valid_from, file_hash, len(rows))
        await db.copy(
            "reference_entry",
            _COLUMNS,
            (
                (edition_id, position, row.code, row.title, row.folded, row.parent, row.place)
                for position, row in enumerate(rows)
            ),
        )
        await facts.record(
            OfficialRegisterImported(
                edition_id=edition_id,
                kind=kind.value,
                edition=edition,
                valid_from=valid_from,
                rows=len(rows),
            ),
            by=by,
        )
    return Edition(kind, edition, valid_from, len(rows))


async def _refuse_a_repetition(kind: RegisterKind, edition: str, valid_from: date, file_hash: bytes) -> None:
    same = await db.fetchval(_SAME_FILE, kind.value, file_hash)
    if same is not None:
        raise FileRefused(f"Questo file è già caricato: {kind.label}, edizione {same}.")
    for known in await editions(kind):
        if known.edition == edition:
            raise FileRefused(
                f"L'edizione {edition} di {kind.label} è già caricata. Scegli un altro nome.", field="edition"
            )
        if known.valid_from == valid_from:
            raise FileRefused(
                f"L'edizione {known.edition} di {kind.label} vale già da quel giorno. Scegli un'altra data.",
                field="valid_from",
            )
