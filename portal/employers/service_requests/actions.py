"""A company asks for a service; the service assigns it, meets, answers or says why not."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.accounts import public as accounts
from portal.employers.companies.queries.company_accounts import followers_now, held_by
from portal.employers.service_requests import queries
from portal.employers.service_requests.events import ServiceRequested, ServiceSessionHeld
from portal.employers.service_requests.queries import TABLE, Request
from portal.employers.service_requests.rules import session_problem
from portal.employers.service_requests.transitions import REQUEST, Facts
from portal.employers.service_requests.vocabulary import (
    ANSWERED_BY,
    REQUEST_STATE_LABELS,
    Actor,
    RequestKind,
    RequestState,
)
from portal.foundation import clock, crypto, db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.roles import OrganisationKind
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Draft:
    """``organisation_id`` and ``asked_by`` where somebody of the service writes down what she was asked."""

    kind: RequestKind
    text: str
    service_id: UUID
    organisation_id: UUID | None = None
    asked_by: str | None = None


async def services_of(company_id: UUID) -> list[tuple[UUID, str]]:
    """Whom a company may ask: the services that follow it; where none does, those that follow companies."""
    following = await followers_now(company_id, clock.today())
    if following:
        return list(dict.fromkeys((one.service_id, one.service) for one in following))
    offered = await accounts.organisations_of_kind(OrganisationKind.PLACEMENT_SERVICE)
    return [(one.id, one.name) for one in offered]


async def askers_of(by: Viewer) -> list[tuple[UUID, str]]:
    """For whom somebody of a service may write a request: companies she follows, and associations.

    An association has no role that asks here: for its members it asks by word of mouth.
    """
    if by.organisation_id is None:
        return []
    followed = await held_by(by.account_id, by.organisation_id, clock.today())
    companies = await accounts.organisations(followed)
    associations = await accounts.organisations_of_kind(OrganisationKind.ASSOCIATION)
    found = [(one.id, one.name) for one in companies.values()]
    return sorted(found, key=lambda pair: pair[1]) + [(one.id, one.name) for one in associations]


async def ask(draft: Draft, *, id: UUID, by: Viewer) -> UUID:
    """Asked twice with one id, it is asked once. Raises NotThere, Refused."""
    if by.organisation_id is None:
        raise NotThere
    if by.for_company:
        organisation_id, asked_by = by.organisation_id, None
        if draft.service_id not in {one for one, _ in await services_of(organisation_id)}:
            raise Refused("Scegli uno dei servizi della lista.", field="service")
    else:
        if draft.organisation_id not in {one for one, _ in await askers_of(by)}:
            raise Refused("Scegli un’azienda che segui, oppure un’associazione.", field="organisation")
        if not draft.asked_by:
            raise Refused("Scrivi chi ha chiesto.", field="asked_by")
        organisation_id, asked_by = draft.organisation_id, draft.asked_by
        if draft.service_id != by.organisation_id:
            raise NotThere
    async with db.unit_of_work():
        now = clock.now()
        new = await db.fetchval(
            "INSERT INTO service_request (id, organisation, service, kind, text_sealed, requested_by, requested_at,"
            " asked_by, state, state_since, shown_to_asker, version, sintetico)"
            " SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $7, true, 1, o.sintetico FROM organisation o WHERE o.id = $2"
            " ON CONFLICT (id) DO NOTHING RETURNING id",
            id,
            organisation_id,
            draft.service_id,
            draft.kind.value,
            crypto.seal(draft.text, table=TABLE, column="text_sealed", row=id),
            by.account_id,
            now,
            asked_by,
            RequestState.RECEIVED.value,
        )
        if new is None:
            await queries.request(id, by)
            return id
        await facts.record(
            ServiceRequested(request_id=id, company_id=organisation_id, kind=draft.kind.value), by=by
        )
    return id


async def professionals(service_id: UUID, kind: RequestKind) -> list[tuple[UUID, str]]:
    """Who of the service answers requests of that kind."""
    members = await accounts.members_with(ANSWERED_BY[kind], service_id)
    return list(dict.fromkeys((one.account_id, one.name) for one in members))


async def assign(request_id: UUID, *, to: UUID, by: Viewer) -> None:
    """To somebody of the service whose role answers that kind; given to another it is assigned anew."""
    async with db.unit_of_work():
        row = await queries.request(request_id, by, lock=True)
        able = to in {one for one, _ in await professionals(row.service_id, row.kind)}
        try:
            await _move(row, "assign", Facts(able=able), by, assigned_to=to, assigned_at=clock.now())
        except Refused as refusal:
            raise Refused(refusal.sentence, field="to") from None


async def begin(request_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        await _move(await queries.request(request_id, by, lock=True), "begin", Facts(), by)


async def hold_session(
    request_id: UUID, *, id: UUID, held_on: date, minutes: int, present: int, by: Viewer
) -> None:
    """Written twice with one id, it is written once; the first one begins the request."""
    async with db.unit_of_work():
        row = await queries.request(request_id, by, lock=True)
        if Actor.PROFESSIONAL not in row.actors:
            raise NotThere
        if await db.fetchval("SELECT true FROM service_session WHERE id = $1 AND request = $2", id, row.id):
            return
        if row.state not in (RequestState.ASSIGNED, RequestState.IN_PROGRESS):
            raise Refused(
                f"La richiesta ora è nello stato «{REQUEST_STATE_LABELS[row.state]}»: un incontro non si scrive più."
            )
        problem = session_problem(held_on, row.asked_on, clock.today())
        if problem is not None:
            raise Refused(problem, field="held_on")
        if row.state is RequestState.ASSIGNED:
            await _move(row, "begin", Facts(), by)
        await db.execute(
            "INSERT INTO service_session (id, request, held_on, minutes, present, held_by, written_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id,
            row.id,
            held_on,
            minutes,
            present,
            by.account_id,
            clock.now(),
        )
        await facts.record(ServiceSessionHeld(request_id=row.id, company_id=row.organisation_id), by=by)


async def answer(request_id: UUID, *, words: str, minutes: int, shown: bool, by: Viewer) -> None:
    """``minutes`` of work on the answer, the meetings left out. ``shown``: the organisation reads it here."""
    async with db.unit_of_work():
        row = await queries.request(request_id, by, lock=True)
        await _move(
            row,
            "answer",
            Facts(words=words),
            by,
            answer_sealed=crypto.seal(words, table=TABLE, column="answer_sealed", row=row.id),
            answered_on=clock.today(),
            answered_by=by.account_id,
            minutes=minutes,
            shown_to_asker=shown,
        )


async def decline(request_id: UUID, *, reason: str, by: Viewer) -> None:
    async with db.unit_of_work():
        row = await queries.request(request_id, by, lock=True)
        sealed = crypto.seal(reason, table=TABLE, column="declined_sealed", row=row.id) if reason else None
        await _move(row, "decline", Facts(words=reason), by, declined_sealed=sealed)


async def close(request_id: UUID, *, by: Viewer) -> None:
    async with db.unit_of_work():
        await _move(await queries.request(request_id, by, lock=True), "close", Facts(), by)


async def _move(row: Request, name: str, known: Facts, by: Viewer, **columns: Any) -> None:
    """Asks the table, saves the state with the columns that go with it, records."""
    made = REQUEST.move(name, row.state, row.actors, known)
    said = "".join(f", {column} = ${place}" for place, column in enumerate(columns, 4))
    await db.execute(
        f"UPDATE service_request SET state = $2, state_since = $3, version = version + 1{said} WHERE id = $1",
        row.id,
        made.lands(row.state).value,
        clock.now(),
        *columns.values(),
    )
    if made.then is not None:
        await facts.record(made.then(request_id=row.id, company_id=row.organisation_id), by=by)
