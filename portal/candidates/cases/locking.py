"""The case, locked for a change, among those the viewer may change."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.cases.vocabulary import CaseState, Track, Weight
from portal.candidates.people.grounds import held
from portal.foundation import db
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class LockedCase:
    id: UUID
    person_id: UUID
    service_id: UUID
    holder_id: UUID
    state: CaseState
    state_since: date
    suspended_from: CaseState | None
    track: Track
    weight: Weight
    opened_on: date
    admitted_on: date | None
    due_on: date | None
    closed_on: date | None
    days_left: int | None = None


COLUMNS = (
    "id, person, lead_service, holder, state, state_since, suspended_from, track, weight, opened_on, admitted_on,"
    " due_on, closed_on, days_left"
)


def read_case(row: Any) -> LockedCase:
    return LockedCase(
        row["id"],
        row["person"],
        row["lead_service"],
        row["holder"],
        CaseState(row["state"]),
        row["state_since"],
        CaseState(row["suspended_from"]) if row["suspended_from"] else None,
        Track(row["track"]),
        Weight(row["weight"]),
        row["opened_on"],
        row["admitted_on"],
        row["due_on"],
        row["closed_on"],
        row["days_left"],
    )


async def held_case(person_id: UUID, by: Viewer) -> LockedCase:
    """For who holds the case or stands in today. Raises NotThere."""
    ground = await held(person_id, by)
    row = await db.fetchrow(f"SELECT {COLUMNS} FROM case_ WHERE id = $1 FOR UPDATE", ground.case_id)
    if row is None:
        raise NotThere
    return read_case(row)


async def coordinated_case(person_id: UUID, by: Viewer) -> LockedCase:
    """For the coordinator of the lead service. Raises NotThere."""
    if by.organisation_id is None or not by.is_any(Role.COORDINATOR):
        raise NotThere
    row = await db.fetchrow(
        f"SELECT {COLUMNS} FROM case_ WHERE person = $1 AND lead_service = $2"
        " ORDER BY closed_on DESC NULLS FIRST LIMIT 1 FOR UPDATE",
        person_id,
        by.organisation_id,
    )
    if row is None:
        raise NotThere
    return read_case(row)


async def case_of(person_id: UUID) -> LockedCase | None:
    """The person's latest case, unlocked; for the portal's own questions."""
    row = await db.fetchrow(
        f"SELECT {COLUMNS} FROM case_ WHERE person = $1 ORDER BY closed_on DESC NULLS FIRST, opened_on DESC LIMIT 1",
        person_id,
    )
    return None if row is None else read_case(row)


async def case_by_id(case_id: UUID) -> LockedCase:
    """Unlocked, for pages: the ground of a file names its case."""
    row = await db.fetchrow(f"SELECT {COLUMNS} FROM case_ WHERE id = $1", case_id)
    if row is None:
        raise NotThere
    return read_case(row)


async def locked_case(case_id: UUID) -> LockedCase:
    """Held until the end of the transaction, for who has shown a ground on it."""
    row = await db.fetchrow(f"SELECT {COLUMNS} FROM case_ WHERE id = $1 FOR UPDATE", case_id)
    if row is None:
        raise NotThere
    return read_case(row)
