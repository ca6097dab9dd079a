"""Start, pause, end and what an end brings about."""

from datetime import date
from uuid import UUID

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.locking import for_counsellor, gather, move
from portal.tutoring.events import FollowUpRecorded
from portal.tutoring.rules import follow_ups
from portal.tutoring.vocabulary import Actor, InterruptedBy, Outcome


async def start(plan_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        await move(row, "start", Actor.COUNSELLOR, await gather(row), by=by)


async def suspend(plan_id: UUID, *, reason: str, by: Viewer) -> None:
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        await move(row, "suspend", Actor.COUNSELLOR, await gather(row, reason=reason), by=by)


async def resume(plan_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        await move(row, "resume", Actor.COUNSELLOR, await gather(row), by=by)


async def end(
    plan_id: UUID,
    *,
    outcome: Outcome,
    ended_on: date,
    words: str | None,
    hire_from: date | None = None,
    hire_weekly_hours: int | None = None,
    by: Viewer,
) -> None:
    """Ends with an outcome. A hire proposes a row of the company's workforce, with what the person ticked and no more."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        if ended_on > clock.today():
            raise Refused("La data non può essere nel futuro.", field="ended_on")
        if row.starts_on is not None and ended_on < row.starts_on:
            raise Refused("La fine viene dopo l’inizio: controlla la data.", field="ended_on")
        await move(row, "end", Actor.COUNSELLOR, await gather(row), by=by, word=outcome.value)
        outcome_id = new_id()
        await db.execute(
            "INSERT INTO plan_outcome (id, plan, outcome, ended_on, words_sealed, recorded_by)"
            " VALUES ($1, $2, $3, $4, $5, $6)",
            outcome_id,
            row.id,
            outcome.value,
            ended_on,
            crypto.seal(words, table="plan_outcome", column="words_sealed", row=outcome_id) if words else None,
            by.account_id,
        )
        await db.executemany(
            "INSERT INTO follow_up (id, plan, months, due_on) VALUES ($1, $2, $3, $4)",
            [(new_id(), row.id, months, due) for months, due in follow_ups(ended_on)],
        )
        await candidates.release_commitment(row.id)
        if outcome is Outcome.HIRE:
            if hire_from is None or hire_weekly_hours is None:
                raise Refused("Per un’assunzione scrivi data di inizio e ore alla settimana.", field="hire_from")
            await employers.propose_hire(
                company_id=row.company_id,
                plan_id=row.id,
                name=(await candidates.names([row.person_id]))[row.person_id],
                starts_on=hire_from,
                weekly_hours=hire_weekly_hours,
                full_time_hours=40,
                protection=await candidates.quota_protection(row.person_id) if "quota_category" in row.groups else None,
                by=by,
            )


async def interrupt(plan_id: UUID, *, interrupted_by: InterruptedBy, reason: str, by: Viewer) -> None:
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        await move(
            row,
            "interrupt",
            Actor.COUNSELLOR,
            await gather(row, reason=reason),
            by=by,
            word=interrupted_by.value,
        )
        outcome_id = new_id()
        await db.execute(
            "INSERT INTO plan_outcome (id, plan, outcome, ended_on, words_sealed, recorded_by)"
            " VALUES ($1, $2, $3, $4, $5, $6)",
            outcome_id,
            row.id,
            f"interrupted_by_{interrupted_by.value}",
            clock.today(),
            crypto.seal(reason, table="plan_outcome", column="words_sealed", row=outcome_id),
            by.account_id,
        )
        await candidates.release_commitment(row.id)


async def record_follow_up(plan_id: UUID, *, months: int, still_there: str, by: Viewer) -> None:
    """What was found 1, 3, 6, 12 months after the end: yes, no, unknown."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        due = await db.fetchval("SELECT due_on FROM follow_up WHERE plan = $1 AND months = $2", row.id, months)
        if due is None:
            raise NotThere
        if due > clock.today():
            raise Refused(f"La verifica a {months} mesi è prevista per il {due:%d/%m/%Y}.")
        await db.execute(
            "UPDATE follow_up SET done_on = $3, still_there = $4, recorded_by = $5 WHERE plan = $1 AND months = $2",
            row.id,
            months,
            clock.today(),
            still_there,
            by.account_id,
        )
        await facts.record(FollowUpRecorded(**row.about(), months=months), by=by)
