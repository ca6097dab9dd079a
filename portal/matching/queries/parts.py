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
class Message:
    author_id: UUID
    text: str
    at: datetime


async def messages(proposal_id: UUID) -> list[Message]:
    rows = await db.fetch(
        "SELECT id, author, text_sealed, at FROM proposal_message WHERE proposal = $1 ORDER BY at, id",
        proposal_id,
    )
    return [
        Message(
            row["author"],
            crypto.open_(row["text_sealed"], table="proposal_message", column="text_sealed", row=row["id"]),
            row["at"],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class PendingLink:
    token: str | None
    expires_at: datetime
    asked_to_talk: bool


async def pending_link(proposal_id: UUID) -> PendingLink | None:
    """The link the counsellor may still send by hand, while it is good."""
    row = await db.fetchrow(
        "SELECT l.id, l.token_sealed, l.expires_at, EXISTS (SELECT 1 FROM proposal_step s"
        " WHERE s.proposal = l.proposal AND s.move = 'ask_to_talk' AND s.at >= l.created_at) AS talk"
        " FROM consent_link l WHERE l.proposal = $1 AND l.kind = $2 AND l.used_at IS NULL"
        " AND l.expires_at > $3 ORDER BY l.created_at DESC LIMIT 1",
        proposal_id,
        LinkKind.ANSWER.value,
        clock.now(),
    )
    if row is None:
        return None
    sealed = row["token_sealed"]
    token = (
        crypto.open_(sealed, table="consent_link", column="token_sealed", row=row["id"]) if sealed else None
    )
    return PendingLink(token, row["expires_at"], row["talk"])


@dataclass(frozen=True, slots=True)
class View:
    account_id: UUID
    at: datetime


async def identity_views(proposal_id: UUID, limit: int = 50) -> list[View]:
    """Who read the identity, latest first."""
    rows = await db.fetch(
        "SELECT account, at FROM identity_view WHERE proposal = $1 ORDER BY id DESC LIMIT $2",
        proposal_id,
        limit,
    )
    return [View(row["account"], row["at"]) for row in rows]
