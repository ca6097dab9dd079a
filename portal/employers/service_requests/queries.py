"""Requests of services, as the organisation that asks and the service that answers find them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.employers.companies.queries.company_accounts import IN_FORCE
from portal.employers.service_requests.vocabulary import UNANSWERED, Actor, RequestKind, RequestState
from portal.foundation import clock, crypto, db
from portal.kernel.refusals import NotThere
from portal.kernel.roles import OrganisationKind, Role
from portal.kernel.viewer import Viewer

TABLE = "service_request"


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request in a list: no words of it."""

    id: UUID
    organisation: str
    service: str
    kind: RequestKind
    state: RequestState
    requested_at: datetime
    assigned_to: str | None
    answered_on: date | None


_ROW = """
SELECT r.id, o.name AS organisation, s.name AS service, r.kind, r.state, r.requested_at, a.name AS assigned_to,
    r.answered_on
FROM service_request r JOIN organisation o ON o.id = r.organisation JOIN organisation s ON s.id = r.service
    LEFT JOIN account a ON a.id = r.assigned_to
"""
_ORDER = """
ORDER BY array_position(ARRAY['received', 'assigned', 'in_progress', 'answered'], r.state) NULLS LAST,
    r.requested_at DESC, r.id
"""
_COORDINATES = """(r.service = $2 OR $3 AND EXISTS (
    SELECT FROM organisation_territory m JOIN organisation_territory t ON t.territory = m.territory
    WHERE m.organisation = $2 AND t.organisation = r.service))"""
_FOLLOWS = f"""(r.service = $2 AND EXISTS (
    SELECT FROM company_account a WHERE a.company = r.organisation AND a.service = r.service AND a.holder = $1
        AND {IN_FORCE.format(day="$5")}))"""
SEEN_BY_SERVICE = f"""
(($4 AND {_COORDINATES}) OR r.service = $2 AND r.assigned_to = $1 OR {_FOLLOWS})
"""
"""Condition on request ``r``: the coordinator's, those given to her, those of companies she follows."""


def ground(viewer: Viewer) -> tuple[object, ...]:
    """$1 to $5 of ``SEEN_BY_SERVICE``."""
    return (
        viewer.account_id,
        viewer.organisation_id,
        OrganisationKind.TERRITORY in viewer.kinds,
        viewer.is_any(Role.COORDINATOR),
        clock.today(),
    )


def _row(row: Mapping[str, Any]) -> RequestRow:
    return RequestRow(**{**dict(row), "kind": RequestKind(row["kind"]), "state": RequestState(row["state"])})


async def count(viewer: Viewer) -> int:
    if viewer.for_company:
        number = await db.fetchval(
            "SELECT count(*) FROM service_request WHERE organisation = $1", viewer.organisation_id
        )
    else:
        number = await db.fetchval(
            f"SELECT count(*) FROM service_request r WHERE {SEEN_BY_SERVICE}", *ground(viewer)
        )
    return int(number)


async def page(viewer: Viewer, *, limit: int, offset: int) -> list[RequestRow]:
    """The viewer's: open ones first, the latest first."""
    if viewer.for_company:
        rows = await db.fetch(
            f"{_ROW} WHERE r.organisation = $1 {_ORDER} LIMIT $2 OFFSET $3",
            viewer.organisation_id,
            limit,
            offset,
        )
    else:
        rows = await db.fetch(
            f"{_ROW} WHERE {SEEN_BY_SERVICE} {_ORDER} LIMIT $6 OFFSET $7", *ground(viewer), limit, offset
        )
    return [_row(row) for row in rows]


async def of_organisation(organisation_id: UUID, service_id: UUID) -> list[RequestRow]:
    """What one company asked of one service, for whoever has shown a ground on the company."""
    rows = await db.fetch(
        f"{_ROW} WHERE r.organisation = $1 AND r.service = $2 {_ORDER} LIMIT 100", organisation_id, service_id
    )
    return [_row(row) for row in rows]


async def waiting_for(viewer: Viewer, *, limit: int) -> list[RequestRow]:
    """What waits for somebody of a service: requests given to her, and those of nobody that she may assign."""
    rows = await db.fetch(
        f"{_ROW} WHERE {SEEN_BY_SERVICE} AND (r.assigned_to = $1 AND r.state IN ('assigned', 'in_progress')"
        " OR r.state = 'received') ORDER BY r.requested_at, r.id LIMIT $6",
        *ground(viewer),
        limit,
    )
    return [_row(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Request:
    """One request with its words; ``actors``: in which parts the viewer acts on it."""

    id: UUID
    organisation_id: UUID
    organisation: str
    service_id: UUID
    service: str
    kind: RequestKind
    state: RequestState
    text: str
    requested_by_id: UUID
    requested_by: str
    requested_at: datetime
    asked_by: str | None
    assigned_to_id: UUID | None
    assigned_to: str | None
    assigned_at: datetime | None
    answer: str | None
    answered_on: date | None
    minutes: int | None
    shown_to_asker: bool
    declined: str | None
    actors: frozenset[Actor]

    @property
    def asked_on(self) -> date:
        return clock.in_rome(self.requested_at).date()


_ONE = """
SELECT r.*, o.name AS organisation_name, s.name AS service_name, q.name AS requester, a.name AS assignee,
    {organises} AS organises
FROM service_request r JOIN organisation o ON o.id = r.organisation JOIN organisation s ON s.id = r.service
    JOIN account q ON q.id = r.requested_by LEFT JOIN account a ON a.id = r.assigned_to
WHERE {where} AND r.id = {id}
"""


async def request(request_id: UUID, viewer: Viewer, *, lock: bool = False) -> Request:
    """Among those the viewer finds. Raises NotThere."""
    if viewer.for_company:
        sql = _ONE.format(organises="false", where="r.organisation = $1", id="$2")
        values: tuple[object, ...] = (viewer.organisation_id, request_id)
    else:
        organises = f"(($4 AND {_COORDINATES}) OR {_FOLLOWS})"
        sql = _ONE.format(organises=organises, where=SEEN_BY_SERVICE, id="$6")
        values = (*ground(viewer), request_id)
    row = await db.fetchrow(sql + (" FOR UPDATE OF r" if lock else ""), *values)
    if row is None:
        raise NotThere
    return _request(row, viewer)


async def any_request(request_id: UUID) -> Request | None:
    """For the portal's own jobs."""
    row = await db.fetchrow(_ONE.format(organises="false", where="true", id="$1"), request_id)
    return None if row is None else _request(row, None)


def _request(row: Any, viewer: Viewer | None) -> Request:
    def said(column: str) -> str | None:
        value = row[column]
        return None if value is None else crypto.open_(value, table=TABLE, column=column, row=row["id"])

    actors = set()
    if viewer is not None and viewer.for_company:
        actors.add(Actor.ASKER)
    if row["organises"]:
        actors.add(Actor.ORGANISER)
    if viewer is not None and not viewer.for_company and row["assigned_to"] == viewer.account_id:
        actors.add(Actor.PROFESSIONAL)
    return Request(
        row["id"],
        row["organisation"],
        row["organisation_name"],
        row["service"],
        row["service_name"],
        RequestKind(row["kind"]),
        RequestState(row["state"]),
        said("text_sealed") or "",
        row["requested_by"],
        row["requester"],
        row["requested_at"],
        row["asked_by"],
        row["assigned_to"],
        row["assignee"],
        row["assigned_at"],
        said("answer_sealed"),
        row["answered_on"],
        row["minutes"],
        row["shown_to_asker"],
        said("declined_sealed"),
        frozenset(actors),
    )


@dataclass(frozen=True, slots=True)
class Session:
    held_on: date
    minutes: int
    present: int
    held_by: str


async def sessions(request_id: UUID) -> list[Session]:
    """The latest first."""
    rows = await db.fetch(
        "SELECT x.held_on, x.minutes, x.present, a.name AS held_by FROM service_session x"
        " JOIN account a ON a.id = x.held_by WHERE x.request = $1 ORDER BY x.held_on DESC, x.id DESC",
        request_id,
    )
    return [Session(**dict(row)) for row in rows]


async def unanswered(asked_before: datetime) -> list[tuple[UUID, datetime]]:
    """Id of every request without an answer that was asked before that moment, and when; the oldest first."""
    rows = await db.fetch(
        "SELECT id, requested_at FROM service_request WHERE state = ANY($1) AND requested_at < $2"
        " ORDER BY requested_at, id",
        [state.value for state in UNANSWERED],
        asked_before,
    )
    return [(row["id"], row["requested_at"]) for row in rows]
