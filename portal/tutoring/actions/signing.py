"""Signatures, documents, and the gate: nothing starts before every document is valid."""

from datetime import date
from uuid import UUID

from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.tutoring.actions.locking import Locked, for_company, for_counsellor, gather, move
from portal.tutoring.events import PlanDocumentRecorded, PlanSigned
from portal.tutoring.transitions import TRANSITIONS
from portal.tutoring.vocabulary import DOCUMENT_LABELS, KINDS, Actor, DocumentKind, PlanState, Signer


async def sign_for_company(plan_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        await _sign(await for_company(plan_id, by), Signer.COMPANY, "click", by)


async def sign_for_service(plan_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        await _sign(await for_counsellor(plan_id, by), Signer.SERVICE, "click", by)


async def record_person_signature(plan_id: UUID, *, by: Viewer) -> None:
    """The person signed on paper; whoever records it has the copy in hand."""
    async with db.unit_of_work():
        await _sign(await for_counsellor(plan_id, by), Signer.PERSON, "paper", by)


async def _sign(row: Locked, signer: Signer, how: str, by: Viewer) -> None:
    if row.state is not PlanState.TO_SIGN:
        raise Refused(f"Il percorso {row.code} non è alla firma: ricarica la pagina e guarda lo stato.")
    new = await db.fetchval(
        "INSERT INTO plan_signature (id, plan, version, signer, how, signed_at, recorded_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (plan, version, signer) DO NOTHING RETURNING id",
        new_id(),
        row.id,
        row.version,
        signer.value,
        how,
        clock.now(),
        by.account_id,
    )
    if new is None:
        raise Refused("Questa firma c’è già.")
    await facts.record(PlanSigned(**row.about(), signer=signer.value), by=by)
    await make_ready_if_possible(row, by)


async def record_document(
    plan_id: UUID, kind: DocumentKind, *, reference: str, recorded_on: date, by: Viewer
) -> None:
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        if row.state not in (PlanState.DRAFTED, PlanState.TO_SIGN):
            raise Refused(f"Il percorso {row.code} è già pronto: i documenti non si cambiano più da qui.")
        if kind not in KINDS[row.kind].documents:
            raise Refused(f"{DOCUMENT_LABELS[kind]}: per questo percorso non serve.")
        if recorded_on > clock.today():
            raise Refused("La data non può essere nel futuro.", field="recorded_on")
        await db.execute(
            "INSERT INTO plan_document (id, plan, kind, reference, recorded_on, recorded_by)"
            " VALUES ($1, $2, $3, $4, $5, $6)"
            " ON CONFLICT (plan, kind) DO UPDATE SET reference = $4, recorded_on = $5, recorded_by = $6",
            new_id(),
            row.id,
            kind.value,
            reference,
            recorded_on,
            by.account_id,
        )
        await facts.record(PlanDocumentRecorded(**row.about(), document=kind.value), by=by)
        await make_ready_if_possible(row, by)


async def make_ready_if_possible(row: Locked, by: Viewer) -> None:
    """With the last signature or document the plan becomes ready by itself, when tutor and rules allow."""
    if row.state is not PlanState.TO_SIGN:
        return
    given = await gather(row)
    if TRANSITIONS.refusal("make_ready", row.state, [Actor.SYSTEM], given) is None:
        await move(row, "make_ready", Actor.SYSTEM, given, by=by)


async def make_ready(plan_id: UUID, *, by: Viewer) -> None:
    """The same, asked for: says what is missing."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        await move(row, "make_ready", Actor.COUNSELLOR, await gather(row), by=by)
