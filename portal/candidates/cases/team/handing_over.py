"""A case handed over: prepared, offered with its four texts, accepted in one transaction that moves everything."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.accounts import public as accounts
from portal.candidates.cases.locking import COLUMNS, LockedCase, held_case, read_case
from portal.candidates.cases.steps import add_step
from portal.candidates.cases.team.ending import end_involvements_of
from portal.candidates.cases.team.leading import lead
from portal.candidates.cases.team.rules import SENDING_PHASES, HandoverFacts, leading_role
from portal.candidates.cases.team.transitions import HANDOVER, HOLDER, RECEIVER, SENDER
from portal.candidates.cases.team.vocabulary import EndedWhy, HandoverState, ServiceState
from portal.candidates.cases.vocabulary import CASE_STATE_LABELS, CaseState, Weight
from portal.candidates.events import (
    HandoverAccepted,
    HandoverOffered,
    HandoverPrepared,
    HandoverRefused,
    HandoverWithdrawn,
)
from portal.candidates.people.sealing import opened, sealed
from portal.foundation import clock, db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer

TEXTS = ("progress", "actions", "helps", "contacts")


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who may take the case: somebody with the role that leads cases, in a service."""

    account_id: UUID
    organisation_id: UUID


async def _sure_of_receiver(case: LockedCase, receiver: Receiver) -> Role:
    """A light case goes to another referring service, or to a counsellor, with whom it becomes full."""
    roles = {
        one.role
        for one in await accounts.members(receiver.organisation_id)
        if one.account_id == receiver.account_id
    }
    wanted = [leading_role(case.weight)]
    if case.weight is Weight.LIGHT:
        wanted.append(Role.JOB_COUNSELLOR)
    found = next((role for role in wanted if role in roles), None)
    if found is None:
        raise Refused("Scegli chi può seguire il caso in quel servizio.", field="receiver")
    if receiver.account_id == case.holder_id:
        raise Refused("Il caso è già suo. Scegli un’altra persona.", field="receiver")
    return found


async def prepare(
    *,
    id: UUID,
    person_id: UUID,
    receiver: Receiver,
    reason: str,
    texts: Mapping[str, str | None],
    documents: Collection[str] = (),
    agreed_on: date | None = None,
    by: Viewer,
) -> UUID:
    """Begins a hand-over, or changes the one in preparation. Nothing moves until the receiver accepts."""
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        if case.state not in SENDING_PHASES and not (case.weight is Weight.LIGHT and case.closed_on is None):
            raise Refused(
                f"Il caso è in «{CASE_STATE_LABELS[case.state]}»: si passa ad altri dalla prima valutazione"
                " alla valutazione finale."
            )
        await _sure_of_receiver(case, receiver)
        if not reason.strip():
            raise Refused("Scrivi il motivo del passaggio.", field="reason")
        row = await db.fetchrow(
            "SELECT id, state FROM handover WHERE \"case\" = $1 AND state IN ('prepared', 'offered') FOR UPDATE",
            case.id,
        )
        if row is not None and row["state"] == HandoverState.OFFERED.value:
            raise Refused(
                "Un passaggio di consegne aspetta già risposta: ritiralo prima di prepararne un altro."
            )
        handover_id = row["id"] if row else id
        kept = await _known_documents(person_id, documents)
        values = [
            receiver.account_id,
            receiver.organisation_id,
            sealed(reason.strip(), "handover", "reason_sealed", handover_id),
            *[
                sealed(texts[name] or "", "handover", f"{name}_sealed", handover_id)
                if texts.get(name)
                else None
                for name in TEXTS
            ],
            kept,
            agreed_on,
        ]
        if row is not None:
            await db.execute(
                "UPDATE handover SET receiver = $2, receiver_service = $3, reason_sealed = $4, progress_sealed = $5,"
                " actions_sealed = $6, helps_sealed = $7, contacts_sealed = $8, documents = $9, agreed_on = $10,"
                " version = version + 1 WHERE id = $1",
                handover_id,
                *values,
            )
            return UUID(str(handover_id))
        if await db.fetchval("SELECT count(*) FROM handover WHERE id = $1", id):
            return id
        await db.execute(
            "INSERT INTO handover (id, receiver, receiver_service, reason_sealed, progress_sealed, actions_sealed,"
            ' helps_sealed, contacts_sealed, documents, agreed_on, "case", state, sender, sender_service, prepared_on)'
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'prepared', $12, $13, $14)",
            id,
            *values,
            case.id,
            by.account_id,
            case.service_id,
            clock.today(),
        )
        await facts.record(HandoverPrepared(handover_id=id, case_id=case.id, person_id=person_id), by=by)
    return id


async def _known_documents(person_id: UUID, documents: Collection[str]) -> list[str]:
    rows = await db.fetch("SELECT id FROM document WHERE person = $1", person_id)
    known = {str(row["id"]) for row in rows}
    if not set(documents) <= known:
        raise Refused("Scegli i documenti fra quelli della scheda.", field="documents")
    return sorted(documents)


async def _open_of_case(case: LockedCase) -> Any:
    row = await db.fetchrow(
        "SELECT * FROM handover WHERE \"case\" = $1 AND state IN ('prepared', 'offered') FOR UPDATE", case.id
    )
    if row is None:
        raise NotThere
    return row


async def _new_to_her(case: LockedCase, organisation_id: UUID) -> bool:
    """Whether the receiver's service does not work with her yet."""
    if organisation_id == case.service_id:
        return False
    return not await db.fetchval(
        "SELECT count(*) FROM case_service WHERE \"case\" = $1 AND organisation = $2 AND state = 'active'",
        case.id,
        organisation_id,
    )


async def offer(person_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        row = await _open_of_case(case)
        said = {
            name: opened(row[f"{name}_sealed"], "handover", f"{name}_sealed", row["id"]) for name in TEXTS
        }
        given = HandoverFacts(
            **said,
            new_to_her=await _new_to_her(case, row["receiver_service"]),
            agreed_on=row["agreed_on"],
            today=clock.today(),
        )
        move = HANDOVER.move("offer", row["state"], [HOLDER], given)
        await _sure_of_receiver(case, Receiver(row["receiver"], row["receiver_service"]))
        await db.execute(
            "UPDATE handover SET state = $2, offered_on = $3, version = version + 1 WHERE id = $1",
            row["id"],
            move.lands(HandoverState(row["state"])).value,
            clock.today(),
        )
        await facts.record(
            HandoverOffered(handover_id=row["id"], case_id=case.id, person_id=person_id), by=by
        )


async def withdraw(person_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        case = await held_case(person_id, by)
        row = await _open_of_case(case)
        move = HANDOVER.move("withdraw", row["state"], [SENDER], HandoverFacts())
        await _answer(row, move.lands(HandoverState(row["state"])).value)
        await facts.record(
            HandoverWithdrawn(handover_id=row["id"], case_id=case.id, person_id=person_id), by=by
        )


async def _answer(row: Any, state: str, refusal: str | None = None) -> None:
    await db.execute(
        "UPDATE handover SET state = $2, answered_on = $3, refusal_sealed = $4, version = version + 1 WHERE id = $1",
        row["id"],
        state,
        clock.today() if row["offered_on"] else None,
        sealed(refusal, "handover", "refusal_sealed", row["id"]) if refusal else None,
    )


async def _to_answer(handover_id: UUID, by: Viewer) -> tuple[LockedCase, Any]:
    """The case first, then the hand-over, as every other verb locks them. NotThere for who is not its receiver."""
    case_id = await db.fetchval(
        'SELECT "case" FROM handover WHERE id = $1 AND receiver = $2 AND receiver_service = $3',
        handover_id,
        by.account_id,
        by.organisation_id,
    )
    found = await db.fetchrow(f"SELECT {COLUMNS} FROM case_ WHERE id = $1 FOR UPDATE", case_id)
    row = await db.fetchrow("SELECT * FROM handover WHERE id = $1 FOR UPDATE", handover_id)
    if found is None or row is None or row["offered_on"] is None:
        raise NotThere
    return read_case(found), row


async def refuse(handover_id: UUID, *, reason: str, by: Viewer) -> None:
    """The sender answers for the case as before."""
    async with db.unit_of_work():
        case, row = await _to_answer(handover_id, by)
        move = HANDOVER.move("refuse", row["state"], [RECEIVER], HandoverFacts(reason=reason.strip()))
        await _answer(row, move.lands(HandoverState(row["state"])).value, reason.strip())
        await facts.record(
            HandoverRefused(handover_id=handover_id, case_id=case.id, person_id=case.person_id), by=by
        )


async def accept(handover_id: UUID, *, by: Viewer) -> None:
    """Holder, lead and reminders move in this transaction. A light case taken by a counsellor becomes full."""
    async with db.unit_of_work():
        case, row = await _to_answer(handover_id, by)
        if case.closed_on is not None:
            raise Refused("Il caso nel frattempo è chiuso: il passaggio non serve più.")
        move = HANDOVER.move("accept", row["state"], [RECEIVER], HandoverFacts())
        receiver = Receiver(by.account_id, row["receiver_service"])
        role = await _sure_of_receiver(case, receiver)
        await _answer(row, move.lands(HandoverState(row["state"])).value)
        becomes_full = case.weight is Weight.LIGHT and role is Role.JOB_COUNSELLOR
        state = CaseState.FIRST_EVALUATION if becomes_full else case.state
        await db.execute(
            "UPDATE case_ SET holder = $2, lead_service = $3, weight = $4, state = $5, state_since = $6,"
            " suspended_from = $7, suspension_review_on = CASE WHEN $7::text IS NULL THEN NULL"
            " ELSE suspension_review_on END, version = version + 1 WHERE id = $1",
            case.id,
            receiver.account_id,
            receiver.organisation_id,
            (Weight.FULL if becomes_full else case.weight).value,
            state.value,
            clock.today() if becomes_full else case.state_since,
            None if becomes_full or case.suspended_from is None else case.suspended_from.value,
        )
        if receiver.organisation_id != case.service_id:
            await _move_lead(case, receiver, by)
        if becomes_full:
            await db.execute(
                'INSERT INTO evaluation_plan (id, "case", template, made_on)'
                " SELECT gen_random_uuid(), $1, '2026-11', $2 ON CONFLICT DO NOTHING",
                case.id,
                clock.today(),
            )
        await add_step(
            case.id,
            "become_full" if becomes_full else "hand_over",
            case.state,
            state,
            on=clock.today(),
            actor=RECEIVER,
            reason=opened(row["reason_sealed"], "handover", "reason_sealed", row["id"]),
            by=by,
        )
        await facts.record(
            HandoverAccepted(
                handover_id=handover_id,
                case_id=case.id,
                person_id=case.person_id,
                service_id=receiver.organisation_id,
            ),
            by=by,
        )


async def _move_lead(case: LockedCase, receiver: Receiver, by: Viewer) -> None:
    """The old service's row and team end; members of the new one who worked on the case already stay in it."""
    today = clock.today()
    old = await db.fetchval(
        "SELECT id FROM case_service WHERE \"case\" = $1 AND position = 'lead' AND state = 'active' FOR UPDATE",
        case.id,
    )
    further = await db.fetchval(
        "SELECT id FROM case_service WHERE \"case\" = $1 AND organisation = $2 AND position = 'further'"
        " AND state IN ('invited', 'active') FOR UPDATE",
        case.id,
        receiver.organisation_id,
    )
    for id in (old, further):
        if id is not None:
            await db.execute(
                "UPDATE case_service SET state = $2, ended_on = $3, ended_why = $4, version = version + 1"
                " WHERE id = $1",
                id,
                ServiceState.ENDED.value,
                today,
                EndedWhy.HANDED_OVER.value,
            )
    if old is not None:
        await end_involvements_of(old, EndedWhy.HANDED_OVER, on=today)
    new = await lead(case.id, receiver.organisation_id, receiver.account_id, on=today, by=by)
    if further is not None:
        await db.execute(
            "UPDATE involvement SET case_service = $2 WHERE case_service = $1 AND ends_on IS NULL AND member <> $3",
            further,
            new,
            receiver.account_id,
        )
        await end_involvements_of(further, EndedWhy.HANDED_OVER, on=today)
    await db.execute(
        "UPDATE person SET service = $2, version = version + 1 WHERE id = $1",
        case.person_id,
        receiver.organisation_id,
    )
