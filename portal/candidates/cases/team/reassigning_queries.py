"""What is to be given anew in a service: cases whose holder left, parts in teams that nobody took over."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.foundation import clock, db
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class ToReassign:
    """What somebody left, and since when. ``name`` None: the case is led elsewhere, so she is not named here."""

    person_id: UUID
    name: str | None
    comune_code: str
    who: str
    role: Role
    since: date | None
    holder: bool


_TO_REASSIGN = """
SELECT p.id, p.first_name || ' ' || p.last_name AS name, p.sort_name, p.comune_code, a.name AS who,
    CASE WHEN c.weight = 'light' THEN 'referring_social_worker' ELSE 'job_counsellor' END AS role,
    (SELECT max(m.ends_on) FROM membership m WHERE m.account = c.holder AND m.organisation = c.lead_service) AS since,
    true AS holder
FROM case_ c JOIN person p ON p.id = c.person JOIN account a ON a.id = c.holder
WHERE c.lead_service = $1 AND c.closed_on IS NULL AND p.erased_at IS NULL AND NOT EXISTS (
    SELECT FROM membership m WHERE m.account = c.holder AND m.organisation = c.lead_service
        AND m.role = CASE WHEN c.weight = 'light' THEN 'referring_social_worker' ELSE 'job_counsellor' END
        AND m.starts_on <= $2 AND (m.ends_on IS NULL OR $2 < m.ends_on) AND a.disabled_at IS NULL)
UNION ALL
SELECT p.id, CASE WHEN v.position = 'lead' THEN p.first_name || ' ' || p.last_name END, p.sort_name, p.comune_code,
    a.name, i.role, i.ends_on, false
FROM involvement i JOIN case_service v ON v.id = i.case_service JOIN case_ c ON c.id = v."case"
JOIN person p ON p.id = c.person JOIN account a ON a.id = i.member
WHERE v.organisation = $1 AND v.state = 'active' AND c.closed_on IS NULL AND p.erased_at IS NULL
    AND i.ended_why = 'membership_ended' AND i.ends_on >= $3 AND NOT EXISTS (
    SELECT FROM involvement n WHERE n.case_service = i.case_service AND n.role = i.role AND n.ends_on IS NULL)
ORDER BY holder DESC, since NULLS FIRST, sort_name, id
"""

LOOKED_BACK = timedelta(days=180)


async def to_reassign(viewer: Viewer) -> list[ToReassign]:
    """Of the coordinator's service: cases whose holder has left, and parts in teams that nobody took over."""
    today = clock.today()
    rows = await db.fetch(_TO_REASSIGN, viewer.organisation_id, today, today - LOOKED_BACK)
    return [
        ToReassign(
            row["id"],
            row["name"],
            row["comune_code"],
            row["who"],
            Role(row["role"]),
            row["since"],
            row["holder"],
        )
        for row in rows
    ]
