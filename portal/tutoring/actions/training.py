"""Completing the modules of the tutors' training."""

from uuid import UUID

from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer
from portal.tutoring.events import TutorModuleCompleted
from portal.tutoring.modules import BY_KEY


async def complete(module_key: str, *, answer: str, by: Viewer) -> None:
    """Records a module whose question was answered rightly. Twice is once. Raises Refused for a wrong answer."""
    module = BY_KEY.get(module_key)
    if module is None or not by.is_any(Role.IN_COMPANY_TUTOR):
        raise NotThere
    if answer != module.right:
        raise Refused("Non è la risposta migliore. Rileggi il modulo e riprova.", field="answer")
    async with db.unit_of_work():
        new: UUID | None = await db.fetchval(
            "INSERT INTO tutor_module (id, account, module, completed_on) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (account, module) DO NOTHING RETURNING id",
            new_id(),
            by.account_id,
            module_key,
            clock.today(),
        )
        if new is not None:
            await facts.record(TutorModuleCompleted(account_id=by.account_id, module=module_key), by=by)
