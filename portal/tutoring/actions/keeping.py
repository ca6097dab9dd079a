"""What the tutor keeps: attendance, ratings, diary, difficulties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.locking import Locked, for_tutor, for_tutor_or_counsellor
from portal.tutoring.events import (
    AttendanceLogged,
    DiaryWritten,
    DifficultyReported,
    GoalRated,
    PlanEvent,
)
from portal.tutoring.queries.register import pauses
from portal.tutoring.rules import Day, check_day
from portal.tutoring.vocabulary import GOAL_SCALE, KEPT, NOT_STARTED, STATE_LABELS, Absence, DiaryKind


def _kept(row: Locked) -> tuple[date, date]:
    if row.state not in KEPT or row.starts_on is None or row.ends_on is None:
        raise Refused(
            f"Il percorso {row.code} ora è nello stato «{STATE_LABELS[row.state]}»: il registro è chiuso."
        )
    return row.starts_on, row.ends_on


async def log_day(
    plan_id: UUID,
    *,
    day: date,
    starts_at: time | None = None,
    ends_at: time | None = None,
    absence: Absence | None = None,
    by: Viewer,
) -> None:
    """One line of the register a day; writing it again corrects it."""
    async with db.unit_of_work():
        row = await for_tutor(plan_id, by)
        starts_on, ends_on = _kept(row)
        line = Day(day, starts_at, ends_at, None) if absence is None else Day(day, None, None, absence.value)
        check_day(
            line, starts_on=starts_on, ends_on=ends_on, today=clock.today(), pauses=await pauses(row.id)
        )
        await db.execute(
            "INSERT INTO attendance (id, plan, day, starts_at, ends_at, absence, entered_by, entered_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (plan, day) DO UPDATE SET starts_at = $4,"
            " ends_at = $5, absence = $6, entered_by = $7, entered_at = $8",
            new_id(),
            row.id,
            day,
            line.starts_at,
            line.ends_at,
            line.absence,
            by.account_id,
            clock.now(),
        )
        await facts.record(AttendanceLogged(**row.about()), by=by)


@dataclass(frozen=True, slots=True)
class Rated:
    goal_id: UUID
    level: int
    fact: str


async def rate_goals(plan_id: UUID, ratings: Sequence[Rated], *, on: date, by: Viewer) -> None:
    """A level for each goal looked at, with the fact it rests on; twice on one day corrects."""
    async with db.unit_of_work():
        row = await for_tutor(plan_id, by)
        starts_on, _ = _kept(row)
        lowest, highest = GOAL_SCALE
        if any(not lowest <= one.level <= highest for one in ratings):
            raise Refused(f"La scala va da {lowest} a {highest}.")
        if not starts_on <= on <= clock.today():
            raise Refused("La data va dall’inizio del percorso a oggi.", field="on")
        rows = await db.fetch("SELECT id FROM plan_goal WHERE plan = $1", row.id)
        if not {one.goal_id for one in ratings} <= {found["id"] for found in rows}:
            raise NotThere
        for one in ratings:
            await db.execute("DELETE FROM goal_rating WHERE goal = $1 AND rated_on = $2", one.goal_id, on)
            id = new_id()
            await db.execute(
                "INSERT INTO goal_rating (id, goal, rated_on, level, fact_sealed, rated_by)"
                " VALUES ($1, $2, $3, $4, $5, $6)",
                id,
                one.goal_id,
                on,
                one.level,
                crypto.seal(one.fact, table="goal_rating", column="fact_sealed", row=id),
                by.account_id,
            )
        await facts.record(GoalRated(**row.about()), by=by)


async def write_diary(
    plan_id: UUID,
    *,
    id: UUID,
    kind: DiaryKind,
    title: str,
    text: str,
    goal_id: UUID | None,
    for_service: bool,
    by: Viewer,
) -> None:
    """By the tutor while the plan is kept, by the counsellor also afterwards; pressed twice it is written once."""
    async with db.unit_of_work():
        row = await for_tutor_or_counsellor(plan_id, by)
        if by.is_any(Role.IN_COMPANY_TUTOR):
            _kept(row)
        elif row.state in NOT_STARTED:
            raise Refused(f"Il percorso {row.code} non è ancora cominciato: il diario è chiuso.")
        if goal_id is not None and not await db.fetchval(
            "SELECT EXISTS (SELECT 1 FROM plan_goal WHERE id = $1 AND plan = $2)", goal_id, row.id
        ):
            raise NotThere
        await _enter(
            row, id, kind, title, text, goal_id, clock.today(), for_service, by, DiaryWritten(**row.about())
        )


async def report_difficulty(plan_id: UUID, *, id: UUID, text: str, by: Viewer) -> None:
    """A diary entry for the service alone; whoever follows the person hears at once, without a word of it."""
    async with db.unit_of_work():
        row = await for_tutor(plan_id, by)
        _kept(row)
        title, event = "Difficoltà segnalata", DifficultyReported(**row.about())
        await _enter(row, id, DiaryKind.TO_FOLLOW, title, text, None, clock.today(), True, by, event)


async def _enter(
    row: Locked,
    id: UUID,
    kind: DiaryKind,
    title: str,
    text: str,
    goal_id: UUID | None,
    day: date,
    for_service: bool,
    by: Viewer,
    event: PlanEvent,
) -> None:
    new = await db.fetchval(
        "INSERT INTO diary_entry (id, plan, goal, kind, title, text_sealed, happened_on, for_service, author,"
        " written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING RETURNING id",
        id,
        row.id,
        goal_id,
        kind.value,
        title,
        crypto.seal(text, table="diary_entry", column="text_sealed", row=id),
        day,
        for_service,
        by.account_id,
        clock.now(),
    )
    if new is not None:
        await facts.record(event, by=by)
