"""What the portal holds of a host that may forbid a tirocinio there: recorded suspensions, people who left."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.obligations.rules.sospensione import (
    SUSPENSION_CAUSE_LABELS,
    SuspensionCause,
    SuspensionReach,
    reach,
)
from portal.foundation import db


@dataclass(frozen=True, slots=True)
class RecordedStop:
    """A suspension of the duty that was granted or declared (L. 68/1999 art. 3 c. 5). ``cause``: its code."""

    cause: str
    label: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class HostRecord:
    """``left``: last days of those who left the unit for good, of the same profession; never who they were."""

    stops: tuple[RecordedStop, ...]
    left: tuple[date, ...]


_STOPS = """
SELECT cause, province, starts_on, ends_on FROM measure
WHERE company = $1 AND kind = 'sospensione' AND state = 'in_force' AND cause IS NOT NULL AND starts_on <= $2
    AND coalesce(ends_on, 'infinity'::date) >= $3
ORDER BY starts_on DESC
"""
_LEFT = """
SELECT w.ends_on FROM worker w JOIN vacancy v ON v.id = $5
WHERE w.company = $1 AND w.site = $4 AND w.ends_on >= $3 AND w.ends_on < $2 AND w.profession_code = v.profession_code
    AND w.contract IN ('permanent', 'apprenticeship')
    AND NOT EXISTS (SELECT FROM worker n WHERE n.company = w.company AND n.code = w.code AND n.starts_on > w.ends_on)
ORDER BY w.ends_on
"""
"""Who changed hours or place goes on under the same number and did not leave; a fixed term ends by itself."""


async def host_record(
    company_id: UUID, *, site_id: UUID, province: str, vacancy_id: UUID | None, since: date, on: date
) -> HostRecord:
    """From ``since`` to ``on``: suspensions that reach that province, and who left the unit."""
    stops = []
    for row in await db.fetch(_STOPS, company_id, on, since):
        cause = SuspensionCause(row["cause"])
        if row["province"] in (None, province) or reach(cause) is SuspensionReach.WHOLE:
            stops.append(
                RecordedStop(cause.value, SUSPENSION_CAUSE_LABELS[cause], row["starts_on"], row["ends_on"])
            )
    left = await db.fetch(_LEFT, company_id, on, since, site_id, vacancy_id) if vacancy_id else []
    return HostRecord(tuple(stops), tuple(row["ends_on"] for row in left))
