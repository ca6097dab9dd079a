"""Asking for a service, answering, meeting, ending it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.events import ServiceAsked, ServiceMeetingHeld, ServiceMoved
from portal.candidates.people.file_access import Part
from portal.candidates.people.grounds import ground_or_not_there, held
from portal.candidates.people.sealing import sealed
from portal.candidates.services.queries import professionals
from portal.candidates.services.transitions import TRANSITIONS, Facts
from portal.candidates.services.vocabulary import (
    OPEN,
    SERVICE_LABELS,
    STATE_LABELS,
    Actor,
    Mode,
    Place,
    Present,
    ServiceKind,
    ServiceState,
    Topic,
)
from portal.foundation import clock, db, facts
from portal.kernel.refusals import NotThere, Refused
from portal.kernel.viewer import Viewer


async def ask(
    person_id: UUID,
    *,
    id: UUID,
    kind: ServiceKind,
    professional_id: UUID,
    words: str | None,
    hours_planned: int | None,
    by: Viewer,
) -> UUID:
    """Whoever answers for the case asks a member of its team. Pressed twice it is asked once."""
    async with db.unit_of_work():
        ground = await held(person_id, by)
        offered = {(one.account_id, one.kind) for one in await professionals(ground.case_id)}
        if (professional_id, kind) not in offered:
            raise Refused(
                f"{SERVICE_LABELS[kind]}: scegli una persona della squadra con questo ruolo.",
                field="professional",
            )
        await db.lock(f"services:{person_id}")
        if await db.fetchval("SELECT true FROM activated_service WHERE id = $1", id):
            return id
        same = await db.fetchval(
            "SELECT true FROM activated_service WHERE person = $1 AND kind = $2 AND state = ANY($3)",
            person_id,
            kind.value,
            [state.value for state in OPEN],
        )
        if same:
            raise Refused(f"{SERVICE_LABELS[kind]}: c’è già un servizio aperto.", field="kind")
        await db.execute(
            "INSERT INTO activated_service (id, person, kind, professional, state, requested_by, requested_on,"
            " words_sealed, hours_planned) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            id,
            person_id,
            kind.value,
            professional_id,
            ServiceState.REQUESTED.value,
            by.account_id,
            clock.today(),
            sealed(words, "activated_service", "words_sealed", id) if words else None,
            hours_planned,
        )
        await facts.record(ServiceAsked(service_id=id, person_id=person_id), by=by)
    return id


async def _locked(service_id: UUID, person_id: UUID, by: Viewer) -> tuple[Any, list[Actor]]:
    """The service under lock, and in which parts the viewer acts. Raises NotThere for anybody else."""
    ground = await ground_or_not_there(person_id, by)
    row = await db.fetchrow(
        "SELECT * FROM activated_service WHERE id = $1 AND person = $2 FOR UPDATE", service_id, person_id
    )
    if row is None:
        raise NotThere
    actors = [Actor.HOLDER] if ground.holds else []
    if row["professional"] == by.account_id and ground.cell(Part.ACTIVITIES).writes_own:
        actors.append(Actor.PROFESSIONAL)
    if not actors:
        raise NotThere
    return row, actors


async def move(
    service_id: UUID, person_id: UUID, name: str, *, words: str | None = None, by: Viewer
) -> ServiceState:
    """By the table; ``words`` are kept as what came of it."""
    async with db.unit_of_work():
        row, actors = await _locked(service_id, person_id, by)
        return await _move(row, name, actors, words, by)


async def _move(row: Any, name: str, actors: Sequence[Actor], words: str | None, by: Viewer) -> ServiceState:
    held_meetings = await db.fetchval("SELECT count(*) FROM service_meeting WHERE service = $1", row["id"])
    given = Facts(
        ServiceKind(row["kind"]),
        words,
        row["confidentiality_signed_on"] is not None,
        row["referent"] is not None,
        held_meetings,
    )
    made = TRANSITIONS.move(name, row["state"], actors, given)
    state = ServiceState(made.lands(ServiceState(row["state"])))
    await db.execute(
        "UPDATE activated_service SET state = $2, started_on = CASE WHEN $3 THEN coalesce(started_on, $4::date)"
        " ELSE started_on END, ended_on = CASE WHEN $5 THEN $4::date END,"
        " result_sealed = coalesce($6, result_sealed) WHERE id = $1",
        row["id"],
        state.value,
        state is ServiceState.RUNNING,
        clock.today(),
        state not in OPEN,
        sealed(words, "activated_service", "result_sealed", row["id"]) if words else None,
    )
    event = ServiceMoved(service_id=row["id"], person_id=row["person"], to=state.value)
    await facts.record(event, by=by)
    return state


async def prepare_peer(service_id: UUID, person_id: UUID, *, signed_on: date, by: Viewer) -> None:
    """The peer's note of confidentiality was signed; whoever records it is the one she turns to."""
    async with db.unit_of_work():
        row, actors = await _locked(service_id, person_id, by)
        if Actor.HOLDER not in actors:
            raise NotThere
        if signed_on > clock.today():
            raise Refused("La data non può essere nel futuro.", field="signed_on")
        await db.execute(
            "UPDATE activated_service SET confidentiality_signed_on = $2, referent = $3 WHERE id = $1",
            row["id"],
            signed_on,
            by.account_id,
        )


@dataclass(frozen=True, slots=True)
class Meeting:
    """``goal`` and ``progress`` of coaching; ``topics`` and ``talk_to_referent`` of peer support."""

    held_on: date
    minutes: int
    mode: Mode
    present: Present
    place: Place | None = None
    goal: str | None = None
    progress: int | None = None
    topics: Sequence[Topic] = ()
    talk_to_referent: bool = False
    next_on: date | None = None


async def log(service_id: UUID, person_id: UUID, meeting: Meeting, *, id: UUID, by: Viewer) -> None:
    """The first meeting begins the service. Pressed twice it is written once."""
    async with db.unit_of_work():
        row, actors = await _locked(service_id, person_id, by)
        if Actor.PROFESSIONAL not in actors:
            raise NotThere
        state, kind = ServiceState(row["state"]), ServiceKind(row["kind"])
        if state not in (ServiceState.ACCEPTED, ServiceState.RUNNING):
            raise Refused(
                f"Il servizio ora è nello stato «{STATE_LABELS[state]}»: un incontro non si può scrivere."
            )
        _check(row, kind, meeting)
        new = await db.fetchval(
            "INSERT INTO service_meeting (id, service, held_on, minutes, mode, present, place, topics, goal_sealed,"
            " progress, talk_to_referent, next_on, author, written_at)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
            " ON CONFLICT (id) DO NOTHING RETURNING id",
            id,
            row["id"],
            meeting.held_on,
            meeting.minutes,
            meeting.mode.value,
            meeting.present.value,
            meeting.place.value if meeting.place else None,
            [topic.value for topic in meeting.topics],
            sealed(meeting.goal, "service_meeting", "goal_sealed", id) if meeting.goal else None,
            meeting.progress,
            meeting.talk_to_referent,
            meeting.next_on,
            by.account_id,
            clock.now(),
        )
        if new is None:
            return
        if state is ServiceState.ACCEPTED:
            await _move(row, "begin", actors, None, by)
        event = ServiceMeetingHeld(
            service_id=row["id"], person_id=person_id, asks_referent=meeting.talk_to_referent
        )
        await facts.record(event, by=by)


def _check(row: Any, kind: ServiceKind, meeting: Meeting) -> None:
    if meeting.held_on > clock.today():
        raise Refused("La data non può essere nel futuro.", field="held_on")
    if meeting.held_on < row["requested_on"]:
        raise Refused("L’incontro non può precedere la richiesta del servizio.", field="held_on")
    if meeting.next_on is not None and meeting.next_on < meeting.held_on:
        raise Refused("Il prossimo incontro viene dopo questo.", field="next_on")
    if kind is ServiceKind.COACHING:
        if meeting.present is Present.YES and (not meeting.goal or meeting.progress is None):
            raise Refused("Scrivi l’obiettivo dell’incontro e a che punto è, da 1 a 5.", field="goal")
    elif meeting.goal:
        raise Refused("Nel sostegno alla pari si scelgono i temi, senza testo.", field="goal")
    elif meeting.present is Present.YES and not meeting.topics:
        raise Refused("Scegli almeno un tema.", field="topics")
