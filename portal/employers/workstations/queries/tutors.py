"""Tutors of a company, and how many have no path now."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from portal.foundation import db
from portal.kernel.roles import Role

_COUNT = """
SELECT m.organisation AS company, count(DISTINCT m.account) AS all_of_them, count(DISTINCT m.account) FILTER (
    WHERE NOT EXISTS (SELECT FROM workstation_occupancy x WHERE x.tutor = m.account AND x.company = m.organisation
        AND x.ended_on IS NULL AND x.starts_on <= $3)) AS free
FROM membership m
WHERE m.organisation = ANY($1::uuid[]) AND m.role = $2 AND m.starts_on <= $3
    AND (m.ends_on IS NULL OR m.ends_on > $3)
GROUP BY m.organisation
"""


async def tutors_of(company_ids: Collection[UUID], today: date) -> dict[UUID, tuple[int, int]]:
    """By company: tutors without a path, and tutors in all. Companies without tutors are left out."""
    rows = await db.fetch(_COUNT, list(company_ids), Role.IN_COMPANY_TUTOR.value, today)
    return {row["company"]: (row["free"], row["all_of_them"]) for row in rows}
