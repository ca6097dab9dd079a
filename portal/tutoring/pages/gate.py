"""Why a plan may not start yet, in sentences that name the rule and the way out."""

from uuid import UUID

from portal.foundation import db
from portal.foundation.web.italian import date_it
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.locking import for_counsellor
from portal.tutoring.actions.moving import gather
from portal.tutoring.packs.vocabulary import FORBIDDEN_LABELS, ForbiddenCase
from portal.tutoring.queries.detail import Detail
from portal.tutoring.transitions import blocks


async def start_blocks(detail: Detail, viewer: Viewer) -> list[str]:
    async with db.unit_of_work():
        return blocks(await gather(await for_counsellor(detail.id, viewer)))


async def declaration_words(plan_id: UUID) -> str | None:
    """What the host last declared; None before it has."""
    row = await db.fetchrow(
        "SELECT cases, declared_at FROM host_declaration WHERE plan = $1 ORDER BY declared_at DESC, id DESC LIMIT 1",
        plan_id,
    )
    if row is None:
        return None
    cases = [FORBIDDEN_LABELS[ForbiddenCase(case)].lower() for case in row["cases"]]
    said = ", ".join(cases) if cases else "nessun divieto"
    return f"{said[:1].upper()}{said[1:]}, {date_it(row['declared_at'], 'il')}"
