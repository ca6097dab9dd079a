"""The service that leads a case, as a row beside the others; and who of it joins the team."""

from datetime import date
from uuid import UUID

from portal.candidates.cases.team.vocabulary import Position, ServiceState
from portal.candidates.events import MemberInvolved
from portal.candidates.people.file_access import Part
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.roles import Role
from portal.kernel.viewer import By

ALL_PARTS = [part.value for part in Part]


async def lead(case_id: UUID, service_id: UUID, holder_id: UUID, *, on: date, by: By) -> UUID:
    """The row of the service that leads. Only inside the transaction that opens the case or hands it over."""
    id = new_id()
    await db.execute(
        'INSERT INTO case_service (id, "case", organisation, position, state, referent, mandate_from, parts,'
        " invited_by, invited_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $7)",
        id,
        case_id,
        service_id,
        Position.LEAD.value,
        ServiceState.ACTIVE.value,
        holder_id,
        on,
        ALL_PARTS,
        by.account_id,
    )
    return id


async def involve(case_service_id: UUID, case_id: UUID, member_id: UUID, role: Role, *, by: By) -> UUID:
    """Somebody joins the team, once in a role. Only inside a unit of work whose caller has shown the ground."""
    known: UUID | None = await db.fetchval(
        "SELECT id FROM involvement WHERE case_service = $1 AND member = $2 AND role = $3 AND ends_on IS NULL",
        case_service_id,
        member_id,
        role.value,
    )
    if known is not None:
        return known
    id = new_id()
    await db.execute(
        "INSERT INTO involvement (id, case_service, member, role, starts_on, recorded_by, recorded_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        case_service_id,
        member_id,
        role.value,
        clock.today(),
        by.account_id,
        clock.now(),
    )
    await facts.record(MemberInvolved(involvement_id=id, case_id=case_id, member_id=member_id), by=by)
    return id


async def involve_of_lead(case_id: UUID, member_id: UUID, role: Role, *, by: By) -> None:
    """A colleague of the service that leads joins the team: whoever is asked to rate is in it from then on."""
    case_service_id = await db.fetchval(
        "SELECT id FROM case_service WHERE \"case\" = $1 AND position = 'lead' AND state = 'active'", case_id
    )
    if case_service_id is None:
        raise RuntimeError("an open case has one service that leads")
    await involve(case_service_id, case_id, member_id, role, by=by)
