"""Answering a warning: what whoever follows the person did about it."""

from uuid import UUID

from portal.foundation import clock, crypto, db, facts
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.locking import for_counsellor
from portal.tutoring.events import PlanSignalAnswered
from portal.tutoring.signals.vocabulary import SignalAnswer


async def answer(
    plan_id: UUID, signal_id: UUID, *, answered: SignalAnswer, note: str | None, by: Viewer
) -> None:
    """Once: it leaves «Oggi» and stays on the plan with its answer. Raises Refused for one that has an answer."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        signal = await db.fetchrow(
            "SELECT kind, answered_at FROM plan_signal WHERE id = $1 AND plan = $2", signal_id, row.id
        )
        if signal is None:
            raise NotThere
        if signal["answered_at"] is not None:
            day = clock.in_rome(signal["answered_at"]).date()
            raise Refused(f"Questo segnale ha già una risposta {day_it(day, 'del')}. Ricarica la pagina.")
        await db.execute(
            "UPDATE plan_signal SET answer = $2, note_sealed = $3, answered_by = $4, answered_at = $5 WHERE id = $1",
            signal_id,
            answered.value,
            crypto.seal(note, table="plan_signal", column="note_sealed", row=signal_id) if note else None,
            by.account_id,
            clock.now(),
        )
        await facts.record(PlanSignalAnswered(**row.about(), signal=signal["kind"]), by=by)
