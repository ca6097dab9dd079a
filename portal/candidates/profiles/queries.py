"""Reads of the profile for the counsellor: where it stands, when it is due, what the card shows and hides."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.candidates.profiles.blind_profile import Traits
from portal.candidates.profiles.release import families_of
from portal.candidates.profiles.vocabulary import ProfileState
from portal.foundation import db
from portal.reference import professions


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


async def latest_profile(person_id: UUID) -> ProfileRow | None:
    """The one that stands, else the last that ended."""
    row = await db.fetchrow(
        "SELECT id, state, profession_code, region_code, waiting_since, published_on, expires_on, ended_on, ended_why"
        " FROM profile WHERE person = $1 ORDER BY ended_on DESC NULLS FIRST, id DESC LIMIT 1",
        person_id,
    )
    if row is None:
        return None
    return ProfileRow(row["id"], ProfileState(row["state"]), *list(row.values())[2:])


async def own_traits(profile_id: UUID, person_id: UUID, profession_code: str) -> Traits:
    rows = await db.fetch("SELECT skill_code FROM person_skill WHERE person = $1", person_id)
    group = professions.macro_group(profession_code).value
    return Traits(profile_id, group, families_of([row["skill_code"] for row in rows]))


@dataclass(frozen=True, slots=True)
class Waiting:
    """The scope's queue: how many wait, since when the first."""

    count: int
    oldest: date | None


async def waiting_in(scope: str) -> Waiting:
    row = await db.fetchrow(
        "SELECT count(*) AS n, min(waiting_since) AS oldest FROM profile WHERE region_code = $1 AND state = 'waiting'",
        scope,
    )
    return Waiting(row["n"], row["oldest"]) if row is not None else Waiting(0, None)


async def scopes_waiting() -> dict[str, Waiting]:
    rows = await db.fetch(
        "SELECT region_code, count(*) AS n, min(waiting_since) AS oldest FROM profile WHERE state = 'waiting'"
        " GROUP BY region_code ORDER BY region_code"
    )
    return {row["region_code"]: Waiting(row["n"], row["oldest"]) for row in rows}


async def scope_is_hidden(scope: str) -> bool:
    return bool(
        await db.fetchval("SELECT count(*) FROM scope WHERE code = $1 AND hidden_since IS NOT NULL", scope)
    )


async def shown_card(profile_id: UUID) -> tuple[str | None, tuple[str, ...]] | None:
    """Group and families that the profile's card shows now."""
    row = await db.fetchrow("SELECT profession_group, families FROM card WHERE profile = $1", profile_id)
    return None if row is None else (row["profession_group"], tuple(row["families"]))
