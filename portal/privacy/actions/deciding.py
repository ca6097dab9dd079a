"""Answers to requests: the officer grants, extends or refuses; who follows the person answers for corrections."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from portal.candidates import public as candidates
from portal.foundation import clock, crypto, db, facts, mail
from portal.kernel.italian_days import day_it
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer
from portal.privacy import rules
from portal.privacy.actions.erasing import erase
from portal.privacy.events import DataRequestExtended, DataRequestGranted, DataRequestRefused
from portal.privacy.queries.requests import TABLE, RequestRow, request_for_officer, request_of_person
from portal.privacy.transitions import REQUEST, RequestFacts
from portal.privacy.vocabulary import (
    GROUND_LABELS,
    KIND_LABELS,
    Actor,
    ErasureWhy,
    RefusalGround,
    RequestKind,
)
from portal.tutoring import public as tutoring


async def gather(row: RequestRow, actor: Actor) -> RequestFacts:
    running = None
    if row.kind is RequestKind.ERASURE and row.person_id is not None:
        plans = await tutoring.plans_of_person(row.person_id)
        running = next((plan.code for plan in plans if not plan.is_over), None)
    return RequestFacts(row.kind, row.received_on, clock.today(), actor, running)


@dataclass(frozen=True, slots=True)
class Answer:
    """``words`` go to the person, sealed: she reads them in her area."""

    words: str | None = None
    ground: RefusalGround | None = None


async def extend(request_id: UUID, *, words: str, by: Viewer) -> None:
    """Two more months, told to the person within the first, with the reason (art. 12, par. 3)."""
    async with db.unit_of_work():
        row = await request_for_officer(request_id, by, lock=True)
        move = REQUEST.move("extend", row.state, [Actor.OFFICER], await gather(row, Actor.OFFICER))
        due = rules.extended_due_on(row.received_on)
        await db.execute(
            "UPDATE data_request SET state = $2, extended_on = $3, due_on = $4, answer_sealed = $5,"
            " version = version + 1 WHERE id = $1",
            row.id,
            move.lands(row.state).value,
            clock.today(),
            due,
            _sealed(row.id, words),
        )
        await facts.record(DataRequestExtended(data_request_id=row.id), by=by)
        await _tell(row, f"Serve più tempo: ti rispondiamo entro {day_it(due, 'il')}.")


async def grant(request_id: UUID, *, words: str | None = None, by: Viewer) -> None:
    """The officer's yes: a whole copy opens in her area for thirty days, or her file is erased now."""
    async with db.unit_of_work():
        row = await request_for_officer(request_id, by, lock=True)
        await _grant(row, Actor.OFFICER, words, by)


async def correct(request_id: UUID, person_id: UUID, *, words: str | None, by: Viewer) -> None:
    """Who follows the person has corrected her file."""
    async with db.unit_of_work():
        await _grant(await _for_counsellor(request_id, person_id, by), Actor.COUNSELLOR, words, by)


async def refuse(request_id: UUID, answer: Answer, *, by: Viewer) -> None:
    async with db.unit_of_work():
        row = await request_for_officer(request_id, by, lock=True)
        await _refuse(row, Actor.OFFICER, answer, by)


async def refuse_correction(request_id: UUID, person_id: UUID, answer: Answer, *, by: Viewer) -> None:
    async with db.unit_of_work():
        await _refuse(await _for_counsellor(request_id, person_id, by), Actor.COUNSELLOR, answer, by)


async def _for_counsellor(request_id: UUID, person_id: UUID, by: Viewer) -> RequestRow:
    if not await candidates.follows(person_id, by):
        raise NotThere
    return await request_of_person(request_id, person_id, lock=True)


async def _grant(row: RequestRow, actor: Actor, words: str | None, by: Viewer) -> None:
    move = REQUEST.move("grant", row.state, [actor], await gather(row, actor))
    copy_until = clock.today() + timedelta(days=rules.COPY_DAYS) if row.kind is RequestKind.ACCESS else None
    await db.execute(
        "UPDATE data_request SET state = $2, answered_on = $3, answered_by = $4, copy_until = $5, answer_sealed = $6,"
        " version = version + 1 WHERE id = $1",
        row.id,
        move.lands(row.state).value,
        clock.today(),
        by.account_id,
        copy_until,
        _sealed(row.id, words),
    )
    await facts.record(DataRequestGranted(data_request_id=row.id), by=by)
    if row.kind is RequestKind.ERASURE:
        if row.person_id is None:
            raise NotThere
        # her receipt says it all, and after it nobody has her address any more
        await erase(row.person_id, why=ErasureWhy.REQUEST, request_id=row.id, by=by)
        return
    await _tell(row, f"Abbiamo accolto la richiesta «{KIND_LABELS[row.kind].lower()}».")


async def _refuse(row: RequestRow, actor: Actor, answer: Answer, by: Viewer) -> None:
    if answer.ground is None:
        raise Refused("Scegli il motivo.", field="ground")
    if not answer.words:
        raise Refused("Scrivi alla persona perché, con parole semplici.", field="words")
    move = REQUEST.move("refuse", row.state, [actor], await gather(row, actor))
    await db.execute(
        "UPDATE data_request SET state = $2, answered_on = $3, answered_by = $4, ground = $5, answer_sealed = $6,"
        " version = version + 1 WHERE id = $1",
        row.id,
        move.lands(row.state).value,
        clock.today(),
        by.account_id,
        answer.ground.value,
        _sealed(row.id, answer.words),
    )
    await facts.record(DataRequestRefused(data_request_id=row.id, ground=answer.ground.value), by=by)
    await _tell(row, f"Non l’abbiamo accolta. Motivo: {GROUND_LABELS[answer.ground].lower()}.")


def _sealed(request_id: UUID, words: str | None) -> bytes | None:
    return crypto.seal(words, table=TABLE, column="answer_sealed", row=request_id) if words else None


async def _tell(row: RequestRow, what: str) -> None:
    """Mailed where there is an address; in her area in any case."""
    address = await candidates.mail_address(row.person_id) if row.person_id is not None else None
    if address is not None:
        text = mail.compose("data_request_answer.txt", code=row.code, what=what)
        await mail.send(to=address, subject="Una risposta alla tua richiesta", text=text, kind="data_request")
