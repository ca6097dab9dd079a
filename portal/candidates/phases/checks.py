"""The evaluation plan: made with phase 2, a question answered in each phase, the seventh again at each review."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates.cases.locking import LockedCase, locked_case
from portal.candidates.cases.rules import closed_sentence
from portal.candidates.cases.vocabulary import PHASES, CaseState, Weight
from portal.candidates.events import CheckDone
from portal.candidates.people.actions import sure_of_day
from portal.candidates.people.file_access import Part
from portal.candidates.people.grounds import written_by
from portal.candidates.people.sealing import opened, sealed
from portal.candidates.phases.rules import LIGHT_PHASES, check_due
from portal.candidates.phases.vocabulary import QUESTIONS, TEMPLATE, CheckResult, Consequence
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer


async def make_plan(case_id: UUID, on: date) -> None:
    """Once a case: a reopened one keeps the plan it had. Only inside a unit of work."""
    await db.execute(
        'INSERT INTO evaluation_plan (id, "case", template, made_on) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
        new_id(),
        case_id,
        TEMPLATE,
        on,
    )


async def _reached(case: LockedCase) -> int:
    """How far the case has come: the number of the furthest phase it was in."""
    rows = await db.fetch('SELECT DISTINCT to_state FROM case_step WHERE "case" = $1', case.id)
    states = {CaseState(row["to_state"]) for row in rows} | {CaseState.REFERRAL}
    return max(PHASES.index(state) + 1 for state in states if state in PHASES)


async def answer(
    *,
    id: UUID,
    person_id: UUID,
    phase: int,
    result: CheckResult,
    fact: str,
    consequence: Consequence,
    on: date | None = None,
    by: Viewer,
) -> UUID:
    """A question of the plan, by whoever of the team writes the path."""
    async with db.unit_of_work():
        ground = await written_by(person_id, Part.ACTIVITIES, by)
        case = await locked_case(ground.case_id)
        sentence = closed_sentence(case.state, case.closed_on, "compilare il piano di valutazione")
        if sentence is not None:
            raise Refused(sentence)
        if phase not in QUESTIONS:
            raise Refused("Scegli una domanda del piano.", field="phase")
        if case.weight is Weight.LIGHT and PHASES[phase - 1] not in LIGHT_PHASES:
            raise Refused("In un accompagnamento questa fase non c’è.", field="phase")
        if await db.fetchval("SELECT count(*) FROM evaluation_check WHERE id = $1", id):
            return id
        if phase > await _reached(case):
            raise Refused("Il caso non è ancora arrivato a questa fase.", field="phase")
        done_on = sure_of_day(on, field="done_on")
        await make_plan(case.id, clock.today())
        plan_id = await db.fetchval('SELECT id FROM evaluation_plan WHERE "case" = $1', case.id)
        if phase != 7 and await db.fetchval(
            "SELECT count(*) FROM evaluation_check WHERE plan = $1 AND phase = $2", plan_id, phase
        ):
            raise Refused("A questa domanda è già stata data una risposta.", field="phase")
        await db.execute(
            "INSERT INTO evaluation_check (id, plan, phase, due_on, done_on, done_by, result, fact_sealed, consequence)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            plan_id,
            phase,
            await due_of(case.id, phase),
            done_on,
            by.account_id,
            result.value,
            sealed(fact, "evaluation_check", "fact_sealed", id),
            consequence.value,
        )
        await facts.record(CheckDone(case_id=case.id, phase=phase), by=by)
    return id


async def due_of(case_id: UUID, phase: int) -> date:
    """The day the question of that phase is due, from the day the case came to it."""
    row = await db.fetchrow(
        'SELECT (SELECT max(s.taken_on) FROM case_step s WHERE s."case" = $1 AND s.to_state = $2) AS since,'
        " (SELECT j.next_review_on FROM project j WHERE j.\"case\" = $1 AND j.state = 'in_force') AS review_on",
        case_id,
        PHASES[phase - 1].value,
    )
    since, review_on = (row["since"], row["review_on"]) if row is not None else (None, None)
    return check_due(phase, since, review_on, clock.today())


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer given; ``fact`` opened from its seal."""

    phase: int
    result: CheckResult
    fact: str
    consequence: Consequence
    done_on: date
    by: str


async def answers(case_id: UUID) -> list[Answered]:
    """Oldest first."""
    rows = await db.fetch(
        "SELECT k.*, a.name FROM evaluation_check k JOIN evaluation_plan p ON p.id = k.plan"
        ' JOIN account a ON a.id = k.done_by WHERE p."case" = $1 ORDER BY k.done_on, k.id',
        case_id,
    )
    return [
        Answered(
            row["phase"],
            CheckResult(row["result"]),
            opened(row["fact_sealed"], "evaluation_check", "fact_sealed", row["id"]) or "",
            Consequence(row["consequence"]),
            row["done_on"],
            row["name"],
        )
        for row in rows
    ]
