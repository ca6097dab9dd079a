"""Reads of the project: the words for who reads in full, dates and states for the excerpt."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates.people.sealing import opened
from portal.candidates.projects.vocabulary import ProjectState
from portal.foundation import db


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """``wishes`` and the other words are None in the excerpt."""

    id: UUID
    number: int
    state: ProjectState
    written_on: date
    agreed_on: date | None
    next_review_on: date
    wishes: str | None
    aim: str | None
    action: str | None
    remarks: str | None
    version: int


async def versions(case_id: UUID, *, in_full: bool) -> list[ProjectRow]:
    """Latest first. The excerpt does not even read the sealed columns."""
    words = ", wishes_sealed, aim_sealed, action_sealed, remarks_sealed" if in_full else ""
    rows = await db.fetch(
        f"SELECT id, number, state, written_on, agreed_on, next_review_on, version{words} FROM project"
        ' WHERE "case" = $1 ORDER BY number DESC',
        case_id,
    )
    found = []
    for row in rows:
        said = {
            name: opened(row[f"{name}_sealed"], "project", f"{name}_sealed", row["id"]) if in_full else None
            for name in ("wishes", "aim", "action", "remarks")
        }
        found.append(
            ProjectRow(
                row["id"],
                row["number"],
                ProjectState(row["state"]),
                row["written_on"],
                row["agreed_on"],
                row["next_review_on"],
                said["wishes"],
                said["aim"],
                said["action"],
                said["remarks"],
                row["version"],
            )
        )
    return found
