"""What the tutor keeps: attendance, ratings, diary, difficulties."""

from datetime import date, time
from uuid import UUID

from portal.accounts import public as accounts
from portal.foundation import clock, crypto, db, facts, mail
from portal.foundation.addresses import absolute
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.locking import Locked, for_counsellor, for_tutor
from portal.tutoring.events import AttendanceLogged, DiaryWritten, DifficultyReported, GoalRated
from portal.tutoring.rules import Day, check_day
from portal.tutoring.transitions import KEPT
from portal.tutoring.vocabulary import GOAL_SCALE, Absence, DiaryKind, PlanState


def _kept(row: Locked) -> tuple[date, date]:
    if row.state not in KEPT or row.starts_on is None or row.ends_on is None:
        raise Refused(f"Il percorso {row.code} non è in corso: il registro è chiuso.")
    return row.starts_on, row.ends_on


async def log_day(
    plan_id: UUID,
    *,
    day: date,
    starts_at: time | None,
    ends_at: time | None,
    absence: Absence | None,
    by: Viewer,
) -> None:
    """One line of the register a day; writing it again corrects it."""
    async with db.unit_of_work():
        row = await for_tutor(plan_id, by)
        starts_on, ends_on = _kept(row)
        line = Day(day, starts_at, ends_at, absence.value if absence else None)
        check_day(line, starts_on=starts_on, ends_on=ends_on, today=clock.today())
        await db.execute(
            "INSERT INTO attendance (id, plan, day, starts_at, ends_at, absence, entered_by, entered_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (plan, day) DO UPDATE SET starts_at = $4,"
            " ends_at = $5, absence = $6, entered_by = $7, entered_at = $8",
            new_id(),
            row.id,
            day,
            None if absence else starts_at,
            None if absence else ends_at,
            absence.value if absence else None,
            by.account_id,
            clock.now(),
        )
        await facts.record(AttendanceLogged(**row.about()), by=by)


async def rate_goal(plan_id: UUID, *, goal_id: UUID, level: int, fact: str, on: date, by: Viewer) -> None:
    async with db.unit_of_work():
        row = await for_tutor(plan_id, by)
        starts_on, _ = _kept(row)
        lowest, highest = GOAL_SCALE
        if not lowest <= level <= highest:
            raise Refused(f"La scala va da {lowest} a {highest}.", field="level")
        if not starts_on <= on <= clock.today():
            raise Refused("La data va dall’inizio del percorso a oggi.", field="on")
        if not await db.fetchval("SELECT EXISTS (SELECT 1 FROM plan_goal WHERE id = $1 AND plan = $2)", goal_id, row.id):
            raise NotThere
        rating_id = new_id()
        await db.execute(
            "INSERT INTO goal_rating (id, goal, rated_on, level, fact_sealed, rated_by) VALUES ($1,$2,$3,$4,$5,$6)",
            rating_id,
            goal_id,
            on,
            level,
            crypto.seal(fact, table="goal_rating", column="fact_sealed", row=rating_id),
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
    on: date,
    for_service: bool,
    by: Viewer,
) -> None:
    """By the tutor or by the counsellor; pressed twice it is written once (``id``)."""
    async with db.unit_of_work():
        row = await (for_tutor if by.is_any(Role.IN_COMPANY_TUTOR) else for_counsellor)(plan_id, by)
        if row.state in (PlanState.DRAFTED, PlanState.TO_SIGN):
            raise Refused(f"Il percorso {row.code} non è ancora cominciato: il diario è chiuso.")
        if on > clock.today():
            raise Refused("La data non può essere nel futuro.", field="on")
        if goal_id is not None and not await db.fetchval(
            "SELECT EXISTS (SELECT 1 FROM plan_goal WHERE id = $1 AND plan = $2)", goal_id, row.id
        ):
            raise NotThere
        new = await db.fetchval(
            "INSERT INTO diary_entry (id, plan, goal, kind, title, text_sealed, happened_on, for_service, author,"
            " written_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) ON CONFLICT (id) DO NOTHING RETURNING id",
            id,
            row.id,
            goal_id,
            kind.value,
            title,
            crypto.seal(text, table="diary_entry", column="text_sealed", row=id),
            on,
            for_service,
            by.account_id,
            clock.now(),
        )
        if new is not None:
            await facts.record(DiaryWritten(**row.about()), by=by)


async def report_difficulty(plan_id: UUID, *, id: UUID, text: str, by: Viewer) -> None:
    """A diary entry for the service alone, and a mail to the counsellor at once (without a word of it)."""
    async with db.unit_of_work():
        row = await for_tutor(plan_id, by)
        _kept(row)
        new = await db.fetchval(
            "INSERT INTO diary_entry (id, plan, goal, kind, title, text_sealed, happened_on, for_service, author,"
            " written_at) VALUES ($1,$2,NULL,$3,$4,$5,$6,true,$7,$8) ON CONFLICT (id) DO NOTHING RETURNING id",
            id,
            row.id,
            DiaryKind.TO_FOLLOW.value,
            "Difficoltà segnalata",
            crypto.seal(text, table="diary_entry", column="text_sealed", row=id),
            clock.today(),
            by.account_id,
            clock.now(),
        )
        if new is None:
            return
        counsellor = await accounts.account(row.counsellor_id)
        if counsellor is not None:
            letter = mail.compose("difficulty_reported", code=row.code, url=absolute(f"/plans/{row.id}"))
            await mail.send(
                to=counsellor.email, subject=letter.subject, text=letter.text, kind="difficulty_reported"
            )
        await facts.record(DifficultyReported(**row.about()), by=by)
