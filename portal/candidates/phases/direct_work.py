"""Minutes of direct work about cases: interviews, coaching and peer support."""

from collections.abc import Sequence

from portal.foundation import db
from portal.kernel.direct_work import PERIODS, Period, Source, Worked, columns

_WORKED = f"""
WITH t AS (SELECT * FROM {PERIODS})
SELECT t.n, i.recorded_by AS member, 'interview' AS source, sum(i.minutes) AS minutes
FROM t JOIN case_ c ON c.lead_service = t.service
    JOIN interview i ON i."case" = c.id AND i.state = 'closed' AND i.held_on BETWEEN t.first AND t.last GROUP BY 1, 2
UNION ALL
SELECT t.n, m.author, 'service_meeting', sum(m.minutes)
FROM t JOIN case_ c ON c.lead_service = t.service JOIN activated_service s ON s.person = c.person
    JOIN service_meeting m ON m.service = s.id AND m.held_on BETWEEN t.first AND t.last
        AND m.held_on >= c.opened_on AND (c.closed_on IS NULL OR m.held_on < c.closed_on) GROUP BY 1, 2
"""


async def direct_work(periods: Sequence[Period]) -> list[Worked]:
    """Of the cases each service leads, whoever of the team did the work; drafts of interviews do not count."""
    rows = await db.fetch(_WORKED, *columns(periods))
    return [Worked(row["n"] - 1, row["member"], Source(row["source"]), int(row["minutes"])) for row in rows]
