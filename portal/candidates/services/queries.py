"""Services of a person, their meetings, and who of her team could give one."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.people.sealing import opened
from portal.candidates.services.vocabulary import (
    ROLE_OF,
    SERVICE_LABELS,
    STATE_LABELS,
    Mode,
    Place,
    Present,
    ServiceKind,
    ServiceState,
    Topic,
)
from portal.foundation import clock, db


@dataclass(frozen=True, slots=True)
class ServiceRow:
    id: UUID
    person_id: UUID
    kind: ServiceKind
    state: ServiceState
    professional_id: UUID
    professional: str
    requested_on: date
    started_on: date | None
    ended_on: date | None
    words: str | None
    result: str | None
    hours_planned: int | None
    confidentiality_signed_on: date | None
    referent: str | None
    meetings: int
    minutes: int


_SERVICE = """
SELECT s.*, a.name AS professional_name, r.name AS referent_name,
    (SELECT count(*) FROM service_meeting m WHERE m.service = s.id) AS meetings,
    (SELECT coalesce(sum(m.minutes), 0) FROM service_meeting m WHERE m.service = s.id) AS minutes
FROM activated_service s JOIN account a ON a.id = s.professional LEFT JOIN account r ON r.id = s.referent
"""


def _service(row: Any) -> ServiceRow:
    return ServiceRow(
        row["id"],
        row["person"],
        ServiceKind(row["kind"]),
        ServiceState(row["state"]),
        row["professional"],
        row["professional_name"],
        row["requested_on"],
        row["started_on"],
        row["ended_on"],
        opened(row["words_sealed"], "activated_service", "words_sealed", row["id"]),
        opened(row["result_sealed"], "activated_service", "result_sealed", row["id"]),
        row["hours_planned"],
        row["confidentiality_signed_on"],
        row["referent_name"],
        row["meetings"],
        row["minutes"],
    )


async def of_person(person_id: UUID, *, only_of: UUID | None = None) -> list[ServiceRow]:
    """The latest first; ``only_of``: those that one professional gives."""
    rows = await db.fetch(
        f"{_SERVICE} WHERE s.person = $1 AND ($2::uuid IS NULL OR s.professional = $2)"
        " ORDER BY s.requested_on DESC, s.id DESC",
        person_id,
        only_of,
    )
    return [_service(row) for row in rows]


@dataclass(frozen=True, slots=True)
class MeetingRow:
    service_id: UUID
    held_on: date
    minutes: int
    mode: Mode
    present: Present
    place: Place | None
    topics: tuple[Topic, ...]
    goal: str | None
    progress: int | None
    talk_to_referent: bool
    next_on: date | None


async def meetings(service_ids: list[UUID]) -> dict[UUID, list[MeetingRow]]:
    """By service, the latest first."""
    rows = await db.fetch(
        "SELECT * FROM service_meeting WHERE service = ANY($1) ORDER BY held_on DESC, id DESC", service_ids
    )
    found: dict[UUID, list[MeetingRow]] = {}
    for row in rows:
        found.setdefault(row["service"], []).append(
            MeetingRow(
                row["service"],
                row["held_on"],
                row["minutes"],
                Mode(row["mode"]),
                Present(row["present"]),
                Place(row["place"]) if row["place"] else None,
                tuple(Topic(topic) for topic in row["topics"]),
                opened(row["goal_sealed"], "service_meeting", "goal_sealed", row["id"]),
                row["progress"],
                row["talk_to_referent"],
                row["next_on"],
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Professional:
    account_id: UUID
    name: str
    kind: ServiceKind


async def professionals(case_id: UUID) -> list[Professional]:
    """Members of the team of that case who give such a service today."""
    kinds = {role.value: kind for kind, role in ROLE_OF.items()}
    rows = await db.fetch(
        "SELECT DISTINCT i.member, a.name, i.role FROM case_service v JOIN involvement i ON i.case_service = v.id"
        ' JOIN account a ON a.id = i.member WHERE v."case" = $1 AND i.role = ANY($2) AND i.starts_on <= $3'
        " AND (i.ends_on IS NULL OR i.ends_on > $3) ORDER BY a.name",
        case_id,
        list(kinds),
        clock.today(),
    )
    return [Professional(row["member"], row["name"], kinds[row["role"]]) for row in rows]


@dataclass(frozen=True, slots=True)
class Support:
    """A service in brief, for the pages of a plan."""

    title: str
    state: str
    professional: str
    meetings: int
    minutes: int


async def supports_of(person_id: UUID) -> list[Support]:
    """Coaching and peer support of a person, whatever their state; for whoever answers for her case."""
    return [
        Support(
            SERVICE_LABELS[one.kind], STATE_LABELS[one.state], one.professional, one.meetings, one.minutes
        )
        for one in await of_person(person_id)
    ]
