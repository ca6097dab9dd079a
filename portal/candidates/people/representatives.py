"""Who signs beside the person, where a court named somebody: recorded with powers and act, in her contact data.

Who signs what is not settled (services.md §12): so both are asked, and the person's own yes has no substitute.
"""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from portal.candidates.events import PersonDataChanged
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.file_access import Part
from portal.candidates.people.grounds import written_by
from portal.candidates.people.sealing import opened_json, seal_json
from portal.candidates.people.vocabulary import RepresentativeKind
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer

TABLE = "legal_representative"


@dataclass(frozen=True, slots=True)
class Words:
    """``act``: the decree, with number and day; ``powers``: what it lets one sign."""

    name: str
    powers: str
    act: str
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class RepresentativeRow:
    id: UUID
    kind: RepresentativeKind
    name: str
    powers: str
    act: str
    phone: str | None
    starts_on: date


async def of_person(person_id: UUID) -> RepresentativeRow | None:
    """Who signs beside her now; None while she signs alone. The caller has shown a ground."""
    row = await db.fetchrow(
        "SELECT id, kind, words_sealed, starts_on FROM legal_representative"
        " WHERE person = $1 AND ended_on IS NULL",
        person_id,
    )
    if row is None:
        return None
    said = opened_json(row["words_sealed"], TABLE, "words_sealed", row["id"])
    return RepresentativeRow(
        row["id"],
        RepresentativeKind(row["kind"]),
        said["name"],
        said["powers"],
        said["act"],
        said["phone"],
        row["starts_on"],
    )


async def record(
    person_id: UUID, kind: RepresentativeKind, words: Words, *, starts_on: date, by: Viewer
) -> None:
    """Takes the place of the one before, who stays as the past."""
    async with db.unit_of_work():
        await written_by(person_id, Part.CONTACT, by)
        day = sure_of_day(starts_on, field="starts_on")
        await _end(person_id)
        id = new_id()
        await db.execute(
            "INSERT INTO legal_representative (id, person, kind, words_sealed, starts_on, recorded_by, recorded_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id,
            person_id,
            kind.value,
            seal_json(asdict(words), TABLE, "words_sealed", id),
            day,
            by.account_id,
            clock.now(),
        )
        await facts.record(PersonDataChanged(person_id=person_id), by=by)


async def end(person_id: UUID, *, by: Viewer) -> None:
    """She signs alone from today. Raises NotThere where nobody signed with her."""
    async with db.unit_of_work():
        await written_by(person_id, Part.CONTACT, by)
        if not await _end(person_id):
            raise NotThere
        await facts.record(PersonDataChanged(person_id=person_id), by=by)


async def _end(person_id: UUID) -> int:
    tag = await db.execute(
        "UPDATE legal_representative SET ended_on = greatest(starts_on, $2)"
        " WHERE person = $1 AND ended_on IS NULL",
        person_id,
        clock.today(),
    )
    return db.affected(tag)
