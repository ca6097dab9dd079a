"""Reminders of cases: late phases, the end of the 24 months, projects to look at again, agreements that are missing.

Found by sweeps, told once for each object and step; who answers for the case is looked up when it is told.
"""

from datetime import date, timedelta
from typing import Any

from portal.accounts import public as accounts
from portal.candidates.cases.parameters import figure
from portal.candidates.cases.queries import holder_today
from portal.candidates.cases.team.telling import reached, words
from portal.candidates.cases.vocabulary import PHASES, CaseState
from portal.candidates.phases.rules import check_due, lateness
from portal.foundation import clock, db, notifications
from portal.foundation.notifications import Kind
from portal.reference.holidays_it import is_working_day

AGAIN = timedelta(days=7)
"""From the first reminder to the second, and from that to the coordinator."""
BEFORE_TERM = (90, 60, 30)
BEFORE_REVIEW = (14, 0)

_OPEN = """
SELECT c.id, c.person, c.lead_service, c.state, c.state_since, c.due_on,
    (SELECT max(i.held_on) FROM interview i WHERE i."case" = c.id AND i.state = 'closed') AS last_contact,
    j.id AS project, j.next_review_on
FROM case_ c JOIN person p ON p.id = c.person
LEFT JOIN project j ON j."case" = c.id AND j.state = 'in_force'
WHERE c.closed_on IS NULL AND p.erased_at IS NULL ORDER BY c.id
"""


async def remind_of_cases() -> int:
    """One look at every open case; answers how many notices were new."""
    told, today = 0, clock.today()
    for row in await db.fetch(_OPEN):
        told += await _phase(row, today)
        told += await _term(row, today)
        told += await _review(row, today)
    return told


def late_step(last_day: date, today: date) -> int | None:
    """0 when it becomes late, 1 a week later, 2 for the coordinator; None while it is in time."""
    if today <= last_day:
        return None
    return min(2, (today - last_day - timedelta(days=1)) // AGAIN)


async def _tell_holder(row: Any, step: str, said: str, tab: str) -> int:
    async with db.unit_of_work():
        holder = await holder_today(row["person"])
        if holder is None:
            return 0
        return await notifications.notify(
            Kind.CASE_DUE,
            account_ids=[holder],
            organisation_id=row["lead_service"],
            object_id=row["id"],
            step=step,
            words=said,
            href=f"/people/{row['person']}/{tab}",
        )


async def _tell_coordinators(row: Any, step: str, said: str, tab: str) -> int:
    async with db.unit_of_work():
        return await accounts.tell_coordinators(
            Kind.CASE_DUE,
            row["lead_service"],
            object_id=row["id"],
            step=step,
            words=said,
            href=f"/people/{row['person']}/{tab}",
        )


async def _late(row: Any, what: str, last_day: date, today: date, tab: str, since: str) -> int:
    step = late_step(last_day, today)
    if step is None:
        return 0
    name = f"{what} {since} {step}"
    if step == 2:
        return await _tell_coordinators(
            row, name, words("case_due.txt", what=f"{what}_coordinator", day=last_day), tab
        )
    return await _tell_holder(row, name, words("case_due.txt", what=what, day=last_day), tab)


async def _phase(row: Any, today: date) -> int:
    term = lateness(CaseState(row["state"]), row["state_since"], is_working_day, row["last_contact"])
    if term is None:
        return 0
    return await _late(
        row, "phase", term.last_day, today, "phases", f"{row['state']} {term.last_day:%Y-%m-%d}"
    )


async def _term(row: Any, today: date) -> int:
    if row["due_on"] is None:
        return 0
    step = reached(row["due_on"], today, BEFORE_TERM)
    if step is None:
        return 0
    said = words("case_due.txt", what="term", day=row["due_on"])
    return await _tell_holder(row, f"term {row['due_on']:%Y-%m-%d} {step}", said, "phases")


async def _review(row: Any, today: date) -> int:
    """14 days before, on the day, a week after; then the coordinators."""
    day = row["next_review_on"]
    if day is None:
        return 0
    since = f"{day:%Y-%m-%d}"
    step = reached(day, today, BEFORE_REVIEW)
    if step is not None:
        said = words("case_due.txt", what="review", day=day)
        return await _tell_holder(row, f"review {since} before {step}", said, "project")
    # past its day: «at lateness» is the day after, already told as «on the day» the day before
    return await _late(row, "review", day + AGAIN - timedelta(days=1), today, "project", since)


_TO_AGREE = """
SELECT c.id, c.person, c.lead_service, j.id AS project, g.given_on AS asked_on,
    EXISTS (SELECT FROM project_agreement a WHERE a.project = j.id AND a.party = 'person') AS she_agreed
FROM project j JOIN case_ c ON c.id = j."case" JOIN person p ON p.id = c.person
JOIN project_agreement g ON g.project = j.id AND g.party = 'lead'
WHERE j.state = 'to_agree' AND c.closed_on IS NULL AND p.erased_at IS NULL AND g.given_on <= $1 ORDER BY j.id
"""
ANSWER_AFTER = (3, 7)


async def remind_of_agreements() -> int:
    """An answer missing after 3 days, after 7: the holder and the referring service; at 15 the coordinators, where
    only that service is silent."""
    told, today = 0, clock.today()
    silence = figure("project.silence_days", today)
    for row in await db.fetch(_TO_AGREE, today - timedelta(days=ANSWER_AFTER[0])):
        waited = (today - row["asked_on"]).days
        step = max(days for days in ANSWER_AFTER if waited >= days)
        said = words("case_due.txt", what="agreement", day=row["asked_on"])
        name = f"agreement {row['project']} {step}"
        told += await _tell_holder(row, name, said, "project")
        told += await _tell_referring(row, name, said)
        if waited >= silence and row["she_agreed"]:
            said = words("case_due.txt", what="silence", day=row["asked_on"])
            told += await _tell_coordinators(row, f"silence {row['project']}", said, "project")
    return told


async def _tell_referring(row: Any, step: str, said: str) -> int:
    rows = await db.fetch(
        "SELECT DISTINCT i.member, v.organisation FROM involvement i JOIN case_service v ON v.id = i.case_service"
        " WHERE v.\"case\" = $1 AND v.position = 'further' AND v.state = 'active' AND i.ends_on IS NULL"
        " AND i.role = 'referring_social_worker' AND NOT EXISTS (SELECT FROM project_agreement a"
        " WHERE a.project = $2 AND a.party = 'referring_service')",
        row["id"],
        row["project"],
    )
    told = 0
    async with db.unit_of_work():
        for one in rows:
            told += await notifications.notify(
                Kind.CASE_DUE,
                account_ids=[one["member"]],
                organisation_id=one["organisation"],
                object_id=row["id"],
                step=step,
                words=said,
                href=f"/people/{row['person']}/project",
            )
    return told


_UNANSWERED = """
SELECT c.id, c.person, c.lead_service, f.phase, j.next_review_on,
    (SELECT max(s.taken_on) FROM case_step s WHERE s."case" = c.id AND s.to_state = c.state) AS since
FROM case_ c JOIN person p ON p.id = c.person
JOIN unnest($1::text[]) WITH ORDINALITY AS f (state, phase) ON f.state = c.state
LEFT JOIN evaluation_plan e ON e."case" = c.id
LEFT JOIN project j ON j."case" = c.id AND j.state = 'in_force'
WHERE c.closed_on IS NULL AND p.erased_at IS NULL AND (e.id IS NOT NULL OR c.weight = 'light')
    AND NOT EXISTS (SELECT FROM evaluation_check k WHERE k.plan = e.id AND k.phase = f.phase
        AND (f.phase <> 7 OR j.next_review_on IS NULL OR k.due_on >= j.next_review_on))
ORDER BY c.id
"""
"""The question of the phase each open case is in, while it has no answer; the seventh again at each review."""


async def remind_of_checks() -> int:
    """A question of the evaluation plan (services.md §10), to the holder: on its day, and a week later."""
    told, today = 0, clock.today()
    for row in await db.fetch(_UNANSWERED, [state.value for state in PHASES[:8]]):
        due = check_due(row["phase"], row["since"], row["next_review_on"], today)
        if today < due:
            continue
        again = 1 if today >= due + AGAIN else 0
        said = words("case_due.txt", what="check", day=due)
        step = f"check {row['phase']} {due:%Y-%m-%d} {again}"
        told += await _tell_holder(row, step, said, "evaluation-plan")
    return told


_UNCOVERED = """
SELECT DISTINCT ON (s.service, s.holder) s.id, s.service, s.ends_on FROM substitution s
WHERE $1 BETWEEN s.starts_on AND s.ends_on
    AND EXISTS (SELECT FROM case_ c WHERE c.holder = s.holder AND c.lead_service = s.service AND c.closed_on IS NULL)
    AND NOT EXISTS (SELECT FROM substitution t JOIN account a ON a.id = t.substitute AND a.disabled_at IS NULL
        JOIN membership m ON m.account = t.substitute AND m.organisation = t.service
            AND m.starts_on <= $1 AND (m.ends_on IS NULL OR m.ends_on > $1)
        WHERE t.service = s.service AND t.holder = s.holder AND $1 BETWEEN t.starts_on AND t.ends_on
            AND NOT EXISTS (SELECT FROM substitution u WHERE u.service = t.service AND u.holder = t.substitute
                AND $1 BETWEEN u.starts_on AND u.ends_on))
ORDER BY s.service, s.holder, s.ends_on DESC
"""
"""Holders who are away today with open cases, and nobody of those who stand in for them is there."""


async def remind_of_absences() -> int:
    """A holder absent without a substitute (services.md §2), to the coordinators: the one who stood in left the
    service, or is away too."""
    told = 0
    for row in await db.fetch(_UNCOVERED, clock.today()):
        async with db.unit_of_work():
            told += await accounts.tell_coordinators(
                Kind.CASE_DUE,
                row["service"],
                object_id=row["id"],
                step=f"absent {row['ends_on']:%Y-%m-%d}",
                words=words("case_due.txt", what="absent", day=row["ends_on"]),
                href="/assignments",
            )
    return told


async def remind_of_interviews() -> int:
    """A planned interview, the day before, to who planned it."""
    told, tomorrow = 0, clock.today() + timedelta(days=1)
    rows = await db.fetch(
        "SELECT n.id, n.planned_by, n.planned_for, c.person, c.lead_service,"
        " coalesce((SELECT v.organisation FROM involvement i JOIN case_service v ON v.id = i.case_service"
        ' WHERE v."case" = c.id AND i.member = n.planned_by AND i.ends_on IS NULL LIMIT 1), c.lead_service)'
        " AS organisation"
        ' FROM interview_plan n JOIN case_ c ON c.id = n."case"'
        " WHERE n.outcome IS NULL AND n.planned_for = $1 AND c.closed_on IS NULL",
        tomorrow,
    )
    for row in rows:
        async with db.unit_of_work():
            told += await notifications.notify(
                Kind.CASE_DUE,
                account_ids=[row["planned_by"]],
                organisation_id=row["organisation"],
                object_id=row["id"],
                step="tomorrow",
                words=words("case_due.txt", what="interview", day=row["planned_for"]),
                href=f"/people/{row['person']}/interviews",
            )
    return told
