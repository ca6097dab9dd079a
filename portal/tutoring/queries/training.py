"""Which modules a tutor has completed; a plan starts only with a trained tutor."""

from uuid import UUID

from portal.foundation import db
from portal.tutoring.modules import MODULES


async def completed(account_id: UUID) -> set[str]:
    rows = await db.fetch("SELECT module FROM tutor_module WHERE account = $1", account_id)
    return {row["module"] for row in rows}


async def is_trained(account_id: UUID) -> bool:
    return {module.key for module in MODULES} <= await completed(account_id)
