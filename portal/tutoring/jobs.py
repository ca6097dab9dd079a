"""What follows in tutoring, and what passes with time."""

from datetime import time
from uuid import UUID

from portal.accounts import public as accounts
from portal.foundation import clock, db, mail
from portal.foundation.addresses import absolute
from portal.foundation.jobs import job, sweep
from portal.foundation.web.italian import month_year
from portal.matching.events import ProposalAccepted
from portal.tutoring.actions.preparing import draft_from
from portal.tutoring.rules import Month, reminders_due
from portal.tutoring.transitions import KEPT

BATCH = 1000


@job("tutoring.draft_plan")
async def draft_plan(event: ProposalAccepted) -> None:
    """Exactly one plan for an accepted proposal."""
    await draft_from(event.proposal_id)


@sweep("tutoring.monthly_reminder", daily_at=time(7, 30))
async def monthly_reminder() -> None:
    """Every month that ended while a plan ran: once, the tutor is asked to look at the register."""
    await remind_months()


async def remind_months() -> int:
    """Answers how many reminders went out. After days of standstill all due ones go, with their real month."""
    today, last, sent = clock.today(), "", 0
    while True:
        rows = await db.fetch(
            "SELECT id, code, tutor, starts_on, ends_on FROM plan WHERE state = ANY($1) AND tutor IS NOT NULL"
            " AND starts_on < date_trunc('month', $2::date) AND code > $3 ORDER BY code LIMIT $4",
            [state.value for state in KEPT],
            today,
            last,
            BATCH,
        )
        if not rows:
            return sent
        last = rows[-1]["code"]
        done = {
            (row["plan"], row["period"])
            for row in await db.fetch(
                "SELECT plan, period FROM plan_reminder WHERE kind = 'month' AND plan = ANY($1)",
                [row["id"] for row in rows],
            )
        }
        for row in rows:
            for month in reminders_due(row["starts_on"], row["ends_on"], today):
                if (row["id"], month.key) not in done:
                    sent += await _remind(row["id"], row["code"], row["tutor"], month)


async def _remind(plan_id: UUID, code: str, tutor_id: UUID, month: Month) -> int:
    async with db.unit_of_work():
        new = await db.fetchval(
            "INSERT INTO plan_reminder (plan, kind, period, due_on, sent_at) VALUES ($1, 'month', $2, $3, $4)"
            " ON CONFLICT (plan, kind, period) DO NOTHING RETURNING id",
            plan_id,
            month.key,
            month.last,
            clock.now(),
        )
        tutor = await accounts.account(tutor_id) if new is not None else None
        if tutor is None:
            return 0
        letter = mail.compose(
            "month_to_close", code=code, month=month_year(month.first), url=absolute(f"/plans/{plan_id}")
        )
        await mail.send(to=tutor.email, subject=letter.subject, text=letter.text, kind="month_to_close")
        return 1


@sweep("tutoring.follow_ups", daily_at=time(7, 45))
async def follow_ups() -> None:
    """1, 3, 6, 12 months after the end: the counsellor is asked whether the person still works there."""
    rows = await db.fetch(
        "SELECT f.plan, f.months, f.due_on, p.code, p.counsellor FROM follow_up f JOIN plan p ON p.id = f.plan"
        " WHERE f.done_on IS NULL AND f.due_on <= $1 AND NOT EXISTS (SELECT 1 FROM plan_reminder r"
        " WHERE r.plan = f.plan AND r.kind = 'follow_up' AND r.period = f.months::text) ORDER BY f.due_on, p.code",
        clock.today(),
    )
    for row in rows:
        async with db.unit_of_work():
            new = await db.fetchval(
                "INSERT INTO plan_reminder (plan, kind, period, due_on, sent_at)"
                " VALUES ($1, 'follow_up', $2, $3, $4) ON CONFLICT (plan, kind, period) DO NOTHING RETURNING id",
                row["plan"],
                str(row["months"]),
                row["due_on"],
                clock.now(),
            )
            counsellor = await accounts.account(row["counsellor"]) if new is not None else None
            if counsellor is None:
                continue
            letter = mail.compose(
                "follow_up_due", code=row["code"], months=row["months"], url=absolute(f"/plans/{row['plan']}")
            )
            await mail.send(to=counsellor.email, subject=letter.subject, text=letter.text, kind="follow_up_due")
