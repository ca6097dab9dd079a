"""Reads of proposals: only among what the viewer may see. Names are opened here and nowhere else."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from portal.foundation import clock, crypto, db
from portal.kernel.refusals import NotThere
from portal.kernel.viewer import Viewer
from portal.matching.suitability import Terms
from portal.matching.vocabulary import Group, Origin, ProposalState


@dataclass(frozen=True, slots=True)
class ListRow:
    id: UUID
    code: str
    state: ProposalState
    state_since: datetime
    vacancy_title: str
    company_name: str
    person_id: UUID
    answer_due_on: date | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Listed:
    rows: list[ListRow]
    total: int
    """Rows the viewer may open."""
    unnamed: int
    """Proposals of the company that name others: a count, nothing else."""


_ROW = (
    "p.id, p.code, p.state, p.state_since, v.title, o.name AS company, p.person, p.answer_due_on, p.origin"
)


def _list_row(row: Any) -> ListRow:
    return ListRow(
        row["id"],
        row["code"],
        ProposalState(row["state"]),
        row["state_since"],
        row["title"],
        row["company"],
        row["person"],
        row["answer_due_on"],
        Origin(row["origin"]),
    )


async def list_for_company(viewer: Viewer, *, only_open: bool, limit: int, offset: int) -> Listed:
    """Those that name the viewer; of the others of the company, how many."""
    closed = [] if not only_open else _CLOSED
    rows = await db.fetch(
        f"SELECT {_ROW}, count(*) OVER () AS total FROM proposal p"
        " JOIN proposal_reader r ON r.proposal = p.id AND r.account = $2"
        " JOIN vacancy v ON v.id = p.vacancy JOIN organisation o ON o.id = p.company"
        " WHERE p.company = $1 AND NOT p.state = ANY($3)"
        " ORDER BY p.answer_due_on NULLS LAST, p.state_since DESC, p.id LIMIT $4 OFFSET $5",
        viewer.organisation_id,
        viewer.account_id,
        closed,
        limit,
        offset,
    )
    unnamed = await db.fetchval(
        "SELECT count(*) FROM proposal p WHERE p.company = $1 AND NOT p.state = ANY($3) AND NOT EXISTS"
        " (SELECT 1 FROM proposal_reader r WHERE r.proposal = p.id AND r.account = $2)",
        viewer.organisation_id,
        viewer.account_id,
        closed,
    )
    return Listed([_list_row(row) for row in rows], rows[0]["total"] if rows else 0, unnamed)


_CLOSED = [
    state.value
    for state in (
        ProposalState.DECLINED,
        ProposalState.ACCEPTED,
        ProposalState.REFUSED,
        ProposalState.WITHDRAWN,
        ProposalState.EXPIRED,
    )
]


async def list_for_service(
    viewer: Viewer, person_ids: list[UUID] | None, *, only_open: bool, limit: int, offset: int
) -> Listed:
    """A counsellor's: of the people given (those she follows); a coordinator's: of the whole service (None)."""
    rows = await db.fetch(
        f"SELECT {_ROW}, count(*) OVER () AS total FROM proposal p"
        " JOIN vacancy v ON v.id = p.vacancy JOIN organisation o ON o.id = p.company"
        " WHERE p.service = $1 AND ($2::uuid[] IS NULL OR p.person = ANY($2)) AND NOT p.state = ANY($3)"
        " ORDER BY p.state_since DESC, p.id LIMIT $4 OFFSET $5",
        viewer.organisation_id,
        person_ids,
        _CLOSED if only_open else [],
        limit,
        offset,
    )
    return Listed([_list_row(row) for row in rows], rows[0]["total"] if rows else 0, 0)


@dataclass(frozen=True, slots=True)
class Detail:
    id: UUID
    code: str
    person_id: UUID
    vacancy_id: UUID
    company_id: UUID
    service_id: UUID
    counsellor_id: UUID
    card_id: UUID | None
    state: ProposalState
    state_since: datetime
    origin: Origin
    created_at: datetime
    answer_due_on: date | None
    company_words: str | None
    service_words: str | None
    terms: Terms | None
    interview_at: datetime | None
    interview_place: str | None
    close_reason: str | None
    version: int
    reader_ids: tuple[UUID, ...]
    groups: tuple[Group, ...]
    """Ticked and in force now; empty when no consent is."""
    consent_expires_at: datetime | None


_DETAIL = (
    "SELECT p.*, c.groups AS ticked, c.expires_at AS consent_expires,"
    " ARRAY(SELECT account FROM proposal_reader r WHERE r.proposal = p.id ORDER BY r.account) AS readers"
    " FROM proposal p LEFT JOIN disclosure_consent c ON c.proposal = p.id AND c.revoked_at IS NULL"
    " AND c.expires_at > $2 WHERE p.id = $1"
)


def _open(row: Any, column: str) -> str | None:
    sealed = row[column]
    return crypto.open_(sealed, table="proposal", column=column, row=row["id"]) if sealed else None


def _detail(row: Any) -> Detail:
    return Detail(
        id=row["id"],
        code=row["code"],
        person_id=row["person"],
        vacancy_id=row["vacancy"],
        company_id=row["company"],
        service_id=row["service"],
        counsellor_id=row["counsellor"],
        card_id=row["card_id"],
        state=ProposalState(row["state"]),
        state_since=row["state_since"],
        origin=Origin(row["origin"]),
        created_at=row["created_at"],
        answer_due_on=row["answer_due_on"],
        company_words=_open(row, "company_words_sealed"),
        service_words=_open(row, "service_words_sealed"),
        terms=msgspec.json.decode(row["terms"], type=Terms) if row["terms"] else None,
        interview_at=row["interview_at"],
        interview_place=row["interview_place"],
        close_reason=row["close_reason"],
        version=row["version"],
        reader_ids=tuple(row["readers"]),
        groups=tuple(Group(word) for word in row["ticked"] or ()),
        consent_expires_at=row["consent_expires"],
    )


async def detail_for_company(proposal_id: UUID, viewer: Viewer) -> Detail:
    """Raises NotThere unless the proposal is of the viewer's company and names the viewer."""
    row = await db.fetchrow(
        _DETAIL + " AND p.company = $3 AND EXISTS"
        " (SELECT 1 FROM proposal_reader r WHERE r.proposal = p.id AND r.account = $4)",
        proposal_id,
        clock.now(),
        viewer.organisation_id,
        viewer.account_id,
    )
    if row is None:
        raise NotThere
    return _detail(row)


async def detail_for_service(proposal_id: UUID, viewer: Viewer) -> Detail:
    """Raises NotThere unless the viewer's service leads; the caller asks whether the viewer follows the person."""
    row = await db.fetchrow(_DETAIL + " AND p.service = $3", proposal_id, clock.now(), viewer.organisation_id)
    if row is None:
        raise NotThere
    return _detail(row)


async def detail(proposal_id: UUID) -> Detail:
    """For the person's link and for other slices, which have already shown their ground."""
    row = await db.fetchrow(_DETAIL, proposal_id, clock.now())
    if row is None:
        raise NotThere
    return _detail(row)


async def exists_for(proposal_id: UUID, viewer: Viewer) -> bool:
    """Whether this viewer's side has already made this proposal: a form pressed twice."""
    found: bool = await db.fetchval(
        "SELECT EXISTS (SELECT 1 FROM proposal WHERE id = $1 AND created_by = $2 AND (company = $3 OR service = $3))",
        proposal_id,
        viewer.account_id,
        viewer.organisation_id,
    )
    return found


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
    rows = await db.fetch(
        "SELECT move, state, actor, account, reason, note_sealed, at FROM proposal_step WHERE proposal = $1"
        " ORDER BY at DESC, id DESC",
        proposal_id,
    )
    return [
        Step(
            row["move"],
            ProposalState(row["state"]),
            row["actor"],
            row["account"],
            row["reason"],
            crypto.open_(row["note_sealed"], table="proposal_step", column="note_sealed", row=proposal_id)
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
        " FROM consent_link l WHERE l.proposal = $1 AND l.kind = 'answer' AND l.used_at IS NULL"
        " AND l.expires_at > $2 ORDER BY l.created_at DESC LIMIT 1",
        proposal_id,
        clock.now(),
    )
    if row is None:
        return None
    sealed = row["token_sealed"]
    token = (
        crypto.open_(sealed, table="consent_link", column="token_sealed", row=row["id"]) if sealed else None
    )
    return PendingLink(token, row["expires_at"], row["talk"])


async def identity_views(proposal_id: UUID) -> list[tuple[UUID, datetime]]:
    rows = await db.fetch(
        "SELECT account, at FROM identity_view WHERE proposal = $1 ORDER BY at DESC LIMIT 50", proposal_id
    )
    return [(row["account"], row["at"]) for row in rows]


async def count_waiting_for_company(viewer: Viewer) -> int:
    """How many of the viewer's proposals wait for an answer: the menu's badge and «Da fare adesso»."""
    count: int = await db.fetchval(
        "SELECT count(*) FROM proposal p JOIN proposal_reader r ON r.proposal = p.id AND r.account = $2"
        " WHERE p.company = $1 AND p.state = ANY($3)",
        viewer.organisation_id,
        viewer.account_id,
        [ProposalState.SENT.value, ProposalState.OPENED.value, ProposalState.INTERVIEW.value],
    )
    return count
