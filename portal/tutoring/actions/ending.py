"""How a plan ends, and what an end brings about."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates import public as candidates
from portal.employers import public as employers
from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import new_id
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.locking import Locked, for_counsellor
from portal.tutoring.actions.moving import gather, move
from portal.tutoring.events import FollowUpRecorded
from portal.tutoring.rules import follow_ups
from portal.tutoring.vocabulary import (
    KEEPING_OUTCOMES,
    Actor,
    InterruptedBy,
    Outcome,
    PlanKind,
    StillThere,
)


@dataclass(frozen=True, slots=True)
class Hire:
    """``full_time_hours``: weekly hours of a full-time contract there (the company's ccnl)."""

    starts_on: date
    weekly_hours: int
    full_time_hours: int


async def end(
    plan_id: UUID,
    *,
    outcome: Outcome,
    ended_on: date,
    words: str | None,
    hire: Hire | None = None,
    to_evaluation: bool = False,
    by: Viewer,
) -> None:
    """Ends with an outcome. A hire proposes a row of the company's workforce, with what the person ticked, no more.

    ``to_evaluation``: her case goes on to its final evaluation in the same transaction (services.md §4).
    """
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        _check_last_day(row, ended_on)
        _check_outcome(row, outcome)
        if outcome is Outcome.HIRE:
            if hire is None:
                raise Refused(
                    "Per un’assunzione scrivi data di inizio e ore alla settimana.", field="hire_from"
                )
            if not 1 <= hire.weekly_hours <= hire.full_time_hours <= 48:
                raise Refused("Le ore alla settimana non superano l’orario pieno.", field="hire_weekly_hours")
        await move(row, "end", Actor.COUNSELLOR, await gather(row), by=by, word=outcome.value)
        await _keep_outcome(row.id, outcome.value, ended_on, words, by)
        await employers.path_ends(row.id, ended_on=ended_on, outcome=outcome.value)
        await db.executemany(
            "INSERT INTO follow_up (id, plan, months, due_on) VALUES ($1, $2, $3, $4)",
            [(new_id(), row.id, months, due) for months, due in follow_ups(ended_on)],
        )
        if outcome is Outcome.HIRE and hire is not None:
            await _propose_hire(row, hire, by)
        if to_evaluation:
            await candidates.start_final_evaluation(row.person_id, by=by)


def _check_last_day(row: Locked, ended_on: date) -> None:
    if ended_on > clock.today():
        raise Refused("La data non può essere nel futuro.", field="ended_on")
    if row.starts_on is not None and ended_on < row.starts_on:
        raise Refused("La fine viene dopo l’inizio: controlla la data.", field="ended_on")
    if row.ends_on is not None and ended_on > row.ends_on:
        raise Refused(
            f"Il percorso finiva {day_it(row.ends_on, 'il')}: l’ultimo giorno non può essere dopo.",
            field="ended_on",
        )


def _check_outcome(row: Locked, outcome: Outcome) -> None:
    """How a job was kept, or how a path ended: each has its own words."""
    if (row.kind is PlanKind.RETENTION) != (outcome in KEEPING_OUTCOMES):
        raise Refused("Scegli una delle conclusioni di questo percorso.", field="outcome")


async def _propose_hire(row: Locked, hire: Hire, by: Viewer) -> None:
    if row.company_id is None:
        raise Refused("Per un’assunzione serve un’azienda del portale.", field="outcome")
    names = await candidates.names([row.person_id]) if "contacts" in row.groups else {}
    protection, category, percentage = None, None, None
    if "quota_category" in row.groups:
        protection = await candidates.quota_protection(row.person_id)
        category, percentage = await candidates.quota_degree(row.person_id)
    await employers.propose_hire(
        company_id=row.company_id,
        plan_id=row.id,
        name=names.get(row.person_id, f"Persona del percorso {row.code}"),
        starts_on=hire.starts_on,
        weekly_hours=hire.weekly_hours,
        full_time_hours=hire.full_time_hours,
        protection=protection,
        category=category,
        percentage=percentage,
        by=by,
    )


async def interrupt(
    plan_id: UUID, *, interrupted_by: InterruptedBy, reason: str, to_evaluation: bool = False, by: Viewer
) -> None:
    """Ends before its time, or before its start; the place of the vacancy is free again."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        given = await gather(row, reason=reason)
        word = interrupted_by.value
        await move(row, "interrupt", Actor.COUNSELLOR, given, by=by, word=word, note=reason)
        await _keep_outcome(row.id, f"interrupted_by_{word}", clock.today(), reason, by)
        await employers.path_ends(row.id, ended_on=clock.today(), outcome="interrupted")
        if row.vacancy_id is not None:
            await employers.free_place(row.vacancy_id, by=by)
        if to_evaluation:
            await candidates.start_final_evaluation(row.person_id, by=by)


async def _keep_outcome(plan_id: UUID, outcome: str, on: date, words: str | None, by: Viewer) -> None:
    id = new_id()
    await db.execute(
        "INSERT INTO plan_outcome (id, plan, outcome, ended_on, words_sealed, recorded_by)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        id,
        plan_id,
        outcome,
        on,
        crypto.seal(words, table="plan_outcome", column="words_sealed", row=id) if words else None,
        by.account_id,
    )


async def record_follow_up(
    plan_id: UUID, *, months: int, still_there: StillThere, words: str | None = None, by: Viewer
) -> None:
    """What was found 1, 3, 6, 12 months after the end; recorded again it is corrected."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        today = clock.today()
        found = await db.fetchrow(
            "SELECT id, due_on FROM follow_up WHERE plan = $1 AND months = $2", row.id, months
        )
        if found is None:
            raise NotThere
        due: date = found["due_on"]
        if due > today:
            length = "1 mese" if months == 1 else f"{months} mesi"
            raise Refused(f"La verifica a {length} è prevista per {day_it(due, 'il')}.", field="months")
        await db.execute(
            "UPDATE follow_up SET done_on = $2, still_there = $3, recorded_by = $4, words_sealed = $5 WHERE id = $1",
            found["id"],
            today,
            still_there.value,
            by.account_id,
            crypto.seal(words, table="follow_up", column="words_sealed", row=found["id"]) if words else None,
        )
        await facts.record(FollowUpRecorded(**row.about(), months=months), by=by)
