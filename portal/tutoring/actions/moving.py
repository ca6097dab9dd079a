"""The one function that moves a plan, and what its needs look at."""

from typing import Any
from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import new_id
from portal.kernel.states import Transition
from portal.kernel.viewer import By
from portal.tutoring.actions.hanging import follow
from portal.tutoring.actions.locking import Locked
from portal.tutoring.events import PlanEnded, PlanEvent, PlanInterrupted
from portal.tutoring.packs.gathering import rule_view
from portal.tutoring.packs.rules import missing_papers
from portal.tutoring.papers import queries as papers
from portal.tutoring.papers.rules import missing
from portal.tutoring.queries import training
from portal.tutoring.transitions import TRANSITIONS, Facts
from portal.tutoring.vocabulary import DOCUMENT_LABELS, KEPT, KINDS, OPEN, Actor, PlanState, Signer


async def gather(row: Locked, *, reason: str | None = None) -> Facts:
    """Read under the plan's lock; a document counts while it is valid on the day, and on the first of the plan."""
    today, kind = clock.today(), KINDS[row.kind]
    valid = await db.fetch(
        "SELECT kind FROM plan_document WHERE plan = $1 AND (valid_until IS NULL OR valid_until >= $2)",
        row.id,
        max(today, row.starts_on or today),
    )
    documents = {one["kind"] for one in valid}
    ruled = await rule_view(row)
    drawn = await papers.versions(row.id)
    lacking = [one for one in kind.documents if one.value not in documents]
    wanting = None
    if kind.rules is not None:
        # which documents a tirocinio needs is for the rules of its region to say
        lacking = [one for one in lacking if ruled.pack.says(f"document.{one.value}")]
        wanting = missing_papers(ruled.pack, [(one.value, DOCUMENT_LABELS[one]) for one in lacking])
    trained = await training.standing(row.tutor_id) if row.tutor_id is not None else None
    return Facts(
        today=today,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        weekly_hours=row.weekly_hours,
        goals=await db.fetchval("SELECT count(*) FROM plan_goal WHERE plan = $1", row.id),
        needs_tutor=kind.keeps_register,
        has_tutor=row.tutor_id is not None,
        tutor_trained=trained is not None and trained.is_trained,
        tutor_training_ended=trained.ended_on if trained is not None else None,
        tutor_full=ruled.tutor_full,
        written_against=ruled.written_against,
        barred_by=ruled.barred_by,
        undeclared=ruled.undeclared,
        governed=kind.rules is not None,
        missing_signatures=missing(drawn) if drawn else (Signer.PERSON,),
        missing_documents=tuple(lacking),
        papers_missing=wanting,
        reason=reason,
    )


async def move(
    row: Locked, name: str, actor: Actor, given: Facts, *, by: By, word: str = "", note: str | None = None
) -> PlanState:
    """Ask the table, save, record. ``word`` is the outcome of an end, or who interrupted.

    Raises Refused with the table's sentence.
    """
    transition = TRANSITIONS.move(name, row.state, [actor], given)
    state = PlanState(transition.lands(row.state))
    # Back to preparation the plan gets a new version: what was signed no longer counts.
    await db.execute(
        "UPDATE plan SET state = $2, state_since = $3, version = version + $4 WHERE id = $1",
        row.id,
        state.value,
        clock.now(),
        1 if state is PlanState.DRAFTED else 0,
    )
    await add_step(row.id, name, state, actor, by=by, note=note)
    await follow(row.id, row.code, name, by=by)
    if state not in OPEN:
        # what had begun counts as done for the final evaluation of her case
        await (candidates.end_commitment if row.state in KEPT else candidates.release_commitment)(row.id)
    await facts.record(_event(transition, row, word), by=by)
    return state


def _event(transition: Transition, row: Locked, word: str) -> PlanEvent:
    kind = transition.then
    if kind is None or not issubclass(kind, PlanEvent):
        raise RuntimeError(f"{transition.name} has no event")
    more: dict[str, Any] = {}
    if kind is PlanEnded:
        more["outcome"] = word
    elif kind is PlanInterrupted:
        more["interrupted_by"] = word
    return kind(**row.about(), **more)


async def add_step(
    plan_id: UUID, name: str, state: PlanState, actor: Actor, *, by: By, note: str | None = None
) -> None:
    """One line of the chronicle. Under the plan's lock, so that positions follow one another."""
    id = new_id()
    await db.execute(
        "INSERT INTO plan_step (id, plan, position, move, state, actor, account, note_sealed, at)"
        " SELECT $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7, $8 FROM plan_step WHERE plan = $2",
        id,
        plan_id,
        name,
        state.value,
        actor.value,
        by.account_id,
        crypto.seal(note, table="plan_step", column="note_sealed", row=id) if note else None,
        clock.now(),
    )
