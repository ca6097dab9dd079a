"""A plan hangs from an action of the person's individual project, which begins and ends with it (services.md §6)."""

from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import db
from portal.kernel.viewer import By
from portal.tutoring.vocabulary import KINDS, PlanKind

_MOVES = {"start": "begin", "end": "finish", "interrupt": "drop"}
"""What the action does when the plan moves; a pause keeps it running."""


async def hang(
    plan_id: UUID, person_id: UUID, *, kind: PlanKind, code: str, title: str, owner_id: UUID
) -> None:
    """In the transaction that drafts the plan. Whoever has no project in force gets a plan without."""
    taken = await db.fetch(
        "SELECT project_action FROM plan WHERE person = $1 AND project_action IS NOT NULL", person_id
    )
    action_id = await candidates.hang_plan(
        person_id,
        words=f"{KINDS[kind].label} {code}: {title}"[:300],
        owner_id=owner_id,
        taken=[row["project_action"] for row in taken],
    )
    if action_id is not None:
        await db.execute("UPDATE plan SET project_action = $2 WHERE id = $1", plan_id, action_id)


async def follow(plan_id: UUID, code: str, move: str, *, by: By) -> None:
    """The action begins, is done or is dropped with the plan."""
    name = _MOVES.get(move)
    if name is None:
        return
    action_id = await db.fetchval("SELECT project_action FROM plan WHERE id = $1", plan_id)
    if action_id is not None:
        reason = f"Il percorso {code} si è interrotto." if name == "drop" else None
        await candidates.plan_moves(action_id, name, reason=reason, by=by)
