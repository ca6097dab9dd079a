"""Dated figures as coordinators read them: in force, delivered, entered, with who did what; and what acts changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from portal.employers.companies.queries.seen import SEEN
from portal.employers.obligations.parameter_names import EFFECTS, effect_written, name_of
from portal.foundation import db
from portal.kernel.overlay import ActKind
from portal.kernel.refusals import NotThere


@dataclass(frozen=True, slots=True)
class ActRow:
    """``recount_id`` is None until the recount has begun."""

    number: int
    figure_id: UUID
    kind: ActKind
    reason: str | None
    valid_to: date | None
    by: str
    at: datetime
    recount_id: UUID | None
    finished_at: datetime | None
    companies: int | None
    changed: int | None


_ACTS = """
SELECT p.number, p.figure_id, p.kind, p.reason, p.valid_to, a.name AS by, p.at, r.id AS recount_id, r.finished_at,
    r.companies, r.changed
FROM parameter_act p JOIN account a ON a.id = p.by_account LEFT JOIN parameter_recount r ON r.act = p.number
WHERE p.figure_id = ANY($1) ORDER BY p.number DESC
"""


async def acts_on(figure_ids: Iterable[UUID]) -> list[ActRow]:
    """The latest first."""
    return [
        ActRow(**{**dict(row), "kind": ActKind(row["kind"])})
        for row in await db.fetch(_ACTS, list(figure_ids))
    ]


@dataclass(frozen=True, slots=True)
class Recount:
    """The recount of one act: ``label`` and ``source`` are those of the figure."""

    id: UUID
    act: int
    kind: ActKind
    key: str
    source: str
    counted_on: date
    companies: int
    changed: int
    started_at: datetime
    finished_at: datetime | None

    @property
    def label(self) -> str:
        return name_of(self.key).label


async def recount(recount_id: UUID) -> Recount:
    row = await db.fetchrow(
        "SELECT r.id, r.act, p.kind, f.key, f.source, r.counted_on, r.companies, r.changed, r.started_at, r.finished_at"
        " FROM parameter_recount r JOIN parameter_act p ON p.number = r.act"
        " JOIN parameter_act f ON f.figure_id = p.figure_id AND f.kind = 'entered' WHERE r.id = $1",
        recount_id,
    )
    if row is None:
        raise NotThere
    return Recount(**{**dict(row), "kind": ActKind(row["kind"])})


@dataclass(frozen=True, slots=True)
class Effect:
    company_id: UUID
    company: str
    figure: str
    before: Decimal
    after: Decimal

    @property
    def label(self) -> str:
        return EFFECTS[self.figure]

    @property
    def was(self) -> str:
        return effect_written(self.figure, self.before)

    @property
    def now(self) -> str:
        return effect_written(self.figure, self.after)


def _effect(row: Any) -> Effect:
    return Effect(row["company"], row["name"], row["figure"], row["before"], row["after"])


_EFFECTS = f"""
FROM parameter_effect e JOIN company c ON c.id = e.company JOIN organisation o ON o.id = c.id
WHERE {SEEN} AND e.recount = $2
"""


async def count_effects(recount_id: UUID, seen: list[str] | None) -> int:
    return int(await db.fetchval(f"SELECT count(*) {_EFFECTS}", seen, recount_id))


async def effects(recount_id: UUID, seen: list[str] | None, *, limit: int, offset: int) -> list[Effect]:
    """By company, only those of the viewer's territory (``seen`` as ``provinces_of`` answers)."""
    rows = await db.fetch(
        f"SELECT e.company, o.name, e.figure, e.before, e.after {_EFFECTS}"
        " ORDER BY lower(o.name), e.company, e.figure LIMIT $3 OFFSET $4",
        seen,
        recount_id,
        limit,
        offset,
    )
    return [_effect(row) for row in rows]


async def effects_on_duties(recount_id: UUID) -> dict[UUID, list[Effect]]:
    """Of every company whose quota or uncovered places changed; changes of the cost alone are left out."""
    rows = await db.fetch(
        "SELECT e.company, o.name, e.figure, e.before, e.after FROM parameter_effect e"
        " JOIN organisation o ON o.id = e.company WHERE e.recount = $1 AND e.company IN (SELECT company"
        " FROM parameter_effect WHERE recount = $1 AND figure IN ('quota3', 'quota18', 'gap3', 'gap18'))"
        " ORDER BY e.company, e.figure",
        recount_id,
    )
    found: dict[UUID, list[Effect]] = {}
    for row in rows:
        found.setdefault(row["company"], []).append(_effect(row))
    return found
