"""Requests: made by the person in her area, or written down by her counsellor; taken back by her."""

from datetime import date
from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import clock, crypto, db, facts, notifications
from portal.foundation.notifications import Kind
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import PERSON, By, Viewer
from portal.privacy import rules
from portal.privacy.events import DataRequestReceived, DataRequestWithdrawn
from portal.privacy.queries.officers import officers_of
from portal.privacy.queries.requests import TABLE, request_of_person
from portal.privacy.transitions import REQUEST, RequestFacts
from portal.privacy.vocabulary import KIND_LABELS, OPEN, Actor, RequestChannel, RequestKind


async def ask(*, id: UUID, person_id: UUID, kind: RequestKind, words: str | None) -> UUID:
    """In her own area: the caller has shown that it is she."""
    service_id = await candidates.service_of(person_id)
    if service_id is None:
        raise NotThere
    async with db.unit_of_work():
        return await _receive(
            id, person_id, service_id, kind, words, RequestChannel.AREA, clock.today(), by=PERSON
        )


async def write_down(
    *,
    id: UUID,
    person_id: UUID,
    kind: RequestKind,
    channel: RequestChannel,
    words: str | None,
    received_on: date,
    by: Viewer,
) -> UUID:
    """A request that came by voice or on paper, recorded by who follows her; its month runs from the day it came."""
    async with db.unit_of_work():
        if not await candidates.follows(person_id, by) or by.organisation_id is None:
            raise NotThere
        problem = rules.received_problem(received_on, clock.today())
        if problem is not None:
            raise Refused(problem, field="received_on")
        return await _receive(id, person_id, by.organisation_id, kind, words, channel, received_on, by=by)


async def _receive(
    id: UUID,
    person_id: UUID,
    service_id: UUID,
    kind: RequestKind,
    words: str | None,
    channel: RequestChannel,
    received_on: date,
    *,
    by: By,
) -> UUID:
    if kind is RequestKind.RECTIFICATION and not words:
        raise Refused("Scrivi che cosa è sbagliato o manca.", field="words")
    await db.lock(f"requests-of:{person_id}")
    before = await db.fetchrow("SELECT person FROM data_request WHERE id = $1", id)
    if before is not None:
        if before["person"] != person_id:
            raise NotThere
        return id
    open_code = await db.fetchval(
        "SELECT code FROM data_request WHERE person = $1 AND kind = $2 AND state = ANY($3)",
        person_id,
        kind.value,
        [state.value for state in OPEN],
    )
    if open_code is not None:
        raise Refused(
            f"C’è già una richiesta aperta di questo tipo: {open_code}. Aspetta la risposta, oppure ritirala.",
            field="kind",
        )
    due = rules.due_on(received_on)
    await db.execute(
        "INSERT INTO data_request (id, code, person, service, kind, channel, words_sealed, received_on, recorded_by,"
        " recorded_at, due_on, state) VALUES ($1, 'R-' || lpad(nextval('data_request_code')::text, 6, '0'), $2, $3,"
        " $4, $5, $6, $7, $8, $9, $10, 'received')",
        id,
        person_id,
        service_id,
        kind.value,
        channel.value,
        crypto.seal(words, table=TABLE, column="words_sealed", row=id) if words else None,
        received_on,
        by.account_id,
        clock.now(),
        due,
    )
    await facts.record(DataRequestReceived(data_request_id=id, kind=kind.value), by=by)
    await _tell(id, person_id, service_id, kind, due)
    return id


async def _tell(id: UUID, person_id: UUID, service_id: UUID, kind: RequestKind, due: date) -> None:
    """The officers of the territory hear of every request; who follows her, of a correction that waits for her."""
    words = f"Richiesta di una persona: {KIND_LABELS[kind].lower()}. Rispondi entro {day_it(due, 'il')}."
    for officer in await officers_of(service_id):
        await notifications.notify(
            Kind.DATA_REQUEST,
            account_ids=[officer.account_id],
            organisation_id=officer.organisation_id,
            object_id=id,
            step="received",
            words=words,
            href=f"/data-requests/{id}",
        )
    holder = await candidates.holder_of(person_id)
    if kind is RequestKind.RECTIFICATION and holder is not None:
        await notifications.notify(
            Kind.DATA_REQUEST,
            account_ids=[holder],
            organisation_id=service_id,
            object_id=id,
            step="received",
            words=f"Una persona che segui chiede una correzione. Rispondi entro {day_it(due, 'il')}.",
            href=f"/people/{person_id}/rights",
        )


async def withdraw(request_id: UUID, person_id: UUID) -> None:
    """She takes her own request back."""
    async with db.unit_of_work():
        row = await request_of_person(request_id, person_id, lock=True)
        given = RequestFacts(row.kind, row.received_on, clock.today(), Actor.PERSON)
        move = REQUEST.move("withdraw", row.state, [Actor.PERSON], given)
        await db.execute(
            "UPDATE data_request SET state = $2, answered_on = $3, version = version + 1 WHERE id = $1",
            request_id,
            move.lands(row.state).value,
            clock.today(),
        )
        await facts.record(DataRequestWithdrawn(data_request_id=request_id), by=PERSON)
