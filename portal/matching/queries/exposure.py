"""Who stands in many shortlists without an answer (matching.md §8): flagged, never pushed down."""

from collections.abc import Sequence
from uuid import UUID

from portal.foundation import db

_UNANSWERED = """
SELECT s.person, count(*) AS n FROM match_shown s WHERE s.person = ANY($1) AND NOT EXISTS (
    SELECT FROM proposal p WHERE p.person = s.person AND p.sent_at IS NOT NULL
        AND p.state IN ('interview', 'accepted', 'refused') AND p.state_since::date >= s.first_on)
GROUP BY s.person
"""


async def unanswered(person_ids: Sequence[UUID]) -> dict[UUID, int]:
    """In how many top tens each stood since a company last answered about her."""
    return {row["person"]: row["n"] for row in await db.fetch(_UNANSWERED, list(person_ids))}
