"""What the page of coaching and peer support receives."""

from dataclasses import dataclass
from uuid import UUID

from portal.candidates.people.reading import OpenFile
from portal.candidates.services import queries
from portal.candidates.services.queries import MeetingRow, ServiceRow
from portal.candidates.services.transitions import TRANSITIONS
from portal.candidates.services.vocabulary import (
    MODE_LABELS,
    PLACE_LABELS,
    PRESENT_LABELS,
    SERVICE_LABELS,
    STATE_LABELS,
    STATE_TAGS,
    TOPIC_LABELS,
    Actor,
    ServiceKind,
    ServiceState,
)
from portal.foundation.web.italian import date_it, join_it, plural
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class MeetingView:
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class ServiceView:
    id: UUID
    kind: str
    title: str
    note: str
    tag: tuple[str, str]
    words: str | None
    result: str | None
    meetings: list[MeetingView]
    moves: list[tuple[str, str]]
    """Name and label; each asks for words on the page."""
    may_log: bool
    needs_note: bool
    """The holder may record that the peer has signed."""


@dataclass(frozen=True, slots=True)
class ServicesPage:
    file: OpenFile
    services: list[ServiceView]
    may_ask: bool
    team: list[tuple[str, str]]


async def services_page(file: OpenFile, by: Viewer) -> ServicesPage:
    """Whoever gives a service reads her own alone; the rest of the team reads them as the activities."""
    only_of = None if file.cell.reads_more_than_own else by.account_id
    rows = await queries.of_person(file.person_id, only_of=only_of)
    held = await queries.meetings([row.id for row in rows])
    team = await queries.professionals(file.case_id) if file.holds else []
    return ServicesPage(
        file,
        [_view(row, held.get(row.id, []), file, by) for row in rows],
        file.holds,
        list(
            dict.fromkeys(
                (str(one.account_id), f"{one.name}, {SERVICE_LABELS[one.kind].lower()}") for one in team
            )
        ),
    )


def _view(row: ServiceRow, held: list[MeetingRow], file: OpenFile, by: Viewer) -> ServiceView:
    own = row.professional_id == by.account_id
    actors = [actor for actor, mine in ((Actor.HOLDER, file.holds), (Actor.PROFESSIONAL, own)) if mine]
    peer = row.kind is ServiceKind.PEER_SUPPORT
    note = f"{row.professional}. Richiesto {date_it(row.requested_on, 'il')}."
    if row.meetings:
        note += f" {plural(row.meetings, 'incontro', 'incontri')}, {row.minutes} minuti."
    if row.hours_planned:
        note += f" Ore previste: {row.hours_planned}."
    if peer and row.confidentiality_signed_on is not None:
        note += (
            f" Riservatezza firmata {date_it(row.confidentiality_signed_on, 'il')}, referente {row.referent}."
        )
    return ServiceView(
        row.id,
        row.kind.value,
        SERVICE_LABELS[row.kind],
        note,
        (STATE_TAGS[row.state], STATE_LABELS[row.state]),
        row.words,
        row.result,
        [_meeting(one) for one in held],
        [(one.name, one.label) for one in TRANSITIONS.available(row.state, actors) if one.name != "begin"],
        own and row.state in (ServiceState.ACCEPTED, ServiceState.RUNNING),
        peer and file.holds and row.confidentiality_signed_on is None and row.state is ServiceState.REQUESTED,
    )


def _meeting(one: MeetingRow) -> MeetingView:
    parts = [MODE_LABELS[one.mode], f"{one.minutes} minuti", PRESENT_LABELS[one.present]]
    if one.place is not None:
        parts.append(PLACE_LABELS[one.place])
    if one.topics:
        parts.append(join_it([TOPIC_LABELS[topic].lower() for topic in one.topics]))
    note = ", ".join(part[:1].lower() + part[1:] if place else part for place, part in enumerate(parts)) + "."
    if one.goal:
        note += f" {one.goal}"
    if one.progress is not None:
        note += f" ({one.progress} su 5)"
    if one.next_on is not None:
        note += f" Prossimo {date_it(one.next_on, 'il')}."
    return MeetingView(date_it(one.held_on), note)
