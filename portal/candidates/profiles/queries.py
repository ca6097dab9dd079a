"""Reads of the profile for the counsellor: where it stands, when it is due, what the card shows and hides."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.candidates.profiles.gathering import Source, file_of
from portal.candidates.profiles.lookalikes import Left
from portal.candidates.profiles.rules import Queue
from portal.candidates.profiles.scopes import state_of
from portal.candidates.profiles.search import COLUMNS, Shown, shown
from portal.candidates.profiles.vocabulary import ProfileState
from portal.foundation import db


@dataclass(frozen=True, slots=True)
class ProfileRow:
    id: UUID
    state: ProfileState
    profession_code: str
    region_code: str
    waiting_since: date | None
    published_on: date | None
    expires_on: date | None
    ended_on: date | None
    ended_why: str | None
    edited_on: date | None


async def latest_profile(person_id: UUID) -> ProfileRow | None:
    """The one that stands, else the last that ended."""
    row = await db.fetchrow(
        "SELECT id, state, profession_code, region_code, waiting_since, published_on, expires_on, ended_on, ended_why,"
        " edited_on FROM profile WHERE person = $1 ORDER BY ended_on DESC NULLS FIRST, id DESC LIMIT 1",
        person_id,
    )
    if row is None:
        return None
    return ProfileRow(row["id"], ProfileState(row["state"]), *list(row.values())[2:])


async def own_source(profile_id: UUID, scope: str) -> Source:
    """What the profile's card would be computed from today, whatever its state and its ground."""
    return await file_of(profile_id, await state_of(scope))


_QUEUES = """
SELECT p.region_code, count(*) FILTER (WHERE p.state = 'waiting' OR p.edited_on IS NOT NULL) AS n,
    min(CASE WHEN p.state = 'waiting' THEN p.waiting_since ELSE p.edited_on END) AS oldest,
    bool_or(p.state = 'published') AS has_cards,
    (SELECT s.epoch_on FROM scope s WHERE s.code = p.region_code) AS epoch_on
FROM profile p WHERE p.state IN ('waiting', 'published') {only}
GROUP BY p.region_code ORDER BY p.region_code
"""


async def waiting_in(scope: str) -> Queue:
    """What the scope's next run is for."""
    rows = await db.fetch(_QUEUES.format(only="AND p.region_code = $1"), scope)
    return _queue(rows[0]) if rows else Queue()


async def scopes_waiting() -> dict[str, Queue]:
    """Every scope with profiles that wait or show."""
    return {row["region_code"]: _queue(row) for row in await db.fetch(_QUEUES.format(only=""))}


def _queue(row: Any) -> Queue:
    return Queue(row["n"], row["oldest"], row["epoch_on"], row["has_cards"])


async def scope_is_hidden(scope: str) -> bool:
    return bool(
        await db.fetchval("SELECT count(*) FROM scope WHERE code = $1 AND hidden_since IS NOT NULL", scope)
    )


async def shown_card(profile_id: UUID) -> Shown | None:
    """The profile's card as it stands."""
    row = await db.fetchrow(f"SELECT {COLUMNS} FROM card c WHERE c.profile = $1", profile_id)
    return None if row is None else shown(row)


async def cards_by_scope() -> dict[str, int]:
    rows = await db.fetch("SELECT scope, count(*) AS n FROM card GROUP BY scope")
    return {row["scope"]: row["n"] for row in rows}


@dataclass(frozen=True, slots=True)
class LastCount:
    """The last nightly report of a scope on lookalikes (G4)."""

    counted_on: date
    k: int
    people: int
    under_k: int
    alone: int

    @property
    def keeps_g4(self) -> bool:
        return Left(self.people, self.under_k, self.alone).keeps_g4


async def last_counts() -> dict[str, LastCount]:
    rows = await db.fetch(
        "SELECT DISTINCT ON (scope) scope, counted_on, k, people, under_k, alone FROM lookalike_report"
        " ORDER BY scope, counted_on DESC"
    )
    return {row["scope"]: LastCount(*list(row.values())[1:]) for row in rows}
