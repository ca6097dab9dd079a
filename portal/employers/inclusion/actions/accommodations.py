"""The register of accommodations: a request in writing, the person heard, a reasoned answer, measures, their review."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.employers.companies.actions.locking import editable_company
from portal.employers.companies.queries.scope import own_company
from portal.employers.events import (
    AccommodationAnswered,
    AccommodationEnded,
    AccommodationPutInPlace,
    AccommodationRequested,
    PersonHeard,
)
from portal.employers.inclusion.actions.locking import locked_accommodation
from portal.employers.inclusion.rules import accommodations as rules
from portal.employers.inclusion.sealing import seal
from portal.employers.inclusion.vocabulary import Answer, Ending, Ground, Hearing, RequestWay
from portal.employers.obligations.parameters import in_force
from portal.foundation import clock, db, facts, ids
from portal.kernel.refusals import Refused
from portal.kernel.viewer import Viewer
from portal.reference import accommodations as measures


@dataclass(frozen=True, slots=True)
class Request:
    """``whom`` is how the company knows the person (staff number, post), ``words`` how the measure is meant to work."""

    whom: str
    requested_on: date
    way: RequestWay
    asked: tuple[str, ...]
    words: str | None = None


async def record_request(request: Request, *, id: UUID, by: Viewer) -> UUID:
    """Asked twice with one id, it is made once."""
    company_id = own_company(by)
    _words("whom", request.whom)
    _words("words", request.words)
    _known(request.asked)
    problem = rules.request_problem(request.requested_on, clock.today())
    if problem is not None:
        raise Refused(problem, field="requested_on")
    due_on = rules.answer_due(request.requested_on, await in_force())
    async with db.unit_of_work():
        await editable_company(company_id)
        if await db.fetchval("SELECT true FROM accommodation WHERE id = $1 AND company = $2", id, company_id):
            return id
        await db.execute(
            "INSERT INTO accommodation (id, company, number, whom_sealed, words_sealed, requested_on, request_way,"
            " answer_due_on, remedies_told, version) SELECT $1, $2, 1 + coalesce(max(number), 0), $3, $4, $5, $6, $7,"
            " false, 1 FROM accommodation WHERE company = $2",
            id,
            company_id,
            seal(request.whom, "whom_sealed", id),
            seal(request.words, "words_sealed", id),
            request.requested_on,
            request.way.value,
            due_on,
        )
        await db.executemany(
            "INSERT INTO accommodation_measure (id, accommodation, code, asked, granted)"
            " VALUES ($1, $2, $3, true, false)",
            [(ids.new_id(), id, code) for code in request.asked],
        )
        await facts.record(AccommodationRequested(accommodation_id=id, company_id=company_id), by=by)
    return id


async def record_hearing(accommodation_id: UUID, *, heard_on: date, hearing: Hearing, by: Viewer) -> None:
    """How the person took part. May be written again until the answer."""
    company_id = own_company(by)
    async with db.unit_of_work():
        _, steps = await locked_accommodation(accommodation_id, company_id)
        problem = rules.hearing_problem(steps, heard_on, clock.today())
        if problem is not None:
            raise Refused(problem, field="heard_on")
        await db.execute(
            "UPDATE accommodation SET heard_on = $2, hearing = $3, version = version + 1 WHERE id = $1",
            accommodation_id,
            heard_on,
            hearing.value,
        )
        await facts.record(PersonHeard(accommodation_id=accommodation_id, company_id=company_id), by=by)


@dataclass(frozen=True, slots=True)
class Reply:
    """``reasons`` explain the answer, whichever it is; ``ground`` is for a refusal only."""

    answered_on: date
    answer: Answer
    reasons: str
    granted: tuple[str, ...] = ()
    ground: Ground | None = None
    remedies_told: bool = False


async def record_answer(accommodation_id: UUID, reply: Reply, *, by: Viewer) -> None:
    company_id = own_company(by)
    _words("reasons", reply.reasons)
    _known(reply.granted)
    async with db.unit_of_work():
        _, steps = await locked_accommodation(accommodation_id, company_id)
        problem = rules.answer_problem(
            steps,
            reply.answered_on,
            reply.answer,
            granted=bool(reply.granted),
            ground=reply.ground,
            remedies_told=reply.remedies_told,
            today=clock.today(),
        )
        if problem is not None:
            raise Refused(problem[1], field=problem[0])
        refused = reply.answer is Answer.REFUSED
        await db.execute(
            "UPDATE accommodation SET answered_on = $2, answer = $3, reasons_sealed = $4, ground = $5,"
            " remedies_told = $6, version = version + 1 WHERE id = $1",
            accommodation_id,
            reply.answered_on,
            reply.answer.value,
            seal(reply.reasons, "reasons_sealed", accommodation_id),
            reply.ground.value if refused and reply.ground else None,
            refused and reply.remedies_told,
        )
        await db.executemany(
            "INSERT INTO accommodation_measure (id, accommodation, code, asked, granted)"
            " VALUES ($1, $2, $3, false, true) ON CONFLICT (accommodation, code) DO UPDATE SET granted = true",
            [(ids.new_id(), accommodation_id, code) for code in reply.granted],
        )
        await facts.record(
            AccommodationAnswered(accommodation_id=accommodation_id, company_id=company_id), by=by
        )


async def record_in_place(
    accommodation_id: UUID, *, in_place_on: date, review_on: date | None, by: Viewer
) -> None:
    """Also a review: the measure is found still in place, and the next look gets its day."""
    company_id = own_company(by)
    async with db.unit_of_work():
        _, steps = await locked_accommodation(accommodation_id, company_id)
        problem = rules.in_place_problem(steps, in_place_on, review_on, clock.today())
        if problem is not None:
            raise Refused(problem[1], field=problem[0])
        await db.execute(
            "UPDATE accommodation SET in_place_on = $2, review_on = $3, version = version + 1 WHERE id = $1",
            accommodation_id,
            in_place_on,
            review_on,
        )
        await facts.record(
            AccommodationPutInPlace(accommodation_id=accommodation_id, company_id=company_id), by=by
        )


async def end_accommodation(accommodation_id: UUID, *, ended_on: date, ending: Ending, by: Viewer) -> None:
    company_id = own_company(by)
    async with db.unit_of_work():
        _, steps = await locked_accommodation(accommodation_id, company_id)
        problem = rules.ending_problem(steps, ended_on, clock.today())
        if problem is not None:
            raise Refused(problem, field="ended_on")
        await db.execute(
            "UPDATE accommodation SET ended_on = $2, ending = $3, version = version + 1 WHERE id = $1",
            accommodation_id,
            ended_on,
            ending.value,
        )
        await facts.record(
            AccommodationEnded(accommodation_id=accommodation_id, company_id=company_id), by=by
        )


def _words(field: str, text: str | None) -> None:
    problem = rules.words_problem(text or "")
    if problem is not None:
        raise Refused(problem, field=field)


def _known(codes: Collection[str]) -> None:
    """Raises UnknownCode for a code no page of ours offers."""
    for code in codes:
        measures.by_code(code)
