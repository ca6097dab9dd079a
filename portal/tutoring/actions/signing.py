"""Signatures, documents, and the gate: nothing starts before every document is valid."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from portal.foundation import clock, db, facts, files
from portal.foundation.ids import new_id
from portal.kernel.refusals import Refused
from portal.kernel.viewer import SYSTEM, By, Viewer
from portal.tutoring.actions import amending
from portal.tutoring.actions.locking import Locked, any_of, for_company, for_counsellor
from portal.tutoring.actions.moving import gather, move
from portal.tutoring.events import HostDeclared, PlanDocumentRecorded, PlanSigned
from portal.tutoring.packs.gathering import pack_of
from portal.tutoring.packs.vocabulary import ForbiddenCase
from portal.tutoring.papers import actions as papers
from portal.tutoring.transitions import TRANSITIONS
from portal.tutoring.vocabulary import (
    DOCUMENT_LABELS,
    KEPT,
    KINDS,
    NOT_STARTED,
    OPEN,
    STATE_LABELS,
    Actor,
    DocumentKind,
    PlanKind,
    PlanState,
    SignedHow,
    Signer,
)


async def sign_for_company(plan_id: UUID, *, by: Viewer) -> None:
    """One of the users the proposal named signs; a second one of them is told that it is done."""
    async with db.unit_of_work():
        await sign(await for_company(plan_id, by), Signer.COMPANY, SignedHow.CLICK, by)


async def sign_for_service(plan_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        await sign(await for_counsellor(plan_id, by), Signer.SERVICE, SignedHow.CLICK, by)


async def record_paper(plan_id: UUID, signer: Signer, copy: papers.ScannedCopy, *, by: Viewer) -> None:
    """A party signed on paper: whoever uploads the copy has checked it. It counts from now, whatever it bears."""
    id = new_id()
    key = await papers.keep_copy(copy, id)
    try:
        async with db.unit_of_work():
            row = await for_counsellor(plan_id, by)
            if signer is Signer.SERVICE:
                raise Refused("Per il servizio si firma nel portale.", field="signer")
            await sign(row, signer, SignedHow.PAPER, by, copy=(id, key, copy.name[-200:]))
    except BaseException:
        await files.delete(key)
        raise


async def sign(
    row: Locked,
    signer: Signer,
    how: SignedHow,
    by: By,
    *,
    copy: tuple[UUID, str, str] | None = None,
) -> None:
    """Signs what waits for that party, while the plan or an amendment of it is at signature."""
    open_amendment = await amending.open_of(row.id) if row.state in KEPT else None
    if row.state is not PlanState.TO_SIGN and open_amendment is None:
        raise Refused(
            f"Il percorso {row.code} ora è nello stato «{STATE_LABELS[row.state]}»: la firma non serve."
            " Ricarica la pagina."
        )
    await papers.sign(row, signer, how, by=by, copy=copy)
    await facts.record(PlanSigned(**row.about(), signer=signer.value), by=by)
    if open_amendment is not None:
        await amending.apply_if_signed(row, open_amendment, by)
    else:
        await make_ready_if_possible(row, by)


async def record_document(
    plan_id: UUID,
    kind: DocumentKind,
    *,
    reference: str,
    recorded_on: date,
    valid_until: date | None = None,
    category_code: str | None = None,
    by: Viewer,
) -> None:
    """Recorded again it is replaced: a policy that was renewed. Of the communication the day is that of sending.

    ``category_code`` None: the one the rules ask for the kind (TIS: 09).
    """
    async with db.unit_of_work():
        row = await for_counsellor(plan_id, by)
        if row.state not in OPEN:
            raise Refused(f"Il percorso {row.code} è chiuso: i documenti non si cambiano più.")
        if kind not in recordable(row.kind):
            raise Refused(f"{DOCUMENT_LABELS[kind]}: per questo percorso non serve.", field="kind")
        if recorded_on > clock.today():
            raise Refused("La data non può essere nel futuro.", field="recorded_on")
        if valid_until is not None and valid_until < recorded_on:
            raise Refused("La scadenza viene dopo la data del documento.", field="valid_until")
        if kind is DocumentKind.COMMUNICATION:
            category_code = await _category_code(row, category_code, recorded_on)
        await db.execute(
            "INSERT INTO plan_document (id, plan, kind, reference, recorded_on, valid_until, recorded_by,"
            " category_code) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (plan, kind)"
            " DO UPDATE SET reference = $4, recorded_on = $5, valid_until = $6, recorded_by = $7, category_code = $8",
            new_id(),
            row.id,
            kind.value,
            reference,
            recorded_on,
            valid_until,
            by.account_id,
            category_code,
        )
        await facts.record(PlanDocumentRecorded(**row.about(), document=kind.value), by=by)
        await make_ready_if_possible(row, by)


def recordable(kind: PlanKind) -> tuple[DocumentKind, ...]:
    """What may be recorded for that kind of plan, needed or not."""
    documents = KINDS[kind].documents
    return (*documents, DocumentKind.SERVICE_ATTESTATION) if KINDS[kind].rules is not None else documents


async def _category_code(row: Locked, given: str | None, sent_on: date) -> str | None:
    """The code a communication was sent with. Raises Refused for another one than the rules name."""
    if KINDS[row.kind].rules is None:
        return given
    own = await pack_of(row, sent_on)
    asked = own.whole("communication.category_code")
    if asked is None:
        return given
    code = f"{asked:02d}"
    if given not in (None, code):
        found = own.finding(
            "communication.category_code",
            f"Il codice della comunicazione è {given}, qui si usa {code}.",
            "Correggi la comunicazione, poi registrala.",
        )
        raise Refused(found.sentence, field="category_code")
    return code


async def declare_for_host(
    plan_id: UUID, cases: Collection[ForbiddenCase], *, other_tasks: bool = False, by: Viewer
) -> None:
    """The company says which of the forbidden cases hold on these tasks; said again it is replaced.

    ``other_tasks``: what its own registers hold concerns other tasks.
    """
    async with db.unit_of_work():
        row = await for_company(plan_id, by)
        if row.state not in NOT_STARTED:
            raise Refused(
                f"Il percorso {row.code} ora è nello stato «{STATE_LABELS[row.state]}»: la dichiarazione non serve."
            )
        if KINDS[row.kind].rules is None:
            raise Refused("Per questo percorso la dichiarazione non serve.")
        await db.execute(
            "INSERT INTO host_declaration (id, plan, cases, declared_by, declared_at, other_tasks)"
            " VALUES ($1, $2, $3, $4, $5, $6)",
            new_id(),
            row.id,
            [case.value for case in ForbiddenCase if case in cases],
            by.account_id,
            clock.now(),
            other_tasks,
        )
        await facts.record(HostDeclared(**row.about(), barred=bool(cases)), by=by)
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
