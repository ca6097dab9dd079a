"""Reads of the project: the words for who reads in full, dates and states for the excerpt, the own actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.people.grounds import INVOLVED, SHARED
from portal.candidates.people.sealing import opened
from portal.candidates.projects.vocabulary import (
    ActionKind,
    ActionState,
    AgreedHow,
    Party,
    ProductArea,
    ProjectState,
    Reached,
    SuggestedBy,
)
from portal.foundation import clock, db
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class ActionRow:
    """``owner`` None: the person herself."""

    id: UUID
    text: str
    kind: ActionKind
    owner_id: UUID | None
    owner: str | None
    due_on: date
    state: ActionState
    state_on: date | None
    dropped_why: str | None
    suggested_by: SuggestedBy


@dataclass(frozen=True, slots=True)
class AimRow:
    id: UUID
    text: str
    area: ProductArea
    indicator: str
    reached: Reached
    fact: str | None
    told_on: date | None
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class AgreementRow:
    party: Party
    how: AgreedHow
    on: date
    by: str | None
    remarks: str | None


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """Words, aims and agreements are empty in the excerpt."""

    id: UUID
    number: int
    state: ProjectState
    written_on: date
    agreed_on: date | None
    next_review_on: date
    starts_on: date | None
    version: int
    wishes: str | None = None
    situation: str | None = None
    redesign_reason: str | None = None
    remarks: str | None = None
    aims: tuple[AimRow, ...] = ()
    agreements: tuple[AgreementRow, ...] = ()


_ACTIONS = """
SELECT a.*, m.project, c.name AS owner_name FROM project_action a JOIN project_aim m ON m.id = a.aim
LEFT JOIN account c ON c.id = a.owner WHERE m.project = ANY($1) ORDER BY a.place
"""


def _action(row: Any) -> ActionRow:
    return ActionRow(
        row["id"],
        opened(row["text_sealed"], "project_action", "text_sealed", row["id"]) or "",
        ActionKind(row["kind"]),
        row["owner"],
        row["owner_name"],
        row["due_on"],
        ActionState(row["state"]),
        row["state_on"],
        opened(row["dropped_why_sealed"], "project_action", "dropped_why_sealed", row["id"]),
        SuggestedBy(row["suggested_by"]),
    )


async def _aims(project_ids: Sequence[UUID]) -> dict[UUID, list[AimRow]]:
    """Two queries, however many versions."""
    actions: dict[UUID, list[ActionRow]] = {}
    for row in await db.fetch(_ACTIONS, list(project_ids)):
        actions.setdefault(row["aim"], []).append(_action(row))
    found: dict[UUID, list[AimRow]] = {}
    for row in await db.fetch(
        "SELECT * FROM project_aim WHERE project = ANY($1) ORDER BY place", list(project_ids)
    ):
        found.setdefault(row["project"], []).append(
            AimRow(
                row["id"],
                opened(row["text_sealed"], "project_aim", "text_sealed", row["id"]) or "",
                ProductArea(row["product_area"]),
                opened(row["indicator_sealed"], "project_aim", "indicator_sealed", row["id"]) or "",
                Reached(row["reached"]),
                opened(row["fact_sealed"], "project_aim", "fact_sealed", row["id"]),
                row["told_on"],
                tuple(actions.get(row["id"], ())),
            )
        )
    return found


async def _agreements(project_ids: Sequence[UUID]) -> dict[UUID, list[AgreementRow]]:
    rows = await db.fetch(
        "SELECT g.*, a.name FROM project_agreement g LEFT JOIN account a ON a.id = g.recorded_by"
        " WHERE g.project = ANY($1) ORDER BY g.given_on, g.party",
        list(project_ids),
    )
    found: dict[UUID, list[AgreementRow]] = {}
    for row in rows:
        found.setdefault(row["project"], []).append(
            AgreementRow(
                Party(row["party"]),
                AgreedHow(row["how"]),
                row["given_on"],
                row["name"],
                opened(row["remarks_sealed"], "project_agreement", "remarks_sealed", row["id"]),
            )
        )
    return found


async def versions(case_id: UUID, *, in_full: bool) -> list[ProjectRow]:
    """Latest first. The excerpt does not even read the sealed columns."""
    words = ", wishes_sealed, situation_sealed, redesign_reason_sealed, remarks_sealed" if in_full else ""
    rows = await db.fetch(
        f"SELECT id, number, state, written_on, agreed_on, next_review_on, starts_on, version{words} FROM project"
        ' WHERE "case" = $1 ORDER BY number DESC',
        case_id,
    )
    ids = [row["id"] for row in rows]
    aims = await _aims(ids) if in_full and ids else {}
    agreements = await _agreements(ids) if in_full and ids else {}
    found = []
    for row in rows:
        said = {
            name: opened(row[f"{name}_sealed"], "project", f"{name}_sealed", row["id"]) if in_full else None
            for name in ("wishes", "situation", "redesign_reason", "remarks")
        }
        found.append(
            ProjectRow(
                row["id"],
                row["number"],
                ProjectState(row["state"]),
                row["written_on"],
                row["agreed_on"],
                row["next_review_on"],
                row["starts_on"],
                row["version"],
                said["wishes"],
                said["situation"],
                said["redesign_reason"],
                said["remarks"],
                tuple(aims.get(row["id"], ())),
                tuple(agreements.get(row["id"], ())),
            )
        )
    return found


async def own_actions(case_id: UUID, account_id: UUID) -> list[ActionRow]:
    """Of the project in force, those given to this account."""
    rows = await db.fetch(
        "SELECT a.*, c.name AS owner_name FROM project_action a JOIN project_aim m ON m.id = a.aim"
        " JOIN project j ON j.id = m.project LEFT JOIN account c ON c.id = a.owner"
        " WHERE j.\"case\" = $1 AND j.state = 'in_force' AND a.owner = $2 ORDER BY a.due_on, a.id",
        case_id,
        account_id,
    )
    return [_action(row) for row in rows]


async def aims_in_force(case_id: UUID) -> list[tuple[str, str]]:
    """Ids and texts of the aims of the project in force."""
    rows = await db.fetch(
        "SELECT m.id, m.text_sealed FROM project_aim m JOIN project j ON j.id = m.project"
        " WHERE j.\"case\" = $1 AND j.state = 'in_force' ORDER BY m.place",
        case_id,
    )
    return [
        (str(row["id"]), opened(row["text_sealed"], "project_aim", "text_sealed", row["id"]) or "")
        for row in rows
    ]


async def aim_texts(aim_ids: Sequence[str]) -> dict[str, str]:
    rows = await db.fetch(
        "SELECT id, text_sealed FROM project_aim WHERE id = ANY($1::uuid[])", [UUID(one) for one in aim_ids]
    )
    return {
        str(row["id"]): opened(row["text_sealed"], "project_aim", "text_sealed", row["id"]) or ""
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class OwnAction:
    person_id: UUID
    text: str
    due_on: date


async def actions_of(viewer: Viewer) -> list[OwnAction]:
    """Actions to do that the viewer was given, in open cases in whose team she is today."""
    rows = await db.fetch(
        "SELECT a.id, a.text_sealed, a.due_on, c.person FROM project_action a JOIN project_aim m ON m.id = a.aim"
        ' JOIN project j ON j.id = m.project JOIN case_ c ON c.id = j."case" JOIN person p ON p.id = c.person'
        " WHERE a.owner = $1 AND a.state IN ('planned', 'running') AND j.state = 'in_force' AND c.closed_on IS NULL"
        " AND p.erased_at IS NULL AND (c.holder = $1 OR EXISTS (SELECT FROM case_service v"
        " JOIN involvement i ON i.case_service = v.id LEFT JOIN sharing_consent g ON g.id = v.consent"
        f' WHERE v."case" = c.id AND v.organisation = $2 AND {SHARED.format(today="$3::date")}'
        f" AND {INVOLVED.format(account='$1', today='$3::date')}))"
        " ORDER BY a.due_on, a.id LIMIT 50",
        viewer.account_id,
        viewer.organisation_id,
        clock.today(),
    )
    return [
        OwnAction(
            row["person"],
            opened(row["text_sealed"], "project_action", "text_sealed", row["id"]) or "",
            row["due_on"],
        )
        for row in rows
    ]
