"""Lists of plans, in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.foundation import db
from portal.kernel.viewer import Viewer
from portal.tutoring.vocabulary import PartyRole, PlanKind, PlanState


@dataclass(frozen=True, slots=True)
class ListRow:
    id: UUID
    code: str
    kind: PlanKind
    title: str
    person_id: UUID
    company_name: str
    state: PlanState
    starts_on: date | None
    ends_on: date | None


_ROW = """
SELECT p.id, p.code, p.kind, p.title, p.person, coalesce(o.name, p.employer_name) AS company, p.state, p.starts_on,
    p.ends_on
FROM plan p LEFT JOIN organisation o ON o.id = p.company
"""
_ORDER = """
ORDER BY array_position(ARRAY['running', 'suspended', 'ready', 'to_sign', 'drafted'], p.state) NULLS LAST,
    p.ends_on NULLS FIRST, p.code LIMIT $3 OFFSET $4
"""


def _rows(rows: Sequence[Any]) -> list[ListRow]:
    return [
        ListRow(
            row["id"],
            row["code"],
            PlanKind(row["kind"]),
            row["title"],
            row["person"],
            row["company"],
            PlanState(row["state"]),
            row["starts_on"],
            row["ends_on"],
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Count:
    named: int
    """Plans that name the viewer in the role asked for."""
    unnamed: int
    """Plans of the company that do not name the viewer at all: a count, nothing else."""


async def count_for_party(viewer: Viewer, role: PartyRole) -> Count:
    row = await db.fetchrow(
        "SELECT count(*) FILTER (WHERE $3 = ANY(roles)) AS named, count(*) FILTER (WHERE roles = '{}') AS unnamed"
        " FROM (SELECT ARRAY(SELECT y.role FROM plan_party y WHERE y.plan = p.id AND y.account = $2) AS roles"
        " FROM plan p WHERE p.company = $1) one",
        viewer.organisation_id,
        viewer.account_id,
        role.value,
    )
    return Count(row["named"], row["unnamed"]) if row is not None else Count(0, 0)


async def list_for_party(viewer: Viewer, role: PartyRole, *, limit: int, offset: int) -> list[ListRow]:
    """A company's user or tutor: the plans that name the viewer in that role, the running ones first."""
    rows = await db.fetch(
        f"{_ROW} JOIN plan_party y ON y.plan = p.id AND y.account = $2 AND y.role = $5 WHERE p.company = $1{_ORDER}",
        viewer.organisation_id,
        viewer.account_id,
        limit,
        offset,
        role.value,
    )
    return _rows(rows)


_OF_SERVICE = "p.service = $1 AND ($2::uuid[] IS NULL OR p.person = ANY($2))"


async def count_for_service(viewer: Viewer, person_ids: list[UUID] | None) -> int:
    count: int = await db.fetchval(
        f"SELECT count(*) FROM plan p WHERE {_OF_SERVICE}", viewer.organisation_id, person_ids
    )
    return count


async def list_for_service(
    viewer: Viewer, person_ids: list[UUID] | None, *, limit: int, offset: int
) -> list[ListRow]:
    """A counsellor's: of the people given; a coordinator's: of the whole service (None)."""
    rows = await db.fetch(
        f"{_ROW} WHERE {_OF_SERVICE}{_ORDER}", viewer.organisation_id, person_ids, limit, offset
    )
    return _rows(rows)
