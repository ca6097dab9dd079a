"""Reads of shared cases: services and team of one, mandates of a service, people in whose team one works."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.cases.team.vocabulary import Position, ServiceState
from portal.candidates.people.file_access import Part
from portal.candidates.people.grounds import INVOLVED, SHARED
from portal.candidates.people.sealing import opened
from portal.foundation import clock, db
from portal.kernel.refusals import NotThere
from portal.kernel.roles import Role
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody of a service in the team; ``until`` is the last day, when it is over."""

    id: UUID
    account_id: UUID
    name: str
    role: Role
    since: date
    until: date | None
    ended_why: str | None


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """``agreed``: her agreement to share with this service stands today, until ``agreed_until``."""

    id: UUID
    organisation_id: UUID
    organisation: str
    position: Position
    state: ServiceState
    purpose: str | None
    referent: str
    mandate_from: date
    mandate_until: date | None
    parts: tuple[Part, ...]
    agreed: bool
    agreed_until: date | None
    invited_on: date
    ended_on: date | None
    ended_why: str | None
    ended_words: str | None
    members: tuple[MemberRow, ...]


_SERVICES = """
SELECT v.*, o.name AS organisation_name, a.name AS referent_name, g.expires_on AS agreed_until
FROM case_service v JOIN case_ c ON c.id = v."case" JOIN organisation o ON o.id = v.organisation
JOIN account a ON a.id = v.referent
LEFT JOIN sharing_consent g ON g.person = c.person AND g.recipient = v.organisation AND g.revoked_on IS NULL
    AND $2 BETWEEN g.given_on AND g.expires_on
WHERE v."case" = $1
ORDER BY v.position = 'lead' DESC, v.state = 'active' DESC, v.state = 'invited' DESC, v.invited_on DESC, v.id
"""

_MEMBERS = """
SELECT i.id, i.case_service, i.member, i.role, i.starts_on, i.ends_on, i.ended_why, a.name
FROM involvement i JOIN case_service v ON v.id = i.case_service JOIN account a ON a.id = i.member
WHERE v."case" = $1 ORDER BY i.ends_on IS NOT NULL, a.name, i.id
"""


async def services_of(case_id: UUID) -> list[ServiceRow]:
    """The one that leads first, then those at work, those asked, those that were. Two queries, whatever the team."""
    people: dict[UUID, list[MemberRow]] = {}
    for row in await db.fetch(_MEMBERS, case_id):
        people.setdefault(row["case_service"], []).append(
            MemberRow(
                row["id"],
                row["member"],
                row["name"],
                Role(row["role"]),
                row["starts_on"],
                row["ends_on"],
                row["ended_why"],
            )
        )
    return [_service(row, people) for row in await db.fetch(_SERVICES, case_id, clock.today())]


def _service(row: Any, people: dict[UUID, list[MemberRow]]) -> ServiceRow:
    return ServiceRow(
        row["id"],
        row["organisation"],
        row["organisation_name"],
        Position(row["position"]),
        ServiceState(row["state"]),
        opened(row["purpose_sealed"], "case_service", "purpose_sealed", row["id"]),
        row["referent_name"],
        row["mandate_from"],
        row["mandate_until"],
        tuple(Part(one) for one in row["parts"]),
        row["agreed_until"] is not None,
        row["agreed_until"],
        row["invited_on"],
        row["ended_on"],
        row["ended_why"],
        opened(row["ended_words_sealed"], "case_service", "ended_words_sealed", row["id"]),
        tuple(people.get(row["id"], ())),
    )


@dataclass(frozen=True, slots=True)
class MandateRow:
    """As the service that was asked sees it. ``name`` is None until she agreed that it reads who she is."""

    id: UUID
    person_id: UUID
    case_id: UUID
    name: str | None
    asked_by: str
    asked_by_service: str
    state: ServiceState
    purpose: str
    parts: tuple[Part, ...]
    mandate_from: date
    mandate_until: date
    agreed: bool
    referent_id: UUID
    referent: str
    organisation_id: UUID


_MANDATES = """
SELECT v.id, v."case", c.person, p.first_name || ' ' || p.last_name AS name, h.name AS asked_by,
    l.name AS lead_name, v.state, v.purpose_sealed, v.parts, v.mandate_from, v.mandate_until, v.referent,
    r.name AS referent_name, v.organisation, g.id AS agreement, 'contact' = ANY(g.parts) AS named
FROM case_service v JOIN case_ c ON c.id = v."case" JOIN person p ON p.id = c.person
JOIN account h ON h.id = c.holder JOIN organisation l ON l.id = c.lead_service JOIN account r ON r.id = v.referent
LEFT JOIN sharing_consent g ON g.person = c.person AND g.recipient = v.organisation AND g.revoked_on IS NULL
    AND $3 BETWEEN g.given_on AND g.expires_on
WHERE v.organisation = $1 AND v.position = 'further' AND v.state IN ('invited', 'active') AND c.closed_on IS NULL
    AND p.erased_at IS NULL AND ($4::uuid IS NULL OR v.id = $4)
    AND (v.referent = $2 OR EXISTS (
        SELECT FROM involvement i WHERE i.case_service = v.id AND i.member = $2 AND i.ends_on IS NULL))
ORDER BY v.state = 'invited' DESC, v.invited_on DESC, v.id
"""


async def mandates(viewer: Viewer, mandate_id: UUID | None = None) -> list[MandateRow]:
    """Of the viewer's service, those she answers for or works on: asked first, then running."""
    if viewer.organisation_id is None:
        return []
    rows = await db.fetch(_MANDATES, viewer.organisation_id, viewer.account_id, clock.today(), mandate_id)
    return [
        MandateRow(
            row["id"],
            row["person"],
            row["case"],
            row["name"] if row["named"] else None,
            row["asked_by"],
            row["lead_name"],
            ServiceState(row["state"]),
            opened(row["purpose_sealed"], "case_service", "purpose_sealed", row["id"]) or "–",
            tuple(Part(one) for one in row["parts"]),
            row["mandate_from"],
            row["mandate_until"],
            row["agreement"] is not None,
            row["referent"],
            row["referent_name"],
            row["organisation"],
        )
        for row in rows
    ]


async def mandate(mandate_id: UUID, viewer: Viewer) -> MandateRow:
    found = await mandates(viewer, mandate_id)
    if not found:
        raise NotThere
    return found[0]


@dataclass(frozen=True, slots=True)
class TeamPerson:
    """A person in whose team the viewer is."""

    person_id: UUID
    name: str
    comune_code: str
    state: str
    state_since: date
    holder: str
    role: Role
    until: date | None


_IN_TEAM = f"""
SELECT p.id, p.first_name, p.first_name || ' ' || p.last_name AS name, p.comune_code, c.state, c.state_since,
    h.name AS holder, min(i.role) AS role, v.mandate_until, count(*) OVER () AS total
FROM involvement i JOIN case_service v ON v.id = i.case_service JOIN case_ c ON c.id = v."case"
JOIN person p ON p.id = c.person JOIN account h ON h.id = c.holder
LEFT JOIN sharing_consent g ON g.id = v.consent
WHERE v.organisation = $1 AND c.closed_on IS NULL AND p.erased_at IS NULL AND i.role = ANY($4)
    AND {SHARED.format(today="$3::date")} AND {INVOLVED.format(account="$2", today="$3::date")}
    AND (v.position = 'lead' OR ('contact' = ANY(v.parts) AND 'contact' = ANY(g.parts)))
    AND ($5::text = '' OR p.sort_name LIKE $5 || '%' OR p.sort_name LIKE '% ' || $5 || '%')
GROUP BY p.id, c.id, h.name, v.mandate_until ORDER BY p.sort_name, p.id LIMIT $6 OFFSET $7
"""


async def in_team_of(
    viewer: Viewer, *, words: str = "", limit: int, offset: int
) -> tuple[list[TeamPerson], int]:
    """People in whose team the viewer works today, by surname; and how many there are."""
    if viewer.organisation_id is None:
        return [], 0
    rows = await db.fetch(
        _IN_TEAM,
        viewer.organisation_id,
        viewer.account_id,
        clock.today(),
        [role.value for role in viewer.roles],
        words,
        limit,
        offset,
    )
    return [
        TeamPerson(
            row["id"],
            row["first_name"] if row["role"] == Role.PEER_SUPPORTER.value else row["name"],
            row["comune_code"],
            row["state"],
            row["state_since"],
            row["holder"],
            Role(row["role"]),
            row["mandate_until"],
        )
        for row in rows
    ], rows[0]["total"] if rows else 0


async def sharing_asked(person_id: UUID) -> list[ServiceRow]:
    """Services invited in her open case for which she has not agreed yet."""
    case_id = await db.fetchval("SELECT id FROM case_ WHERE person = $1 AND closed_on IS NULL", person_id)
    if case_id is None:
        return []
    return [one for one in await services_of(case_id) if one.state is ServiceState.INVITED and not one.agreed]


async def referring_service(case_id: UUID) -> tuple[UUID, str] | None:
    """The referring service at work on the case beside the one that leads, if there is one."""
    row = await db.fetchrow(
        "SELECT v.organisation, o.name FROM case_service v JOIN organisation o ON o.id = v.organisation"
        " WHERE v.\"case\" = $1 AND v.position = 'further' AND v.state = 'active' AND 'project' = ANY(v.parts)"
        " AND EXISTS (SELECT FROM organisation_kind k WHERE k.organisation = v.organisation"
        " AND k.kind = 'referring_social_service' AND k.starts_on <= $2 AND (k.ends_on IS NULL OR $2 < k.ends_on))"
        " ORDER BY v.invited_on, v.id LIMIT 1",
        case_id,
        clock.today(),
    )
    return None if row is None else (row["organisation"], row["name"])
