"""Reads of the operators' training."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.foundation import db
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.network.vocabulary import Topic


@dataclass(frozen=True, slots=True)
class TrainingRow:
    name: str
    topic: Topic
    hours: int
    completed_on: date
    valid_until: date


async def trainings(viewer: Viewer) -> list[TrainingRow]:
    """Of the coordinator's service; of anybody else, the own."""
    rows = await db.fetch(
        "SELECT a.name, t.topic, t.hours, t.completed_on, t.valid_until FROM operator_training t"
        " JOIN account a ON a.id = t.member WHERE t.organisation = $1 AND ($2::boolean OR t.member = $3)"
        " ORDER BY a.name, t.completed_on DESC, t.id",
        viewer.organisation_id,
        viewer.is_any(Role.COORDINATOR),
        viewer.account_id,
    )
    return [
        TrainingRow(row["name"], Topic(row["topic"]), row["hours"], row["completed_on"], row["valid_until"])
        for row in rows
    ]


async def method_is_required(organisation_id: UUID) -> bool:
    found = await db.fetchval(
        "SELECT required FROM training_requirement WHERE organisation = $1 ORDER BY decided_at DESC, id DESC LIMIT 1",
        organisation_id,
    )
    return True if found is None else bool(found)


async def trained_in_method(account_ids: Collection[UUID], on: date) -> set[UUID]:
    """Who has a training in the method that is valid on the day, wherever it was recorded."""
    rows = await db.fetch(
        "SELECT DISTINCT member FROM operator_training WHERE member = ANY($1) AND topic = 'method'"
        " AND $2 BETWEEN completed_on AND valid_until",
        list(account_ids),
        on,
    )
    return {row["member"] for row in rows}
