"""How mandates and parts in a team end: at once, in the transaction of what ends them."""

from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.cases.team.transitions import CASE_SERVICE, SYSTEM
from portal.candidates.cases.team.vocabulary import EndedWhy, ServiceState
from portal.candidates.events import InvolvementEnded, ServiceEnded
from portal.candidates.people.sealing import seal
from portal.foundation import clock, db, facts
from portal.kernel.viewer import SYSTEM as PORTAL
from portal.kernel.viewer import By


async def end_service(row: Any, why: EndedWhy, *, words: str | None = None, by: By) -> None:
    """``row``: id, case and person of a locked case_service. Everybody of that service leaves the team."""
    today = clock.today()
    await db.execute(
        "UPDATE case_service SET state = $2, ended_on = $3, ended_why = $4, ended_words_sealed = $5,"
        " version = version + 1 WHERE id = $1",
        row["id"],
        ServiceState.ENDED.value,
        today,
        why.value,
        seal(words, "case_service", "ended_words_sealed", row["id"]),
    )
    await end_involvements_of(row["id"], why, on=today)
    await facts.record(
        ServiceEnded(case_service_id=row["id"], case_id=row["case"], person_id=row["person"], why=why.value),
        by=by,
    )


async def end_involvements_of(case_service_id: UUID, why: EndedWhy, *, on: date) -> None:
    """The service as a whole leaves: its members go with it, without a fact each."""
    await db.execute(
        "UPDATE involvement SET ends_on = greatest($2, starts_on), ended_why = $3"
        " WHERE case_service = $1 AND ends_on IS NULL",
        case_service_id,
        on,
        why.value,
    )


_OF_CASE = """
SELECT v.id, v."case", v.state, c.person FROM case_service v JOIN case_ c ON c.id = v."case"
WHERE v."case" = $1 AND v.position = 'further' AND v.state IN ('invited', 'active') FOR UPDATE OF v
"""


async def close_services(case_id: UUID, *, by: By) -> None:
    """With the case every further mandate ends, and the team of the one that leads rests."""
    for row in await db.fetch(_OF_CASE, case_id):
        CASE_SERVICE.move("lapse", row["state"], [SYSTEM])
        await end_service(row, EndedWhy.CASE_CLOSED, by=by)
    lead = await db.fetchval(
        "SELECT id FROM case_service WHERE \"case\" = $1 AND position = 'lead' AND state = 'active'", case_id
    )
    if lead is not None:
        await end_involvements_of(lead, EndedWhy.CASE_CLOSED, on=clock.today())


async def stop_sharing(person_id: UUID, organisation_id: UUID, *, by: By) -> None:
    """She shares with that service no more: its mandate ends in the same transaction."""
    rows = await db.fetch(
        'SELECT v.id, v."case", v.state, c.person FROM case_service v JOIN case_ c ON c.id = v."case"'
        " WHERE c.person = $1 AND v.organisation = $2 AND v.position = 'further' AND v.state = 'active'"
        " FOR UPDATE OF v",
        person_id,
        organisation_id,
    )
    for row in rows:
        CASE_SERVICE.move("lapse", row["state"], [SYSTEM])
        await end_service(row, EndedWhy.CONSENT_OVER, by=by)


_LAPSED = """
SELECT v.id, v."case", v.state, c.person, v.mandate_until < $1 AS over
FROM case_service v JOIN case_ c ON c.id = v."case" LEFT JOIN sharing_consent g ON g.id = v.consent
WHERE v.position = 'further' AND (
    (v.state IN ('invited', 'active') AND v.mandate_until < $1)
    OR (v.state = 'active' AND (g.expires_on < $1 OR g.revoked_on <= $1)))
ORDER BY v.id FOR UPDATE OF v
"""


async def lapse() -> int:
    """Mandates and agreements that are over, for the night; what they opened closed when they were."""
    async with db.unit_of_work():
        rows = await db.fetch(_LAPSED, clock.today())
        for row in rows:
            CASE_SERVICE.move("lapse", row["state"], [SYSTEM])
            await end_service(row, EndedWhy.MANDATE_OVER if row["over"] else EndedWhy.CONSENT_OVER, by=PORTAL)
    return len(rows)


_WITHOUT_ROLE = """
SELECT i.id, i.member, v."case", v.organisation, c.person, v.id AS case_service
FROM involvement i JOIN case_service v ON v.id = i.case_service JOIN case_ c ON c.id = v."case"
WHERE i.ends_on IS NULL AND ($2::uuid IS NULL OR (i.member = $2 AND v.organisation = $3)) AND NOT EXISTS (
    SELECT FROM membership m JOIN account a ON a.id = m.account
    WHERE m.account = i.member AND m.organisation = v.organisation AND m.role = i.role AND m.starts_on <= $1
        AND (m.ends_on IS NULL OR $1 < m.ends_on) AND a.disabled_at IS NULL)
ORDER BY i.id FOR UPDATE OF i
"""


async def end_without_role(member: UUID | None = None, organisation_id: UUID | None = None) -> list[Any]:
    """Parts in teams of who has the role no more: they end today. Answers the rows, for the coordinators."""
    today = clock.today()
    rows = await db.fetch(_WITHOUT_ROLE, today, member, organisation_id)
    for row in rows:
        await db.execute(
            "UPDATE involvement SET ends_on = greatest($2, starts_on), ended_why = $3 WHERE id = $1",
            row["id"],
            today,
            EndedWhy.MEMBERSHIP_ENDED.value,
        )
        await facts.record(
            InvolvementEnded(
                involvement_id=row["id"],
                case_id=row["case"],
                member_id=row["member"],
                why=EndedWhy.MEMBERSHIP_ENDED.value,
            ),
            by=PORTAL,
        )
    return rows
