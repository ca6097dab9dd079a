"""Who may open a file: the running ground of a viewer on a person (services.md, rule C2).

A counsellor holds the case, or stands in today for the colleague who does; a coordinator sees the cases led in
the own service, by excerpt. A ground lasts as long as the case is open or may be reopened. Anybody else gets
«not there».
"""

from dataclasses import dataclass
from uuid import UUID

from portal.candidates.people.file_access import Column
from portal.foundation import clock, db
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer

HOLDS = """
(c.holder = {account} OR EXISTS (
    SELECT 1 FROM substitution s
    WHERE s.holder = c.holder AND s.service = c.lead_service AND s.substitute = {account}
      AND {today} BETWEEN s.starts_on AND s.ends_on))
"""
"""SQL: the account holds the case ``c`` or stands in for its holder today. Placeholders are filled by callers."""

RUNNING = "(c.closed_on IS NULL OR c.closed_on > {today} - interval '12 months')"
"""SQL: the case ``c`` still gives a ground."""


@dataclass(frozen=True, slots=True)
class Ground:
    """``column`` of the table part × role; the case it rests on."""

    column: Column
    person_id: UUID
    case_id: UUID
    holder_id: UUID
    service_id: UUID


_GROUND = f"""
SELECT c.id, c.holder, c.lead_service, {HOLDS.format(account="$2", today="$4::date")} AS holds
FROM case_ c JOIN person p ON p.id = c.person
WHERE c.person = $1 AND c.lead_service = $3 AND p.erased_at IS NULL AND {RUNNING.format(today="$4::date")}
ORDER BY c.closed_on DESC NULLS FIRST
LIMIT 1
"""


async def ground(person_id: UUID, viewer: Viewer) -> Ground | None:
    """The ground on which this viewer reads the person's file today; None for a stranger."""
    if viewer.organisation_id is None or not viewer.is_any(Role.JOB_COUNSELLOR, Role.COORDINATOR):
        return None
    row = await db.fetchrow(_GROUND, person_id, viewer.account_id, viewer.organisation_id, clock.today())
    if row is None:
        return None
    if row["holds"] and viewer.is_any(Role.JOB_COUNSELLOR):
        column = Column.COUNSELLOR
    elif viewer.is_any(Role.COORDINATOR):
        column = Column.COORDINATOR
    else:
        return None
    return Ground(column, person_id, row["id"], row["holder"], row["lead_service"])


async def ground_or_not_there(person_id: UUID, viewer: Viewer) -> Ground:
    found = await ground(person_id, viewer)
    if found is None:
        raise NotThere
    return found


async def held(person_id: UUID, viewer: Viewer) -> Ground:
    """The ground of who holds the case, for whatever changes the file. Anyone else: not there."""
    found = await ground_or_not_there(person_id, viewer)
    if found.column is not Column.COUNSELLOR:
        raise NotThere
    return found
