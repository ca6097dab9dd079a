"""Opening a file: the ground, the cell of its table, and the row in the audit log, in one place.

Every page about a person starts here, so that no read goes unrecorded.
"""

from dataclasses import dataclass
from uuid import UUID

from portal.candidates.people.file_access import Cell, Column, Part
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
    """What stands above every page of a file, and what this viewer may read of the part.

    ``name``, ``comune`` and ``holder_name`` as this column reads them; None where it does not.
    """

    person_id: UUID
    case_id: UUID
    name: str
    comune: str | None
    holder_name: str | None
    cell: Cell
    may_write: bool
    tabs: tuple[Tab, ...]
    ground: Ground

    @property
    def url(self) -> str:
        return f"/people/{self.person_id}"

    @property
    def holds(self) -> bool:
        """Whether she answers for the case."""
        return self.ground.holds

    @property
    def lead(self) -> str:
        """The line under the name."""
        words = []
        if self.comune is not None:
            words.append(f"{self.comune}.")
        if self.holder_name is not None:
            words.append(f"Operatore di riferimento: {self.holder_name}.")
        return " ".join(words)


_TABS: tuple[tuple[str, str, Part], ...] = (
    # label, address, the part whose cell opens it
    ("Riepilogo", "", Part.CONTACT),
    ("Dati", "/data", Part.SKILLS),
    ("Équipe e servizi", "/team", Part.CONTACT),
    ("Fasi", "/phases", Part.ACTIVITIES),
    ("Colloqui", "/interviews", Part.ACTIVITIES),
    ("Valutazione", "/assessment", Part.LEVELS),
    ("Consensi", "/consents", Part.CONSENTS),
    ("Diritti", "/rights", Part.CONSENTS),
    ("Progetto", "/project", Part.PROJECT),
    ("Sostegni", "/services", Part.ACTIVITIES),
    ("Verifiche", "/evaluation-plan", Part.ACTIVITIES),
    ("Profilo", "/profile", Part.SKILLS),
    ("Documenti", "/documents", Part.DOCUMENTS),
    ("Cronologia", "/timeline", Part.ACTIVITIES),
)

_HOLDER_ONLY = frozenset({"/rights", "/profile"})
_WHOLE_PATH = frozenset({"/phases", "/evaluation-plan"})
"""Pages about the path as a whole: nothing on them is a row of one's own."""


def tabs_for(opened: Ground, current: str) -> tuple[Tab, ...]:
    """The tabs that this ground may open: those whose part has something to read."""
    rows = []
    for label, suffix, part in _TABS:
        if suffix in _HOLDER_ONLY and not opened.holds:
            continue
        allowed = opened.cell(part)
        if suffix in _WHOLE_PATH and not allowed.reads_more_than_own:
            continue
        if suffix == "/evaluation-plan" and not allowed.reads_all:
            continue
        if allowed.reads_something:
            rows.append(Tab(label, f"/people/{opened.person_id}{suffix}", suffix == current))
    return tuple(rows)


_HEADING = """
SELECT p.first_name, p.first_name || ' ' || p.last_name AS name, p.comune_code, a.name AS holder
FROM person p, account a WHERE p.id = $1 AND a.id = $2
"""


async def open_file(person_id: UUID, part: Part, tab: str, *, by: Viewer) -> OpenFile:
    """Raises NotThere without a ground, or where the table gives this column nothing."""
    async with db.unit_of_work():
        opened = await ground_or_not_there(person_id, by)
        allowed = opened.cell(part)
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
    first_name_only = opened.column is Column.PEER_SUPPORTER
    name_only = first_name_only or opened.column is Column.COACH
    return OpenFile(
        person_id,
        opened.case_id,
        row["first_name"] if first_name_only else row["name"],
        None if name_only else municipalities.name(row["comune_code"]),
        None if name_only else row["holder"],
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


async def file_to_add(person_id: UUID, part: Part, tab: str, *, by: Viewer) -> OpenFile:
    """The same for who adds rows to the part, her own at least. Anyone else: not there."""
    file = await open_file(person_id, part, tab, by=by)
    if not file.cell.writes_own:
        raise NotThere
    return file


async def file_of_holder(person_id: UUID, part: Part, tab: str, *, by: Viewer) -> OpenFile:
    """The same for who answers for the case: its phases, its team, its closing. Anyone else: not there."""
    file = await open_file(person_id, part, tab, by=by)
    if not file.holds:
        raise NotThere
    return file
