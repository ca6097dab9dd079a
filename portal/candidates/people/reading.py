"""Opening a file: the ground, the cell of its table, and the row in the audit log, in one place.

Every page about a person starts here, so that no read goes unrecorded.
"""

from dataclasses import dataclass
from uuid import UUID

from portal.candidates.people.file_access import Cell, Column, Part, cell
from portal.candidates.people.grounds import Ground, ground_or_not_there
from portal.foundation import audit, db
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer
from portal.reference import municipalities


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class OpenFile:
    """What stands above every page of a file, and what this viewer may read of the part."""

    person_id: UUID
    case_id: UUID
    name: str
    comune: str
    holder_name: str
    cell: Cell
    may_write: bool
    tabs: tuple[Tab, ...]
    ground: Ground

    @property
    def url(self) -> str:
        return f"/people/{self.person_id}"


_TABS: tuple[tuple[str, str, Part], ...] = (
    # label, address, the part whose cell opens it
    ("Riepilogo", "", Part.CONTACT),
    ("Dati", "/data", Part.SKILLS),
    ("Fasi", "/phases", Part.ACTIVITIES),
    ("Colloqui", "/interviews", Part.ACTIVITIES),
    ("Valutazione", "/assessment", Part.LEVELS),
    ("Consensi", "/consents", Part.CONSENTS),
    ("Diritti", "/rights", Part.CONSENTS),
    ("Progetto", "/project", Part.PROJECT),
    ("Profilo", "/profile", Part.SKILLS),
    ("Documenti", "/documents", Part.DOCUMENTS),
    ("Cronologia", "/timeline", Part.ACTIVITIES),
)


def tabs_for(opened: Ground, current: str) -> tuple[Tab, ...]:
    """The tabs that this ground may open: those whose part has something to read."""
    rows = []
    for label, suffix, part in _TABS:
        if suffix == "/rights" and opened.column is not Column.COUNSELLOR:
            continue
        if cell(part, opened.column).reads_something:
            rows.append(Tab(label, f"/people/{opened.person_id}{suffix}", suffix == current))
    return tuple(rows)


_HEADING = """
SELECT p.first_name || ' ' || p.last_name AS name, p.comune_code, a.name AS holder
FROM person p, account a WHERE p.id = $1 AND a.id = $2
"""


async def open_file(person_id: UUID, part: Part, tab: str, *, by: Viewer) -> OpenFile:
    """Raises NotThere without a ground, or where the table gives this column nothing."""
    async with db.unit_of_work():
        opened = await ground_or_not_there(person_id, by)
        allowed = cell(part, opened.column)
        if not allowed.reads_something:
            raise NotThere
        row = await db.fetchrow(_HEADING, person_id, opened.holder_id)
        if row is None:
            raise NotThere
        await audit.note(
            "file_read",
            by=by,
            subject_kind="person",
            subject_id=person_id,
            data={"part": part.value, "tab": tab},
        )
    return OpenFile(
        person_id,
        opened.case_id,
        row["name"],
        municipalities.name(row["comune_code"]),
        row["holder"],
        allowed,
        allowed is Cell.WRITE,
        tabs_for(opened, tab),
        opened,
    )


async def file_to_write(person_id: UUID, part: Part, tab: str, *, by: Viewer) -> OpenFile:
    """The same for who may also change the part. Anyone else: not there."""
    file = await open_file(person_id, part, tab, by=by)
    if not file.may_write:
        raise NotThere
    return file
