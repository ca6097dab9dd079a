"""What the person herself may know of her proposals: with whom, in which state, who read who she is."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.foundation import clock, db
from portal.matching.vocabulary import (
    GROUP_LABELS,
    OPEN,
    REASON_LABELS,
    STATE_LABELS,
    Group,
    ProposalState,
    RefusalReason,
)


@dataclass(frozen=True, slots=True)
class HerProposal:
    """``groups`` are what a company reads of her now; empty when nothing stands open to it. ``interview_at`` and
    ``interview_place``: the day that was chosen, while it is to come; ``refused_for``: the company's reason."""

    id: UUID
    code: str
    title: str
    company_name: str
    state: ProposalState
    since: datetime
    groups: tuple[str, ...]
    consent_until: datetime | None
    interview_at: datetime | None = None
    interview_place: str | None = None
    refused_for: str | None = None

    @property
    def state_label(self) -> str:
        return STATE_LABELS[self.state]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


_OF_PERSON = """
SELECT p.id, p.code, v.title, o.name AS company, p.state, p.state_since, c.groups, c.expires_at,
    CASE WHEN p.state = 'interview' THEN p.interview_at END AS interview_at,
    CASE WHEN p.state = 'interview' THEN p.interview_place END AS interview_place,
    CASE WHEN p.state = 'refused' THEN p.close_reason END AS refused_for
FROM proposal p JOIN vacancy v ON v.id = p.vacancy JOIN organisation o ON o.id = p.company
LEFT JOIN disclosure_consent c ON c.proposal = p.id AND c.revoked_at IS NULL AND c.closed_at IS NULL
    AND c.expires_at > $2
WHERE p.person = $1 ORDER BY p.state_since DESC, p.id
"""


async def of_person(person_id: UUID) -> list[HerProposal]:
    """Latest first. What a counsellor only prepares, and has not yet asked her, is among them too."""
    rows = await db.fetch(_OF_PERSON, person_id, clock.now())
    return [
        HerProposal(
            row["id"],
            row["code"],
            row["title"],
            row["company"],
            ProposalState(row["state"]),
            row["state_since"],
            tuple(GROUP_LABELS[Group(word)] for word in row["groups"] or ()),
            row["expires_at"],
            row["interview_at"],
            row["interview_place"],
            REASON_LABELS[RefusalReason(row["refused_for"])] if row["refused_for"] else None,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Consented:
    """One consent to be named to one company, and how it ended."""

    company_name: str
    title: str
    groups: tuple[str, ...]
    given_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    closed_at: datetime | None


async def consents_of_person(person_id: UUID) -> list[Consented]:
    """Latest first."""
    rows = await db.fetch(
        "SELECT o.name, v.title, c.groups, c.given_at, c.expires_at, c.revoked_at, c.closed_at"
        " FROM disclosure_consent c JOIN organisation o ON o.id = c.company JOIN vacancy v ON v.id = c.vacancy"
        " WHERE c.person = $1 ORDER BY c.given_at DESC, c.id",
        person_id,
    )
    return [
        Consented(
            row["name"],
            row["title"],
            tuple(GROUP_LABELS[Group(word)] for word in row["groups"]),
            row["given_at"],
            row["expires_at"],
            row["revoked_at"],
            row["closed_at"],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class IdentitySeen:
    account_id: UUID
    company_name: str
    code: str
    at: datetime


async def identity_views_of(person_id: UUID, limit: int = 500) -> list[IdentitySeen]:
    """Who of which company read who she is, latest first."""
    rows = await db.fetch(
        "SELECT i.account, o.name, p.code, i.at FROM identity_view i JOIN proposal p ON p.id = i.proposal"
        " JOIN organisation o ON o.id = p.company WHERE p.person = $1 ORDER BY i.id DESC LIMIT $2",
        person_id,
        limit,
    )
    return [IdentitySeen(row["account"], row["name"], row["code"], row["at"]) for row in rows]
