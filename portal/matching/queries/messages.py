"""Words between a company's named users and the counsellor, and how many of them wait to be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.foundation import crypto, db
from portal.kernel.viewer import Viewer
from portal.matching.vocabulary import WITH_COMPANY, ProposalState


@dataclass(frozen=True, slots=True)
class Message:
    """``is_new``: the other side wrote it, and this viewer had not opened the page since."""

    author_id: UUID
    from_company: bool
    text: str
    at: datetime
    is_new: bool


_READ = (
    "SELECT r.read_until FROM proposal_message_read r WHERE r.proposal = m.proposal AND r.account = {account}"
)


async def messages(proposal_id: UUID, viewer: Viewer) -> list[Message]:
    """The oldest first."""
    rows = await db.fetch(
        "SELECT m.id, m.author, m.from_company, m.text_sealed, m.at, m.from_company <> $3"
        f" AND m.at > coalesce(({_READ.format(account='$2')}), '-infinity') AS is_new"
        " FROM proposal_message m WHERE m.proposal = $1 ORDER BY m.at, m.id",
        proposal_id,
        viewer.account_id,
        viewer.for_company,
    )
    return [
        Message(
            row["author"],
            row["from_company"],
            crypto.open_(row["text_sealed"], table="proposal_message", column="text_sealed", row=row["id"]),
            row["at"],
            row["is_new"],
        )
        for row in rows
    ]


_UNREAD = f"""
SELECT m.proposal, count(*) AS n FROM proposal_message m JOIN proposal p ON p.id = m.proposal
WHERE {{which}} AND m.from_company <> $2 AND m.at > coalesce(({_READ.format(account="$1")}), '-infinity')
    AND (m.from_company OR (p.state = ANY($3) AND NOT EXISTS (
        SELECT FROM disclosure_consent c WHERE c.proposal = p.id AND c.revoked_at IS NOT NULL)))
GROUP BY m.proposal
"""
"""A company no longer reads the messages of a closed proposal, so they do not wait for it either."""

_READABLE = [state.value for state in (*WITH_COMPANY, ProposalState.ACCEPTED)]


async def unread_of_company(viewer: Viewer) -> dict[UUID, int]:
    """By proposal that names the viewer, how many messages of the service wait for her."""
    which = (
        "p.company = $4 AND EXISTS (SELECT FROM proposal_reader d WHERE d.proposal = p.id AND d.account = $1)"
    )
    return await _unread(which, viewer, viewer.organisation_id)


async def unread_of_service(viewer: Viewer, person_ids: Sequence[UUID]) -> dict[UUID, int]:
    """By proposal of these people (those the viewer follows), how many messages of companies wait for her."""
    return await _unread(
        "p.service = $4 AND p.person = ANY($5)", viewer, viewer.organisation_id, list(person_ids)
    )


async def _unread(which: str, viewer: Viewer, *more: object) -> dict[UUID, int]:
    rows = await db.fetch(
        _UNREAD.format(which=which), viewer.account_id, viewer.for_company, _READABLE, *more
    )
    return {row["proposal"]: row["n"] for row in rows}
