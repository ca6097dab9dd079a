"""Reads of hand-overs: of a case, offered to somebody, waiting for an answer."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.cases.team.vocabulary import HandoverState
from portal.candidates.people.sealing import opened
from portal.foundation import db
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class HandoverRow:
    id: UUID
    case_id: UUID
    person_id: UUID
    person: str
    state: HandoverState
    sender_id: UUID
    sender: str
    sender_service: str
    receiver_id: UUID
    receiver: str
    receiver_service_id: UUID
    receiver_service: str
    reason: str
    progress: str | None
    actions: str | None
    helps: str | None
    contacts: str | None
    documents: tuple[str, ...]
    agreed_on: date | None
    offered_on: date | None
    answered_on: date | None
    refusal: str | None


_HANDOVER = """
SELECT h.*, c.person, p.first_name || ' ' || p.last_name AS name, s.name AS sender_name, so.name AS sender_org,
    r.name AS receiver_name, ro.name AS receiver_org, c.holder, c.lead_service
FROM handover h JOIN case_ c ON c.id = h."case" JOIN person p ON p.id = c.person
JOIN account s ON s.id = h.sender JOIN organisation so ON so.id = h.sender_service
JOIN account r ON r.id = h.receiver JOIN organisation ro ON ro.id = h.receiver_service
WHERE p.erased_at IS NULL
"""


def _handover(row: Any) -> HandoverRow:
    def words(name: str) -> str | None:
        return opened(row[f"{name}_sealed"], "handover", f"{name}_sealed", row["id"])

    return HandoverRow(
        row["id"],
        row["case"],
        row["person"],
        row["name"],
        HandoverState(row["state"]),
        row["sender"],
        row["sender_name"],
        row["sender_org"],
        row["receiver"],
        row["receiver_name"],
        row["receiver_service"],
        row["receiver_org"],
        words("reason") or "",
        words("progress"),
        words("actions"),
        words("helps"),
        words("contacts"),
        tuple(row["documents"]),
        row["agreed_on"],
        row["offered_on"],
        row["answered_on"],
        words("refusal"),
    )


async def open_handover(case_id: UUID) -> HandoverRow | None:
    row = await db.fetchrow(
        f"{_HANDOVER} AND h.\"case\" = $1 AND h.state IN ('prepared', 'offered')", case_id
    )
    return None if row is None else _handover(row)


async def handovers_of(case_id: UUID) -> list[HandoverRow]:
    rows = await db.fetch(f'{_HANDOVER} AND h."case" = $1 ORDER BY h.prepared_on DESC, h.id DESC', case_id)
    return [_handover(row) for row in rows]


async def received_handover(handover_id: UUID, viewer: Viewer) -> HandoverRow:
    """For its receiver, once it was offered and while it is open. Anyone else: not there."""
    row = await db.fetchrow(
        f"{_HANDOVER} AND h.id = $1 AND h.receiver = $2 AND h.receiver_service = $3 AND h.state = 'offered'",
        handover_id,
        viewer.account_id,
        viewer.organisation_id,
    )
    if row is None:
        raise NotThere
    return _handover(row)


async def waiting_handovers(viewer: Viewer) -> list[HandoverRow]:
    """Offered to the viewer, or by her, and not answered yet."""
    if viewer.organisation_id is None:
        return []
    rows = await db.fetch(
        f"{_HANDOVER} AND h.state = 'offered' AND ((h.receiver = $1 AND h.receiver_service = $2)"
        " OR (h.sender = $1 AND h.sender_service = $2)) ORDER BY h.offered_on, h.id",
        viewer.account_id,
        viewer.organisation_id,
    )
    return [_handover(row) for row in rows]
