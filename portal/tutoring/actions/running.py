"""Start, pause, go on."""

from uuid import UUID

from portal.employers import public as employers
from portal.foundation import db
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.locking import for_counsellor, hold_tutor
from portal.tutoring.actions.moving import gather, move
from portal.tutoring.vocabulary import Actor


async def start(plan_id: UUID, *, by: Viewer) -> None:
    """Raises Refused naming what is missing: a document, a signature, the tutor's training or time, the day."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        if row.tutor_id is not None:
            await hold_tutor(row.tutor_id)
        await move(row, "start", Actor.COUNSELLOR, await gather(row), by=by)
        if row.company_id is not None and row.starts_on is not None and row.ends_on is not None:
            await employers.path_begins(
                plan_id=row.id,
                company_id=row.company_id,
                service_id=row.service_id,
                vacancy_id=row.vacancy_id,
                tutor_id=row.tutor_id,
                starts_on=row.starts_on,
                expected_end=row.ends_on,
            )


async def suspend(plan_id: UUID, *, reason: str, by: Viewer) -> None:
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        given = await gather(row, reason=reason)
        await move(row, "suspend", Actor.COUNSELLOR, given, by=by, note=reason)


async def resume(plan_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        await move(row, "resume", Actor.COUNSELLOR, await gather(row), by=by)
