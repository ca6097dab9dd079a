"""What belongs to one proposal: its chronicle, messages, links, and who read the identity."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.foundation import clock, crypto, db
from portal.matching.vocabulary import LinkKind, ProposalState


@dataclass(frozen=True, slots=True)
class Step:
    move: str
    state: ProposalState
    actor: str
    account_id: UUID | None
    reason: str | None
    note: str | None
    at: datetime


async def chronicle(proposal_id: UUID) -> list[Step]:
    """Newest first."""
    rows = await db.fetch(
        "SELECT id, move, state, actor, account, reason, note_sealed, at FROM proposal_step WHERE proposal = $1"
        " ORDER BY position DESC",
        proposal_id,
    )
    return [
        Step(
            row["move"],
            ProposalState(row["state"]),
            row["actor"],
            row["account"],
            row["reason"],
            crypto.open_(row["note_sealed"], table="proposal_step", column="note_sealed", row=row["id"])
            if row["note_sealed"]
            else None,
            row["at"],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class LatestLink:
    """``token`` is None once it is over: nothing is sent any more."""

    token: str | None
    expires_at: datetime
    asked_to_talk: bool
    asked_again: bool


async def latest_link(proposal_id: UUID) -> LatestLink | None:
    """The link that was made last to ask her, good or over; None when she answered it, or was never asked."""
    row = await db.fetchrow(
        "SELECT l.id, l.token_sealed, l.used_at, l.expires_at, l.expires_at > $3 AS is_good,"
        " ARRAY(SELECT s.move FROM proposal_step s WHERE s.proposal = l.proposal AND s.actor = 'person'"
        " AND s.at >= l.created_at) AS said"
        " FROM consent_link l WHERE l.proposal = $1 AND l.kind = $2 ORDER BY l.created_at DESC, l.id DESC LIMIT 1",
        proposal_id,
        LinkKind.ANSWER.value,
        clock.now(),
    )
    if row is None or row["used_at"] is not None:
        return None
    sealed = row["token_sealed"] if row["is_good"] else None
    token = (
        crypto.open_(sealed, table="consent_link", column="token_sealed", row=row["id"]) if sealed else None
    )
    return LatestLink(token, row["expires_at"], "ask_to_talk" in row["said"], "ask_new_link" in row["said"])


@dataclass(frozen=True, slots=True)
class ViewsOfDay:
    """Somebody's readings of one day; ``at`` is the last of them."""

    account_id: UUID
    at: datetime
    times: int


async def identity_views(proposal_id: UUID, limit: int = 50) -> list[ViewsOfDay]:
    """Who read the identity, a line for each reader and day, latest first. Each reading by itself is in the log."""
    rows = await db.fetch(
        "SELECT account, max(at) AS at, count(*) AS n FROM identity_view WHERE proposal = $1"
        " GROUP BY account, (at AT TIME ZONE 'Europe/Rome')::date ORDER BY max(id) DESC LIMIT $2",
        proposal_id,
        limit,
    )
    return [ViewsOfDay(row["account"], row["at"], row["n"]) for row in rows]
