"""Writes of the fairness attributes, by who holds the case."""

from uuid import UUID

from portal.candidates.events import FairnessAttributesRecorded
from portal.candidates.fairness.queries import Attributes
from portal.candidates.people.grounds import held
from portal.candidates.people.sealing import seal_json
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.viewer import Viewer

TABLE = "fairness_attributes"


def kept(attributes: Attributes, row_id: UUID) -> bytes:
    values = {
        "sex": attributes.sex,
        "citizenship": attributes.citizenship,
        "disability": attributes.disability,
    }
    return seal_json(values, TABLE, "attributes_sealed", row_id)


async def record(person_id: UUID, attributes: Attributes, *, by: Viewer) -> None:
    """Replaces what was there; told by the person, each answer may be withheld."""
    async with db.unit_of_work():
        await held(person_id, by)
        await db.lock(f"fairness {person_id}")
        id = await db.fetchval("SELECT id FROM fairness_attributes WHERE person = $1", person_id) or new_id()
        await db.execute(
            "INSERT INTO fairness_attributes (id, person, attributes_sealed, recorded_by, recorded_at)"
            " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (person) DO UPDATE SET attributes_sealed = $3,"
            " recorded_by = $4, recorded_at = $5",
            id,
            person_id,
            kept(attributes, id),
            by.account_id,
            clock.now(),
        )
        await facts.record(FairnessAttributesRecorded(person_id=person_id), by=by)
