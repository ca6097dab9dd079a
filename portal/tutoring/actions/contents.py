"""Writing what a plan holds: activities and measures while it is prepared, courses and visits as long as it is open."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from portal.foundation import clock, crypto, db, facts
from portal.foundation.ids import new_id
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.network import public as network
from portal.reference import accommodations
from portal.tutoring.actions.locking import Locked, for_counsellor
from portal.tutoring.events import PlanContentsChanged
from portal.tutoring.vocabulary import (
    MEASURES_ANSWERED,
    OPEN,
    STATE_LABELS,
    CourseKind,
    MeasureState,
    PlanKind,
    PlanState,
    VisitKind,
    VisitMode,
)

MOST_ACTIVITIES = 20


async def _prepared(plan_id: UUID, by: Viewer) -> Locked:
    """What is signed is written before the signature; afterwards the preparation is reopened."""
    row = await for_counsellor(plan_id, by)
    if row.state is not PlanState.DRAFTED:
        raise Refused(
            f"Il percorso {row.code} non è più in preparazione: riapri la preparazione per cambiarlo."
        )
    return row


async def _open(plan_id: UUID, by: Viewer) -> Locked:
    row = await for_counsellor(plan_id, by)
    if row.state not in OPEN:
        raise Refused(
            f"Il percorso {row.code} ora è nello stato «{STATE_LABELS[row.state]}»: non si cambia più."
        )
    return row


async def _changed(row: Locked, part: str, by: Viewer) -> None:
    await facts.record(PlanContentsChanged(**row.about(), part=part), by=by)


async def write_activities(plan_id: UUID, texts: Sequence[str], *, by: Viewer) -> None:
    """The whole list, in its order."""
    async with db.unit_of_work():
        row = await _prepared(plan_id, by)
        check_activities(texts)
        await keep_activities(row.id, texts)
        await _changed(row, "activities", by)


def check_activities(texts: Sequence[str]) -> None:
    if len(texts) > MOST_ACTIVITIES:
        raise Refused(f"Le attività sono al massimo {MOST_ACTIVITIES}.", field="activities")


async def keep_activities(plan_id: UUID, texts: Sequence[str]) -> None:
    """Under the plan's lock, when it is prepared or once an amendment is signed."""
    await db.execute("DELETE FROM plan_activity WHERE plan = $1", plan_id)
    await db.executemany(
        "INSERT INTO plan_activity (id, plan, position, text) VALUES ($1, $2, $3, $4)",
        [(new_id(), plan_id, position, text) for position, text in enumerate(texts, start=1)],
    )


async def choose_measures(plan_id: UUID, codes: Sequence[str], *, by: Viewer) -> None:
    """Measures agreed for the plan; one that was asked for in writing or answered stays."""
    async with db.unit_of_work():
        row = await _prepared(plan_id, by)
        await agree_measures(row.id, codes)
        await _changed(row, "measures", by)


async def agree_measures(plan_id: UUID, codes: Sequence[str]) -> None:
    """Under the plan's lock, when it is prepared or once an amendment is signed."""
    await db.execute(
        "DELETE FROM plan_measure WHERE plan = $1 AND state = $2 AND code <> ALL($3)",
        plan_id,
        MeasureState.AGREED.value,
        list(codes),
    )
    await db.executemany(
        "INSERT INTO plan_measure (id, plan, axis, code, state) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (plan, code) DO NOTHING",
        [
            (new_id(), plan_id, accommodations.by_code(code).axis.value, code, MeasureState.AGREED.value)
            for code in codes
        ],
    )


async def measures_after(plan_id: UUID, codes: Sequence[str]) -> tuple[str, ...]:
    """The measures there will be once these are agreed, in the order of the register."""
    stay = await db.fetch(
        "SELECT code FROM plan_measure WHERE plan = $1 AND state <> $2", plan_id, MeasureState.AGREED.value
    )
    wanted = {*codes, *(row["code"] for row in stay)}
    return tuple(one.code for one in accommodations.entries() if one.code in wanted)


async def ask_measure(plan_id: UUID, code: str, *, asked_on: date, by: Viewer) -> None:
    """The person asked for it in writing (L. 104/1992 art. 5-bis): the answer must give its reasons."""
    async with db.unit_of_work():
        row = await _open(plan_id, by)
        _not_to_come(asked_on, "asked_on")
        tag = await db.execute(
            "UPDATE plan_measure SET state = $3, asked_on = $4 WHERE plan = $1 AND code = $2 AND state IN ($3, $5)",
            row.id,
            code,
            MeasureState.ASKED.value,
            asked_on,
            MeasureState.AGREED.value,
        )
        if not db.affected(tag):
            raise Refused(
                "Per questa misura c’è già una risposta, oppure non è nel percorso.", field="measure"
            )
        await _changed(row, "measures", by)


async def answer_measure(
    plan_id: UUID, code: str, *, answer: MeasureState, answered_on: date, reason: str | None, by: Viewer
) -> None:
    async with db.unit_of_work():
        row = await _open(plan_id, by)
        found = await db.fetchrow(
            "SELECT id, asked_on FROM plan_measure WHERE plan = $1 AND code = $2", row.id, code
        )
        if found is None or answer not in MEASURES_ANSWERED:
            raise NotThere
        if found["asked_on"] is None:
            raise Refused("Prima scrivi quando la misura è stata chiesta per iscritto.", field="measure")
        _not_to_come(answered_on, "answered_on")
        if answered_on < found["asked_on"]:
            raise Refused(
                f"La risposta non può precedere la richiesta {day_it(found['asked_on'], 'del')}.",
                field="answered_on",
            )
        if answer is not MeasureState.GRANTED and not reason:
            raise Refused("Scrivi il motivo della risposta.", field="reason")
        await db.execute(
            "UPDATE plan_measure SET state = $2, answered_on = $3, reason_sealed = $4 WHERE id = $1",
            found["id"],
            answer.value,
            answered_on,
            crypto.seal(reason, table="plan_measure", column="reason_sealed", row=found["id"])
            if reason
            else None,
        )
        await _changed(row, "measures", by)


def _not_to_come(day: date, field: str) -> None:
    if day > clock.today():
        raise Refused("La data non può essere nel futuro.", field=field)


async def add_course(
    plan_id: UUID,
    *,
    id: UUID,
    kind: CourseKind,
    title: str,
    hours: int,
    starts_on: date | None,
    by: Viewer,
) -> None:
    """Pressed twice it is added once."""
    async with db.unit_of_work():
        row = await _open(plan_id, by)
        await db.execute(
            "INSERT INTO plan_course (id, plan, kind, title, hours, starts_on) VALUES ($1, $2, $3, $4, $5, $6)"
            " ON CONFLICT (id) DO NOTHING",
            id,
            row.id,
            kind.value,
            title,
            hours,
            starts_on,
        )
        await _changed(row, "courses", by)


async def enrol(plan_id: UUID, edition_id: UUID, *, id: UUID, by: Viewer) -> None:
    """Into an edition that her service knows of: title, hours and days are the edition's. Pressed twice it is once.

    Raises Refused where it is over, without a seat, or hers already; NotThere for another service's.
    """
    async with db.unit_of_work():
        row = await _open(plan_id, by)
        found = await network.edition(edition_id, row.service_id)
        if found is None:
            raise NotThere
        await db.lock(f"edition:{edition_id}")
        if await db.fetchval("SELECT true FROM plan_course WHERE id = $1 AND plan = $2", id, row.id):
            return
        if found.ends_on < clock.today():
            raise Refused(
                f"L’edizione è finita {day_it(found.ends_on, 'il')}: scegline un’altra.", field="edition"
            )
        inside = await db.fetch(
            "SELECT p.person FROM plan_course c JOIN plan p ON p.id = c.plan WHERE c.edition = $1"
            " AND p.state <> 'interrupted'",
            edition_id,
        )
        if row.person_id in {one["person"] for one in inside}:
            raise Refused("La persona è già in questa edizione.", field="edition")
        if len(inside) >= found.seats:
            raise Refused(
                f"«{found.title}» non ha più posti liberi: sono {found.seats}. Scegli un’altra edizione.",
                field="edition",
            )
        kind = CourseKind.BASE if found.module is network.Module.BASE else CourseKind.SPECIFIC
        await db.execute(
            "INSERT INTO plan_course (id, plan, kind, title, hours, starts_on, edition)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id,
            row.id,
            kind.value,
            found.title,
            found.hours,
            found.starts_on,
            edition_id,
        )
        await _changed(row, "courses", by)


async def complete_course(
    plan_id: UUID, course_id: UUID, *, hours_done: int, completed_on: date, by: Viewer
) -> None:
    async with db.unit_of_work():
        row = await _open(plan_id, by)
        course = await db.fetchrow(
            "SELECT hours, starts_on FROM plan_course WHERE plan = $1 AND id = $2", row.id, course_id
        )
        if course is None:
            raise NotThere
        hours = course["hours"]
        _not_to_come(completed_on, "completed_on")
        if course["starts_on"] is not None and completed_on < course["starts_on"]:
            raise Refused(
                f"Il corso comincia {day_it(course['starts_on'], 'il')}: la fine viene dopo.",
                field="completed_on",
            )
        if hours_done > hours:
            raise Refused(f"Le ore frequentate superano quelle del corso ({hours}).", field="hours_done")
        await db.execute(
            "UPDATE plan_course SET hours_done = $2, completed_on = $3 WHERE id = $1",
            course_id,
            hours_done,
            completed_on,
        )
        await _changed(row, "courses", by)


async def plan_visit(plan_id: UUID, *, id: UUID, kind: VisitKind, due_on: date, by: Viewer) -> None:
    async with db.unit_of_work():
        row = await _open(plan_id, by)
        if row.starts_on is not None and due_on < row.starts_on and row.kind is not PlanKind.RETENTION:
            raise Refused(
                f"Il percorso comincia {day_it(row.starts_on, 'il')}: scegli un giorno da allora in poi.",
                field="due_on",
            )
        await db.execute(
            "INSERT INTO plan_visit (id, plan, kind, due_on) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
            id,
            row.id,
            kind.value,
            due_on,
        )
        await _changed(row, "visits", by)


async def report_visit(
    plan_id: UUID,
    visit_id: UUID,
    *,
    held_on: date,
    mode: VisitMode,
    minutes: int,
    agreed: str | None,
    by: Viewer,
) -> None:
    """What was held, and what was agreed; reported again it is corrected."""
    async with db.unit_of_work():
        row = await _open(plan_id, by)
        _not_to_come(held_on, "held_on")
        tag = await db.execute(
            "UPDATE plan_visit SET held_on = $3, mode = $4, minutes = $5, agreed_sealed = $6, recorded_by = $7"
            " WHERE plan = $1 AND id = $2",
            row.id,
            visit_id,
            held_on,
            mode.value,
            minutes,
            crypto.seal(agreed, table="plan_visit", column="agreed_sealed", row=visit_id) if agreed else None,
            by.account_id,
        )
        if not db.affected(tag):
            raise NotThere
        await _changed(row, "visits", by)
