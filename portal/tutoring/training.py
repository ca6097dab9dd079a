"""Which modules a tutor has completed; a plan starts only with a trained tutor."""

from uuid import UUID

from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.events import TutorModuleCompleted
from portal.tutoring.modules import BY_KEY, MODULES


async def completed(account_id: UUID) -> set[str]:
    rows = await db.fetch("SELECT module FROM tutor_module WHERE account = $1", account_id)
    return {row["module"] for row in rows}


async def is_trained(account_id: UUID) -> bool:
    return {module.key for module in MODULES} <= await completed(account_id)


async def complete(module_key: str, *, answer: str, by: Viewer) -> None:
    """Records a module whose question was answered rightly. Twice is once. Raises Refused for a wrong answer."""
    module = BY_KEY.get(module_key)
    if module is None:
        raise NotThere
    if answer != module.right:
        raise Refused("Non è la risposta migliore. Rileggi il modulo e riprova.", field="answer")
    async with db.unit_of_work():
        new = await db.fetchval(
            "INSERT INTO tutor_module (id, account, module, completed_on) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (account, module) DO NOTHING RETURNING id",
            new_id(),
            by.account_id,
            module_key,
            clock.today(),
        )
        if new is not None:
            await facts.record(TutorModuleCompleted(account_id=by.account_id, module=module_key), by=by)
