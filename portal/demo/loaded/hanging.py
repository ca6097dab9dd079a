"""Rows of the actions that plans hang from, in the project that was in force on the day of the acceptance."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from portal.candidates.people.sealing import seal, sealed
from portal.candidates.projects.vocabulary import ActionKind, ActionState, SuggestedBy
from portal.demo.chance import Chance
from portal.demo.loaded.batch import Batch
from portal.demo.loaded.known import Known, KnownPerson
from portal.demo.world.models import Plan
from portal.tutoring.vocabulary import KINDS, PlanKind, PlanState

COLUMNS = {
    "project_action": "id aim place text_sealed kind owner due_on state state_on dropped_why_sealed suggested_by"
}
_REACHED = {
    PlanState.RUNNING: ActionState.RUNNING,
    PlanState.SUSPENDED: ActionState.RUNNING,
    PlanState.ENDED: ActionState.DONE,
    PlanState.INTERRUPTED: ActionState.DROPPED,
}


def hang(
    batch: Batch,
    known: Known,
    number: int,
    plan: Plan,
    person: KnownPerson,
    *,
    kind: PlanKind,
    code: str,
    title: str,
    on: date,
) -> UUID | None:
    """None for whoever had no project in force then."""
    aim_id = next((id for since, id in reversed(person.aims) if since <= on), None)
    if aim_id is None:
        return None
    id = Chance.of(known.world.seed, "loaded action", number).id(on)
    known.hung[aim_id] = known.hung.get(aim_id, 1) + 1
    state = _REACHED.get(plan.state, ActionState.PLANNED)
    told = plan.ended_on or plan.starts_on
    dropped = f"Il percorso {code} si è interrotto." if state is ActionState.DROPPED else None
    batch.add(
        "project_action", id, aim_id, known.hung[aim_id],
        sealed(f"{KINDS[kind].label} {code}: {title}", "project_action", "text_sealed", id), ActionKind.PLAN.value,
        person.counsellor_id, plan.ends_on, state.value, told if state is not ActionState.PLANNED else None,
        seal(dropped, "project_action", "dropped_why_sealed", id), SuggestedBy.NONE.value,
    )  # fmt: skip
    return id
