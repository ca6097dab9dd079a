"""Services in a case: invited by who holds it, accepted by their referent, ended by either or by time."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates.cases.locking import LockedCase, held_case
from portal.candidates.cases.rules import closed_sentence
from portal.candidates.cases.team import rules
from portal.candidates.cases.team.ending import end_service
from portal.candidates.cases.team.leading import involve
from portal.candidates.cases.team.rules import ServiceFacts
from portal.candidates.cases.team.transitions import CASE_SERVICE, HOLDER, REFERENT, SERVICE
from portal.candidates.cases.team.vocabulary import EndedWhy, Position, ServiceState
from portal.candidates.cases.vocabulary import Weight
from portal.candidates.events import (
    InvolvementEnded,
    ServiceDeclined,
    ServiceInvited,
    ServiceJoined,
    ServiceRenewed,
)
from portal.candidates.people.file_access import Part
from portal.candidates.people.sealing import sealed
from portal.foundation import clock, db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer


async def seats_in_team(organisation_id: UUID, *, leads: bool) -> dict[UUID, list[Role]]:
    """Members of the organisation that may join a team, with the roles in which they may."""
    found: dict[UUID, list[Role]] = {}
    for member in await accounts.members(organisation_id):
        found.setdefault(member.account_id, []).append(member.role)
    seats = {account: rules.team_roles(roles, leads=leads) for account, roles in found.items()}
    return {account: roles for account, roles in seats.items() if roles}


def _refuse_closed(case: LockedCase) -> None:
    sentence = closed_sentence(case.state, case.closed_on, "coinvolgere un servizio")
    if sentence is not None:
        raise Refused(sentence)


async def invite(
    *,
    id: UUID,
    person_id: UUID,
    organisation_id: UUID,
    referent: UUID,
    purpose: str,
    parts: Collection[Part],
    mandate_from: date,
    mandate_until: date,
    by: Viewer,
) -> UUID:
    """The holder asks a service to work on the case. It reads nothing until it accepts and she agreed."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        _refuse_closed(case)
        if await db.fetchval("SELECT count(*) FROM case_service WHERE id = $1", id):
            return id
        problem = rules.parts_problem(parts, light=case.weight is Weight.LIGHT)
        if problem is not None:
            raise Refused(problem, field="parts")
        problem = rules.purpose_and_parts(ServiceFacts(purpose=purpose.strip(), parts=frozenset(parts)))
        if problem is not None:
            raise Refused(problem, field="purpose")
        problem = rules.mandate_problem(mandate_from, mandate_until, clock.today())
        if problem is not None:
            raise Refused(problem, field="mandate_until")
        organisation = await accounts.organisation(organisation_id)
        if organisation is None or not organisation.kinds & rules.KINDS_THAT_SHARE:
            raise Refused("Scegli un servizio fra quelli proposti.", field="organisation")
        if organisation_id == case.service_id:
            raise Refused("Il tuo servizio segue già il caso: aggiungi i colleghi all’équipe.")
        if referent not in await seats_in_team(organisation_id, leads=False):
            raise Refused("Scegli un referente di quel servizio.", field="referent")
        if await db.fetchval(
            'SELECT count(*) FROM case_service WHERE "case" = $1 AND organisation = $2'
            " AND state IN ('invited', 'active')",
            case.id,
            organisation_id,
        ):
            raise Refused(f"{organisation.name} è già invitato o coinvolto in questo caso.")
        await db.execute(
            'INSERT INTO case_service (id, "case", organisation, position, state, purpose_sealed, referent,'
            " mandate_from, mandate_until, parts, invited_by, invited_on)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            id,
            case.id,
            organisation_id,
            Position.FURTHER.value,
            ServiceState.INVITED.value,
            sealed(purpose.strip(), "case_service", "purpose_sealed", id),
            referent,
            mandate_from,
            mandate_until,
            sorted(part.value for part in parts),
            by.account_id,
            clock.today(),
        )
        await facts.record(ServiceInvited(case_service_id=id, case_id=case.id, person_id=person_id), by=by)
    return id


_ROW = """
SELECT v.*, c.person, c.weight, c.closed_on FROM case_service v JOIN case_ c ON c.id = v."case"
WHERE v.id = $1 AND v.position = 'further' FOR UPDATE OF v
"""


async def _of_service(case_service_id: UUID, by: Viewer) -> tuple[Any, list[str]]:
    """The row with the actors the viewer is towards it, of the own service. Raises NotThere for anybody else."""
    row = await db.fetchrow(_ROW, case_service_id)
    if (
        row is None
        or row["organisation"] != by.organisation_id
        or not rules.team_roles(by.roles, leads=False)
    ):
        raise NotThere
    actors = [REFERENT] if row["referent"] == by.account_id else []
    involved = await db.fetchval(
        "SELECT count(*) FROM involvement WHERE case_service = $1 AND member = $2 AND ends_on IS NULL",
        case_service_id,
        by.account_id,
    )
    if involved:
        actors.append(SERVICE)
    if not actors:
        raise NotThere
    return row, actors


async def accept(case_service_id: UUID, *, role: Role | None = None, by: Viewer) -> None:
    """The referent takes the mandate on, and is in the team from now. Needs her agreement to share."""
    async with db.unit_of_work():
        row, actors = await _of_service(case_service_id, by)
        consent = await db.fetchval(
            "SELECT id FROM sharing_consent WHERE person = $1 AND recipient = $2 AND revoked_on IS NULL"
            " AND $3 BETWEEN given_on AND expires_on AND parts && $4",
            row["person"],
            row["organisation"],
            clock.today(),
            row["parts"],
        )
        move = CASE_SERVICE.move("accept", row["state"], actors, ServiceFacts(consented=consent is not None))
        problem = rules.mandate_problem(row["mandate_from"], row["mandate_until"], clock.today())
        if problem is not None:
            raise Refused(problem)
        roles = rules.team_roles(by.roles, leads=False)
        if role is not None and role not in roles:
            raise Refused("Scegli uno dei tuoi ruoli.", field="role")
        await db.execute(
            "UPDATE case_service SET state = $2, answered_on = $3, consent = $4, version = version + 1 WHERE id = $1",
            case_service_id,
            move.lands(ServiceState(row["state"])).value,
            clock.today(),
            consent,
        )
        await involve(case_service_id, row["case"], by.account_id, role or roles[0], by=by)
        await facts.record(_fact(ServiceJoined, row), by=by)


def _fact(kind: type[Any], row: Any) -> Any:
    return kind(case_service_id=row["id"], case_id=row["case"], person_id=row["person"])


async def decline(case_service_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        row, actors = await _of_service(case_service_id, by)
        move = CASE_SERVICE.move("decline", row["state"], actors, ServiceFacts())
        await db.execute(
            "UPDATE case_service SET state = $2, answered_on = $3, version = version + 1 WHERE id = $1",
            case_service_id,
            move.lands(ServiceState(row["state"])).value,
            clock.today(),
        )
        await facts.record(_fact(ServiceDeclined, row), by=by)


async def end_own(case_service_id: UUID, *, reason: str, by: Viewer) -> None:
    """A further service ends its own mandate, nobody else's."""
    async with db.unit_of_work():
        row, actors = await _of_service(case_service_id, by)
        CASE_SERVICE.move("end", row["state"], actors, ServiceFacts(reason=reason.strip()))
        await end_service(row, EndedWhy.BY_SERVICE, words=reason, by=by)


async def _of_case(case_service_id: UUID, person_id: UUID, by: Viewer) -> tuple[LockedCase, Any]:
    case = await held_case(person_id, by)
    row = await db.fetchrow(_ROW, case_service_id)
    if row is None or row["case"] != case.id:
        raise NotThere
    return case, row


async def end_by_holder(case_service_id: UUID, person_id: UUID, *, reason: str, by: Viewer) -> None:
    """The holder ends a mandate, or takes an invitation back."""
    async with db.unit_of_work():
        _, row = await _of_case(case_service_id, person_id, by)
        name = "take_back" if row["state"] == ServiceState.INVITED.value else "end"
        CASE_SERVICE.move(name, row["state"], [HOLDER], ServiceFacts(reason=reason.strip()))
        await end_service(row, EndedWhy.DONE, words=reason, by=by)


async def renew(case_service_id: UUID, person_id: UUID, *, until: date, by: Viewer) -> None:
    """A mandate goes on, at most as long again from today. Her agreement is renewed apart."""
    async with db.unit_of_work():
        case, row = await _of_case(case_service_id, person_id, by)
        _refuse_closed(case)
        if row["state"] != ServiceState.ACTIVE.value:
            raise Refused("L’incarico non è in corso: invita di nuovo il servizio.")
        problem = rules.mandate_problem(clock.today(), until, clock.today())
        if problem is not None:
            raise Refused(problem, field="mandate_until")
        await db.execute(
            "UPDATE case_service SET mandate_from = CASE WHEN mandate_from + interval '24 months' < $2"
            " THEN $3 ELSE mandate_from END, mandate_until = $2, version = version + 1 WHERE id = $1",
            case_service_id,
            until,
            clock.today(),
        )
        await facts.record(_fact(ServiceRenewed, row), by=by)


async def add_member(
    case_service_id: UUID, member_id: UUID, role: Role, *, by: Viewer, person_id: UUID | None = None
) -> UUID:
    """A colleague joins the team: of the service that leads by the holder, of a further one by its own members."""
    async with db.unit_of_work():
        if person_id is not None:
            case = await held_case(person_id, by)
            _refuse_closed(case)
            row = await db.fetchrow(
                'SELECT v.*, c.person FROM case_service v JOIN case_ c ON c.id = v."case" WHERE v.id = $1'
                " AND v.\"case\" = $2 AND v.position = 'lead' AND v.state = 'active' FOR UPDATE OF v",
                case_service_id,
                case.id,
            )
            if row is None:
                raise NotThere
        else:
            row, _ = await _of_service(case_service_id, by)
            if row["state"] != ServiceState.ACTIVE.value:
                raise Refused("L’incarico non è in corso: nessuno può entrare nell’équipe.")
        leads = row["position"] == Position.LEAD.value
        seats = await seats_in_team(row["organisation"], leads=leads)
        if role not in seats.get(member_id, []):
            raise Refused("Scegli una persona del servizio, in un ruolo che ha oggi.", field="member")
        return await involve(case_service_id, row["case"], member_id, role, by=by)


async def end_member(involvement_id: UUID, *, by: Viewer, person_id: UUID | None = None) -> None:
    """Somebody leaves the team: by the holder, or by who is of the same service."""
    async with db.unit_of_work():
        row = await db.fetchrow(
            'SELECT i.id, i.member, i.case_service, v."case", v.position, i.ends_on FROM involvement i'
            " JOIN case_service v ON v.id = i.case_service WHERE i.id = $1 FOR UPDATE OF i",
            involvement_id,
        )
        if row is None or row["ends_on"] is not None:
            raise NotThere
        if person_id is not None:
            if (await held_case(person_id, by)).id != row["case"]:
                raise NotThere
        else:
            await _of_service(row["case_service"], by)
        await db.execute(
            "UPDATE involvement SET ends_on = greatest($2, starts_on), ended_why = $3 WHERE id = $1",
            involvement_id,
            clock.today(),
            EndedWhy.DONE.value,
        )
        await facts.record(
            InvolvementEnded(
                involvement_id=involvement_id,
                case_id=row["case"],
                member_id=row["member"],
                why=EndedWhy.DONE.value,
            ),
            by=by,
        )
