"""What reminds of an assessment: sheets before their close and at it, and another assessment after a year or a plan.

Each is told once for each object and step; who holds the case is looked up when it is told.
"""

from datetime import date, timedelta
from uuid import UUID

from portal.candidates.cases.parameters import figure
from portal.candidates.cases.queries import holder_today
from portal.candidates.cases.rules import add_months
from portal.foundation import clock, db, mail, notifications
from portal.foundation.notifications import Kind
from portal.foundation.web.italian import date_it
from portal.kernel.ladders import Ladder, ladder, reached


def sheets_ladder(today: date) -> Ladder:
    """Days before the close, then the close itself."""
    return ladder(-figure("assessment.remind_days", today), 0)


_SHEETS = """
SELECT a.id, a.person, a.close_by, c.lead_service,
    array_agg(r.rater ORDER BY r.id) AS raters, array_agg(r.organisation ORDER BY r.id) AS organisations
FROM assessment a JOIN case_ c ON c.id = a."case" AND c.closed_on IS NULL
JOIN rating_sheet r ON r.assessment = a.id AND r.state = 'draft'
WHERE a.state = 'collecting' AND a.close_by <= $1
GROUP BY a.id, c.lead_service ORDER BY a.close_by, a.id
"""


async def remind_of_sheets(today: date | None = None) -> int:
    """Raters whose sheet is missing, seven days before and at its close; then who holds the case may compare."""
    day = today or clock.today()
    rungs = sheets_ladder(day)
    first, last = rungs[0].days, rungs[-1].days
    told = 0
    for row in await db.fetch(_SHEETS, day - timedelta(days=first)):
        rung = reached(rungs, row["close_by"], day)
        if rung is None:
            continue
        is_over = rung.days == last
        words = mail.compose("sheet_due.txt", day=date_it(row["close_by"], "il"), over=is_over)
        async with db.unit_of_work():
            for rater, organisation in zip(row["raters"], row["organisations"], strict=True):
                told += await notifications.notify(
                    Kind.ASSESSMENT_DUE,
                    account_ids=[rater],
                    organisation_id=organisation,
                    object_id=row["id"],
                    step=rung.name,
                    words=words,
                    href=f"/assessments/{row['id']}",
                )
            holder = await holder_today(row["person"]) if is_over else None
            if holder is not None:
                told += await notifications.notify(
                    Kind.ASSESSMENT_DUE,
                    account_ids=[holder],
                    organisation_id=row["lead_service"],
                    object_id=row["id"],
                    step="sheets_over",
                    words=mail.compose("sheets_over.txt", missing=len(row["raters"])),
                    href=f"/assessments/{row['id']}",
                )
    return told


_OLD = """
SELECT s.id, s.person, s.signed_on, c.lead_service
FROM synthesis s JOIN case_ c ON c.person = s.person AND c.closed_on IS NULL
WHERE s.signed_on <= $1 AND s.superseded_on IS NULL
    AND NOT EXISTS (SELECT 1 FROM assessment a WHERE a.person = s.person AND a.state IN ('collecting', 'compared'))
ORDER BY s.signed_on, s.id
"""


async def propose_again(today: date | None = None) -> int:
    """Another assessment a year after the synthesis in force; told once for each synthesis."""
    day = today or clock.today()
    rows = await db.fetch(_OLD, add_months(day, -figure("assessment.redo_months", day)))
    known = await notifications.told(Kind.ASSESSMENT_DUE, {row["id"]: "redo" for row in rows})
    told = 0
    for row in rows:
        if row["id"] not in known:
            words = mail.compose("reassessment_due.txt", day=date_it(row["signed_on"], "del"), plan=False)
            told += await _tell_holder(row["person"], row["lead_service"], row["id"], "redo", words)
    return told


async def propose_after_plan(person_id: UUID, plan_id: UUID) -> int:
    """A plan of hers ended: what she can do may have changed (services.md §5)."""
    service_id = await db.fetchval(
        "SELECT lead_service FROM case_ WHERE person = $1 AND closed_on IS NULL", person_id
    )
    if service_id is None:
        return 0
    words = mail.compose("reassessment_due.txt", day="", plan=True)
    return await _tell_holder(person_id, service_id, plan_id, "plan_ended", words)


async def _tell_holder(person_id: UUID, service_id: UUID, object_id: UUID, step: str, words: str) -> int:
    async with db.unit_of_work():
        holder = await holder_today(person_id)
        if holder is None:
            return 0
        return await notifications.notify(
            Kind.ASSESSMENT_DUE,
            account_ids=[holder],
            organisation_id=service_id,
            object_id=object_id,
            step=step,
            words=words,
            href=f"/people/{person_id}/assessment",
        )
