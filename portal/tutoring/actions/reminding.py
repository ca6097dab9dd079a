"""Reminders: found by SQL, each sent once per plan and period, with its real month or day."""

from datetime import date
from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import clock, db
from portal.tutoring.actions import letters
from portal.tutoring.rules import Month, month_of, reminders_due
from portal.tutoring.vocabulary import KEPT, Reminder

BATCH = 1000


async def remind_months() -> int:
    """Every month that ended while a plan ran: once, the tutor is asked to look at the register.

    Answers how many reminders went out. After days of standstill all due ones go.
    """
    today, last, sent = clock.today(), "", 0
    while rows := await db.fetch(
        "SELECT p.id, p.code, p.tutor, p.company, p.starts_on, p.ends_on, ARRAY(SELECT r.period FROM plan_reminder r"
        " WHERE r.plan = p.id AND r.kind = $4) AS sent FROM plan p WHERE p.state = ANY($1) AND p.starts_on < $2"
        " AND p.code > $3 ORDER BY p.code LIMIT $5",
        [state.value for state in KEPT],
        month_of(today).first,
        last,
        Reminder.MONTH.value,
        BATCH,
    ):
        last = rows[-1]["code"]
        for row in rows:
            for month in reminders_due(row["starts_on"], row["ends_on"], today):
                if month.key not in row["sent"]:
                    sent += await _month(row["id"], row["code"], row["tutor"], row["company"], month)
    return sent


async def _month(plan_id: UUID, code: str, tutor_id: UUID, company_id: UUID, month: Month) -> int:
    async with db.unit_of_work():
        if not await _first_time(plan_id, Reminder.MONTH, month.key, month.last):
            return 0
        await letters.month_to_close(
            account_id=tutor_id, organisation_id=company_id, code=code, month=month.first, plan_id=plan_id
        )
        return 1


async def remind_follow_ups() -> int:
    """1, 3, 6, 12 months after the end: whoever follows the person is asked whether she still works there."""
    sent = 0
    while rows := await db.fetch(
        "SELECT f.plan, f.months, f.due_on, p.code, p.person FROM follow_up f JOIN plan p ON p.id = f.plan"
        " WHERE f.done_on IS NULL AND f.due_on <= $1 AND NOT EXISTS (SELECT 1 FROM plan_reminder r"
        " WHERE r.plan = f.plan AND r.kind = $2 AND r.period = f.months::text)"
        " ORDER BY f.due_on, p.code LIMIT $3",
        clock.today(),
        Reminder.FOLLOW_UP.value,
        BATCH,
    ):
        for row in rows:
            sent += await _follow_up(row["plan"], row["code"], row["person"], row["months"], row["due_on"])
    return sent


async def _follow_up(plan_id: UUID, code: str, person_id: UUID, months: int, due_on: date) -> int:
    async with db.unit_of_work():
        if not await _first_time(plan_id, Reminder.FOLLOW_UP, str(months), due_on):
            return 0
        holder = await candidates.holder_of(person_id)
        service_id = await candidates.service_of(person_id)
        if holder is None or service_id is None:
            return 0
        await letters.follow_up_due(
            account_id=holder, organisation_id=service_id, code=code, months=months, plan_id=plan_id
        )
        return 1


async def _first_time(plan_id: UUID, kind: Reminder, period: str, due_on: date) -> bool:
    new = await db.fetchval(
        "INSERT INTO plan_reminder (plan, kind, period, due_on, sent_at) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (plan, kind, period) DO NOTHING RETURNING id",
        plan_id,
        kind.value,
        period,
        due_on,
        clock.now(),
    )
    return new is not None
