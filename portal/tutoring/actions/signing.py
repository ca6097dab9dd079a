"""Signatures, documents, and the gate: nothing starts before every document is valid."""

from datetime import date
from uuid import UUID

from portal.foundation import clock, db, facts
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.viewer import SYSTEM, By, Viewer
from portal.tutoring.actions.locking import Locked, any_of, for_company, for_counsellor
from portal.tutoring.actions.moving import gather, move
from portal.tutoring.events import PlanDocumentRecorded, PlanSigned
from portal.tutoring.transitions import TRANSITIONS
from portal.tutoring.vocabulary import (
    DOCUMENT_LABELS,
    KINDS,
    OPEN,
    STATE_LABELS,
    Actor,
    DocumentKind,
    PlanState,
    Signer,
)


async def sign_for_company(plan_id: UUID, *, by: Viewer) -> None:
    """One of the users the proposal named signs; a second one of them is told that it is done."""
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
        raise Refused(
            f"Il percorso {row.code} ora è nello stato «{STATE_LABELS[row.state]}»: la firma non serve."
            " Ricarica la pagina."
        )
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
        raise Refused("Questa firma c’è già: ricarica la pagina per vedere che cosa manca.")
    await facts.record(PlanSigned(**row.about(), signer=signer.value), by=by)
    await make_ready_if_possible(row, by)


async def record_document(
    plan_id: UUID,
    kind: DocumentKind,
    *,
    reference: str,
    recorded_on: date,
    valid_until: date | None = None,
    by: Viewer,
) -> None:
    """Recorded again it is replaced: a policy that was renewed."""
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        if row.state not in OPEN:
            raise Refused(f"Il percorso {row.code} è chiuso: i documenti non si cambiano più.")
        if kind not in KINDS[row.kind].documents:
            raise Refused(f"{DOCUMENT_LABELS[kind]}: per questo percorso non serve.", field="kind")
        if recorded_on > clock.today():
            raise Refused("La data non può essere nel futuro.", field="recorded_on")
        if valid_until is not None and valid_until < recorded_on:
            raise Refused("La scadenza viene dopo la data del documento.", field="valid_until")
        await db.execute(
            "INSERT INTO plan_document (id, plan, kind, reference, recorded_on, valid_until, recorded_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (plan, kind)"
            " DO UPDATE SET reference = $4, recorded_on = $5, valid_until = $6, recorded_by = $7",
            new_id(),
            row.id,
            kind.value,
            reference,
            recorded_on,
            valid_until,
            by.account_id,
        )
        await facts.record(PlanDocumentRecorded(**row.about(), document=kind.value), by=by)
        await make_ready_if_possible(row, by)


async def make_ready_if_possible(row: Locked, by: By) -> None:
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


async def ready_plans_of(tutor_id: UUID) -> None:
    """The tutor has finished the training: what waited for nothing else is ready."""
    rows = await db.fetch(
        "SELECT id FROM plan WHERE tutor = $1 AND state = $2 ORDER BY id", tutor_id, PlanState.TO_SIGN.value
    )
    for found in rows:
        async with db.unit_of_work():
            await make_ready_if_possible(await any_of(found["id"]), SYSTEM)
