"""The plan under lock, among those the viewer is a party of; and the one function that moves it."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import clock, db, facts
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from portal.kernel.viewer import By, Viewer
from portal.tutoring import training
from portal.tutoring.events import PlanEnded, PlanInterrupted
from portal.tutoring.transitions import KEPT, TRANSITIONS, Facts
from portal.tutoring.vocabulary import KINDS, Actor, DocumentKind, PlanKind, PlanState, Signer


@dataclass(frozen=True, slots=True)
class Locked:
    id: UUID
    code: str
    kind: PlanKind
    title: str
    person_id: UUID
    company_id: UUID
    service_id: UUID
    counsellor_id: UUID
    tutor_id: UUID | None
    groups: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    weekly_hours: int | None
    day_starts_at: time | None
    day_ends_at: time | None
    state: PlanState
    version: int

    def about(self) -> dict[str, UUID]:
        return {"plan_id": self.id, "person_id": self.person_id, "company_id": self.company_id}


def _locked(row: Any | None) -> Locked:
    if row is None:
        raise NotThere
    return Locked(
        row["id"],
        row["code"],
        PlanKind(row["kind"]),
        row["title"],
        row["person"],
        row["company"],
        row["service"],
        row["counsellor"],
        row["tutor"],
        tuple(row["groups"]),
        row["starts_on"],
        row["ends_on"],
        row["weekly_hours"],
        row["day_starts_at"],
        row["day_ends_at"],
        PlanState(row["state"]),
        row["version"],
    )


async def for_counsellor(plan_id: UUID, by: Viewer) -> Locked:
    row = _locked(
        await db.fetchrow(
            "SELECT * FROM plan WHERE id = $1 AND service = $2 FOR UPDATE", plan_id, by.organisation_id
        )
    )
    if not by.is_any(Role.JOB_COUNSELLOR) or not await candidates.follows(row.person_id, by):
        raise NotThere
    return row


async def for_company(plan_id: UUID, by: Viewer) -> Locked:
    """Among those whose proposal named the viewer."""
    return _locked(
        await db.fetchrow(
            "SELECT p.* FROM plan p JOIN plan_party y ON y.plan = p.id AND y.account = $3 AND y.role = 'company'"
            " WHERE p.id = $1 AND p.company = $2 FOR UPDATE OF p",
            plan_id,
            by.organisation_id,
            by.account_id,
        )
    )


async def for_tutor(plan_id: UUID, by: Viewer) -> Locked:
    """Only the plan's own tutor, while acting for that company."""
    return _locked(
        await db.fetchrow(
            "SELECT * FROM plan WHERE id = $1 AND company = $2 AND tutor = $3 FOR UPDATE",
            plan_id,
            by.organisation_id,
            by.account_id,
        )
    )


async def gather(row: Locked, *, on: date | None = None, reason: str | None = None) -> Facts:
    signed = {
        Signer(one["signer"])
        for one in await db.fetch(
            "SELECT signer FROM plan_signature WHERE plan = $1 AND version = $2", row.id, row.version
        )
    }
    recorded = {
        DocumentKind(one["kind"])
        for one in await db.fetch("SELECT kind FROM plan_document WHERE plan = $1", row.id)
    }
    busy = await db.fetchval(
        "SELECT count(*) FROM plan WHERE tutor = $1 AND id <> $2 AND state = ANY($3)",
        row.tutor_id,
        row.id,
        [state.value for state in KEPT],
    )
    return Facts(
        today=on or clock.today(),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        weekly_hours=row.weekly_hours,
        goals=await db.fetchval("SELECT count(*) FROM plan_goal WHERE plan = $1", row.id),
        has_tutor=row.tutor_id is not None,
        tutor_trained=row.tutor_id is not None and await training.is_trained(row.tutor_id),
        tutor_plans=busy,
        missing_signatures=tuple(one for one in Signer if one not in signed),
        missing_documents=tuple(one for one in KINDS[row.kind].documents if one not in recorded),
        reason=reason,
    )


async def move(row: Locked, name: str, actor: Actor, given: Facts, *, by: By, word: str = "") -> PlanState:
    """Ask the table, save, record. ``word`` is the outcome of an end, or who interrupted."""
    transition = TRANSITIONS.move(name, row.state, [actor], given)
    state = PlanState(transition.lands(row.state))
    event = transition.then
    if event is None:
        raise RuntimeError(f"{name} has no event")
    # Back to preparation the plan gets a new version: what was signed no longer counts.
    await db.execute(
        "UPDATE plan SET state = $2, state_since = $3, version = version + $4 WHERE id = $1",
        row.id,
        state.value,
        clock.now(),
        1 if name == "redraft" else 0,
    )
    more: dict[str, Any] = {}
    if event is PlanEnded:
        more["outcome"] = word
    elif event is PlanInterrupted:
        more["interrupted_by"] = word
    await facts.record(event(**row.about(), **more), by=by)
    return state
