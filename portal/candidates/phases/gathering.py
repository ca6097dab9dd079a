"""What the needs of a move look at, read under the lock of the case."""

from dataclasses import replace
from datetime import date

from portal.candidates.cases.locking import LockedCase
from portal.candidates.cases.queries import commitments
from portal.candidates.people.queries import CONSENTED
from portal.candidates.people.vocabulary import ConsentKind
from portal.candidates.phases.rules import PhaseFacts, Running
from portal.candidates.phases.vocabulary import InterviewKind
from portal.foundation import clock, db

_GATHER = f"""
SELECT
    (SELECT phone IS NOT NULL OR email IS NOT NULL FROM person WHERE id = $2) AS contact_known,
    EXISTS (SELECT 1 FROM first_evaluation e WHERE e."case" = $1) AS evaluation_noted,
    ARRAY(SELECT DISTINCT i.kind FROM interview i WHERE i."case" = $1 AND i.state = 'closed') AS interviews,
    EXISTS (SELECT 1 FROM experience x WHERE x.person = $2)
        OR EXISTS (SELECT 1 FROM person_skill k WHERE k.person = $2) AS skills_known,
    EXISTS (SELECT 1 FROM availability v WHERE v.person = $2) AS availability_known,
    {CONSENTED.format(person="$2", kind="$3", day="$4::date")} AS service_consent,
    EXISTS (SELECT 1 FROM project j WHERE j."case" = $1 AND j.state = 'in_force') AS project_in_force,
    EXISTS (SELECT 1 FROM interview i WHERE i."case" = $1 AND i.held_on >= $5 AND i.state = 'closed')
        OR EXISTS (SELECT 1 FROM case_commitment m WHERE m."case" = $1) AS active,
    (SELECT coalesce(f.decision, 'dismiss') FROM final_review f WHERE f."case" = $1 AND f.reviewed_on >= $5
        ORDER BY f.reviewed_on DESC, f.id DESC LIMIT 1) AS final_review,
    EXISTS (SELECT 1 FROM handover h WHERE h."case" = $1 AND h.state = 'offered') AS handover_offered,
    EXISTS (SELECT 1 FROM case_extension n WHERE n."case" = $1 AND n.decided_on IS NULL) AS extension_requested
"""


async def gather(
    case: LockedCase,
    *,
    reason: str | None = None,
    notice_on: date | None = None,
    review_on: date | None = None,
    months: int | None = None,
    destination: str | None = None,
    closing_reason: str | None = None,
    agreed_on: date | None = None,
    paper_on: date | None = None,
) -> PhaseFacts:
    today = clock.today()
    row = await db.fetchrow(
        _GATHER, case.id, case.person_id, ConsentKind.SERVICE.value, today, case.state_since
    )
    if row is None:
        raise RuntimeError("a statement of subqueries always answers one row")
    known = PhaseFacts(
        today=today,
        contact_known=row["contact_known"],
        evaluation_noted=row["evaluation_noted"],
        interviews=frozenset(InterviewKind(kind) for kind in row["interviews"]),
        skills_known=row["skills_known"],
        availability_known=row["availability_known"],
        service_consent=row["service_consent"],
        project_in_force=row["project_in_force"],
        active_since_development=row["active"],
        final_review=row["final_review"],
        handover_offered=row["handover_offered"],
        has_term=case.due_on is not None,
        running=tuple(Running(one.kind, one.code) for one in await commitments(case.id)),
        closed_on=case.closed_on,
        extension_requested=row["extension_requested"],
    )
    return replace(
        known,
        reason=reason,
        notice_on=notice_on,
        review_on=review_on,
        months=months,
        destination=destination,
        closing_reason=closing_reason,
        agreed_on=agreed_on,
        paper_on=paper_on,
    )
