"""What the tutor keeps: attendance, ratings, diary, difficulties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import new_id
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.locking import Locked, for_counsellor, for_tutor, for_tutor_or_counsellor
from portal.tutoring.actions.months import check_open
from portal.tutoring.actions.sending import ChangedMeanwhile, Sending, check_unchanged, first_time
from portal.tutoring.events import (
    AttendanceLogged,
    DiaryWritten,
    DifficultyHandled,
    DifficultyReported,
    GoalRated,
    PlanEvent,
)
from portal.tutoring.queries.register import goals, pauses, ratings_mark
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
    sending: Sending | None = None,
    by: Viewer,
) -> None:
    """One line of the register a day; writing it again corrects it, sent twice it is written once.

    Raises Refused for a day of a closed month, and when the day was changed since the page was drawn.
    """
    async with db.unit_of_work():
        row, now = await for_tutor(plan_id, by), clock.now()
        if not await first_time(row, sending, at=now, by=by):
            return
        starts_on, ends_on = _kept(row)
        line = Day(day, starts_at, ends_at, None) if absence is None else Day(day, None, None, absence.value)
        check_day(
            line, starts_on=starts_on, ends_on=ends_on, today=clock.today(), pauses=await pauses(row.id)
        )
        await check_open(row, day)
        await check_unchanged(row, line, sending, by)
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
            now,
        )
        await facts.record(AttendanceLogged(**row.about()), by=by)


@dataclass(frozen=True, slots=True)
class Rated:
    goal_id: UUID
    level: int
    fact: str


CHANGED_RATINGS = (
    "Nel frattempo gli obiettivi sono stati valutati di nuovo. Guarda le ultime valutazioni e invia ancora."
)


async def rate_goals(
    plan_id: UUID,
    ratings: Sequence[Rated],
    *,
    on: date,
    sending: Sending | None = None,
    seen: str | None = None,
    by: Viewer,
) -> None:
    """A level for each goal looked at, with the fact it rests on; twice on one day corrects, sent twice counts once.

    ``seen`` is ``ratings_mark`` of what the page showed: raises ChangedMeanwhile when there are other ratings now.
    """
    async with db.unit_of_work():
        row = await for_tutor(plan_id, by)
        if not await first_time(row, sending, at=clock.now(), by=by):
            return
        starts_on, _ = _kept(row)
        if seen and seen != ratings_mark(await goals(row.id)):
            raise ChangedMeanwhile(CHANGED_RATINGS)
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
    """A diary entry for the service alone; whoever follows the person hears at once, without a word of it.

    It stands among the things to do until somebody takes it up.
    """
    async with db.unit_of_work():
        row = await for_tutor(plan_id, by)
        _kept(row)
        title, event = "Difficoltà segnalata", DifficultyReported(**row.about())
        await _enter(row, id, DiaryKind.DIFFICULTY, title, text, None, clock.today(), True, by, event)


async def handle_difficulty(plan_id: UUID, entry_id: UUID, *, by: Viewer) -> None:
    """By whoever follows the person: taken up, and the tutor knows. Twice is refused with who came first."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        taken = await db.fetchrow(
            "SELECT handled_at FROM diary_entry WHERE id = $1 AND plan = $2 AND kind = $3",
            entry_id,
            row.id,
            DiaryKind.DIFFICULTY.value,
        )
        if taken is None:
            raise NotThere
        if taken["handled_at"] is not None:
            raise Refused(
                f"La difficoltà è già presa in carico {day_it(clock.in_rome(taken['handled_at']).date(), 'dal')}."
            )
        await db.execute(
            "UPDATE diary_entry SET handled_at = $2, handled_by = $3 WHERE id = $1",
            entry_id,
            clock.now(),
            by.account_id,
        )
        await facts.record(DifficultyHandled(**row.about()), by=by)


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
