"""Plans hang from an action of the individual project (services.md §6); opened without one, they create it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.candidates.events import ProjectActionMoved
from portal.candidates.people.sealing import opened, sealed
from portal.candidates.projects.transitions import ACTION, WRITER, ActionFacts
from portal.candidates.projects.vocabulary import (
    ACTION_STATE_LABELS,
    ActionKind,
    ActionState,
    ProductArea,
    SuggestedBy,
)
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.viewer import By

USUAL_TERM = timedelta(days=365)

_OF_PERSON = """
FROM project_aim m JOIN project j ON j.id = m.project AND j.state = 'in_force' JOIN case_ c ON c.id = j."case"
WHERE c.person = $1 AND c.closed_on IS NULL
"""


async def hang_plan(
    person_id: UUID, *, words: str, owner_id: UUID, taken: Collection[UUID], ends_on: date | None = None
) -> UUID | None:
    """The action of the project in force that a new plan hangs from; None for whoever has no project in force.

    The first action «percorso» that still waits and is not ``taken`` by another plan; else a new one, under the aim
    that speaks of a stable job, or the first. In the caller's transaction.
    """
    waiting = await db.fetchval(
        "SELECT a.id FROM project_action a WHERE a.kind = $2 AND a.state IN ('planned', 'running')"
        f" AND a.id <> ALL($3) AND a.aim IN (SELECT m.id {_OF_PERSON}) ORDER BY a.due_on, a.id LIMIT 1 FOR UPDATE",
        person_id,
        ActionKind.PLAN.value,
        list(taken),
    )
    if waiting is not None:
        return UUID(str(waiting))
    aim = await db.fetchrow(
        f"SELECT m.id, c.due_on {_OF_PERSON} ORDER BY m.product_area = $2 DESC, m.place LIMIT 1 FOR UPDATE OF m",
        person_id,
        ProductArea.STABLE_JOB.value,
    )
    if aim is None:
        return None
    id, last = new_id(), aim["due_on"]
    due_on = ends_on or clock.today() + USUAL_TERM
    await db.execute(
        "INSERT INTO project_action (id, aim, place, text_sealed, kind, owner, due_on, state, suggested_by)"
        " SELECT $1, $2, coalesce(max(place), 0) + 1, $3, $4, $5, $6, $7, $8 FROM project_action WHERE aim = $2",
        id,
        aim["id"],
        sealed(words, "project_action", "text_sealed", id),
        ActionKind.PLAN.value,
        owner_id,
        due_on if last is None else min(due_on, last),
        ActionState.PLANNED.value,
        SuggestedBy.NONE.value,
    )
    return id


async def plan_moves(action_id: UUID, name: str, *, reason: str | None = None, by: By) -> None:
    """«begin», «finish» or «drop» of the action with its plan; of a project that is not in force, nothing moves.

    Somebody may have moved the action by hand: then it stays as it is.
    """
    row = await db.fetchrow(
        'SELECT a.state, j."case" FROM project_action a JOIN project_aim m ON m.id = a.aim'
        " JOIN project j ON j.id = m.project WHERE a.id = $1 AND j.state = 'in_force' FOR UPDATE OF a",
        action_id,
    )
    if row is None or ACTION.refusal(name, row["state"], [WRITER], ActionFacts(reason=reason)) is not None:
        return
    state = ActionState(ACTION.named(name).lands(ActionState(row["state"])))
    await db.execute(
        "UPDATE project_action SET state = $2, state_on = $3, dropped_why_sealed = $4 WHERE id = $1",
        action_id,
        state.value,
        clock.today(),
        sealed(reason, "project_action", "dropped_why_sealed", action_id)
        if reason and state is ActionState.DROPPED
        else None,
    )
    await facts.record(ProjectActionMoved(action_id=action_id, case_id=row["case"], state=state.value), by=by)


@dataclass(frozen=True, slots=True)
class PlanAim:
    """What a plan is for, in the words of version ``number`` of the project; ``in_force``: it still is."""

    number: int
    in_force: bool
    aim: str
    action: str
    state: ActionState

    @property
    def state_label(self) -> str:
        return ACTION_STATE_LABELS[self.state]


async def aim_of(action_id: UUID) -> PlanAim | None:
    """For whoever reads the project of the person in full; None once it was erased."""
    row = await db.fetchrow(
        "SELECT j.number, j.state AS project_state, m.id AS aim_id, m.text_sealed AS aim_sealed, a.text_sealed,"
        " a.state FROM project_action a JOIN project_aim m ON m.id = a.aim JOIN project j ON j.id = m.project"
        " WHERE a.id = $1",
        action_id,
    )
    if row is None:
        return None
    return PlanAim(
        row["number"],
        row["project_state"] == "in_force",
        opened(row["aim_sealed"], "project_aim", "text_sealed", row["aim_id"]) or "",
        opened(row["text_sealed"], "project_action", "text_sealed", action_id) or "",
        ActionState(row["state"]),
    )
