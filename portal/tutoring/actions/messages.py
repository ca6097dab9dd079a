"""Words between the tutor and whoever follows the person."""

from uuid import UUID

from portal.foundation import clock, crypto, db, facts
from portal.kernel.refusals import Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.locking import for_tutor_or_counsellor
from portal.tutoring.events import PlanMessageWritten
from portal.tutoring.vocabulary import OPEN


async def write(plan_id: UUID, *, id: UUID, text: str, by: Viewer) -> None:
    """Pressed twice it is written once (``id``). Raises Refused when the plan is closed or has no tutor yet."""
    async with db.unit_of_work():
        row = await for_tutor_or_counsellor(plan_id, by)
        if row.state not in OPEN:
            raise Refused(f"Il percorso {row.code} è chiuso: i messaggi non si possono più scrivere.")
        if row.tutor_id is None:
            raise Refused(f"Il percorso {row.code} non ha ancora un tutor: sceglilo nella preparazione.")
        new = await db.fetchval(
            "INSERT INTO plan_message (id, plan, author, text_sealed, at) VALUES ($1, $2, $3, $4, $5)"
            " ON CONFLICT (id) DO NOTHING RETURNING id",
            id,
            row.id,
            by.account_id,
            crypto.seal(text, table="plan_message", column="text_sealed", row=id),
            clock.now(),
        )
        if new is not None:
            event = PlanMessageWritten(**row.about(), from_tutor=by.is_any(Role.IN_COMPANY_TUTOR))
            await facts.record(event, by=by)
