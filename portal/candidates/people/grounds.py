"""Who may open a file: the running ground of a viewer on a person (services.md, rule C2).

Who holds the case, or stands in today for the colleague who does; who is involved in its team, while the mandate
of that service and the person's agreement to share with it last; a coordinator of the service that leads, by
excerpt. Anybody else gets «not there».
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.candidates.people.file_access import COLUMN_OF_ROLE, Cell, Column, FileAccess, Part
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
"""SQL: the case ``c`` still gives a ground to the service that leads it."""

SHARED = """
(v.state = 'active' AND v.mandate_from <= {today} AND (v.position = 'lead' OR (
    v.mandate_until >= {today} AND g.id IS NOT NULL AND g.given_on <= {today} AND g.expires_on >= {today}
    AND g.revoked_on IS NULL)))
"""
"""SQL: the service ``v`` of a case works on it today; ``g`` is the person's agreement to share with it."""

INVOLVED = """
(i.starts_on <= {today} AND (i.ends_on IS NULL OR {today} < i.ends_on) AND (i.member = {account} OR EXISTS (
    SELECT 1 FROM substitution s
    WHERE s.holder = i.member AND s.service = v.organisation AND s.substitute = {account}
      AND {today} BETWEEN s.starts_on AND s.ends_on)))
"""
"""SQL: the account is in the team by ``i``, or stands in today for the colleague who is."""

LIGHT = "light"
HOLDING_ROLES = (Role.JOB_COUNSELLOR, Role.REFERRING_SOCIAL_WORKER)
"""Who may lead: full cases the first, light ones the second (services.md §2)."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What of the table part × role opens, on which case. ``holds``: she answers for the case today."""

    access: FileAccess
    person_id: UUID
    case_id: UUID
    holder_id: UUID
    service_id: UUID
    holds: bool = False

    @property
    def column(self) -> Column:
        return self.access.column

    def cell(self, part: Part) -> Cell:
        return self.access.cell(part)


_GROUND = f"""
SELECT c.id, c.holder, c.lead_service, c.weight,
    c.lead_service = $3 AND {HOLDS.format(account="$2", today="$4::date")} AS holds,
    c.lead_service = $3 AS leads,
    t.roles, t.shared, t.position
FROM case_ c JOIN person p ON p.id = c.person
LEFT JOIN LATERAL (
    SELECT array_agg(i.role) AS roles, v.position,
        ARRAY(SELECT unnest(v.parts) INTERSECT SELECT unnest(g.parts)) AS shared
    FROM case_service v JOIN involvement i ON i.case_service = v.id
    LEFT JOIN sharing_consent g ON g.id = v.consent
    WHERE v."case" = c.id AND v.organisation = $3 AND c.closed_on IS NULL
        AND {SHARED.format(today="$4::date")} AND {INVOLVED.format(account="$2", today="$4::date")}
        AND i.role = ANY($5)
    GROUP BY v.id, g.parts
    ORDER BY v.position = 'lead' DESC, v.id
    LIMIT 1
) t ON true
WHERE c.person = $1 AND p.erased_at IS NULL AND {RUNNING.format(today="$4::date")}
    AND (c.lead_service = $3 OR t.roles IS NOT NULL)
ORDER BY c.closed_on DESC NULLS FIRST
LIMIT 1
"""


def first_column(roles: Iterable[str]) -> Column | None:
    """The column of the roles one is involved in; of several, the first of the table's order."""
    held = {Role(role) for role in roles}
    return next((column for role, column in COLUMN_OF_ROLE.items() if role in held), None)


def _access(row: Any, viewer: Viewer) -> FileAccess | None:
    light = row["weight"] == LIGHT
    if row["holds"]:
        if light and viewer.is_any(Role.REFERRING_SOCIAL_WORKER):
            return FileAccess(Column.REFERRING_SOCIAL_WORKER, light=True)
        if not light and viewer.is_any(Role.JOB_COUNSELLOR):
            return FileAccess(Column.COUNSELLOR)
    if row["roles"]:
        shared = None if row["position"] == "lead" else frozenset(Part(one) for one in row["shared"])
        if light and Role.JOB_COUNSELLOR.value in row["roles"]:
            return FileAccess(Column.COUNSELLOR, shared, light=True)
        column = first_column(row["roles"])
        return None if column is None else FileAccess(column, shared, light)
    if row["leads"] and viewer.is_any(Role.COORDINATOR):
        return FileAccess(Column.COORDINATOR, light=light)
    return None


async def ground(person_id: UUID, viewer: Viewer) -> Ground | None:
    """The ground on which this viewer reads the person's file today; None for a stranger."""
    if viewer.organisation_id is None or not viewer.is_any(*COLUMN_OF_ROLE, Role.COORDINATOR):
        return None
    row = await db.fetchrow(
        _GROUND,
        person_id,
        viewer.account_id,
        viewer.organisation_id,
        clock.today(),
        [role.value for role in viewer.roles],
    )
    access = None if row is None else _access(row, viewer)
    if row is None or access is None:
        return None
    holds = row["holds"] and access.shared is None and viewer.is_any(*HOLDING_ROLES)
    if access.column not in (Column.COUNSELLOR, Column.REFERRING_SOCIAL_WORKER):
        holds = False
    return Ground(access, person_id, row["id"], row["holder"], row["lead_service"], holds)


async def ground_or_not_there(person_id: UUID, viewer: Viewer) -> Ground:
    found = await ground(person_id, viewer)
    if found is None:
        raise NotThere
    return found


async def held(person_id: UUID, viewer: Viewer) -> Ground:
    """The ground of who answers for the case: moves, consents, publications. Anyone else: not there."""
    found = await ground_or_not_there(person_id, viewer)
    if not found.holds:
        raise NotThere
    return found


async def written_by(person_id: UUID, part: Part, viewer: Viewer) -> Ground:
    """The ground of who writes the whole part by the table. Anyone else: not there."""
    found = await ground_or_not_there(person_id, viewer)
    if found.cell(part) is not Cell.WRITE:
        raise NotThere
    return found


async def added_by(person_id: UUID, part: Part, viewer: Viewer) -> Ground:
    """The ground of who adds rows to the part, her own at least. Anyone else: not there."""
    found = await ground_or_not_there(person_id, viewer)
    if not found.cell(part).writes_own:
        raise NotThere
    return found
