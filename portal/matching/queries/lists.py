"""Lists of proposals, in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal.foundation import db
from portal.kernel.viewer import Viewer
from portal.matching.vocabulary import OPEN, WITH_COMPANY, Origin, ProposalState

REACHED_COMPANY = "(p.origin = 'company' OR p.sent_at IS NOT NULL)"
"""SQL: the company asked for it, or it was sent; what a counsellor prepares is nobody else's business yet."""

NAMES_VIEWER = "EXISTS (SELECT 1 FROM proposal_reader r WHERE r.proposal = p.id AND r.account = {account})"
"""SQL: the account is one of the company's named users."""

_OPEN = [state.value for state in OPEN]


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
    sent_at: datetime | None
    origin: Origin
    close_reason: str | None


_ROW = """p.id, p.code, p.state, p.state_since, v.title, o.name AS company, p.person, p.answer_due_on, p.sent_at,
    p.origin, p.close_reason"""
_FROM = "FROM proposal p JOIN vacancy v ON v.id = p.vacancy JOIN organisation o ON o.id = p.company"


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
        row["sent_at"],
        Origin(row["origin"]),
        row["close_reason"],
    )


@dataclass(frozen=True, slots=True)
class Count:
    named: int
    """Proposals the viewer may open."""
    unnamed: int
    """Proposals of the company that name others: a count, nothing else."""


async def count_for_company(viewer: Viewer, *, only_open: bool) -> Count:
    row = await db.fetchrow(
        f"SELECT count(*) FILTER (WHERE named) AS named, count(*) FILTER (WHERE NOT named) AS unnamed FROM"
        f" (SELECT {NAMES_VIEWER.format(account='$2')} AS named FROM proposal p WHERE p.company = $1"
        f" AND {REACHED_COMPANY} AND ($3::text[] IS NULL OR p.state = ANY($3))) one",
        viewer.organisation_id,
        viewer.account_id,
        _OPEN if only_open else None,
    )
    return Count(row["named"], row["unnamed"]) if row is not None else Count(0, 0)


async def list_for_company(viewer: Viewer, *, only_open: bool, limit: int, offset: int) -> list[ListRow]:
    """Those that name the viewer, the most urgent first."""
    rows = await db.fetch(
        f"SELECT {_ROW} {_FROM} JOIN proposal_reader r ON r.proposal = p.id AND r.account = $2"
        f" WHERE p.company = $1 AND {REACHED_COMPANY} AND ($3::text[] IS NULL OR p.state = ANY($3))"
        " ORDER BY p.answer_due_on NULLS LAST, p.state_since DESC, p.id LIMIT $4 OFFSET $5",
        viewer.organisation_id,
        viewer.account_id,
        _OPEN if only_open else None,
        limit,
        offset,
    )
    return [_list_row(row) for row in rows]


async def waiting_rows(viewer: Viewer, limit: int) -> list[ListRow]:
    """Those that name the viewer and wait for the company's answer, the most urgent first."""
    rows = await db.fetch(
        f"SELECT {_ROW} {_FROM} JOIN proposal_reader r ON r.proposal = p.id AND r.account = $2"
        f" WHERE p.company = $1 AND p.state = ANY($3) ORDER BY p.answer_due_on NULLS LAST, p.state_since, p.id"
        " LIMIT $4",
        viewer.organisation_id,
        viewer.account_id,
        [state.value for state in WITH_COMPANY],
        limit,
    )
    return [_list_row(row) for row in rows]


async def named_rows(viewer: Viewer, proposal_ids: Sequence[UUID]) -> list[ListRow]:
    """Of these, those that reached the viewer's company and name the viewer, whatever their state, in that order."""
    rows = await db.fetch(
        f"SELECT {_ROW} {_FROM} JOIN proposal_reader r ON r.proposal = p.id AND r.account = $2"
        f" WHERE p.company = $1 AND p.id = ANY($3) AND {REACHED_COMPANY} ORDER BY array_position($3::uuid[], p.id)",
        viewer.organisation_id,
        viewer.account_id,
        list(proposal_ids),
    )
    return [_list_row(row) for row in rows]


_OF_SERVICE = """p.service = $1 AND ($2::uuid[] IS NULL OR p.person = ANY($2))
    AND ($3::text[] IS NULL OR p.state = ANY($3))"""


async def count_for_service(viewer: Viewer, person_ids: list[UUID] | None, *, only_open: bool) -> int:
    count: int = await db.fetchval(
        f"SELECT count(*) FROM proposal p WHERE {_OF_SERVICE}",
        viewer.organisation_id,
        person_ids,
        _OPEN if only_open else None,
    )
    return count


async def list_for_service(
    viewer: Viewer, person_ids: list[UUID] | None, *, only_open: bool, limit: int, offset: int
) -> list[ListRow]:
    """A counsellor's: of the people given (those she follows); a coordinator's: of the whole service (None)."""
    rows = await db.fetch(
        f"SELECT {_ROW} {_FROM} WHERE {_OF_SERVICE} ORDER BY p.state_since DESC, p.id LIMIT $4 OFFSET $5",
        viewer.organisation_id,
        person_ids,
        _OPEN if only_open else None,
        limit,
        offset,
    )
    return [_list_row(row) for row in rows]


async def count_waiting_for_company(viewer: Viewer) -> int:
    """How many of the viewer's proposals wait for an answer: the menu's badge and «Da fare adesso»."""
    count: int = await db.fetchval(
        "SELECT count(*) FROM proposal p JOIN proposal_reader r ON r.proposal = p.id AND r.account = $2"
        " WHERE p.company = $1 AND p.state = ANY($3) AND p.answer_due_on IS NOT NULL",
        viewer.organisation_id,
        viewer.account_id,
        [state.value for state in WITH_COMPANY],
    )
    return count
