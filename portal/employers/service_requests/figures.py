"""How many requests of companies came, were answered and how fast; minutes that the work with companies took."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from portal.employers.service_requests.rules import usual_days
from portal.employers.service_requests.vocabulary import UNANSWERED, RequestKind
from portal.foundation import db
from portal.kernel.direct_work import PERIODS, Period, Source, Worked, columns


@dataclass(frozen=True, slots=True)
class KindFigures:
    """Of the requests of one kind that came in a period. ``days``: the median from question to answer."""

    kind: RequestKind
    received: int
    answered: int
    declined: int
    waiting: int
    days: Fraction | None


async def by_kind(service_ids: Collection[UUID], first: date, last: date) -> list[KindFigures]:
    """Kinds of which none came are left out; days are whole Italian days."""
    rows = await db.fetch(
        "SELECT kind, count(*) AS received, count(*) FILTER (WHERE answered_on IS NOT NULL) AS answered,"
        " count(*) FILTER (WHERE state = 'declined') AS declined,"
        " count(*) FILTER (WHERE state = ANY($4)) AS waiting,"
        " array_agg(answered_on - (requested_at AT TIME ZONE 'Europe/Rome')::date)"
        " FILTER (WHERE answered_on IS NOT NULL) AS days FROM service_request WHERE service = ANY($1)"
        " AND (requested_at AT TIME ZONE 'Europe/Rome')::date BETWEEN $2 AND $3 GROUP BY kind",
        list(service_ids),
        first,
        last,
        [state.value for state in UNANSWERED],
    )
    found = {
        RequestKind(row["kind"]): KindFigures(
            RequestKind(row["kind"]),
            row["received"],
            row["answered"],
            row["declined"],
            row["waiting"],
            usual_days(row["days"] or ()),
        )
        for row in rows
    }
    return [found[kind] for kind in RequestKind if kind in found]


_WORKED = f"""
WITH t AS (SELECT * FROM {PERIODS})
SELECT t.n, k.written_by AS member, 'contact' AS source, sum(k.minutes) AS minutes
FROM t JOIN company_contact k ON k.service = t.service AND k.held_on BETWEEN t.first AND t.last GROUP BY 1, 2
UNION ALL
SELECT t.n, r.answered_by, 'request', sum(r.minutes)
FROM t JOIN service_request r ON r.service = t.service AND r.answered_on BETWEEN t.first AND t.last GROUP BY 1, 2
UNION ALL
SELECT t.n, x.held_by, 'session', sum(x.minutes)
FROM t JOIN service_request r ON r.service = t.service
    JOIN service_session x ON x.request = r.id AND x.held_on BETWEEN t.first AND t.last GROUP BY 1, 2
"""


async def direct_work(periods: Sequence[Period]) -> list[Worked]:
    """Contacts, answers to requests and the meetings held for them."""
    rows = await db.fetch(_WORKED, *columns(periods))
    return [Worked(row["n"] - 1, row["member"], Source(row["source"]), int(row["minutes"])) for row in rows]
