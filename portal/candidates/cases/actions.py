"""Writes on the case: opening a file, assigning, standing in, and what keeps a case from closing."""

from datetime import date
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates.cases import rules
from portal.candidates.cases.locking import coordinated_case
from portal.candidates.cases.steps import add_step
from portal.candidates.cases.team.leading import lead
from portal.candidates.cases.team.rules import leading_role
from portal.candidates.cases.vocabulary import (
    CASE_STATE_LABELS,
    CLOSED,
    CaseState,
    CommitmentKind,
    SubstitutionReason,
    Track,
    Weight,
)
from portal.candidates.events import CaseAssigned, CaseOpened, SecondFileAsked, SubstitutionRecorded
from portal.candidates.people import actions as people
from portal.candidates.people.actions import Contact, sure_of_day
from portal.candidates.people.file_access import COLUMN_OF_ROLE
from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import NotAllowed, NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer

STANDING_IN = frozenset(COLUMN_OF_ROLE)
"""Roles of a team: a substitute has the one of who is absent."""

ALREADY_FOLLOWED = "Questa persona risulta già seguita. Abbiamo avvisato il suo operatore, che ti risponderà."


async def open_file(
    *,
    id: UUID,
    contact: Contact,
    track: Track = Track.PLACEMENT,
    weight: Weight = Weight.FULL,
    on: date | None = None,
    by: Viewer,
    sintetico: bool = False,
) -> UUID:
    """A new person with her case in the first phase, held by who opens it. Pressed twice, it is opened once.

    Counsellors open full cases, referring services light ones.

    Raises Refused when someone with this tax code is followed already, here or elsewhere: her counsellor is told.
    """
    if by.organisation_id is None or not by.is_any(leading_role(weight)):
        raise NotAllowed
    followed: UUID | None = None
    async with db.unit_of_work():
        opened_on = sure_of_day(on, field="opened_on")
        if await _opened_before(id, by):
            return id
        if contact.tax_code is not None:
            followed = await people.followed_by_tax_code(contact.tax_code)
        if followed is None:
            await people.register(
                id=id, service_id=by.organisation_id, contact=contact, by=by, sintetico=sintetico
            )
            await _open_case(id, by.organisation_id, track, weight, opened_on, by)
        else:
            await facts.record(
                SecondFileAsked(person_id=followed, asking_service_id=by.organisation_id), by=by
            )
    if followed is not None:
        # Outside the transaction: the notice to her counsellor must not be undone with the refusal.
        raise Refused(ALREADY_FOLLOWED, field="tax_code")
    return id


async def _opened_before(person_id: UUID, by: Viewer) -> bool:
    row = await db.fetchrow("SELECT service, registered_by FROM person WHERE id = $1", person_id)
    if row is None:
        return False
    if (row["service"], row["registered_by"]) != (by.organisation_id, by.account_id):
        raise NotThere
    return True


async def _open_case(
    person_id: UUID, service_id: UUID, track: Track, weight: Weight, opened_on: date, by: Viewer
) -> None:
    case_id = new_id()
    await db.execute(
        "INSERT INTO case_ (id, person, track, weight, lead_service, holder, state, state_since, opened_on)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        case_id,
        person_id,
        track.value,
        weight.value,
        service_id,
        by.account_id,
        CaseState.REFERRAL.value,
        opened_on,
    )
    await lead(case_id, service_id, by.account_id, on=opened_on, by=by)
    await add_step(
        case_id, "open", None, CaseState.REFERRAL, on=opened_on, actor="holder", reason=None, by=by
    )
    await facts.record(CaseOpened(case_id=case_id, person_id=person_id), by=by)


async def _roles_in(service_id: UUID, account_id: UUID) -> frozenset[Role]:
    members = await accounts.members(service_id)
    return frozenset(member.role for member in members if member.account_id == account_id)


async def assign(person_id: UUID, holder_id: UUID, *, by: Viewer) -> None:
    """The coordinator gives a case of the own service to one of its counsellors."""
    async with db.unit_of_work():
        case = await coordinated_case(person_id, by)
        if case.state in CLOSED:
            raise Refused(f"Il caso è in «{CASE_STATE_LABELS[case.state]}»: non si assegna più.")
        if leading_role(case.weight) not in await _roles_in(case.service_id, holder_id):
            raise Refused("Scegli un operatore del tuo servizio.", field="holder")
        if holder_id == case.holder_id:
            raise Refused("Il caso è già di questo operatore.", field="holder")
        await db.execute(
            "UPDATE case_ SET holder = $2, version = version + 1 WHERE id = $1", case.id, holder_id
        )
        await db.execute(
            "UPDATE case_service SET referent = $2 WHERE \"case\" = $1 AND position = 'lead' AND state = 'active'",
            case.id,
            holder_id,
        )
        await add_step(
            case.id,
            "assign",
            case.state,
            case.state,
            on=clock.today(),
            actor="coordinator",
            reason=None,
            by=by,
        )
        await facts.record(CaseAssigned(case_id=case.id, person_id=person_id, holder_id=holder_id), by=by)


async def record_substitution(
    *,
    id: UUID,
    holder_id: UUID,
    substitute_id: UUID,
    starts_on: date,
    ends_on: date,
    reason: SubstitutionReason,
    by: Viewer,
) -> UUID:
    """A colleague of the same service and role stands in; recorded by the coordinator of the service."""
    if by.organisation_id is None or not by.is_any(Role.COORDINATOR):
        raise NotAllowed
    async with db.unit_of_work():
        if await db.fetchval("SELECT count(*) FROM substitution WHERE id = $1", id):
            return id
        problem = rules.substitution_problem(starts_on, ends_on, clock.today())
        if problem is not None:
            raise Refused(problem, field="ends_on")
        if holder_id == substitute_id:
            raise Refused("Scegli due persone diverse.", field="substitute")
        absent = await _roles_in(by.organisation_id, holder_id)
        present = await _roles_in(by.organisation_id, substitute_id)
        for roles, field in ((absent, "holder"), (present, "substitute")):
            if not roles & STANDING_IN:
                raise Refused("Scegli un operatore del tuo servizio.", field=field)
        if not absent & present & STANDING_IN:
            raise Refused("Sostituisce chi ha lo stesso ruolo: scegli un’altra persona.", field="substitute")
        await db.execute(
            "INSERT INTO substitution (id, service, holder, substitute, starts_on, ends_on, reason, recorded_by,"
            " recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            by.organisation_id,
            holder_id,
            substitute_id,
            starts_on,
            ends_on,
            reason.value,
            by.account_id,
            clock.now(),
        )
        await facts.record(
            SubstitutionRecorded(substitution_id=id, holder_id=holder_id, substitute_id=substitute_id), by=by
        )
    return id


async def commit(
    person_id: UUID, *, kind: CommitmentKind, ref_id: UUID, code: str = "", until: date | None = None
) -> None:
    """A proposal or plan is open: the case waits for it. Only in the transaction that opens it; once for each.

    Without an open case there is nothing that could close: nothing is written.
    """
    case_id = await db.fetchval(
        "SELECT id FROM case_ WHERE person = $1 AND closed_on IS NULL FOR SHARE", person_id
    )
    if case_id is None:
        return
    await db.execute(
        'INSERT INTO case_commitment (id, "case", kind, ref_id, code, until, committed_at)'
        " VALUES ($1, $2, $3, $4, $5, $6, $7)"
        " ON CONFLICT (ref_id) DO UPDATE SET until = excluded.until, code = excluded.code",
        new_id(),
        case_id,
        kind.value,
        ref_id,
        code,
        until,
        clock.now(),
    )


async def end_commitment(ref_id: UUID) -> None:
    """The plan is over: it holds the case no longer, and stays as something that was done. Harmless when repeated."""
    await db.execute(
        "UPDATE case_commitment SET until = $2 WHERE ref_id = $1 AND until IS NULL", ref_id, clock.today()
    )


async def release_commitment(ref_id: UUID) -> None:
    """The proposal is over, or the plan before it began. Harmless when it was released before."""
    await db.execute("DELETE FROM case_commitment WHERE ref_id = $1", ref_id)
