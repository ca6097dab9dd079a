"""Dates, hours, tutor and goals, until the plan may be signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from portal.accounts import public as accounts
from portal.foundation import db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.locking import Locked, for_counsellor
from portal.tutoring.actions.moving import gather, move
from portal.tutoring.events import PlanPrepared
from portal.tutoring.rules import check_period
from portal.tutoring.vocabulary import GOAL_SCALE, Actor, PartyRole, PlanState


@dataclass(frozen=True, slots=True)
class GoalLine:
    text: str
    indicator: str
    target: int


@dataclass(frozen=True, slots=True)
class Preparation:
    starts_on: date
    ends_on: date
    weekly_hours: int
    day_starts_at: time | None
    day_ends_at: time | None
    tutor_id: UUID
    goals: Sequence[GoalLine]


async def prepare(plan_id: UUID, given: Preparation, *, by: Viewer, version: int | None = None) -> None:
    """``version`` is the one the page was drawn with. Raises Refused when somebody else has changed it since."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        if row.state is not PlanState.DRAFTED:
            raise Refused(
                f"Il percorso {row.code} non è più in preparazione: riapri la preparazione per cambiarlo."
            )
        if version is not None and version != row.version:
            raise Refused(
                f"Qualcuno ha cambiato il percorso {row.code} mentre lo scrivevi. Ricarica la pagina e controlla."
            )
        await _check(row, given)
        await db.execute(
            "UPDATE plan SET starts_on = $2, ends_on = $3, weekly_hours = $4, day_starts_at = $5, day_ends_at = $6,"
            " tutor = $7, version = version + 1 WHERE id = $1",
            row.id,
            given.starts_on,
            given.ends_on,
            given.weekly_hours,
            given.day_starts_at,
            given.day_ends_at,
            given.tutor_id,
        )
        await db.execute(
            "DELETE FROM plan_party WHERE plan = $1 AND role = $2", row.id, PartyRole.TUTOR.value
        )
        await db.execute(
            "INSERT INTO plan_party (id, plan, account, role) VALUES ($1, $2, $3, $4)",
            new_id(),
            row.id,
            given.tutor_id,
            PartyRole.TUTOR.value,
        )
        await db.execute("DELETE FROM plan_goal WHERE plan = $1", row.id)
        await db.executemany(
            "INSERT INTO plan_goal (id, plan, position, text, indicator, target) VALUES ($1, $2, $3, $4, $5, $6)",
            [
                (new_id(), row.id, position, goal.text, goal.indicator, goal.target)
                for position, goal in enumerate(given.goals, start=1)
            ],
        )
        await facts.record(PlanPrepared(**row.about()), by=by)


async def _check(row: Locked, given: Preparation) -> None:
    check_period(row.kind, given.starts_on, given.ends_on)
    if not 1 <= given.weekly_hours <= 40:
        raise Refused("Le ore settimanali vanno da 1 a 40.", field="weekly_hours")
    if given.day_starts_at and given.day_ends_at and given.day_ends_at <= given.day_starts_at:
        raise Refused("L’uscita prevista viene dopo l’entrata: controlla gli orari.", field="day_ends_at")
    lowest, highest = GOAL_SCALE
    if not given.goals or any(not lowest <= goal.target <= highest for goal in given.goals):
        raise Refused("Scrivi almeno un obiettivo, con un traguardo da 1 a 5.", field="goal_1")
    tutors = await accounts.members(row.company_id, role=Role.IN_COMPANY_TUTOR)
    if given.tutor_id not in {one.account_id for one in tutors}:
        raise Refused("Scegli un tutor fra quelli dell’azienda.", field="tutor")


async def complete(plan_id: UUID, *, by: Viewer) -> None:
    """What is to be signed is whole: the parties may sign."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        await move(row, "complete", Actor.COUNSELLOR, await gather(row), by=by)


async def redraft(plan_id: UUID, *, by: Viewer) -> None:
    """Back to preparation; the parties sign the new version."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        await move(row, "redraft", Actor.COUNSELLOR, await gather(row), by=by)
