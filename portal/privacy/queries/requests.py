"""Requests of people: the officer's register, one person's own, and what her counsellor may answer."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.foundation import crypto, db
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer
from portal.privacy.vocabulary import OPEN, RefusalGround, RequestChannel, RequestKind, RequestState

TABLE = "data_request"


@dataclass(frozen=True, slots=True)
class RequestRow:
    """``words`` and ``answer`` only for the person and who follows her; the officer reads no content."""

    id: UUID
    code: str
    person_id: UUID | None
    service_id: UUID
    service_name: str
    kind: RequestKind
    channel: RequestChannel
    received_on: date
    due_on: date
    state: RequestState
    extended_on: date | None
    answered_on: date | None
    ground: RefusalGround | None
    copy_until: date | None
    words: str | None
    answer: str | None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


_ROW = """
SELECT r.id, r.code, r.person, r.service, o.name AS service_name, r.kind, r.channel, r.received_on, r.due_on, r.state,
    r.extended_on, r.answered_on, r.ground, r.copy_until, r.words_sealed, r.answer_sealed
FROM data_request r JOIN organisation o ON o.id = r.service
"""

OF_OFFICER = """(
    EXISTS (SELECT 1 FROM organisation_territory a JOIN organisation_territory b ON b.territory = a.territory
        WHERE a.organisation = $1 AND b.organisation = r.service)
    OR NOT EXISTS (SELECT 1 FROM organisation_territory a JOIN organisation_territory b ON b.territory = a.territory
        JOIN organisation_kind k ON k.organisation = a.organisation AND k.kind = 'territory'
        WHERE b.organisation = r.service))"""
"""SQL: requests to services of the officer's territory ($1), and of services whose territories have no office of
their own, so that no request is without somebody who answers."""


def _read(row: Any, *, content: bool) -> RequestRow:
    def opened(column: str) -> str | None:
        sealed = row[column]
        return crypto.open_(sealed, table=TABLE, column=column, row=row["id"]) if content and sealed else None

    return RequestRow(
        id=row["id"],
        code=row["code"],
        person_id=row["person"],
        service_id=row["service"],
        service_name=row["service_name"],
        kind=RequestKind(row["kind"]),
        channel=RequestChannel(row["channel"]),
        received_on=row["received_on"],
        due_on=row["due_on"],
        state=RequestState(row["state"]),
        extended_on=row["extended_on"],
        answered_on=row["answered_on"],
        ground=RefusalGround(row["ground"]) if row["ground"] else None,
        copy_until=row["copy_until"],
        words=opened("words_sealed"),
        answer=opened("answer_sealed"),
    )


async def requests_of(person_id: UUID) -> list[RequestRow]:
    """Her own, with what she wrote and was answered; latest first."""
    rows = await db.fetch(f"{_ROW} WHERE r.person = $1 ORDER BY r.received_on DESC, r.code DESC", person_id)
    return [_read(row, content=True) for row in rows]


async def count_for_officer(viewer: Viewer, *, only_open: bool) -> int:
    return int(
        await db.fetchval(
            f"SELECT count(*) FROM data_request r WHERE {OF_OFFICER} AND (NOT $2 OR r.state = ANY($3))",
            viewer.organisation_id,
            only_open,
            [state.value for state in OPEN],
        )
    )


async def list_for_officer(viewer: Viewer, *, only_open: bool, limit: int, offset: int) -> list[RequestRow]:
    """The most urgent first; neither who she is nor what she wrote."""
    rows = await db.fetch(
        f"{_ROW} WHERE {OF_OFFICER} AND (NOT $2 OR r.state = ANY($3))"
        " ORDER BY (r.state = ANY($3)) DESC, CASE WHEN r.state = ANY($3) THEN r.due_on END, r.received_on DESC, r.code"
        " LIMIT $4 OFFSET $5",
        viewer.organisation_id,
        only_open,
        [state.value for state in OPEN],
        limit,
        offset,
    )
    return [_read(row, content=False) for row in rows]


async def request_for_officer(request_id: UUID, viewer: Viewer, *, lock: bool = False) -> RequestRow:
    """Raises NotThere for a request of another territory."""
    row = await db.fetchrow(
        f"{_ROW} WHERE {OF_OFFICER} AND r.id = $2{' FOR UPDATE OF r' if lock else ''}",
        viewer.organisation_id,
        request_id,
    )
    if row is None:
        raise NotThere
    return _read(row, content=False)


async def request_of_person(request_id: UUID, person_id: UUID, *, lock: bool = False) -> RequestRow:
    """Raises NotThere for somebody else's."""
    row = await db.fetchrow(
        f"{_ROW} WHERE r.person = $1 AND r.id = $2{' FOR UPDATE OF r' if lock else ''}", person_id, request_id
    )
    if row is None:
        raise NotThere
    return _read(row, content=True)


async def whole_copy_until(person_id: UUID, today: date) -> date | None:
    """Until when a granted request of access lets her download everything; None when none does."""
    found: date | None = await db.fetchval(
        "SELECT max(copy_until) FROM data_request WHERE person = $1 AND copy_until >= $2", person_id, today
    )
    return found
